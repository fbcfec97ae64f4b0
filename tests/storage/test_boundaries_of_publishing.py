"""What a publication and a release decide by: shares that may go, files that may be kept, names, intervals,
forms."""

import os
import resource
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from storage.errors import ArchiveError, NotPublished
from storage.paths import DataDir
from storage.publishing import sandbox
from storage.publishing.audit_sample import Claim, draw
from storage.publishing.checks import broken_promises, failed_checks, named_checks
from storage.publishing.folding import searchable
from storage.publishing.former_names import present_name, renamings
from storage.publishing.intervals import Counted, Rate, error_rate, wilson
from storage.publishing.manifest import published_files
from storage.publishing.parts import Before, Sums, sums_of
from storage.publishing.publish import KEPT_SETTING, UNFINISHED, _kept, _point, _prune, _remove, seal
from storage.publishing.query import no_such_report, rows


@pytest.fixture
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


@pytest.mark.parametrize(
    ("wrong", "judged", "low", "high"),
    [(10, 100, 0.0552, 0.1744), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 2, 0.0945, 0.9055)],
)
def test_the_interval_is_the_one_in_the_tables(wrong: int, judged: int, low: float, high: float) -> None:
    found = wilson(wrong / judged, judged)
    assert found.rate == wrong / judged
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_an_interval_narrows_to_a_point_when_the_last_claim_is_judged() -> None:
    assert error_rate([Counted(11, 10, 1)]) == wilson(0.1, 100.0)
    assert error_rate([Counted(1, 1, 1)]) == Rate(1.0, 1.0, 1.0)


def test_no_text_is_folded_into_characters_that_few_fonts_have() -> None:
    han = "".join(map(chr, range(0x3400, 0xA000)))
    assert max(searchable(han)) <= "\uffff" and len(searchable(han)) == len(han)
    assert searchable("０9９％．　ＡＺａｚ＠［｀｛／：") == "099%. azaz＠［｀｛／："


NAMES = """
CREATE TABLE alias (report_id VARCHAR, became VARCHAR, page_url VARCHAR, reason VARCHAR, decided_on DATE, decided_by VARCHAR);
CREATE TABLE report (report_id VARCHAR);
INSERT INTO report VALUES ('d'), ('n');
INSERT INTO alias VALUES ('a', 'b', 'u', 'r', '2026-01-01', 'P'), ('b', 'c', 'u', 'r', '2026-01-01', 'P'),
    ('c', 'd', 'u', 'r', '2026-01-01', 'P'), ('x', 'y', 'u', 'r', '2026-01-01', 'P'),
    ('y', 'x', 'u', 'r', '2026-01-01', 'P'), ('z', '', 'u', 'left', '2026-01-01', 'P'),
    ('e', 'f', 'u', 'r', '2026-01-02', 'P'), ('e', 'd', 'u', 'r', '2026-01-01', 'P');
"""


def test_a_name_leads_over_all_later_ones_to_the_report_of_today(
    database: duckdb.DuckDBPyConnection,
) -> None:
    assert present_name(database, "a") == ("a", []) and renamings(database, "a") == []
    database.execute(NAMES)
    name, told = present_name(database, "a")
    assert name == "d" and [one.report_id for one in told] == ["a", "b", "c"]
    assert present_name(database, "n") == ("n", [])
    name, told = present_name(database, "x")
    assert name == "x" and [one.report_id for one in told] == ["x", "y"], "names that lead to each other end"
    assert present_name(database, "e")[0] == "f", "the last that was decided"
    with pytest.raises(
        NotPublished, match=r"^u, cited as z, carries no report now \(P decided on .*: left\)$"
    ):
        present_name(database, "z")


def test_whoever_asks_for_no_report_is_shown_the_nearest(data_dir: DataDir) -> None:
    with duckdb.connect(data_dir.work_archive, read_only=True) as archive:
        archive.execute("SET search_path = 'main,internal'")
        assert "near: none, the archive has no reports yet" in str(no_such_report(archive, "330282-2024"))
        assert rows(archive, "SELECT 1 AS one, ? AS two", [2]) == [{"one": 1, "two": 2}]


def test_checks_that_take_long_are_made_once_a_week(data_dir: DataDir) -> None:
    always, all_of_them = named_checks(whole=False), named_checks()
    assert 0 < len(always) < len(all_of_them) and always.items() <= all_of_them.items()
    assert all("SELECT" in query and "-- check" not in query for query in all_of_them.values())
    assert not any(saying.startswith(("SELECT", "weekly")) or "\n" in saying for saying in all_of_them)
    with duckdb.connect(data_dir.work_archive) as archive:
        archive.execute("SET search_path = 'internal,main'")
        checked = "SELECT value FROM meta WHERE key = 'checked_whole_at'"
        assert failed_checks(archive) == [] and archive.execute(checked).fetchone() is None
        archive.execute("INSERT INTO crawl VALUES ('one', '2026-03-01', NULL, 'finished', 1, 0, '')")
        assert failed_checks(archive) == []
        assert archive.execute(checked).fetchall() == [("2026-03-01 00:00:00",)]
        archive.execute("INSERT INTO crawl VALUES ('two', '2026-03-07 23:59:59', NULL, 'finished', 1, 0, '')")
        failed_checks(archive)
        assert archive.execute(checked).fetchall() == [("2026-03-01 00:00:00",)]
        for number in range(4):
            archive.execute(
                "INSERT INTO report VALUES (?, '330282', 2024, '', 'county', 'x', 'live', 1, now(), now(), NULL, false)",
                [f"330282-{number}"],
            )
        broken = broken_promises(archive)
        assert any("and 1 more" in line and line.count("330282-") == 3 for line in broken), broken
        archive.execute("INSERT INTO crawl VALUES ('three', '2026-03-08', NULL, 'finished', 1, 0, '')")
        assert failed_checks(archive) != []
        assert archive.execute(checked).fetchall() == [("2026-03-01 00:00:00",)], (
            "what failed is looked at again"
        )


@pytest.mark.parametrize(("set_to", "kept"), [("", 2), ("1", 1), ("7", 7), ("0", 0), ("-1", 0), ("two", 0)])
def test_two_published_sets_are_kept_or_as_many_as_a_person_says(
    set_to: str, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEPT_SETTING, set_to)
    if kept:
        assert _kept() == kept
    else:
        with pytest.raises(ArchiveError, match="1 or more"):
            _kept()


def a_set(sets: Path, name: str) -> Path:
    folder = sets / name
    folder.mkdir(parents=True)
    (folder / "archive.duckdb").write_text(name)
    return folder


@pytest.mark.parametrize(
    ("kept", "left"),
    [(1, ["3"]), (2, ["2", "3"]), (3, ["1", "2", "3"]), (4, ["0", "1", "2", "3"]), (9, ["0", "1", "2", "3"])],
)
def test_the_oldest_sets_are_removed(kept: int, left: list[str], tmp_path: Path) -> None:
    for name in "3210":
        a_set(tmp_path, name)
    (tmp_path / "a file").touch()
    _point(tmp_path / "current", Path("3"))
    _prune(tmp_path, kept)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir() and not path.is_symlink()) == left
    assert (tmp_path / "a file").exists() and (tmp_path / "current").resolve().name == "3"
    _point(tmp_path / "current", Path(left[0]))
    _prune(tmp_path, 1)
    assert (tmp_path / left[0]).exists()


def test_a_link_is_set_in_one_step_whatever_was_there(tmp_path: Path) -> None:
    link, inside = tmp_path / "current", a_set(tmp_path, "one")
    a_set(tmp_path, "two")
    _point(link, Path("one"))
    made = os.lstat(link).st_ino
    _point(link, Path("one"))
    assert os.lstat(link).st_ino == made, "the same target changes nothing"
    _point(link, Path("two"))
    assert link.resolve() == tmp_path / "two" and inside.exists()
    link.unlink()
    a_set(tmp_path, "current")
    _point(link, Path("one"))
    assert link.is_symlink() and link.resolve() == inside
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "one", "two"]
    half = tmp_path / f"x{UNFINISHED}"
    half.mkdir()
    for path in (half, link, tmp_path / "two"):
        _remove(path)
    assert [path.name for path in tmp_path.iterdir()] == ["one"]
    (inside / "deeper").mkdir()
    seal(inside)
    assert (inside / "archive.duckdb").stat().st_mode & 0o777 == 0o444


def test_published_files_are_named_once_the_newest_first(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    for name in ("20260101T000000Z", "20260301T000000Z", "20260201T000000Z", "20260401T000000Z.new"):
        a_set(data.published_sets, name)
    _point(data.published, Path("published/20260201T000000Z/archive.duckdb"))
    assert [path.parent.name[:6] for path in published_files(data)] == ["202602", "202603", "202601"]
    data.published.unlink()
    assert [path.parent.name[:6] for path in published_files(data)] == ["202603", "202602", "202601"]


def test_the_sums_of_the_parts_are_those_of_the_whole(database: duckdb.DuckDBPyConnection) -> None:
    database.execute("CREATE TABLE t AS SELECT n, 'x' || n AS word FROM range(9) AS r(n)")
    whole = sums_of(database, "FROM t")
    parts = [sums_of(database, f"FROM t WHERE n % 3 = {rest}") for rest in range(3)]
    assert sum(parts, Sums()) == whole and whole.rows == 9 and all(whole.sums)
    # The digest of a row is 64 hexadecimal digits: sixteen of them a number, and none counted twice.
    ((row,),) = database.execute(
        "SELECT sha256(to_json(one)::VARCHAR) FROM (FROM t WHERE n = 1) AS one"
    ).fetchall()
    assert sums_of(database, "FROM t WHERE n = 1").sums == tuple(
        int(row[at : at + 16], 16) for at in (0, 16, 32, 48)
    )
    assert Sums() + Sums(1, (1, 2, 3, 4)) + Sums(2, (10, 20, 30, 40)) == Sums(3, (11, 22, 33, 44))
    assert Sums(1, (10, 11, 12, 13)).digest != Sums(1, (10, 11, 13, 12)).digest


def test_a_part_is_kept_where_its_rows_and_its_file_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "capture" / "2026-01.parquet"
    path.parent.mkdir()
    path.touch()
    told = {"rows": 3, "quick": "q", "sums": [1, 2, 3, 4]}
    before = Before(
        tmp_path,
        {"capture": {"2026-01": told, "2026-02": told}},
        {"parquet/tables/capture/2026-01.parquet": {"sha256": "a"}},
    )
    assert before.part("capture", "2026-01", "q") == (Sums(3, (1, 2, 3, 4)), path)
    assert before.part("capture", "2026-01", "other") is None
    assert before.part("capture", "2026-02", "q") is None and before.part("capture", "2026-03", "q") is None
    new = {"capture": {"2026-01": {"quick": "q"}, "2026-02": {"quick": "q"}}}
    name = "parquet/tables/capture/2026-01.parquet"
    files = {name: {"sha256": "b"}, name.replace("01.", "02."): {"sha256": "c"}}
    assert before.damaged(new, files) == [("capture", "2026-01", name)]
    assert before.damaged(new, files | {name: {"sha256": "a"}}) == []
    assert before.damaged({"capture": {"2026-01": {"quick": "p"}}}, files) == []


def test_of_each_stratum_two_claims_are_drawn_at_the_least() -> None:
    claims = [Claim("changed", f"level {at % 2 and at}", str(at), "", "", []) for at in range(6)]
    large = [Claim("changed", "large", f"l{at}", "", "", []) for at in range(94)]
    drawn = draw([*claims, *large], 10, 1)
    strata = [one.claim.stratum for one in drawn]
    assert [strata.count(f"level {at}") for at in (0, 1, 3, 5)] == [2, 1, 1, 1]
    assert strata.count("large") == 9 and {one.population for one in drawn} == {1, 3, 94}


def test_strangers_have_a_minute_and_a_part_of_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda what, limits: asked.append(limits))
    four = 4 * 2**30
    for most in (resource.RLIM_INFINITY, four + 1, four, four - 1):
        monkeypatch.setattr(resource, "getrlimit", lambda what, most=most: (0, most))
        with duckdb.connect() as connection:
            sandbox.close_in(connection)
    assert asked == [(four, resource.RLIM_INFINITY), (four, four + 1)]
    assert (sandbox.SECONDS, sandbox.MOST_ROWS) == (60.0, 100_000)
