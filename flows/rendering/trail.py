"""The trail of one visit in words: which page led where and why, what was read there, and unexplained signs
of more."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from extraction.listing.candidates import may_be_report
from extraction.listing.leftovers import left_over
from extraction.markup.errors import ExtractionFailed
from extraction.markup.page import read_page
from extraction.navigation import survey
from extraction.reading import extract
from records import Capture, FailedFetch, Listing, SiteOutcome

SHOWN = 12
"""Maximum number of leads and items listed per page; the number of others is printed."""

Item = TypeVar("Item")
PayloadOf = Callable[[Capture], bytes]


@dataclass(frozen=True, slots=True)
class Visit:
    """The results of one visit of a site: its captures in order, its failed fetches, and its outcome."""

    heading: str
    captures: Sequence[Capture]
    failures: Sequence[FailedFetch]
    outcome: SiteOutcome | None


@dataclass
class _Told:
    """State while writing the trail: page numbers by address, and the unknowns found so far."""

    number: dict[str, int] = field(default_factory=dict)
    wanted: dict[str, None] = field(default_factory=dict)


def trail_of(visit: Visit, payload_of: PayloadOf) -> str:
    """The trail as lines of text. A pure function of the visit and today's extraction."""
    told = _Told()
    judged = {one.capture_id: f"{one.kind}: {one.detail}" for one in visit.failures if one.capture_id}
    lines = [visit.heading, ""]
    for number, capture in enumerate(visit.captures, start=1):
        told.number.setdefault(capture.url, number)
        lines += [_head(number, capture, told.number), *_indented(_page(capture, payload_of, judged, told))]
    for failed in visit.failures:
        if not failed.capture_id:
            lines.append(f" –  {failed.role} {failed.url}: {failed.kind}, {failed.detail}")
            told.wanted[f"what {failed.url} answers: {failed.kind}"] = None
    lines += ["", *_verdict(visit.outcome, told)]
    return "\n".join(lines) + "\n"


def _head(number: int, capture: Capture, numbers: Mapping[str, int]) -> str:
    name = f" “{capture.link_title}”" if capture.link_title else ""
    origin = f" from {numbers[capture.found_on]}" if capture.found_on in numbers else ""
    return f"{number:2}  {capture.role} {capture.status} {capture.url}{name}{origin}"


def _page(capture: Capture, payload_of: PayloadOf, judged: Mapping[str, str], told: _Told) -> Iterator[str]:
    if capture.redirect_to:
        yield f"leads to {capture.redirect_to}"
    if capture.capture_id in judged:
        yield f"no page: {judged[capture.capture_id]}"
    if capture.status >= 400 and capture.link_title:
        told.wanted[f"what stands behind “{capture.link_title}”: {capture.url} answers {capture.status}"] = (
            None
        )
    if capture.status not in (200, 304) or capture.role in ("robots", "attachment"):
        return
    try:
        payload = payload_of(capture)
        if capture.role in ("detail", "detail_page"):
            yield from _detail(capture, payload, told)
        else:
            yield from _list(capture, payload, told)
    except ExtractionFailed as error:
        yield f"not read: {error}"
        told.wanted[f"what {capture.url} is: {error}"] = None


def _detail(capture: Capture, payload: bytes, told: _Told) -> Iterator[str]:
    found = extract(
        payload,
        capture.url,
        charset=capture.charset,
        media_type=capture.media_type,
        now=capture.captured_at,
    )
    whose = f" of {found.issuer or 'nobody known'} ({found.adcode or 'no code'})" if found.is_report else ""
    yield (
        f"{found.family}: {found.kind}{f' on {found.report_year}' if found.report_year else ''}{whose}, "
        f"{len(found.body_text)} characters: {found.title or 'no title'}"
    )
    for issue in found.issues:
        yield f"issue {issue.code}: {issue.detail}"
    if not found.is_report and capture.link_title:
        told.wanted[f"how “{capture.link_title}” is read: {capture.url} is {found.kind}"] = None


def _list(capture: Capture, payload: bytes, told: _Told) -> Iterator[str]:
    page = read_page(payload, capture.url, capture.charset)
    seen = survey(page)
    yield f"{seen.family}, {seen.role}: {_counted(seen.listing)}"
    for link in _some(seen.listing.links):
        sign = "+" if may_be_report(link) else " "
        yield f"{sign} {link.listed_on or '':10} {link.title} {link.url}".rstrip()
    yield from _more(len(seen.listing.links), "items")
    for lead in _some(seen.leads):
        yield f"lead {lead.score:3} {lead.name or '(the same place)'} {lead.request.url}"
    yield from _more(len(seen.leads), "leads")
    if seen.listing.problem:
        yield f"problem: {seen.listing.problem}"
    for left in left_over(page, seen.listing.links) if seen.listing.links else ():
        yield f"says there is more ({left.kind}): {left.text[:80]} {left.url}".rstrip()
        if not left.url and left.kind in ("next", "part", "row", "call"):
            told.wanted[f"what “{left.text[:60]}” on {capture.url} asks for"] = None


def _counted(listing: Listing) -> str:
    promised = [
        f"{count} {what} promised"
        for count, what in ((listing.promised_items, "items"), (listing.promised_pages, "pages"))
        if count is not None
    ]
    further = [f"next {one.method} {one.url}" for one in listing.next_pages[:3]]
    guessed = [f"guessed {series[0].url}" for series in listing.guesses[:2] if series]
    found = further or guessed or ["no further page named"]
    return ", ".join([f"{len(listing.links)} items", *promised, *found])


def _verdict(outcome: SiteOutcome | None, told: _Told) -> Iterator[str]:
    if outcome is None:
        yield "no verdict: the visit did not come to its end"
        return
    yield f"verdict: {outcome.verdict}, lists {'' if outcome.listing_healthy else 'not '}healthy"
    for column in outcome.columns:
        ended = f", read to its end: {column.ended_by}" if column.ended_by else ""
        problem = f", problem: {column.problem}" if column.problem else ""
        yield f"column {column.score:3} {column.title} {column.url}: {column.items} items{ended}{problem}"
        if column.open_end:
            since = f"older than {column.oldest_on}" if column.ordered and column.oldest_on else "at all"
            told.wanted[f"whether {column.url} has more items: it proves nothing of what is {since}"] = None
        if column.problem:
            told.wanted[f"how the rest of {column.url} is asked for: {column.problem}"] = None
    for problem in outcome.problems:
        yield f"problem: {problem}"
    for item in outcome.unread_items:
        told.wanted[f"what opens “{item.title}” on {item.list_url}: {item.reason}"] = None
    if not outcome.columns:
        told.wanted["where the column of reports is: look for it by hand and name it as a seed"] = None
    if told.wanted:
        yield "what would have to be known:"
        yield from _indented(told.wanted)


def _some(items: Sequence[Item]) -> Sequence[Item]:
    return items[:SHOWN]


def _more(count: int, what: str) -> Iterator[str]:
    if count > SHOWN:
        yield f"… and {count - SHOWN} {what} more"


def _indented(lines: Iterator[str] | Mapping[str, None]) -> list[str]:
    return [f"      {line}" for line in lines]
