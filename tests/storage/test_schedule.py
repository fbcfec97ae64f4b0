"""When pages and sites are asked again: the rule as a table, and what holds for any page and any history."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.planning.schedule import Attempt, page_due_at, search_due_at, site_wait

NOW = datetime.fromisoformat("2026-03-20T18:00")
URL = "http://www.cixi.gov.cn/art/2025/report.html"
moments = st.datetimes(datetime.fromisoformat("2015-01-01"), datetime.fromisoformat("2030-01-01"))
urls = st.text(min_size=1, max_size=30).map("http://www.cixi.gov.cn/{}".format)


def ago(**span: int) -> datetime:
    return NOW - timedelta(**span)


@pytest.mark.parametrize(
    ("seen", "published", "days"),
    [
        (ago(days=0), None, 1),
        (ago(days=6), None, 1),
        (ago(days=8), None, 7),
        (ago(days=1), date(2026, 3, 1), 7),
        (ago(days=1), date(2026, 3, 19), 1),
        (ago(days=66), None, 7),
        # A page cannot have been published after it was seen.
        (ago(days=30), date(2026, 3, 20), 7),
    ],
)
def test_young_pages_are_asked_often(seen: datetime, published: date | None, days: int) -> None:
    due = page_due_at(URL, NOW, seen, published)
    night = NOW + timedelta(days=days)
    assert night - timedelta(hours=12) < due <= night


@given(urls, moments)
def test_an_old_page_is_asked_once_a_quarter_on_its_own_day(url: str, asked: datetime) -> None:
    seen = asked - timedelta(days=400)
    first = page_due_at(url, asked, seen)
    second = page_due_at(url, first, seen)
    assert timedelta() < first - asked <= timedelta(days=91)
    assert second - first == timedelta(days=91)


def test_old_pages_spread_over_the_quarter() -> None:
    dues = [page_due_at(f"{URL}?{at}", NOW, ago(days=400)).date() for at in range(9100)]
    busiest = max(dues.count(day) for day in set(dues))
    assert len(set(dues)) == 91 and busiest < 160


@pytest.mark.parametrize(("since", "days"), [(0, 1), (6, 1), (7, 7), (300, 7)])
def test_a_failing_page_is_asked_in_the_next_night_then_weekly(since: int, days: int) -> None:
    due = page_due_at(URL, NOW, ago(days=900), None, ago(days=since))
    assert NOW + timedelta(days=days, hours=-12) < due <= NOW + timedelta(days=days)


@given(urls, moments, moments, st.none() | st.dates(), st.none() | moments)
def test_no_page_is_due_at_once_or_never(
    url: str, asked: datetime, seen: datetime, published: date | None, failing: datetime | None
) -> None:
    due = page_due_at(url, asked, min(asked, seen), published, min(failing, asked) if failing else None)
    assert asked < due <= asked + timedelta(days=91)


def attempts(*verdicts: str) -> list[Attempt]:
    return [Attempt(NOW - timedelta(days=at), verdict) for at, verdict in enumerate(verdicts)]


@pytest.mark.parametrize(
    ("verdicts", "days"),
    [
        (["blocked:ruishu_412"], 1),
        (["blocked:ruishu_412", "blocked:waf_403", "ok"], 2),
        (["blocked:rate"] * 3 + ["ok", "blocked:rate"], 4),
        (["blocked:rate"] * 6, 30),
        (["blocked:rate"] * 9, 30),
        (["timeout"], 1),
        (["dns", "timeout", "refused"], 2),
        (["dns"] * 8, 7),
        (["timeout", "blocked:rate", "blocked:rate"], 1),
    ],
)
def test_a_site_that_refuses_or_does_not_answer_is_left_alone(verdicts: list[str], days: int) -> None:
    row, again = site_wait(attempts(*verdicts)) or (0, NOW)
    assert row > 0
    assert NOW + timedelta(days=days, hours=-12) < again <= NOW + timedelta(days=days)


@pytest.mark.parametrize("verdicts", [[], ["ok", "blocked:rate"], ["degraded"], ["robots", "dns"]])
def test_other_sites_are_asked_every_night(verdicts: list[str]) -> None:
    assert site_wait(attempts(*verdicts)) is None


def test_what_the_server_asks_for_is_kept() -> None:
    later = NOW + timedelta(days=3)
    assert site_wait([Attempt(NOW, "blocked:rate", later)]) == (1, later)
    assert site_wait([Attempt(NOW, "degraded", later)]) == (0, later)


def test_a_site_is_searched_anew_on_a_day_of_its_own() -> None:
    last = datetime.fromisoformat("2026-01-01T18:00")
    due = {search_due_at(f"{adcode}-x", last) for adcode in range(110101, 110201)}
    assert min(due) >= last + timedelta(days=27) and max(due) <= last + timedelta(days=56)
    assert len(due) > 15
