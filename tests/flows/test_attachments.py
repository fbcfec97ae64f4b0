"""A report that stands in a file only, night after night: its versions follow the file."""

import json
from pathlib import Path
from typing import Any

import pytest

from flows.pipeline import stages
from replica.files.pdf import HEIGHT, WIDTH, Image, Page, report_pdf, write_pdf
from storage.archive import Archive
from storage.database.connection import connect
from storage.paths import DataDir
from storage.publishing.query import open_published, rows
from tests.conftest import fresh
from tests.storage.nights import CIXI, Night

PAGE = "http://www.cixi.gov.cn/art/2024/2/29/art_1_2.html"
FILE = "http://www.cixi.gov.cn/attach/0/a.pdf"
TITLE = "慈溪市人民政府关于2023年度法治政府建设情况的报告"
HTML = (
    f"<html><head><title>x</title></head><body><h1>{TITLE}</h1><div id='zoom'><p><a href='{FILE}'>报告.pdf</a></p>"
    "</div></body></html>"
).encode()
ERROR = b"<!DOCTYPE html><html><body>error</body></html>"


def text(figure: int) -> str:
    return f"2023年，全市推进法治政府建设，办结案件{figure}件，现将有关情况报告如下："


def pdf(figure: int) -> bytes:
    return report_pdf([TITLE], [text(figure), "一、主要举措", "二、存在的不足"])


def scan() -> bytes:
    return write_pdf([Page((), (Image((0, 0, WIDTH, HEIGHT), 2, 2, bytes(4)),))])


@pytest.fixture
def data(tmp_path: Path, empty_archive: Path) -> DataDir:
    made = fresh(tmp_path, empty_archive)
    with Archive.open(made) as archive:
        archive.save_sites([CIXI])
    return made


def harvest(data: DataDir, *files: bytes | int | None) -> None:
    """One night for each file: its bytes, an error status, or None where it was not fetched. They are read
    together."""
    done = len(list(data.crawls.iterdir())) if data.crawls.exists() else 0
    for number, file in enumerate(files, start=done + 1):
        with Archive.open(data) as archive:
            night = Night(data, number, archive.known([CIXI.site_id]))
        night.page(PAGE, HTML)
        if isinstance(file, bytes):
            media_type = "text/html" if file == ERROR else "application/pdf"
            night.page(
                FILE, file, role="attachment", media_type=media_type, found_on=PAGE, link_title="报告.pdf"
            )
        elif file is not None:
            night.page(FILE, status=file, role="attachment")
        night.end()
        stages.ingest(data)
    stages.read(data)
    stages.version(data)


def told(data: DataDir, query: str) -> list[tuple[Any, ...]]:
    with connect(data.work_archive, read_only=True) as archive:
        return archive.execute(query).fetchall()


def first_lines(data: DataDir) -> list[str]:
    found = told(data, "SELECT body_text FROM versions ORDER BY report_id, version_no")
    return [body.split("\n")[0] for (body,) in found]


def test_a_file_that_changes_below_the_same_page_makes_a_version_and_back_again(
    data: DataDir, monkeypatch: pytest.MonkeyPatch
) -> None:
    harvest(data, pdf(1208), pdf(1208))
    harvest(data, pdf(1209), pdf(1208), pdf(1208))
    assert first_lines(data) == [text(1208), text(1209), text(1208)]
    happened = told(
        data, "SELECT kind, crawl_id FROM events JOIN captures USING (capture_id) ORDER BY event_no"
    )
    assert happened == [("appeared", "night-1"), ("changed", "night-3"), ("changed", "night-4")]
    # The page itself never changed: one copy, and revisits.
    pages = told(data, f"SELECT count(*) FROM captures WHERE page_url = '{PAGE}' AND revisit_of IS NULL")
    assert pages == [(1,)]
    files = told(
        data,
        "SELECT report_id, name, attachments.url, kind, pages, scanned, holds_text, issue, captures.crawl_id"
        " FROM attachments JOIN captures USING (capture_id)",
    )
    assert files == [("330282-2023", "报告.pdf", FILE, "pdf", 1, False, True, None, "night-4")]
    assert stages.read(data) == 0
    # A better reader reads the files again; that is no edit by the issuer.
    monkeypatch.setattr(stages, "READER_VERSION", "0")
    assert stages.read(data) == 3
    stages.version(data)
    assert first_lines(data) == [text(1208), text(1209), text(1208)]


def test_a_file_that_could_not_be_read_for_some_nights_changes_nothing(data: DataDir) -> None:
    harvest(data, pdf(1208), ERROR, scan(), 404, None, pdf(1208)[:500])
    assert first_lines(data) == [text(1208)]
    odd = told(data, "SELECT crawl_id, code FROM issues WHERE stage = 'file' ORDER BY 1")
    assert odd == [
        ("night-2", "wrong_type"),
        ("night-3", "scanned"),
        ("night-6", "truncated"),
    ]


def test_a_file_that_comes_later_gives_its_text_from_then_on(data: DataDir) -> None:
    harvest(data, None, ERROR, pdf(1208))
    assert first_lines(data) == ["", text(1208)]
    assert told(data, "SELECT report_id, status FROM reports") == [("330282-2023", "live")]


def test_a_scan_is_a_report_without_a_text_and_does_not_stop_publishing(data: DataDir) -> None:
    harvest(data, scan())
    stages.check(data)
    stages.publish(data)
    with open_published(data) as archive:
        assert list(rows(archive, "SELECT report_id, chars FROM reports")) == [
            {"report_id": "330282-2023", "chars": 0}
        ]
        assert list(rows(archive, "SELECT scanned, issue FROM attachments")) == [
            {"scanned": True, "issue": "scanned"}
        ]


def test_a_list_may_lead_to_the_file_itself(data: DataDir) -> None:
    for number, file in enumerate((pdf(1208), pdf(1208), pdf(1209)), start=1):
        with Archive.open(data) as archive:
            night = Night(data, number, archive.known([CIXI.site_id]))
        night.page(FILE, file, media_type="application/pdf", link_title="慈溪市2023年法治政府建设年度报告")
        night.page(
            FILE + ".rar",
            b"Rar!\x1a\x07\x01",
            media_type="application/x-rar",
            link_title="周巷镇2022年法治政府建设年度报告",
        )
        night.end()
        stages.ingest(data)
        stages.read(data)
        stages.version(data)
    assert told(data, "SELECT title, issuer_level, versions, url FROM reports WHERE chars > 0") == [
        (TITLE, "county", 2, FILE)
    ]
    files = "SELECT holds_text, kind, issue FROM attachments ORDER BY kind"
    assert told(data, files) == [(True, "pdf", None), (False, "rar", "unsupported")]


def test_a_crawl_that_died_with_all_in_hand_leaves_nothing_for_the_next(data: DataDir) -> None:
    """The one that goes on with it brings nothing itself; page and file belong together all the same."""
    died = Night(data, 1)
    died.page(PAGE, HTML)
    died.page(FILE, pdf(17), role="attachment", media_type="application/pdf", found_on=PAGE)
    died.die()
    folder = Night(data, 1.1).end()
    summary = json.loads((folder / "summary.json").read_text()) | {"resumed": [died.crawl_id]}
    (folder / "summary.json").write_text(json.dumps(summary))
    stages.ingest(data)
    stages.read(data)
    stages.version(data)
    ((body,),) = told(data, "SELECT body_text FROM reports")
    assert text(17) in body
