"""The pretend internet of one night: host names to sites, requests to responses, and the truth about it."""

from functools import cached_property
from pathlib import Path

from replica.dialects import DIALECTS, Dialect
from replica.given import read_given
from replica.holdings import Document, other_documents
from replica.nights import documents
from replica.site import Site
from replica.sites import SITES
from replica.web import Request, Response, Routes, page, redirect

NOT_FOUND = "<html><head><title>404</title></head><body><h1>您访问的页面不存在或已被删除</h1></body></html>"


def _same_page(path: str) -> tuple[str, ...]:
    """The paths under which one page stands: a bare folder is its index page."""
    return (path, path.removesuffix("index.html"), f"{path}index.shtml")


class Website:
    """One site on one night; its pages are built when it is first asked."""

    def __init__(self, site: Site, held: tuple[Document, ...]) -> None:
        self.site = site
        self.documents = held
        self.dialect: Dialect = DIALECTS[site.dialect](site, held)

    @cached_property
    def _routes(self) -> Routes:
        return self.dialect.routes()

    def respond(self, request: Request) -> Response:
        """The page, a redirect to https, 404, or 410 where https is dead."""
        if request.scheme == "https" and self.site.https == "gone":
            return page("<html><body>410 Gone</body></html>", 410)
        if request.scheme == "http" and self.site.http == "to_https":
            return redirect(f"https://{request.host}{request.path}", 301)
        answer = next((self._routes[p] for p in _same_page(request.path) if p in self._routes), None)
        return answer(request) if answer else page(NOT_FOUND, 404)


class Internet:
    """All sites on one night; with texts, they hold these reports in place of the composed ones."""

    def __init__(self, night: int, texts: Path | None = None) -> None:
        self.night = night
        self.given = texts is not None
        given = read_given(texts, SITES) if texts else {}
        self.websites: dict[str, Website] = {}
        for site in SITES:
            held = (*given.get(site.adcode, ()), *other_documents(site)) if texts else documents(site, night)
            self.websites[site.host] = Website(site, held)

    def respond(self, request: Request) -> Response | None:
        """The response of the host's site; None where there is no such host."""
        website = self.websites.get(request.host)
        return website.respond(request) if website else None

    def speaks_tls(self, host: str) -> bool:
        """Whether anything listens on the host's port 443."""
        website = self.websites.get(host)
        return website is not None and website.site.https != "refuse"
