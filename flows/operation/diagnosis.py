"""One visit of a site as one file: what a bug report needs, without data about this machine.

A bundle is a ZIP file:

    bundle.json      what was visited, when, with which versions
    captures.jsonl   the captures, each with its place in the WARC file
    captures.warc.gz their records, as the visit wrote them; no requests, whose user agent names a person
    failures.jsonl   the failed fetches
    outcome.json     the outcome of the site
    trail.txt        the trail in words, as it was written then
"""

import json
import platform
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from crawlers.registry import find_sites
from crawlers.settings import seconds_between_requests
from crawlers.spec import CrawlSpec
from extraction.reading import EXTRACTOR_VERSION
from flows.errors import BundleInvalid
from flows.pipeline.crawl_process import run_crawl
from flows.pipeline.order import new_crawl_id
from flows.rendering.trail import PayloadOf, Visit, trail_of
from records import Capture, FailedFetch, Site, SiteOutcome, clock
from records.jsonlines import from_json, to_json
from storage.evidence.crawl_logs import read_text, stored
from storage.evidence.warc import read_payload
from storage.paths import DataDir

WARC = "captures.warc.gz"
NAMES = ("bundle.json", "captures.jsonl", WARC, "failures.jsonl", "outcome.json", "trail.txt")
LARGEST = 300_000_000
"""Maximum number of bytes unpacked from a bundle."""
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Bundle:
    """An opened bundle: its visit, the function that reads its pages, and the trail as it was when the bundle
    was made."""

    visit: Visit
    payload_of: PayloadOf
    trail: str


def diagnose_site(
    target: str, path: Path | None, *, via: str = "", delay: float | None = None, budget: int = 60
) -> tuple[Path, str]:
    """Visits one site once, politely, and writes the bundle. Returns its path and the trail.

    Raises UnknownSite, UrlNotAllowed, ImpoliteDelay, CrawlFailed. Without a path the bundle is written to the
    current folder.
    """
    (site,) = find_sites([target])
    seconds_between_requests(delay, via)
    site = site if site.seeds else replace(site, seeds=(target,))
    now = clock.now()
    with tempfile.TemporaryDirectory(prefix="fazhi-visit-") as folder:
        data = DataDir(Path(folder))
        crawl_id = new_crawl_id(now)
        spec = CrawlSpec(crawl_id, folder, (site,), via=via, delay=delay, page_budget=budget)
        summary = run_crawl(spec, data)
        outcome = next((one for one in summary.sites if one.site_id == site.site_id), None)
        captures = list(_logged(Capture, data.crawl(crawl_id) / "captures.jsonl"))
        failures = list(_logged(FailedFetch, data.crawl(crawl_id) / "failures.jsonl"))
        about = _about(site, target, crawl_id)
        visit = Visit(_heading(about), captures, failures, outcome)
        trail = trail_of(visit, _reader(data, captures))
        bundle = path or Path(f"diagnosis-{site.site_id}-{now:%Y%m%d-%H%M}.zip")
        _write(bundle, data, about, visit, trail)
    return bundle, trail


def replay(path: Path) -> tuple[str, bool]:
    """The trail of a bundle as today's program writes it, offline, and whether it equals the stored one."""
    with open_bundle(path) as bundle:
        trail = trail_of(bundle.visit, bundle.payload_of)
        return trail, trail == bundle.trail


@contextmanager
def open_bundle(path: Path) -> Iterator[Bundle]:
    """Opens a bundle, which may come from anybody: only the expected files are read. Raises BundleInvalid."""
    with tempfile.TemporaryDirectory(prefix="fazhi-bundle-") as folder:
        texts = _unpacked(path, Path(folder))
        try:
            about = json.loads(texts["bundle.json"])
            if about["format"] != FORMAT:
                raise BundleInvalid(
                    f"{path}: a bundle of format {about['format']}, this fazhi reads {FORMAT}"
                )
            told = json.loads(texts["outcome.json"])
            captures = [from_json(Capture, json.loads(one)) for one in texts["captures.jsonl"].splitlines()]
            failures = [
                from_json(FailedFetch, json.loads(one)) for one in texts["failures.jsonl"].splitlines()
            ]
            outcome = from_json(SiteOutcome, told) if told else None
            heading = _heading(about)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BundleInvalid(f"{path}: not a bundle of `fazhi sites diagnose`: {error}") from error
        captures = [replace(one, warc_file=WARC) for one in captures]
        visit = Visit(heading, captures, failures, outcome)
        yield Bundle(visit, _reader(DataDir(Path(folder)), captures), texts["trail.txt"])


def _about(site: Site, target: str, crawl_id: str) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "target": target,
        "site": to_json(site),
        "crawl_id": crawl_id,
        "fazhi": version("fazhi"),
        "extractor": EXTRACTOR_VERSION,
        "python": platform.python_version(),
    }


def _heading(about: dict[str, Any]) -> str:
    site = about["site"]
    return f"{site['site_id']} {site['homepage']}, visit {about['crawl_id']}, fazhi {about['fazhi']}"


def _reader(data: DataDir, captures: list[Capture]) -> PayloadOf:
    """The function that reads the payload of a capture of this visit."""
    by_id = {capture.capture_id: capture for capture in captures}
    return lambda capture: read_payload(data, capture, by_id.get(capture.revisit_of))


def _write(path: Path, data: DataDir, about: dict[str, Any], visit: Visit, trail: str) -> None:
    offset, records, moved = 0, bytearray(), []
    for capture in visit.captures:
        with (data.root / capture.warc_file).open("rb") as warc:
            warc.seek(capture.warc_offset)
            records += warc.read(capture.warc_length)
        moved.append(replace(capture, warc_file=WARC, warc_offset=offset))
        offset += capture.warc_length
    texts = {
        "bundle.json": json.dumps(about, ensure_ascii=False, indent=2),
        "captures.jsonl": _lines(moved),
        "failures.jsonl": _lines(visit.failures),
        "outcome.json": json.dumps(to_json(visit.outcome) if visit.outcome else None, ensure_ascii=False),
        "trail.txt": trail,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, text in texts.items():
            bundle.writestr(name, text)
        bundle.writestr(zipfile.ZipInfo(WARC), bytes(records))


def _unpacked(path: Path, folder: Path) -> dict[str, str]:
    """The texts of a bundle by name; its WARC file is written to the folder."""
    try:
        with zipfile.ZipFile(path) as bundle:
            sizes = {one.filename: one.file_size for one in bundle.infolist()}
            missing = set(NAMES) - sizes.keys()
            if missing or sum(sizes.values()) > LARGEST:
                why = f"{', '.join(sorted(missing))} missing" if missing else f"larger than {LARGEST} bytes"
                raise BundleInvalid(f"{path}: not a bundle of `fazhi sites diagnose`: {why}")
            (folder / WARC).write_bytes(bundle.read(WARC))
            return {name: bundle.read(name).decode("utf-8") for name in NAMES if name != WARC}
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise BundleInvalid(f"{path}: not a bundle of `fazhi sites diagnose`: {error}") from error


def _lines(rows: Any) -> str:
    return "".join(json.dumps(to_json(row), ensure_ascii=False) + "\n" for row in rows)


def _logged(kind: Any, path: Path) -> Iterator[Any]:
    if stored(path):
        for line in read_text(path).splitlines():
            yield from_json(kind, json.loads(line))
