"""A response, parsed and judged once, although two look at it: who listens for refusals, then the spider."""

from dataclasses import dataclass
from typing import Any

from scrapy.http import Response

from crawlers.walk.capture_log import content_type
from crawlers.walk.request_context import META_KEY, Step
from extraction.markup.errors import NotAPage
from extraction.markup.page import Page, read_page
from extraction.response.response_outcome import Outcome, judge_response

_KEY = "fazhi_judged"


@dataclass
class _Judged:
    """What is known of one body. A retry or a redirect hands the request's meta on, and has another body."""

    body: bytes
    page: Page | NotAPage | None = None
    outcome: Outcome | None = None


def page_of(meta: dict[str, Any], response: Response) -> Page:
    """The page in the response. Raises NotAPage."""
    known = _known(meta, response)
    if known.page is None:
        try:
            known.page = read_page(response.body, response.url, content_type(response)[1])
        except NotAPage as error:
            known.page = error
    if isinstance(known.page, NotAPage):
        raise known.page
    return known.page


def outcome_of(meta: dict[str, Any], response: Response, *, retry_after: bool = False) -> Outcome:
    """How the fetch ended; retry_after says that the server named a time to come back."""
    known = _known(meta, response)
    if known.outcome is None or retry_after:
        step: Step = meta[META_KEY]
        known.outcome = judge_response(
            step.page_url,
            response.url,
            response.status,
            content_type(response)[0],
            response.body,
            step.role,
            retry_after=retry_after,
            read=lambda: page_of(meta, response),
        )
    return known.outcome


def _known(meta: dict[str, Any], response: Response) -> _Judged:
    found: _Judged | None = meta.get(_KEY)
    if found is None or found.body is not response.body:
        found = meta[_KEY] = _Judged(response.body)
    return found
