"""A better extractor is seen before it is had, and never looks like an edit by the issuer."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from extraction.reading import EXTRACTOR_VERSION
from extraction.works.lineage import histories
from flows.errors import ChecksFailed
from flows.pipeline import promotion as promoting
from flows.pipeline import stages
from storage.archive import Archive
from storage.database.connection import connect
from storage.database.fingerprint import content
from storage.evidence.warc import read_payload
from storage.history.promotion import FieldChange
from storage.paths import DataDir
from storage.publishing.query import open_published
from tests.conftest import fresh
from tests.storage.nights import PAGE, Night, nights, read, report

OTHER = "http://www.cixi.gov.cn/art/2025/other.html"
NO_REPORT = "http://www.cixi.gov.cn/art/2025/news.html"


@pytest.fixture
def two_versions(tmp_path: Path, empty_archive: Path) -> DataDir:
    """Two nights read by extractor 1, which tells one edit; and everything read by 2 as well, whose texts all
    differ, and which takes one page for no report and another for one."""
    data = fresh(tmp_path, empty_archive)
    news = report("新闻", year=2022, is_report=False)
    nights(
        data,
        {PAGE: report("甲"), OTHER: report("丙", year=2023), NO_REPORT: news},
        {PAGE: report("乙"), OTHER: report("丙", year=2023, visits=5)},
    )
    with Archive.open(data) as archive:
        for capture in archive.pending("2"):
            found = read(read_payload(data, capture), "2")
            changes = {OTHER: {"is_report": False, "kind": "other"}, NO_REPORT: {"is_report": True}}
            archive.save_extractions([(capture.capture_id, replace(found, **changes.get(capture.url, {})))])
    return data


def told(data: DataDir) -> dict[str, list[tuple[object, ...]]]:
    with connect(data.work_archive, read_only=True) as archive:
        return content(archive)


def test_what_would_change_is_told_and_nothing_changes(two_versions: DataDir) -> None:
    before = told(two_versions)
    with Archive.open(two_versions) as archive:
        seen = archive.preview("2", histories)
    assert told(two_versions) == before
    assert (seen.before, seen.after, seen.captures, seen.bodies_changed) == ("1", "2", 5, 5)
    assert seen.fields == {"is_report": FieldChange(0, 0, 3), "kind": FieldChange(0, 0, 2)}
    assert (seen.reports_gained, seen.reports_lost) == (("330282-2022",), ("330282-2023",))
    assert (seen.versions_before, seen.versions_after) == (3, 3)
    assert len(seen.samples) == 5
    assert seen.samples[0].fields["is_report"] in ((True, False), (False, True))
    assert any(line.startswith("+") and line.endswith("2") for line in seen.samples[0].diff)


def test_promoted_it_makes_no_edit_of_the_issuers(two_versions: DataDir) -> None:
    def edits() -> list[tuple[object, ...]]:
        return [row for row in told(two_versions)["event"] if row[2] == "changed"]

    before = edits()
    with Archive.open(two_versions) as archive:
        seen = archive.preview("2", histories)
    path = promoting.promote(two_versions, seen)
    assert edits() == before != []
    assert json.loads(path.read_text("utf-8"))["reports_lost"] == ["330282-2023"]
    with Archive.open(two_versions) as archive:
        assert archive.promoted_version() == "2"
        assert archive.check() == []


@pytest.fixture
def upgraded(data: DataDir) -> DataDir:
    """An archive that an older program read and published, and a night that came after it."""
    with connect(data.work_archive) as archive:
        archive.execute("UPDATE extraction SET extractor_version = 'old'")
        archive.execute("UPDATE meta SET value = 'old' WHERE key = 'extractor_version'")
    night = Night(data, 900)
    with connect(data.work_archive) as archive:
        ((url,),) = archive.execute("SELECT page_url FROM report ORDER BY report_id LIMIT 1").fetchall()
    night.page(url, b"<html><body><p>not a report any more</p></body></html>")
    night.end(sites=())
    return data


def test_after_an_upgrade_a_night_takes_in_and_promotes_nothing(upgraded: DataDir) -> None:
    before = told(upgraded)
    assert stages.ingest(upgraded) == 1
    assert stages.read(upgraded) == 0
    stages.version(upgraded)
    with pytest.raises(ChecksFailed) as refused:
        stages.check(upgraded)
    line = str(refused.value)
    assert (
        f"the archive uses extractor old, this fazhi has {EXTRACTOR_VERSION}: run `fazhi reextract`" in line
    )
    assert told(upgraded) == before
    with open_published(upgraded) as archive:
        assert archive.execute("SELECT value FROM meta WHERE key = 'extractor_version'").fetchall() == [
            (EXTRACTOR_VERSION,)
        ]
    stages.read_with_this_version(upgraded)
    seen = promoting.preview(upgraded)
    assert seen is not None and (seen.fresh, seen.unread) == (1, 0)
    promoting.promote(upgraded, seen)
    assert promoting.preview(upgraded) is None
    assert stages.read(upgraded) == 0
