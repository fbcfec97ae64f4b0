"""The first thing every request passes: where it may go, and by which way."""

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler

from crawlers.settings import MAX_FILE_BYTES, MAX_PAGE_BYTES, is_loopback
from crawlers.spiders.reports import ReportsSpider
from crawlers.transport.addresses import is_private_literal
from crawlers.walk.failures import NotFetched
from crawlers.walk.request_context import META_KEY, RequestContext
from crawlers.walk.wire_timing import WIRE_TIMING_KEY
from extraction.markup.urls import is_file_url, is_gov_host

LONGEST_URL = 2000
_PORTS = (None, 80, 443)


class UrlFilterMiddleware:
    """Downloader middleware: refuses hosts that are neither under .gov.cn nor of the crawled sites, stopped
    hosts, hosts of another shard, other ports than 80 and 443, and private addresses, also behind redirects.
    Sends the rest through the proxy if one is named."""

    def __init__(self, spider: ReportsSpider) -> None:
        self._courtesy = spider.courtesy
        self._hosts = frozenset(host for site in spider.spec.sites for host in site.hosts)
        self._via = spider.spec.via
        self._timeout = spider.spec.timeout
        self._any_port = is_loopback(self._via)
        self._fence = spider.spec.fence

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "UrlFilterMiddleware":
        assert isinstance(crawler.spider, ReportsSpider)
        return cls(crawler.spider)

    def process_request(self, request: Request) -> None:
        # A redirect or a retry keeps the meta of the request before it.
        request.meta.pop(WIRE_TIMING_KEY, None)
        host = self._checked_host(request.url)
        self._courtesy.check(host)
        # A redirect to another host keeps the meta of the first one, and with it the first one's queue:
        # the new host's turn would be ignored.
        request.meta["download_slot"] = host
        step: RequestContext = request.meta[META_KEY]
        is_file = step.role == "attachment" or is_file_url(request.url)
        request.meta["download_timeout"] = self._timeout
        request.meta["download_maxsize"] = MAX_FILE_BYTES if is_file else MAX_PAGE_BYTES
        if step.role == "robots":  # its beginning is read, however long it is (middlewares/robots.py)
            request.meta["download_maxsize"] = 0
        if self._via:
            request.meta["proxy"] = f"http://{self._via}"

    def _checked_host(self, url: str) -> str:
        """Raises NotFetched."""
        if len(url) > LONGEST_URL:
            raise NotFetched("too_large", f"an address of {len(url)} characters: {url[:100]}…")
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError as error:
            raise NotFetched("off_domain", f"not a valid address: {url} ({error})") from error
        if is_private_literal(host):
            raise NotFetched("private_address", f"a private address, not on the internet: {url}")
        if parts.scheme not in ("http", "https") or not (is_gov_host(host) or host in self._hosts):
            raise NotFetched("off_domain", f"not under .gov.cn and not a host of the site: {url}")
        if port not in _PORTS and not self._any_port:
            raise NotFetched("off_domain", f"port {port} is not allowed: {url}")
        if self._fence and not self._fence.owns(host):
            raise NotFetched("other_shard", f"{host} belongs to another shard of this night: {url}")
        return host
