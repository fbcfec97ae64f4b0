"""`fazhi add-page`: a page becomes a test, with a first expectation that a person has yet to review."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click

from extraction.markup.page import read_page
from extraction.reading import extract
from flows.errors import PageNotAdded
from records import FACTS, Extraction, clock
from records.jsonlines import to_json
from storage.paths import DataDir

FOLDER = Path("tests/extraction/pages/details")


@dataclass(frozen=True, slots=True)
class _Source:
    payload: bytes
    url: str
    charset: str
    name: str


def add_page(data: DataDir, source: str, url: str, name: str) -> None:
    """Saves a file, or the newest capture of an address, below FOLDER together with its present extraction.

    Raises PageNotAdded, before anything is written, outside a checkout, for an address that was never
    captured and for an existing name; ExtractionFailed for bytes that are no page.
    """
    if not FOLDER.is_dir():
        raise PageNotAdded(f"no {FOLDER} here: run this in the folder of the project")
    if re.match(r"https?://", source):
        found = _captured(data, source)
    else:
        found = _bundled(Path(source), url) if source.endswith(".zip") else _saved(Path(source), url)
    extraction = extract(found.payload, found.url, charset=found.charset, now=clock.now())
    is_html = read_page(found.payload, found.url, found.charset).is_html
    page = FOLDER / extraction.family / f"{_slug(name or found.name)}{'.html' if is_html else '.txt'}"
    expected = page.with_suffix(".expected.json")
    if page.exists() or expected.exists():
        raise PageNotAdded(f"{page} already exists: choose another name with --name")
    page.parent.mkdir(exist_ok=True)
    page.write_bytes(found.payload)
    expected.write_text(_as_json(_expectation(extraction, found)), encoding="utf-8")
    click.echo(
        f"wrote {page}\nwrote {expected}\n"
        "The page is somebody else's: trim it to what it is to show and rewrite it in words of your own,"
        " then\n"
        'correct the expectation by what a person sees on it and set "reviewed" to true. Until then\n'
        "`python -m pytest tests/extraction` fails. See docs/adding-a-family.md."
    )


def _captured(data: DataDir, url: str) -> _Source:
    from storage.evidence.warc import read_payload
    from storage.publishing.query import newest_capture, open_published

    with open_published(data) as archive:
        found = newest_capture(archive, url)
    if found is None:
        raise PageNotAdded(f"the archive has no capture of {url}: run `fazhi crawl {url}` first")
    capture, original = found
    path = urlsplit(capture.url).path
    return _Source(read_payload(data, capture, original), capture.url, capture.charset, Path(path).stem)


def _bundled(path: Path, url: str) -> _Source:
    """A page of a visit (`fazhi sites diagnose`), named by --url."""
    from flows.operation.diagnosis import open_bundle

    with open_bundle(path) as bundle:
        captures = [one for one in bundle.visit.captures if one.status == 200 and not one.revisit_of]
        wanted = next((one for one in captures if url in (one.url, one.page_url)), None)
        if wanted is None:
            there = ", ".join(one.url for one in captures[:5])
            raise PageNotAdded(
                f"{path} has no page from {url or 'nowhere: name one with --url'}; it has {there}, …"
            )
        payload = bundle.payload_of(wanted)
        return _Source(payload, wanted.url, wanted.charset, Path(urlsplit(wanted.url).path).stem)


def _saved(path: Path, url: str) -> _Source:
    try:
        return _Source(path.read_bytes(), url, "", path.stem)
    except OSError as error:
        raise PageNotAdded(f"{path}: {error.strerror}") from error


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "page"


def _expectation(extraction: Extraction, source: _Source) -> dict[str, object]:
    """The expectation for tests/extraction/test_reading.py, as read now."""
    return {
        "reviewed": False,
        "url": source.url,
        **({"charset": source.charset} if source.charset else {}),
        "fields": {name: to_json(getattr(extraction, name)) for name in ("family", *FACTS)},
        "body": extraction.body_text.split("\n") if extraction.body_text else [],
        "sections": [[section.level, section.number, section.heading] for section in extraction.sections],
        "rules": [receipt.rule for receipt in extraction.removed],
        "attachments": [[file.url, file.name] for file in extraction.attachments],
        "issues": [issue.code for issue in extraction.issues],
    }


def _as_json(expectation: dict[str, object]) -> str:
    return json.dumps(expectation, ensure_ascii=False, indent=1) + "\n"
