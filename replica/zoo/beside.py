"""What is beside a report: the file below its text, and at the addresses that it has left."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from replica.holdings import Document
from replica.misbehaviours.pages import SOFT_404
from replica.site import Site
from replica.web import Request, Response, page, redirect

# The rows of an annex.
UNITS = ("市场监管", "生态环境", "交通运输", "文化旅游", "农业农村", "应急管理")


def not_found(request: Request) -> Response:
    """A page that is missing tonight."""
    return page("<html><head><title>404</title></head><body><h1>404 Not Found</h1></body></html>", 404)


# How an address that a report has left answers; the first argument is where the report stands now.
ANSWERS: dict[str, Callable[[str, Request], Response]] = {
    "404": lambda new, request: not_found(request),
    "410": lambda new, request: page("<html><body>410 Gone</body></html>", 410),
    "soft_404": lambda new, request: page(SOFT_404),
    "301": lambda new, request: redirect(new, 301),
}


def annex_of(site: Site, document: Document, kind: str, edition: int) -> Document:
    """The file beside a report, in its edition: a table of counts under a title of its own."""
    rng = Random(f"{site.adcode} {document.report_year} {document.issuer} annex {edition}")
    title = f"{document.issuer}{document.report_year}年度行政执法情况统计表"
    lines = tuple(
        f"{unit}：行政检查{rng.randint(40, 900)}次，行政处罚{rng.randint(2, 90)}件。" for unit in UNITS
    )
    return replace(document, title=(title,), list_title=title, lines=lines, file=kind, write=None)
