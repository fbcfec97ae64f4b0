"""Former report ids. A cited id still resolves and shows which report its page carries now."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from records import Alias, Decision, History, Sighting
from records.decision import REPORT_ID
from records.jsonlines import to_json
from records.url import canonical_url

Read = Callable[[Iterable[Sighting], Sequence[Decision]], Sequence[History]]


def alias_rows(
    sightings: Sequence[Sighting], decisions: Sequence[Decision], told: Sequence[History], read: Read
) -> Iterator[dict[str, Any]]:
    """The rows of the table alias for these pages. told are their current histories; read computes their
    histories under an earlier state of the decisions."""
    found = [alias for history in told for alias in history.aliases]
    for alias in (*found, *_decided(sightings, decisions, told, read)):
        yield to_json(alias)


def names_before(sightings: Iterable[Sighting], decisions: Sequence[Decision], read: Read) -> set[str]:
    """The report ids that pages with a decision would have without it, and had under earlier decisions."""
    pages = {canonical_url(decision.page_url) for decision in decisions}
    decided = [one for one in sightings if one.observation.page_url in pages]
    if not decided:
        return set()
    carried = (REPORT_ID.fullmatch(decision.report_id) for decision in decisions)
    return {history.name for history in read(decided, ())} | {match["name"] for match in carried if match}


def _decided(
    sightings: Sequence[Sighting], decisions: Sequence[Decision], told: Sequence[History], read: Read
) -> Iterator[Alias]:
    """The report ids that each page's report had under earlier states of the decisions and does not have
    now."""
    present = {one.observation.page_url for one in sightings}
    decisions = [one for one in decisions if canonical_url(one.page_url) in present]
    if not decisions:
        return
    concerned = names_before(sightings, decisions, read)
    decided_on = {canonical_url(decision.page_url): decision for decision in decisions}
    pages = {url for one in told if one.name in concerned for url, _ in one.pages} | decided_on.keys()
    some = [sighting for sighting in sightings if sighting.observation.page_url in pages]
    now, given = _bearers(told), set[tuple[str, str]]()
    for count in range(len(decisions)):
        for page_url, report_id in _bearers(read(some, decisions[:count])).items():
            if page_url in decided_on and now.get(page_url, "") != report_id:
                given.add((page_url, report_id))
    for page_url, report_id in sorted(given):
        last = decided_on[page_url]
        became = now.get(page_url, "")
        yield Alias(report_id, page_url, became, last.reason, last.decided_on, last.decided_by)


def _bearers(histories: Iterable[History]) -> dict[str, str]:
    """The report that each page carries, or carried last."""
    read = sorted((read_at, url, one.report_id) for one in histories for url, read_at in one.pages)
    return {url: report_id for _, url, report_id in read}
