"""A release: the published set of one day, frozen to be cited, with checksums and accompanying documents."""

import re
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version as code_version
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from storage.database.connection import connect
from storage.errors import ReleaseRefused
from storage.paths import DataDir
from storage.publishing.audit_results import audit_lines
from storage.publishing.descriptors.description import Description
from storage.publishing.descriptors.writing import SUMS, describe_release, write_descriptors
from storage.publishing.manifest import (
    DATABASE,
    MANIFEST,
    MANIFEST_FORMAT,
    file_sha256,
    read_manifest,
    table_digests,
)
from storage.publishing.publish import CURRENT, UNFINISHED, seal, sync
from storage.publishing.text_index import FOLDER

PAPERS = ("README.md", "CITATION.cff", "LICENCE-NOTE.md")


@dataclass(frozen=True, slots=True)
class Release:
    """Where a release is, and its manifest."""

    folder: Path
    manifest: dict[str, Any]


def make_release(data_dir: DataDir, version: str, now: datetime) -> Release:
    """Freezes the published set as releases/fazhi-<version>. now is naive UTC.

    Raises ReleaseRefused if that release exists already, if the version is not a plain name, or if nothing
    has been published. A crash leaves no release and at worst a folder that the next attempt removes.
    """
    published = data_dir.published_sets / CURRENT
    folder = data_dir.releases / f"fazhi-{version}"
    if not version or not version.replace(".", "").replace("-", "").isalnum() or version[0] in ".-":
        raise ReleaseRefused(f"{version!r} cannot name a release: use digits and dots, such as 2026.11")
    if folder.exists():
        raise ReleaseRefused(
            f"{folder} already exists, and releases are never changed: choose another --version"
        )
    if not (published / MANIFEST).exists():
        raise ReleaseRefused("nothing is published yet: run `fazhi publish` first")
    unfinished = folder.with_name(folder.name + UNFINISHED)
    if unfinished.exists():
        shutil.rmtree(unfinished)
    data_dir.releases.mkdir(parents=True, exist_ok=True)
    # The search index serves the installation's own search, and can be made from the rest.
    shutil.copytree(published.resolve(), unfinished, ignore=shutil.ignore_patterns(FOLDER))
    manifest = read_manifest(unfinished)
    _write_papers(unfinished, version, now, manifest)
    write_descriptors(unfinished, describe(unfinished, version, now.date()))
    _write_sums(unfinished)
    seal(unfinished)
    unfinished.rename(folder)
    sync(data_dir.releases)
    return Release(folder, manifest)


def describe(folder: Path, version: str, released_on: date) -> Description:
    """The description of the release in this folder, for data catalogues and repositories."""
    with connect((folder / DATABASE).resolve(), read_only=True) as connection:
        return describe_release(folder, connection, version, released_on, read_manifest(folder))


def described(folder: Path) -> Description:
    """Like describe, for a finished release; reads its name and day from CITATION.cff.

    Raises ReleaseRefused for another folder.
    """
    if not (folder / SUMS).is_file():
        raise ReleaseRefused(f"{folder} is not a release: it has no {SUMS}")
    citation = (folder / "CITATION.cff").read_text(encoding="utf-8")
    said = dict(re.findall(r'^(version|date-released): "([^"]+)"$', citation, re.MULTILINE))
    return describe(folder, said["version"], date.fromisoformat(said["date-released"]))


def verify_release(folder: Path) -> list[str]:
    """The differences from the released state, one line each: every file against SHA256SUMS, every table
    against the manifest. Raises ReleaseRefused if the folder is not a release."""
    if not (folder / SUMS).is_file():
        raise ReleaseRefused(f"{folder} is not a release: it has no {SUMS}")
    problems = _check_sums(folder)
    if not problems:
        problems = _check_tables(folder)
    return problems


def _check_sums(folder: Path) -> list[str]:
    wanted = {}
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        wanted[name] = digest
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {SUMS}
    problems = [f"{name}: is missing" for name in sorted(wanted.keys() - here)]
    problems += [f"{name}: is not part of the release" for name in sorted(here - wanted.keys())]
    for name in sorted(here & wanted.keys()):
        if file_sha256(folder / name) != wanted[name]:
            problems.append(f"{name}: differs from the released file")
    return problems


def _check_tables(folder: Path) -> list[str]:
    manifest = read_manifest(folder)
    if manifest["format"] < MANIFEST_FORMAT:
        return []  # its digests were made otherwise; the sums of the files have been checked
    told = manifest["tables"]
    with connect((folder / DATABASE).resolve(), read_only=True) as connection:
        found = table_digests(connection)
    names = sorted(told.keys() | found.keys())
    return [
        f"table {name}: rows and digest are {found.get(name)}, the manifest has {told.get(name)}"
        for name in names
        if told.get(name) != found.get(name)
    ]


def _write_papers(folder: Path, version: str, now: datetime, manifest: dict[str, Any]) -> None:
    facts = {
        "version": version,
        "released_on": f"{now:%Y-%m-%d}",
        "published_at": manifest["published_at"],
        "code_version": code_version("fazhi"),
        "extractor_version": manifest["extractor_version"],
        "schema_version": manifest["schema_version"],
        "reports": manifest["tables"]["report"]["rows"],
        "versions": manifest["tables"]["report_version"]["rows"],
        "captures": manifest["tables"]["capture"]["rows"],
    }
    with connect((folder / DATABASE).resolve(), read_only=True) as connection:
        facts["audited"] = "\n".join(f"- {line}" for line in audit_lines(connection))
    for name in PAPERS:
        text = files("storage.publishing").joinpath("papers", name).read_text(encoding="utf-8")
        (folder / name).write_text(Template(text).substitute(facts), encoding="utf-8")


def _write_sums(folder: Path) -> None:
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    lines = [f"{file_sha256(folder / name)}  {name}\n" for name in names]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")
