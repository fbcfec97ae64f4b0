"""What is odd about a page, in codes a person can look for."""

from collections.abc import Iterator

from extraction.markup.page import Page
from records import Extraction, Issue

_SHORT = 200


def page_issues(page: Page, found: Extraction) -> Iterator[Issue]:
    """The issues that follow from the page and what was read from it."""
    damaged = found.body_text.count("\ufffd")
    if page.replacements:
        yield Issue("replacement_characters", f"{page.replacements} on the page, {damaged} in the text")
    if page.is_html and page.is_flattened:
        yield Issue("nested_too_deep", "the innermost elements were read as plain text")
    yield from _missing_text(page, found)
    if found.kind == "candidate":
        yield Issue("candidate", "title and text contradict each other: it may be a report")
    if found.kind == "report" and found.report_year is None:
        yield Issue("year_unknown", "neither title nor text names the report's year")


def _missing_text(page: Page, found: Extraction) -> Iterator[Issue]:
    body = found.body_text
    if not page.text.strip():
        yield Issue("empty_page", "the response has no text")
    elif found.kind in ("error_page", "blocked_page"):
        yield Issue(found.kind, body[:60].replace("\n", " ") or found.evidence["kind"].basis)
    elif not body:
        yield Issue("no_body", "nothing on the page reads as text")
    elif found.kind == "report" and len(body) < _SHORT:
        yield Issue("body_short", f"{len(body)} characters")
