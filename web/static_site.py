"""`fazhi site`: the same pages as files, for any static host; a second run writes only changed pages."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from importlib.resources import files
from multiprocessing import get_context
from pathlib import Path

from records import figure_codes
from storage.lookup.figure_tables import has_figures
from storage.lookup.government_details import GovernmentDetails, government_details
from storage.lookup.governments import government_codes
from storage.lookup.ledger import provinces, told_cells
from storage.lookup.published import Published, Row
from storage.lookup.reports import ReportDetails, report_details
from storage.lookup.totals import report_ids
from storage.paths import DataDir
from web import formats, routes
from web.answers import answer, build
from web.page import Ask, BadQuestion, NotFound, Page, Site
from web.views.government import FEED, government_page
from web.views.ledger import cell_page
from web.views.report import report_page

AT_ONCE = 200
GOVERNMENTS_AT_ONCE = 40
INDEX = ".fazhi-site.json"
REPORT_FORMS = ("", *(form for form in formats.EXTENSIONS if form != "xlsx"))
PAGE_FORMS = ("", "json", "csv", "atom")
SINGLE = (
    "/",
    "/ledger",
    "/ledger/shares",
    "/changes",
    "/changes/months",
    "/removed",
    "/late",
    "/sites",
    "/data",
    "/about",
)
HEADERS = """/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'
"""

Say = Callable[[int, int], None]
Digests = dict[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """The number of pages, of pages written now, and of removed files of pages that no longer exist."""

    pages: int
    written: int
    removed: int


@dataclass(slots=True)
class Writer:
    """Writes pages into a folder; known are the digests of each page's source in the run before."""

    ask: Ask
    root: Path
    known: Mapping[str, str]
    seen: Digests
    written: int = 0

    def report(self, details: ReportDetails) -> None:
        """The page of a report and of its versions, unless their source is unchanged."""
        path = f"/report/{details.report['report_id']}"
        further = []
        if (last := details.report["versions"]) > 1:
            pairs = range(2, last + 1)
            further = [f"{path}/versions", *(f"{path}/v/{at - 1}" for at in pairs)]
            further += [f"{path}/diff/{at - 1}..{at}" for at in pairs]
        if not self._made(path, details, lambda here: report_page(here, details), REPORT_FORMS):
            self.seen |= {one: self.known[one] for one in further if one in self.known}
            return
        for one in further:
            self.page(one)

    def government(self, details: GovernmentDetails) -> None:
        """The page of a government, unless its source is unchanged."""
        path = f"/government/{details.government['adcode']}"
        self._made(path, details, lambda here: government_page(here, details))

    def cell(self, row: Row) -> None:
        """The page of a ledger row, unless its source is unchanged."""
        path = f"/ledger/{row['adcode']}/{row['report_year']}"
        self._made(path, row, lambda here: cell_page(here, row))

    def page(self, path: str) -> None:
        """Any other page: rendered, and written if it has changed."""
        here = replace(self.ask, path=path)
        try:
            page = routes.show(here)
        except (NotFound, BadQuestion):
            return
        if page is None:
            return
        digest = hashlib.sha256(formats.write(here, page, "")[0]).hexdigest()
        if self._changed(path, digest):
            self._write(here, page, PAGE_FORMS)

    def _made(
        self, path: str, source: object, make: Callable[[Ask], Page], forms: Sequence[str] = PAGE_FORMS
    ) -> bool:
        """Renders and writes a page if its source or the program has changed. Returns whether it did."""
        digest = hashlib.sha256(f"{build()}{self.ask.site}{source}".encode()).hexdigest()
        if not self._changed(path, digest):
            return False
        here = replace(self.ask, path=path)
        self._write(here, make(here), forms)
        return True

    def _changed(self, path: str, digest: str) -> bool:
        self.seen[path] = digest
        return self.known.get(path) != digest

    def _write(self, here: Ask, page: Page, forms: Sequence[str]) -> None:
        for form in forms:
            if not form or form in page.formats:
                put(self.root / place_of(here.path, form), formats.write(here, page, form)[0])
        self.written += 1


def export(
    data: DataDir,
    root: Path,
    base: str,
    say: Say = lambda done, total: None,
    *,
    division: str = "",
    contact: str = "",
    workers: int = 0,
) -> Written:
    """Writes the site of the published set into a folder, with this many processes (by default one per
    processor); with a division only the reports and governments whose division code begins with it."""
    root.mkdir(parents=True, exist_ok=True)
    index = root / INDEX
    known: Digests = json.loads(index.read_text(encoding="utf-8")) if index.is_file() else {}
    published, site = Published.open(data), Site(base=base, static=True, contact=contact)
    with published.cursor() as cursor:
        work = list(_work(Ask(published, cursor, site, "/"), division))
        total = sum(len(names) for _, names in work)
        _plain_files(Ask(published, cursor, site, "/404"), root)
    published.close()
    seen: Digests = {}
    written = done = 0
    # Not forked, because the archive is open and DuckDB has threads.
    with ProcessPoolExecutor(
        workers or os.cpu_count() or 1, get_context("spawn"), _begin, (data, root, site, known)
    ) as pool:
        for names, found, count in pool.map(_do, work):
            seen |= found
            written += count
            done += names
            say(done, total)
    removed = _remove_gone(root, set(known) - set(seen))
    index.write_text(json.dumps(seen, indent=0, sort_keys=True), encoding="utf-8")
    return Written(len(seen), written, removed)


def place_of(path: str, form: str) -> str:
    """The file of an address: a page is a folder's index.html, another format a file beside it."""
    bare = path.strip("/")
    return f"{bare or 'index'}.{form}" if form else f"{bare}/index.html".lstrip("/")


def put(place: Path, body: bytes) -> None:
    """Writes a file atomically."""
    place.parent.mkdir(parents=True, exist_ok=True)
    new = place.with_name(place.name + ".new")
    new.write_bytes(body)
    new.replace(place)


def _work(ask: Ask, division: str) -> Iterator[tuple[str, list[str]]]:
    """Everything to write, in parts: report ids, addresses of other pages."""
    cursor = ask.cursor
    pages = [
        *SINGLE,
        *(f"/ledger/{one['code']}" for one in provinces(cursor) if one["code"].startswith(division[:2])),
    ]
    if has_figures(ask.published.views):
        pages += ["/figures", *(f"/figure/{code}" for code in figure_codes())]
    codes = [code for code in government_codes(cursor) if code.startswith(division)]
    for kind, names, at_once in (
        ("pages", pages, 1),
        ("reports", report_ids(cursor, division), AT_ONCE),
        ("governments", codes, GOVERNMENTS_AT_ONCE),
    ):
        for at in range(0, len(names), at_once):
            yield kind, names[at : at + at_once]


_process: dict[str, Writer] = {}


def _begin(data: DataDir, root: Path, site: Site, known: Digests) -> None:
    """What each process opens once."""
    published = Published.open(data)
    ask = Ask(published, published.cursor(), site, "/")
    _process["writer"] = Writer(ask, root, known, {})


def _do(part: tuple[str, list[str]]) -> tuple[int, Digests, int]:
    """Writes one part. Returns the number of its names, the digests of its pages, and how many were
    written."""
    kind, names = part
    writer = _process["writer"]
    writer.seen, writer.written = {}, 0
    if kind == "reports":
        for details in report_details(writer.ask.published, writer.ask.cursor, names).values():
            writer.report(details)
    elif kind == "governments":
        for found in government_details(writer.ask.cursor, names, FEED).values():
            writer.government(found)
        for row in told_cells(writer.ask.cursor, names):
            writer.cell(row)
    else:
        for path in names:
            writer.page(path)
    return len(names), writer.seen, writer.written


def _remove_gone(root: Path, gone: set[str]) -> int:
    """Removes the files of pages that no longer exist. Returns how many."""
    places = [root / place_of(path, form) for path in gone for form in ("", *formats.EXTENSIONS)]
    there = [place for place in places if place.is_file()]
    for place in there:
        place.unlink()
    return len(there)


def _plain_files(ask: Ask, root: Path) -> None:
    for one in files("web").joinpath("static").iterdir():
        if one.is_file():
            put(root / "static" / one.name, one.read_bytes())
    put(root / "_headers", HEADERS.encode())
    put(root / "404.html", answer(ask).body)
