"""`fazhi decide`: a person's decision against the rules, as a row of decisions.csv."""

import getpass
from datetime import timedelta

from records import Decision, clock
from records.url import canonical_url
from storage.errors import DecisionsInvalid
from storage.history.decisions import (
    add_decision,
    check_asked_for,
    check_decision,
    decided_last,
    published_carriers,
    take_back,
)
from storage.paths import DataDir

CHINA = timedelta(hours=8)


def decide(data: DataDir, page_url: str, decision: str, report_id: str, because: str, by: str) -> None:
    """Appends the decision; it replaces one on the same page that was never published.

    Raises DecisionsInvalid, in one line, if it is invalid or no crawl has requested the address.
    """
    by = by or getpass.getuser()
    decided_on = (clock.now() + CHINA).date()
    check_asked_for(data, page_url)
    decided = Decision(page_url, decision, report_id, because, decided_on, decided_by=by)
    check_decision(decided)
    if before := take_back(data.decisions, page_url, data.published):
        print(f"removed {_said(before)}: it was never published")
    add_decision(data.decisions, decided)
    if report_id and (others := published_carriers(data.published, report_id)):
        _warn(page_url, report_id, others)
    print(
        f"wrote {data.decisions}; it takes effect with the next harvest, or now with `fazhi reextract` and"
        " `fazhi publish`"
    )


def undo(data: DataDir, page_url: str) -> None:
    """Removes the last decision on a page.

    Raises DecisionsInvalid if there is none, or if it is published: its report id may have been cited.
    """
    if taken := take_back(data.decisions, page_url, data.published):
        print(f"removed {_said(taken)} from {data.decisions}")
        return
    if (last := decided_last(data.decisions, page_url)) is None:
        raise DecisionsInvalid(f"{page_url}: decisions.csv has no decision on this address")
    raise DecisionsInvalid(
        f"{_said(last)} was published and may have been cited, so it cannot be undone: instead run"
        " `fazhi decide PAGE_URL carries REPORT` with the report the page carried before (`fazhi history`"
        " shows it)"
    )


def _warn(page_url: str, report_id: str, others: list[str]) -> None:
    """Prints the effect of a decision on an existing report."""
    if canonical_url(page_url) in others:
        print(f"note: this page carries {report_id} already, nothing changes")
        return
    print(
        f"warning: {report_id} exists already, at {others[0]}: this page becomes a second address of"
        " that report and may become its primary page. For a different document use"
        f" `carries {report_id}-2`"
    )


def _said(decision: Decision) -> str:
    what = f"{decision.decision} {decision.report_id}".strip()
    return f"the decision `{what}` of {decision.decided_by} on {decision.decided_on}"
