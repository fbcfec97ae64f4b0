"""Maps addresses to views, for the server and for the static export."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from web.figures.views import figure, figures
from web.page import Ask, Page
from web.views.about import about
from web.views.capture import capture
from web.views.changes import changes, late, months, removed
from web.views.compare import compare
from web.views.data import data
from web.views.diff import diff
from web.views.government import find_government, government
from web.views.home import home
from web.views.ledger import cell, ledger, shares
from web.views.page_history import page_history
from web.views.report import report
from web.views.search import search
from web.views.sites import sites
from web.views.sql import sql
from web.views.versions import version, versions

View = Callable[..., Page]


@dataclass(frozen=True, slots=True)
class Route:
    """An address pattern with named parts, and its view. kept: the response without a query is rendered once
    per publication and served as a file."""

    pattern: re.Pattern[str]
    view: View
    kept: bool


def _route(path: str, view: View, kept: bool = False) -> Route:
    return Route(re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)), view, kept)


ROUTES = (
    _route("/", home, True),
    _route("/search", search),
    _route("/report/{report_id}", report, True),
    _route("/report/{report_id}/versions", versions, True),
    _route("/report/{report_id}/v/{number}", version),
    _route("/report/{report_id}/diff/{pair}", diff, True),
    _route("/government", find_government),
    _route("/government/{adcode}", government, True),
    _route("/compare", compare),
    _route("/ledger", ledger, True),
    _route("/ledger/shares", shares, True),
    _route("/ledger/{division}", ledger, True),
    _route("/ledger/{adcode}/{year}", cell, True),
    _route("/figures", figures, True),
    _route("/figure/{code}", figure, True),
    _route("/changes", changes, True),
    _route("/changes/months", months, True),
    _route("/removed", removed, True),
    _route("/late", late, True),
    _route("/page", page_history),
    _route("/capture/{name}", capture),
    _route("/sites", sites, True),
    _route("/data", data, True),
    _route("/about", about, True),
    _route("/sql", sql),
)


def find(path: str) -> tuple[Route, dict[str, str]] | None:
    """The route of an address without a format, and the values of its named parts."""
    for route in ROUTES:
        if found := route.pattern.fullmatch(path):
            return route, found.groupdict()
    return None


def show(ask: Ask) -> Page | None:
    """The page of an address; None for an unknown address. Raises NotFound, BadQuestion."""
    found = find(ask.path)
    return found[0].view(ask, **found[1]) if found else None
