"""`fazhi site`: the same pages as files, for any static host; a second run writes only what changed."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import duckdb

from storage.lookup.governments import government_codes
from storage.lookup.ledger import provinces, told_cells
from storage.lookup.published import Published
from storage.lookup.reports import ReportDetails, report_details
from storage.lookup.totals import report_ids
from web import formats
from web.answers import answer, build
from web.page import Ask, Site
from web.views.report import report_page

AT_ONCE = 200
INDEX = ".fazhi-site.json"
FORMS = ("", "json", "txt", "bib")
SINGLE = ("/", "/ledger", "/ledger/shares", "/changes", "/removed", "/late", "/sites", "/data", "/about")
HEADERS = """/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'
"""

Say = Callable[[int, int], None]


@dataclass(slots=True)
class Written:
    """How many pages there are, how many were written now, and how many files of gone pages were removed."""

    pages: int = 0
    written: int = 0
    removed: int = 0


@dataclass(slots=True)
class Folder:
    """The files of a site, with a digest of what each page was made from."""

    root: Path
    known: dict[str, str]
    seen: dict[str, str]

    @classmethod
    def open(cls, root: Path) -> "Folder":
        root.mkdir(parents=True, exist_ok=True)
        index = root / INDEX
        known = json.loads(index.read_text(encoding="utf-8")) if index.is_file() else {}
        return cls(root, known, {})

    def fresh(self, path: str, digest: str) -> bool:
        """Whether the page of this address is to be written; remembers that there is such a page."""
        self.seen[path] = digest
        return self.known.get(path) != digest

    def write(self, path: str, form: str, body: bytes) -> None:
        """Puts a file in its place in one step."""
        place = self.root / place_of(path, form)
        place.parent.mkdir(parents=True, exist_ok=True)
        new = place.with_name(place.name + ".new")
        new.write_bytes(body)
        new.replace(place)

    def close(self) -> int:
        """Removes the files of pages that there are no more, and writes down what there is; how many went."""
        gone = set(self.known) - set(self.seen)
        removed = 0
        for path in gone:
            for form in ("", *formats.EXTENSIONS):
                place = self.root / place_of(path, form)
                if place.is_file():
                    place.unlink()
                    removed += 1
        index = self.root / INDEX
        index.write_text(json.dumps(self.seen, indent=0, sort_keys=True), encoding="utf-8")
        return removed


def place_of(path: str, form: str) -> str:
    """Where the file of an address lies: a page is a folder's index.html, another format a file beside it."""
    bare = path.strip("/")
    if form:
        return f"{bare or 'index'}.{form}"
    return f"{bare}/index.html".lstrip("/")


def export(published: Published, root: Path, base: str, say: Say = lambda done, total: None) -> Written:
    """Writes the site of a published set into a folder."""
    site = Site(base=base, static=True)
    folder, written = Folder.open(root), Written()
    with published.cursor() as cursor:
        ids, codes = report_ids(cursor), government_codes(cursor)
        cells = told_cells(cursor)
        divisions = [one["code"] for one in provinces(cursor)]
        rest = [
            *SINGLE,
            *(f"/ledger/{code}" for code in divisions),
            *(f"/government/{code}" for code in codes),
        ]
        rest += [f"/ledger/{adcode}/{year}" for adcode, year in cells]
        total = len(ids) + len(rest)
        ask = Ask(published, cursor, site, "/")
        for details in _in_parts(published, cursor, ids):
            _report(ask, details, folder, written)
            written.pages += 1
            if written.pages % 50 == 0:
                say(written.pages, total)
        for path in rest:
            _page(replace(ask, path=path), folder, written)
            written.pages += 1
            if written.pages % 50 == 0:
                say(written.pages, total)
        _plain_files(ask, folder)
    written.removed = folder.close()
    say(total, total)
    return written


def _in_parts(
    published: Published, cursor: duckdb.DuckDBPyConnection, ids: Sequence[str]
) -> Iterator[ReportDetails]:
    for at in range(0, len(ids), AT_ONCE):
        yield from report_details(published, cursor, ids[at : at + AT_ONCE]).values()


def _report(ask: Ask, details: ReportDetails, folder: Folder, written: Written) -> None:
    """The page of a report, unless what it is made from is what it was made from."""
    path = f"/report/{details.report['report_id']}"
    digest = hashlib.sha256(f"{build()}{ask.site}{details}".encode()).hexdigest()
    if not folder.fresh(path, digest):
        return
    here = replace(ask, path=path)
    page = report_page(here, details)
    for form in FORMS:
        folder.write(path, form, formats.write(here, page, form)[0])
    written.written += 1
    for number in range(2, details.report["versions"] + 1):
        _page(replace(ask, path=f"{path}/diff/{number - 1}..{number}"), folder, written)
    if details.report["versions"] > 1:
        _page(replace(ask, path=f"{path}/versions"), folder, written)


def _page(ask: Ask, folder: Folder, written: Written) -> None:
    """Any other page: made, and written where it says something else than before."""
    made = answer(ask)
    if made.status != 200:
        return
    digest = hashlib.sha256(made.body).hexdigest()
    if not folder.fresh(ask.path, digest):
        return
    folder.write(ask.path, "", made.body)
    for form in ("json", "csv", "atom"):
        other = answer(replace(ask, path=("/index" if ask.path == "/" else ask.path) + "." + form))
        if other.status == 200:
            folder.write(ask.path, form, other.body)
    written.written += 1


def _plain_files(ask: Ask, folder: Folder) -> None:
    for one in files("web").joinpath("static").iterdir():
        if one.is_file():
            folder.write(
                f"/static/{one.name.rpartition('.')[0]}", one.name.rpartition(".")[2], one.read_bytes()
            )
    (folder.root / "_headers").write_text(HEADERS, encoding="utf-8")
    (folder.root / "404.html").write_bytes(answer(replace(ask, path="/404")).body)
