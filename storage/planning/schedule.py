"""When a page, and when a site, is due again. All numbers of these rules are defined here."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

DAILY_FOR = timedelta(days=7)
"""A page is fetched every night for this long after its publication; a failing page for this long after its
failure; a page that may be gone until that is decided."""
WEEKLY_FOR = timedelta(days=60)
"""Then weekly for this long."""
QUARTER_DAYS = 91
"""Then once in this many days, on a day of its own, so that old pages are not all due in the same night."""
WHOLE_WALK_AFTER = timedelta(days=6)
"""After this long a walk must not stop at known items, so that late insertions are found."""
SEARCH_DAYS = 28
"""A site whose columns are known is searched again after this many to twice as many days, by its stable
number: some sites open a column for every year."""
RESUME_WITHIN = timedelta(hours=20)
"""An interrupted crawl can be resumed for this long."""
REFUSED_DAYS = (1, 2, 4, 8, 16, 30)
"""Days of pause after this many crawls in a row that the site refused."""
UNREACHABLE_DAYS = (1, 1, 2, 3, 7)
"""The same for crawls that the site did not answer."""
SLACK = timedelta(hours=6)
"""Tolerance: a page counts as due this much before a full day has passed, because sites are visited at
different times of the night."""

DAY = timedelta(days=1)
UNREACHABLE = ("dns", "refused", "timeout")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One crawl of a site, as far as it decides when to come again (SiteOutcome.verdict, ask_again_at)."""

    started_at: datetime
    verdict: str
    ask_again_at: datetime | None = None


def page_due_at(
    url: str,
    last_asked_at: datetime,
    first_seen_at: datetime,
    published_on: date | None = None,
    failing_since: datetime | None = None,
    undecided: bool = False,
) -> datetime:
    """When a page last requested at last_asked_at is due again (naive UTC). undecided means that the page may
    be removed and further nights must confirm it (storage.history.removal_rule)."""
    if failing_since is not None:
        every = 1 if undecided or last_asked_at - failing_since < DAILY_FOR else 7
        return last_asked_at + every * DAY - SLACK
    published_at = datetime.combine(published_on, time.min) if published_on else first_seen_at
    age = last_asked_at - min(published_at, first_seen_at)
    if age < DAILY_FOR + WEEKLY_FOR:
        every = 1 if age < DAILY_FOR else 7
        return last_asked_at + every * DAY - SLACK
    own_day = _lot(url) % QUARTER_DAYS
    days = 1 + (own_day - last_asked_at.toordinal() - 1) % QUARTER_DAYS
    return datetime.combine(last_asked_at.date() + days * DAY, time.min)


def search_due_at(site_id: str, last_searched_at: datetime) -> datetime:
    """When a site with known columns is searched again from its home page (naive UTC)."""
    return last_searched_at + (SEARCH_DAYS + _lot(site_id) % SEARCH_DAYS) * DAY - SLACK


def site_wait(attempts: Sequence[Attempt]) -> tuple[int, datetime] | None:
    """How many crawls in a row the site refused (or did not answer), and when it is crawled again.

    attempts are its crawls, the latest first. None for a site that may be crawled every night.
    """
    if not attempts:
        return None
    last = attempts[0]
    for days, is_such in ((REFUSED_DAYS, _is_refusal), (UNREACHABLE_DAYS, _is_unreachable)):
        row = 0
        while row < len(attempts) and is_such(attempts[row].verdict):
            row += 1
        if row:
            again = last.started_at + days[min(row, len(days)) - 1] * DAY - SLACK
            return row, max(again, last.ask_again_at or again)
    return (0, last.ask_again_at) if last.ask_again_at else None


def _is_refusal(verdict: str) -> bool:
    return verdict.startswith("blocked")


def _is_unreachable(verdict: str) -> bool:
    return verdict in UNREACHABLE


def _lot(name: str) -> int:
    """A number computed from the name, the same in every run."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16)
