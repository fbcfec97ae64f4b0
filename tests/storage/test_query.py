"""Questions to the published archive."""

import duckdb
import pytest

from storage.archive import Archive
from storage.database.connection import connect
from storage.errors import NotPublished, SchemaTooNew
from storage.paths import DataDir
from storage.publishing.query import history, open_published, site_rows, status
from tests.storage.nights import PAGE, nights, report

MOVED = "http://www.cixi.gov.cn/art/2025/moved.html"


def test_before_anything_was_published(data_dir: DataDir) -> None:
    with pytest.raises(NotPublished, match="run `fazhi publish`"):
        open_published(data_dir)
    data_dir.work_archive.unlink()
    with pytest.raises(NotPublished, match="run `fazhi harvest`"):
        open_published(data_dir)


def test_a_published_file_that_is_no_archive(data_dir: DataDir) -> None:
    data_dir.published.write_text("no database")
    with pytest.raises(NotPublished, match="cannot be opened"):
        open_published(data_dir)


def test_a_published_archive_of_a_newer_schema(data_dir: DataDir) -> None:
    with connect(data_dir.published) as connection:
        connection.execute("CREATE TABLE migration AS SELECT 99 AS number, 'x' AS name, 'x' AS checksum")
    with pytest.raises(SchemaTooNew, match="update fazhi"):
        open_published(data_dir)


@pytest.mark.usefixtures("one_night")
def test_the_history_of_a_report(data_dir: DataDir) -> None:
    nights(
        data_dir,
        {PAGE: report("办理案件312件。")},
        {PAGE: report("办理案件321件。")},
        {PAGE: 404, MOVED: report("办理案件321件。")},
    )
    with Archive.open(data_dir) as archive:
        archive.publish()
    with open_published(data_dir) as connection:
        told = history(connection, "330282-2024")
        with pytest.raises(NotPublished, match="no report '330282-1999'"):
            history(connection, "330282-1999")
        with pytest.raises(duckdb.InvalidInputException):
            connection.execute("DELETE FROM report")
    assert told.report["url"] == MOVED
    assert [version["body_text"] for version in told.versions] == ["办理案件312件。", "办理案件321件。"]
    assert [(event["kind"], event["from_url"]) for event in told.events] == [
        ("appeared", None),
        ("changed", None),
        ("moved", PAGE),
    ]
    assert [version["warc_file"] for version in told.versions] == [
        "warc/night-1/night-1-00000.warc.gz",
        "warc/night-2/night-2-00000.warc.gz",
    ]


def test_how_things_stand(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲", issues=["two_dates"])}, {PAGE: report("甲", issues=["two_dates"])})
    nights(data_dir, {PAGE: 404}, problems=["homepage: 503"])
    with Archive.open(data_dir) as archive:
        archive.publish()
    with open_published(data_dir) as connection:
        stands = status(connection)
        degraded, well = site_rows(connection, "degr"), site_rows(connection, "ok")
    assert stands.totals["live_reports"] == stands.totals["versions"] == 1
    assert (stands.totals["crawls"], stands.totals["captures"], stands.totals["revisits"]) == (3, 3, 1)
    (counted,) = stands.verdicts
    assert (counted["verdict"], counted["sites"], counted["reports"]) == ("degraded", 1, 1)
    (site,) = stands.worst
    assert (degraded, well) == ([site], [])
    assert (site["healthy"], site["problems"], site["reports"]) == (False, ["homepage: 503"], 1)
    assert stands.issues == []
