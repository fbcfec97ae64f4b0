"""The archive is a function of captures, registry and code: made again, it is the same; where not, it is
named."""

import pytest

from flows.errors import RebuildDiffers
from flows.pipeline.rebuild import rebuild, show_rebuild
from records import clock
from storage.database.connection import connect
from storage.errors import RebuildRefused
from storage.paths import DataDir
from tests.keeping.conftest import PLAN


def test_what_is_made_again_years_off_is_equal_and_nothing_live_was_touched(
    data: DataDir, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What counts as a date to come is told by the day of the capture, not by that of the reading."""
    before, now = data.work_archive.read_bytes(), clock.now()
    monkeypatch.setattr(clock, "now", lambda: now.replace(year=now.year - 15))
    show_rebuild(data, None, replace=False)
    said = capsys.readouterr().out
    assert f"{PLAN.captures} captures, 6 reports" in said
    assert "equal" in said
    assert data.work_archive.read_bytes() == before


def test_a_difference_is_named_and_replaced_it_is_gone_but_not_what_no_evidence_tells(
    data: DataDir, capsys: pytest.CaptureFixture[str]
) -> None:
    with connect(data.work_archive) as archive:
        archive.execute("UPDATE report SET issuer = '某县' WHERE report_year = 2024")
        archive.execute("INSERT INTO meta VALUES ('texts', 'invented')")
    with pytest.raises(RebuildDiffers, match="^4 rows of report differ"):
        show_rebuild(data, None, replace=True)
    assert "某县" in capsys.readouterr().out
    with connect(data.work_archive) as archive:
        assert archive.execute("SELECT count(*) FROM report WHERE issuer = '某县'").fetchall() == [(0,)]
        assert archive.execute("SELECT count(*) FROM publication").fetchall() == [(1,)]
        assert archive.execute("SELECT value FROM meta WHERE key = 'texts'").fetchall() == [("invented",)]
    assert not data.rebuilt.joinpath("work").exists()


def test_an_archive_that_cannot_be_opened_is_put_aside(data: DataDir) -> None:
    data.work_archive.write_bytes(b"not a database" * 1000)
    made = rebuild(data, replace=True)
    assert made.compared is not None, "the published one is still there"
    assert (made.reports, made.odd) == (6, ())
    assert data.work_archive.with_name("archive.duckdb.damaged").exists()


def test_a_folder_with_evidence_of_its_own_is_refused(data: DataDir, made: DataDir) -> None:
    with pytest.raises(RebuildRefused, match="choose another folder"):
        rebuild(data, made.root)
