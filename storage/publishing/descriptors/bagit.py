"""A release as a BagIt bag (RFC 8493): the files below data/, hard-linked, with manifests of their
digests."""

import hashlib
import os
import shutil
from datetime import date
from pathlib import Path

from storage.errors import ReleaseRefused
from storage.publishing.descriptors.description import PUBLISHER, TITLE

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def write_bag(release: Path, bag: Path, bagged_on: date) -> Path:
    """Creates the folder `bag`.

    Raises ReleaseRefused if it exists; a crash leaves `bag`.new, which the next call removes.
    """
    if bag.exists():
        raise ReleaseRefused(f"{bag} exists: remove it, or name another folder")
    unfinished = bag.with_name(bag.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    files = sorted(path for path in release.rglob("*") if path.is_file())
    lines, size = [], 0
    for path in files:
        name = path.relative_to(release).as_posix()
        target = unfinished / "data" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        _link(path, target)
        lines.append(f"{_sha256(path)}  data/{_encoded(name)}\n")
        size += path.stat().st_size
    tags = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": (
            f"Source-Organization: {PUBLISHER}\nExternal-Description: {TITLE}\n"
            f"Bagging-Date: {bagged_on}\nPayload-Oxum: {size}.{len(files)}\n"
        ),
        "manifest-sha256.txt": "".join(lines),
    }
    for name, text in tags.items():
        (unfinished / name).write_text(text, encoding="utf-8")
    sums = "".join(f"{_sha256(unfinished / name)}  {name}\n" for name in sorted(tags))
    (unfinished / "tagmanifest-sha256.txt").write_text(sums, encoding="utf-8")
    unfinished.rename(bag)
    return bag


def _link(path: Path, target: Path) -> None:
    """A hard link, which costs no space; a copy if the file system has none."""
    try:
        os.link(path, target)
    except OSError:
        shutil.copyfile(path, target)


def _encoded(name: str) -> str:
    """RFC 8493 2.1.3: line breaks and percent signs of a path are percent-encoded."""
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
