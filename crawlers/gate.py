"""The first thing every request passes: where it may go, and by which way."""

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler

from crawlers.failures import OffDomain
from crawlers.spiders.reports import ReportsSpider
from extraction.urls import is_gov_host


class Gate:
    """Downloader middleware: refuses hosts that are neither under .gov.cn nor of the crawled sites, also
    behind redirects, and sends the rest through the proxy where one is named."""

    def __init__(self, hosts: frozenset[str], via: str) -> None:
        self._hosts = hosts
        self._via = via

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Gate":
        assert isinstance(crawler.spider, ReportsSpider)
        spec = crawler.spider.spec
        return cls(frozenset(host for site in spec.sites for host in site.hosts), spec.via)

    def process_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        host = (parts.hostname or "").lower()
        if parts.scheme not in ("http", "https") or not (is_gov_host(host) or host in self._hosts):
            raise OffDomain(f"not under .gov.cn and not a host of the site: {request.url}")
        # A redirect to another host keeps the meta of the first one, and with it the first one's queue:
        # the new host would be asked out of turn.
        request.meta["download_slot"] = host
        if self._via:
            request.meta["proxy"] = f"http://{self._via}"
