"""The same pages as files."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from storage.lookup.published import Published
from storage.lookup.reports import ReportDetails, report_details
from storage.paths import DataDir
from tests.web.conftest import BASE, CHANGED
from web.page import Ask, Site
from web.static_site import Writer, export, place_of


@pytest.fixture
def writer(published: Published, tmp_path: Path) -> Iterator[Writer]:
    with published.cursor() as cursor:
        yield Writer(Ask(published, cursor, Site(base=BASE, static=True), "/"), tmp_path, {}, {})


def details_of(writer: Writer) -> ReportDetails:
    return report_details(writer.ask.published, writer.ask.cursor, [CHANGED])[CHANGED]


def test_a_page_is_written_whole_and_again_only_when_it_changed(writer: Writer, tmp_path: Path) -> None:
    details = details_of(writer)
    writer.report(details)
    assert writer.written == 4  # the report, its versions, the old text, the comparison
    html = (tmp_path / "report" / CHANGED / "index.html").read_text(encoding="utf-8")
    assert "2802" in html and f"{BASE}/report/{CHANGED}" in html
    again = Writer(writer.ask, tmp_path, writer.seen, {})
    again.report(details)
    assert again.written == 0 and again.seen == writer.seen
    changed = replace(details, report=details.report | {"title": "新标题"})
    third = Writer(writer.ask, tmp_path, writer.seen, {})
    third.report(changed)
    assert third.written == 1
    assert "新标题" in (tmp_path / "report" / CHANGED / "index.html").read_text(encoding="utf-8")


def test_a_static_page_links_only_to_what_there_is(writer: Writer, tmp_path: Path) -> None:
    writer.report(details_of(writer))
    for path in (
        "/",
        "/ledger/13",
        "/government/130407",
        "/ledger/130407/2022",
        "/changes",
        "/figures",
        "/figure/recon_accepted",
        "/data",
        "/about",
    ):
        writer.page(path)
    allowed = re.compile(
        r"/(static|data|report|government|ledger|figure)(/.*)?"
        r"|/(index|figures|changes|removed|late|sites|about|data|ledger)?(\.\w+)?"
    )
    for place in tmp_path.rglob("*.html"):
        for path in re.findall(r'href="(/[^"#]*)"', place.read_text(encoding="utf-8")):
            assert allowed.fullmatch(path) and "?" not in path, (place, path)
    html = (tmp_path / "report" / CHANGED / "index.html").read_text(encoding="utf-8")
    for path in set(re.findall(rf'href="(/report/{CHANGED}[^"#]*)"', html)):
        assert any((tmp_path / one).is_file() for one in (path.strip("/"), place_of(path, ""))), path


@pytest.mark.nightly
def test_a_site_is_written_in_several_processes(copied: DataDir, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    first = export(
        copied, tmp_path / "site", BASE, lambda done, total: seen.append((done, total)), division="1304"
    )
    assert first.pages == first.written and seen[-1][0] == seen[-1][1]
    second = export(copied, tmp_path / "site", BASE, division="1304")
    assert (second.pages, second.written, second.removed) == (first.pages, 0, 0)


def test_every_format_of_an_address_has_a_file_of_its_own() -> None:
    assert place_of("/", "") == "index.html" and place_of("/", "json") == "index.json"
    assert (
        place_of("/report/x", "") == "report/x/index.html" and place_of("/report/x", "bib") == "report/x.bib"
    )
