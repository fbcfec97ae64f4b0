"""What the next crawl is asked for: pages whose time has come, columns that live, sites that may be asked."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from records import ColumnSeen
from records.jsonlines import to_json
from storage.archive import Archive
from storage.database.connection import connect
from storage.paths import DataDir
from tests.storage.nights import CIXI, FEIXIANG, FIRST_NIGHT, PAGE, Night, nights, report, take_in

COLUMN = "http://www.cixi.gov.cn/col/col1229038468/index.html"
OTHER = "http://www.cixi.gov.cn/art/2025/other.html"
SITES = [CIXI.site_id]


def ask(data_dir: DataDir, query: str) -> list[tuple[Any, ...]]:
    with connect(data_dir.work_archive, read_only=True) as connection:
        return connection.execute(query).fetchall()


def night_at(number: float) -> datetime:
    return FIRST_NIGHT + timedelta(days=number)


def changed(folder: Path, finish_reason: str = "finished", **outcome: Any) -> Path:
    """The crawl's summary with another end, or another outcome of its first site."""
    path = folder / "summary.json"
    summary = json.loads(path.read_text())
    summary["finish_reason"] = finish_reason
    summary["sites"][0] |= to_json(outcome)
    path.write_text(json.dumps(summary))
    return folder


def column(candidates: int, problem: str = "", url: str = COLUMN) -> ColumnSeen:
    return ColumnSeen(url, "法治政府建设年度报告", 90, ("政务公开",), "trs", 1, 20, candidates, True, problem)


def crawl(
    data_dir: DataDir, columns: Iterable[ColumnSeen] = (), finish_reason: str = "finished", **outcome: Any
) -> None:
    """One night with these columns, taken in: without pages there is nothing to fold. The site is not healthy
    where one of them has a problem."""
    number = len(list(data_dir.crawls.glob("*"))) + 1
    found = tuple(columns)
    problems = tuple(one.problem for one in found if one.problem)
    folder = Night(data_dir, number).end(problems)
    with Archive.open(data_dir) as archive:
        archive.save_sites([CIXI])
        archive.ingest(changed(folder, finish_reason, columns=found, **outcome))


def learnt(data_dir: DataDir) -> list[tuple[str, int]]:
    with Archive.open(data_dir) as archive:
        return [(one.url, one.expected) for one in archive.columns(SITES)]


def test_a_column_that_held_reports_is_learnt(data_dir: DataDir) -> None:
    crawl(data_dir, [column(7), column(0, url=COLUMN + "?news")])
    assert learnt(data_dir) == [(COLUMN, 7)]
    crawl(data_dir, [column(8)])
    assert learnt(data_dir) == [(COLUMN, 8)]


def test_a_column_dies_of_two_crawls_in_a_row_that_do_not_find_it_healthy(data_dir: DataDir) -> None:
    crawl(data_dir, [column(7)])
    crawl(data_dir, [column(0, "held 7 reports, now 0: redesigned?")])
    assert learnt(data_dir) == [(COLUMN, 7)]
    crawl(data_dir)
    assert learnt(data_dir) == []
    assert ask(data_dir, "SELECT dead_since FROM columns") == [(night_at(2),)]
    crawl(data_dir, [column(7)])
    assert learnt(data_dir) == [(COLUMN, 7)]


@pytest.mark.parametrize(
    "kept_away",
    [
        {"verdict": "blocked:waf_403"},
        {"verdict": "dns"},
        {"finish_reason": "shutdown"},
        {"budget_spent": True},
    ],
)
def test_a_column_does_not_die_of_crawls_that_were_kept_away_from_it(
    data_dir: DataDir, kept_away: dict[str, Any]
) -> None:
    crawl(data_dir, [column(7)])
    for _ in range(3):
        crawl(data_dir, [column(0, "not read")], **kept_away)
    assert learnt(data_dir) == [(COLUMN, 7)]


def test_a_list_not_read_to_its_end_stays_in_sight_beside_a_whole_one(data_dir: DataDir) -> None:
    other = column(2, "not read to its end: 下一页", url=COLUMN + "2/")
    crawl(data_dir, [other])
    assert learnt(data_dir) == [], "the site is searched anew"
    for _ in range(3):
        crawl(data_dir, [column(7), other])
        assert learnt(data_dir) == [(COLUMN, 7), (COLUMN + "2/", 0)]
    crawl(data_dir, [column(7)])
    assert learnt(data_dir) == [(COLUMN, 7)], "it is not there any more"


@pytest.mark.usefixtures("one_night")
def test_a_walk_must_be_whole_once_a_week_and_where_a_report_may_be_gone(data_dir: DataDir) -> None:
    def whole(day: float) -> set[str]:
        with Archive.open(data_dir) as archive:
            return archive.whole_walks(SITES, night_at(day))

    nights(data_dir, {PAGE: report("甲")})
    assert whole(2) == whole(6.9) == set()
    assert whole(7.1) == set(SITES)
    nights(data_dir, {PAGE: 404}, problems=["list page x: 503"])
    assert whole(3) == set(SITES)
    nights(data_dir, {PAGE: 404})
    assert ask(data_dir, "SELECT status FROM reports") == [("removed",)]
    assert whole(4) == set()


def test_pages_are_due_by_age_and_by_how_they_answered(data_dir: DataDir) -> None:
    """The reports of these nights say they were published a year before."""
    failing = "http://www.cixi.gov.cn/art/2025/failing.html"
    nights(data_dir, {PAGE: report("甲"), OTHER: report("乙", year=2023)})
    with Archive.open(data_dir) as archive:
        night = Night(data_dir, 2)
        night.page(OTHER, status=500)
        night.failed(failing)
        take_in(archive, data_dir, night.end())

        def due(day: float) -> list[str]:
            return [page.url for page in archive.due(SITES, night_at(day))]

        assert due(2.1) == []
        assert due(3) == [failing, OTHER]
        assert due(95) == [failing, OTHER, PAGE]
        assert archive.due([FEIXIANG.site_id], night_at(95)) == []
    states = ask(
        data_dir,
        "SELECT url, last_outcome, failures, failing_since IS NULL FROM frontier WHERE role = 'detail'",
    )
    assert (OTHER, "http_error", 1, False) in states
    assert (PAGE, "ok", 0, True) in states
    assert (failing, "timeout", 1, False) in states


@pytest.mark.usefixtures("one_night")
def test_what_stood_in_the_pages_place_is_not_read_and_proves_nothing(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    for number, (kind, kinds) in enumerate([("blocked:captcha", []), ("soft_404", ["removed"])], start=2):
        with Archive.open(data_dir) as archive:
            night = Night(data_dir, number)
            capture = night.page(PAGE, report("拦截页面", year=2020))
            night.failed(PAGE, kind, capture.capture_id)
            archive.ingest(night.end())
            assert archive.pending("1") == []
            take_in(archive, data_dir)
        assert ask(data_dir, "SELECT body_text FROM versions") == [("甲",)]
        assert [kind for (kind,) in ask(data_dir, "SELECT kind FROM event WHERE kind <> 'appeared'")] == kinds


@pytest.mark.usefixtures("one_night")
def test_a_removal_waits_for_a_whole_walk(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    with Archive.open(data_dir) as archive:
        partial = Night(data_dir, 2)
        partial.page(PAGE, status=404)
        take_in(archive, data_dir, changed(partial.end(), whole=False))
    assert ask(data_dir, "SELECT status FROM report") == [("live",)]
    with Archive.open(data_dir) as archive:
        whole = Night(data_dir, 3)
        proof = whole.page(PAGE, status=404)
        take_in(archive, data_dir, whole.end())
    removed = ask(data_dir, "SELECT capture_id, observed_at FROM event WHERE kind = 'removed'")
    assert removed == [(proof.capture_id, proof.captured_at)]


@pytest.mark.usefixtures("one_night")
def test_a_page_that_answers_again_before_the_whole_walk_was_never_gone(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("甲")})
    with Archive.open(data_dir) as archive:
        for number, answer in ((2, 404), (3, 200)):
            night = Night(data_dir, number)
            night.page(PAGE, report("甲"), status=answer)
            take_in(archive, data_dir, changed(night.end(), whole=False))
        take_in(archive, data_dir, Night(data_dir, 4).end())
    assert ask(data_dir, "SELECT kind FROM event") == [("appeared",)]


def test_a_refusing_site_is_left_alone_longer_each_time_and_says_until_when(data_dir: DataDir) -> None:
    crawl(data_dir, verdict="ok")
    for _ in range(3):
        crawl(data_dir, verdict="blocked:waf_403", listing_healthy=False, problems=("homepage: 403",))
    with Archive.open(data_dir) as archive:
        standing = archive.standings([*SITES, "another"])
    assert standing[CIXI.site_id].last_tried_at == night_at(4)
    assert standing["another"].last_tried_at is standing["another"].next_try_at is None
    until = standing[CIXI.site_id].next_try_at
    assert until and night_at(7.4) < until <= night_at(8)
    told = ask(data_dir, "SELECT verdict, verdict_since, healthy_at, next_try_at, cause FROM site_health")
    assert told == [
        ("blocked:waf_403", night_at(2), night_at(1), until, "block: the site refuses to be read (waf_403)")
    ]
    crawl(data_dir, verdict="ok")
    assert ask(data_dir, "SELECT verdict, next_try_at, cause FROM site_health") == [("ok", None, None)]


def test_a_site_without_a_turn_before_the_window_closed_is_first_in_the_next_night(data_dir: DataDir) -> None:
    crawl(data_dir, verdict="ok")
    crawl(
        data_dir,
        finish_reason="window_closed",
        verdict="degraded",
        listing_healthy=False,
        problems=("the window closed",),
    )
    with Archive.open(data_dir) as archive:
        assert archive.standings(SITES)[CIXI.site_id].last_tried_at == night_at(1)
    assert ask(data_dir, "SELECT verdict, crawl_id FROM site_health") == [("ok", "night-1")]


def test_a_crawl_that_died_is_gone_on_with_once_and_not_for_long(data_dir: DataDir) -> None:
    def resumable(day: float) -> list[str]:
        with Archive.open(data_dir) as archive:
            return archive.resumable(SITES, night_at(day))

    night = Night(data_dir, 1)
    night.page(PAGE, report("甲"))
    with Archive.open(data_dir) as archive:
        archive.save_sites([CIXI])
        take_in(archive, data_dir, night.die())
    assert resumable(1.1) == ["night-1"]
    with Archive.open(data_dir) as archive:
        # To what goes on with it, it is as if it had not been.
        assert archive.known(SITES, ["night-1"]) == [] != archive.known(SITES)
        assert archive.due(SITES, night_at(1.1)) == []
        assert [page.url for page in archive.due(SITES, night_at(1.1), ["night-1"])] == [PAGE]
    assert resumable(2) == []
    crawl(data_dir)
    assert resumable(1.2) == []


@pytest.mark.usefixtures("one_night")
def test_what_died_and_what_went_on_with_it_are_told_as_one_crawl(data_dir: DataDir) -> None:
    """The new address was seen before the kill, that the old one is gone after it: a move, and no copy."""
    nights(data_dir, {PAGE: report("甲")})
    with Archive.open(data_dir) as archive:
        died = Night(data_dir, 2)
        died.page(OTHER, report("甲"))
        take_in(archive, data_dir, died.die())
        night = Night(data_dir, 2.1)
        night.page(PAGE, status=404)
        folder = night.end()
        summary = json.loads((folder / "summary.json").read_text()) | {"resumed": [died.crawl_id]}
        (folder / "summary.json").write_text(json.dumps(summary))
        take_in(archive, data_dir, folder)
    assert ask(data_dir, "SELECT kind, page_url FROM event ORDER BY event_no") == [
        ("appeared", PAGE),
        ("moved", OTHER),
    ]
