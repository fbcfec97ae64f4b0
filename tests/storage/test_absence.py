"""When a page counts as gone: for any sequence of nights, only three that prove it, over a week, remove
it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.archive import Archive
from storage.database.migrate import migrate
from storage.history.removal_rule import RemovalRule, removal_rule, save_removal_rule, write_missing_nights
from storage.paths import DataDir
from tests.conftest import examples
from tests.storage.nights import CIXI, FIRST_NIGHT, PAGE, Night, nights, report, take_in

START = datetime.fromisoformat("2026-03-01T19:00")
# What a night is to one page: what it answered, and whether the walk proved anything absent.
GOOD, MISSING = ("good", True), ("missing", True)
PROVES_NOTHING = [
    ("blocked", True),
    ("error", True),
    ("missing", False),
    ("blocked", False),
    ("unasked", True),
]
any_night = st.sampled_from([GOOD, MISSING, MISSING, MISSING, *PROVES_NOTHING])
Told = tuple[str, bool]
NIGHT = """
CREATE OR REPLACE TEMP TABLE night AS
SELECT unnest(range(len($1)))::VARCHAR AS crawl_id, unnest($1::TIMESTAMP[]) AS began,
    unnest($2::VARCHAR[]) AS answer, unnest($3::BOOLEAN[]) AS whole
"""
LOGS = """
DELETE FROM crawl; DELETE FROM site_outcome; DELETE FROM answer;
INSERT INTO crawl SELECT crawl_id, began, began, 'finished', 1, 0, '' FROM night;
INSERT INTO site_outcome SELECT crawl_id, 's', whole, 1, 1, 1, 0, 0, false, [], whole, 'ok', NULL FROM night;
INSERT INTO answer SELECT 'page', crawl_id, 's', began, crawl_id, answer = 'good', answer = 'missing' FROM night
WHERE answer <> 'unasked';
"""


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as made:
        migrate(made)
        made.execute(
            "CREATE TEMP TABLE answer (canonical_url VARCHAR, capture_id VARCHAR, site_id VARCHAR,"
            " captured_at TIMESTAMP, crawl_id VARCHAR, is_good BOOLEAN, is_missing BOOLEAN)"
        )
        yield made


def decided(
    connection: duckdb.DuckDBPyConnection, told: Sequence[tuple[float, Told]], rule: RemovalRule
) -> list[float]:
    """The days of the nights by which the page counted as gone; told are the nights, each with its day."""
    save_removal_rule(connection, rule)
    began = [START + timedelta(days=day) for day, _ in told]
    connection.execute(NIGHT, [began, [answer for _, (answer, _) in told], [whole for _, (_, whole) in told]])
    connection.execute(LOGS)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE asked AS SELECT canonical_url, true AS whole"
        " FROM (SELECT canonical_url FROM answer UNION SELECT canonical_url FROM missing_night)"
    )
    write_missing_nights(connection)
    found = connection.execute(
        "SELECT crawl_id::INTEGER FROM missing_night WHERE decides ORDER BY 1"
    ).fetchall()
    return [told[at][0] for (at,) in found]


def test_the_usual_rule_is_three_nights_over_seven_days(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("DELETE FROM meta WHERE key LIKE 'removal%'")
    assert removal_rule(connection) == RemovalRule(nights=3, days=7)


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ([(0, MISSING), (1, MISSING), (2, MISSING), (6, MISSING)], None),
        ([(0, MISSING), (1, MISSING), (7, MISSING)], 7),
        ([(0, MISSING), (9, MISSING)], None),
        ([(0, MISSING), (3, GOOD), (7, MISSING), (8, MISSING)], None),
        ([(0, MISSING), (3, ("blocked", False)), (6, MISSING), (8, MISSING)], 8),
        # The week begins with the first night that proves something.
        ([(0, ("missing", False)), (5, MISSING), (6, MISSING), (7, MISSING)], None),
        # A night a little earlier than the one a week before is still a week later.
        ([(0, MISSING), (4, MISSING), (6.9, MISSING)], 6.9),
        # 23:30 in China is the day before 03:00, and 00:30 is not.
        ([(-3.5 / 24, MISSING), (3, MISSING), (6, MISSING)], 6),
        ([(-2.5 / 24, MISSING), (3, MISSING), (6, MISSING)], None),
    ],
)
def test_a_page_is_gone_after_three_nights_over_a_week(
    connection: duckdb.DuckDBPyConnection, told: list[tuple[float, Told]], first: float | None
) -> None:
    assert next(iter(decided(connection, told, RemovalRule())), None) == first


@pytest.mark.parametrize(("whole", "healthy"), [(False, True), (True, False), (False, False)])
def test_a_walk_proves_something_only_where_it_was_whole_and_its_lists_healthy(
    connection: duckdb.DuckDBPyConnection, whole: bool, healthy: bool
) -> None:
    assert decided(connection, [(0, MISSING), (4, MISSING), (8, MISSING)], RemovalRule()) == [8]
    connection.execute("UPDATE site_outcome SET whole = ?, listing_healthy = ?", [whole, healthy])
    write_missing_nights(connection)
    assert connection.execute("SELECT count(*) FROM missing_night").fetchall() == [(0,)]


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_page_that_answered_well_in_the_same_crawl_is_not_missing_in_it(
    connection: duckdb.DuckDBPyConnection, hours: int
) -> None:
    assert decided(connection, [(0, MISSING)], RemovalRule(nights=1, days=0)) == [0]
    connection.execute(
        "INSERT INTO answer SELECT 'page', 'again', 's', began + to_hours(?), crawl_id, true, false FROM night",
        [hours],
    )
    write_missing_nights(connection)
    assert connection.execute("SELECT count(*) FROM missing_night").fetchall() == [(0,)]


@settings(max_examples=examples(50))
@given(told=st.lists(any_night, max_size=14), nights=st.integers(1, 5), days=st.integers(0, 9))
def test_no_sequence_with_fewer_proofs_ever_removes(
    connection: duckdb.DuckDBPyConnection, told: list[Told], nights: int, days: int
) -> None:
    gone = decided(connection, list(enumerate(told)), RemovalRule(nights, days))
    for day in gone:
        before = told[: int(day) + 1]
        last_good = max((at for at, (answer, _) in enumerate(before) if answer == "good"), default=-1)
        proofs = [at for at, night in enumerate(before) if at > last_good and night == MISSING]
        assert len(proofs) >= nights and proofs[-1] - proofs[0] >= days
    if told[-nights:] == [MISSING] * nights and nights > days:
        assert gone[-1:] == [len(told) - 1]


@settings(max_examples=examples(50))
@given(
    told=st.lists(any_night, min_size=1, max_size=10),
    others=st.lists(st.tuples(st.integers(0, 10), st.sampled_from(PROVES_NOTHING)), max_size=5),
)
def test_nights_that_prove_nothing_change_nothing_wherever_they_come(
    connection: duckdb.DuckDBPyConnection, told: list[Told], others: list[tuple[int, Told]]
) -> None:
    alone: list[tuple[float, Told]] = [(at, night) for at, night in enumerate(told)]
    among = sorted([*alone, *((day + 0.5, night) for day, night in others)])
    assert decided(connection, among, RemovalRule(3, 4)) == decided(connection, alone, RemovalRule(3, 4))


@pytest.mark.parametrize("rule", [RemovalRule(0, 7), RemovalRule(3, -1)])
def test_a_rule_that_asks_for_no_night_is_refused(data_dir: DataDir, rule: RemovalRule) -> None:
    with Archive.open(data_dir) as archive, pytest.raises(ValueError, match="at least one night"):
        archive.save_removal_rule(rule)


def test_a_missing_page_stays_live_and_is_asked_for_every_night_until_it_is_decided(
    data_dir: DataDir,
) -> None:
    nights(data_dir, {PAGE: report("甲")})
    sites = [CIXI.site_id]
    with Archive.open(data_dir) as archive:
        # The site refuses from the third night to the twelfth: they neither count nor begin the count anew.
        for number, status in ((2, 404), (3, 404), (4, 403), (12, 403), (13, 404)):
            night = Night(data_dir, number)
            night.page(PAGE, b"", status=status)
            take_in(archive, data_dir, night.end(problems=["403"] if status == 403 else ()))
            told = archive._connection.execute("SELECT status FROM report").fetchall()
            assert told == [("live" if number < 13 else "removed",)], number
            asked_at = FIRST_NIGHT + timedelta(days=number + 1)
            undecided = number < 13
            assert [page.url for page in archive.due(sites, asked_at)] == ([PAGE] if undecided else [])
            assert archive.whole_walks(sites, asked_at) == (set(sites) if undecided else set())
        nights_told = archive._connection.execute(
            "SELECT night_no, crawl_id, decides FROM missing_night ORDER BY night_no"
        ).fetchall()
    assert nights_told == [(1, "night-2", False), (2, "night-3", False), (3, "night-13", True)]


def test_a_report_that_comes_back_was_removed_and_returned(data_dir: DataDir) -> None:
    with Archive.open(data_dir) as archive:
        archive.save_removal_rule(RemovalRule(nights=2, days=1))
    nights(data_dir, {PAGE: report("甲")}, {PAGE: 404}, {PAGE: 404}, {PAGE: report("甲")}, {PAGE: 404})
    with Archive.open(data_dir) as archive:
        kinds = archive._connection.execute(
            "SELECT kind, observed_at FROM event ORDER BY event_no"
        ).fetchall()
        state = archive._connection.execute(
            "SELECT status, missing_since, gone_at FROM page JOIN report USING (report_id)"
        ).fetchall()
    assert [(kind, at.day) for kind, at in kinds] == [("appeared", 2), ("removed", 4), ("returned", 5)]
    assert [(status, since.day, gone) for status, since, gone in state] == [("live", 6, None)]
