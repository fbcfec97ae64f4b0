"""A column read without a crawl: its pages, those to which they lead, and the items of all of them."""

from collections.abc import Callable, Iterator

from extraction.families import recognise
from extraction.markup.errors import ExtractionFailed
from extraction.markup.page import read_page
from records import Link, Listing, PageRequest
from replica.web import Request, Response, parse_request

MOST_PAGES = 40
Respond = Callable[[Request], Response | None]


def ask(respond: Respond, request: PageRequest) -> Response:
    parsed = parse_request(request.method, request.url, request.body.encode(), dict(request.headers))
    return respond(parsed) or Response(502, b"")


def read_list(respond: Respond, request: PageRequest) -> Listing | None:
    response = ask(respond, request)
    try:
        page = read_page(response.body, request.url)
    except ExtractionFailed:
        return None
    return recognise(page).read_listing(page) if response.status == 200 else None


def links_of(respond: Respond, column: str) -> Iterator[Link]:
    """All items of the column at this address."""
    waiting = [PageRequest(column, "list")]
    seen: set[tuple[str, str, str]] = set()
    while waiting and len(seen) < MOST_PAGES:
        request = waiting.pop(0)
        if (key := (request.method, request.url, request.body)) in seen:
            continue
        seen.add(key)
        if listing := read_list(respond, request):
            yield from listing.links
            guesses = [page for guessed in listing.guesses for page in guessed[:1]]
            waiting += [*listing.next_pages, *listing.parts, *listing.series, *guesses]
