"""When a page and a site are due again, to the second, and what of the last crawls still counts."""

from datetime import datetime, timedelta
from hashlib import sha256

import pytest

from storage.database.connection import connect
from storage.paths import DataDir
from storage.planning.crawl_inputs import begun_again, over, resumable, searches, whole_walks
from storage.planning.schedule import Attempt, page_due_at, search_due_at, site_wait

NOW = datetime.fromisoformat("2026-03-20T18:00")
URL = "http://www.cixi.gov.cn/art/2025/report.html"
SITE = "330282-cixi"
LONG_AGO = NOW - timedelta(days=900)
SECOND = timedelta(seconds=1)


def ago(days: int, **less: int) -> datetime:
    return NOW - timedelta(days=days) + timedelta(**less)


def night_after(days: int) -> datetime:
    """As early as in the night after so many days a page may be asked."""
    return NOW + timedelta(days=days, hours=-6)


@pytest.mark.parametrize(
    ("seen", "days"),
    [
        (ago(7, seconds=1), 1),
        (ago(7), 7),
        (ago(67, seconds=1), 7),
        (ago(67), 0),
    ],
)
def test_a_page_is_asked_daily_for_a_week_and_weekly_for_sixty_days(seen: datetime, days: int) -> None:
    due = page_due_at(URL, NOW, seen)
    assert (due == night_after(days)) if days else (due.time() == datetime.min.time())


@pytest.mark.parametrize(
    ("since", "undecided", "days"),
    [(ago(7, seconds=1), False, 1), (ago(7), False, 7), (ago(300), True, 1), (ago(1), True, 1)],
)
def test_a_failing_page_is_asked_daily_for_a_week_or_until_it_is_decided(
    since: datetime, undecided: bool, days: int
) -> None:
    assert page_due_at(URL, NOW, LONG_AGO, None, since, undecided) == night_after(days)
    assert page_due_at(URL, NOW, LONG_AGO, None, since) == night_after(1 if since > ago(7) else 7)


@pytest.mark.parametrize("at", range(20))
def test_a_page_keeps_its_day_of_the_quarter_in_every_release(at: int) -> None:
    url = f"{URL}?{at}"
    due = page_due_at(url, NOW, LONG_AGO)
    assert due.toordinal() % 91 == int(sha256(url.encode()).hexdigest()[:8], 16) % 91
    assert due.time() == datetime.min.time() and NOW < due <= NOW + timedelta(days=91)
    assert page_due_at(url, due, LONG_AGO) == due + timedelta(days=91)


def test_a_site_is_searched_after_four_weeks_and_so_many_more_days() -> None:
    more = int(sha256(SITE.encode()).hexdigest()[:8], 16) % 28
    assert search_due_at(SITE, NOW) == night_after(28 + more)


@pytest.mark.parametrize(("row", "days"), [*enumerate((1, 2, 4, 8, 16, 30, 30, 30), 1)])
def test_refusals_in_a_row_double_the_wait_up_to_a_month(row: int, days: int) -> None:
    attempts = [Attempt(NOW, "blocked:waf_403")] * row
    assert site_wait(attempts) == (row, night_after(days))
    assert site_wait([*attempts, Attempt(NOW, "ok"), *attempts]) == (row, night_after(days))


@pytest.mark.parametrize(("row", "days"), [*enumerate((1, 1, 2, 3, 7, 7, 7), 1)])
def test_silences_in_a_row_lengthen_the_wait_up_to_a_week(row: int, days: int) -> None:
    attempts = [Attempt(NOW, ("dns", "refused", "timeout")[at % 3]) for at in range(row)]
    assert site_wait(attempts) == (row, night_after(days))


def test_the_later_of_two_waits_counts() -> None:
    early, late = night_after(1) - SECOND, night_after(1) + SECOND
    assert site_wait([Attempt(NOW, "timeout", early)]) == (1, night_after(1))
    assert site_wait([Attempt(NOW, "timeout", late)]) == (1, late)
    assert site_wait([Attempt(NOW, "ok"), Attempt(NOW, "ok", late)]) is None


def test_a_crawl_that_was_cut_short_is_gone_on_with_for_twenty_hours(data_dir: DataDir) -> None:
    limit = NOW - timedelta(hours=20)
    with connect(data_dir.work_archive) as archive:
        for name, at, reason in (
            ("just", limit + SECOND, "died"),
            ("late", limit, "died"),
            ("whole", limit + SECOND, "finished"),
            ("before", limit - SECOND, "shutdown"),
        ):
            archive.execute("INSERT INTO crawl VALUES (?, ?, NULL, ?, 1, 0, '')", [name, at, reason])
            archive.execute(
                "INSERT INTO capture BY NAME SELECT $1 AS capture_id, $1 AS crawl_id, $2 AS site_id, '' AS url,"
                " '' AS page_url, '' AS canonical_url, 'GET' AS method, 'home' AS role, $3 AS captured_at, 200 AS status,"
                " '' AS media_type, '' AS charset, '' AS payload_digest, 1 AS payload_bytes, '' AS warc_file, 0 AS"
                " warc_offset, 0 AS warc_length, '' AS revisit_of, '' AS redirect_to, '' AS found_on, '' AS link_title",
                [name, SITE, at],
            )
        assert begun_again(archive, NOW) == {"just"}
        assert resumable(archive, [SITE], NOW) == ["just"]
        assert over(archive, NOW) == {"before"}
        due = search_due_at(SITE, limit + SECOND)
        assert searches(archive, [SITE, "other"], due) == {SITE, "other"}
        assert searches(archive, [SITE, "other"], due - SECOND) == {"other"}


def test_a_walk_to_the_end_of_the_lists_is_enough_for_six_days(data_dir: DataDir) -> None:
    with connect(data_dir.work_archive) as archive:
        archive.execute("INSERT INTO crawl VALUES ('one', ?, NULL, 'finished', 1, 0, '')", [ago(6)])
        archive.execute(
            "INSERT INTO site_outcome VALUES ('one', ?, true, 1, 1, 1, 0, 0, false, [], true, 'ok', NULL)",
            [SITE],
        )
        assert whole_walks(archive, [SITE], NOW - SECOND) == set()
        assert whole_walks(archive, [SITE], NOW) == {SITE}
