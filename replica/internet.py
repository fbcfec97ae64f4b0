"""The pretend internet of one night: host names to sites, requests to responses, and the truth about it."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from replica.dialects import DIALECTS, Dialect
from replica.given import read_given
from replica.holdings import Document, other_documents
from replica.nights import documents
from replica.site import Site
from replica.sites import SITES
from replica.tls import MODERN, NOTHING
from replica.validators import validated
from replica.web import Request, Response, Routes, page, redirect

NOT_FOUND = "<html><head><title>404</title></head><body><h1>您访问的页面不存在或已被删除</h1></body></html>"


def _same_page(path: str) -> tuple[str, ...]:
    """The paths under which one page stands: a bare folder is its index page."""
    bare = path.removesuffix("index.html").removesuffix("index.shtml").removesuffix("index.htm")
    return (path, bare, f"{path}index.shtml", f"{path}index.html")


class Website:
    """One site on one night; its pages are built when it is first asked. instead gives what is at some
    addresses in the place of what the site holds, by path."""

    def __init__(
        self,
        site: Site,
        hold: Callable[[], tuple[Document, ...]],
        instead: Callable[[Dialect], Routes] = lambda dialect: {},
    ) -> None:
        self.site = site
        self._hold = hold
        self._instead = instead

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        return self._hold()

    @cached_property
    def dialect(self) -> Dialect:
        return DIALECTS[self.site.dialect](self.site, self.documents)

    @cached_property
    def _routes(self) -> Routes:
        return self.dialect.routes() | self._instead(self.dialect)

    @cached_property
    def _by_path(self) -> dict[str, Document]:
        return {self.dialect.document_path(document): document for document in self.documents}

    @cached_property
    def _lists(self) -> dict[str, str]:
        """The first page of each page of a list, both as paths."""
        firsts: dict[str, str] = {}
        for column in self.site.columns:
            pages = list(self.dialect.list_pages(column)) if self.dialect.listed(column) else []
            firsts |= dict.fromkeys(pages, pages[0]) if pages else {}
        return firsts

    def document_at(self, path: str) -> Document | None:
        """The document whose page is at a path."""
        return self._by_path.get(path)

    def list_at(self, path: str) -> str:
        """The path of the first page of the list that a path is a page of; empty where it is none."""
        return next((self._lists[p] for p in _same_page(path) if p in self._lists), "")

    def respond(self, request: Request) -> Response:
        """The page, a redirect to https, 404, or 410 where https is dead."""
        if request.scheme == "https" and self.site.https == "gone":
            return page("<html><body>410 Gone</body></html>", 410)
        if request.scheme == "http" and self.site.http == "to_https":
            return redirect(f"https://{request.host}{request.path}", 301)
        answer = next((self._routes[p] for p in _same_page(request.path) if p in self._routes), None)
        response = answer(request) if answer else page(NOT_FOUND, 404)
        return validated(response) if self.site.look.validators else response


class Internet:
    """All sites on one night; with texts, they hold these reports in place of the composed ones.

    varied: the composed ones tell their figures in many wordings in place of one.
    """

    def __init__(self, night: int, texts: Path | None = None, varied: bool = False) -> None:
        self.night = night
        self._sites = tuple(replace(site, style=replace(site.style, varied=varied)) for site in SITES)
        self.given = texts is not None
        self._texts = read_given(texts, SITES) if texts else {}
        self.websites = {site.host: Website(site, partial(self._documents, site)) for site in self._sites}

    def _documents(self, site: Site) -> tuple[Document, ...]:
        if self.given:
            return (*self._texts.get(site.adcode, ()), *other_documents(site))
        return documents(site, self.night)

    def respond(self, request: Request) -> Response | None:
        """The response of the host's site; None where there is no such host."""
        website = self.websites.get(request.host)
        return website.respond(request) if website else None

    def tls(self, host: str) -> str:
        """What the host speaks on its port 443, in the words of replica.tls."""
        website = self.websites.get(host)
        return MODERN if website is not None and website.site.https != "refuse" else NOTHING

    def turn_to(self, night: int) -> None:
        """Goes on to another night."""
        self.night = night
        self.websites = {site.host: Website(site, partial(self._documents, site)) for site in self._sites}
