"""Every Scrapy setting of a crawl, politeness first.

Traps (Scrapy 2.19): the delay is randomised to 0.5–1.5 times itself unless DOWNLOAD_DELAY_JITTER is 0;
proxies named in the environment are used unless HTTPPROXY_ENABLED is off; the compression middleware asks
for `br` and `zstd` if packages that decode them are installed, and drops pages that are labelled gzip
but are not.
"""

import ipaddress
import os
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from crawlers.errors import ImpoliteDelay
from crawlers.spec import CrawlSpec
from storage.evidence.warc import MAX_PAYLOAD_BYTES

POLITE_DELAY = 2.0
REPLICA_DELAY = 0.02
MOST_UNDER_WAY = 512
# A pause is this many times as long as the response took.
RESPONSE_TIMES = 5
# The setting that names the proxy for the resolver, which is created before the spider.
VIA = "FAZHI_VIA"
# The variable of the environment that names the process that waits for this crawl.
PARENT = "FAZHI_PARENT"
# On the wire and unpacked; the largest real page seen has 200,000 bytes.
MAX_PAGE_BYTES = 10 * 1024 * 1024
MAX_FILE_BYTES = MAX_PAYLOAD_BYTES
# Bytes of responses that may wait to be parsed; above that Scrapy sends no further request
# (crawlers.walk.reader).
MOST_UNREAD_BYTES = 5_000_000
# Scrapy's middlewares that ours replace or that we do not need; each costs time per request.
_NOT_NEEDED = (
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware",
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware",
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware",
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware",
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware",
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware",
    "scrapy.downloadermiddlewares.stats.DownloaderStats",
)
_NOT_NEEDED_BY_SPIDER = (
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware",
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware",
    "scrapy.spidermiddlewares.depth.DepthMiddleware",
)
# Switched off below: they need not be imported either.
_NOT_LOADED = (
    "scrapy.extensions.remote_control.RemoteControl",
    "scrapy.extensions.telnet.TelnetConsole",
)
# A reserved name without a site: set FAZHI_CONTACT to crawl real sites.
DEFAULT_CONTACT = "https://fazhi.example/contact"


def crawl_settings(spec: CrawlSpec) -> dict[str, Any]:
    """The settings of this crawl. Raises ImpoliteDelay."""
    return {
        # Politeness: our own middlewares handle robots.txt and refusals.
        "ROBOTSTXT_OBEY": False,
        "USER_AGENT": user_agent(),
        "DOWNLOAD_DELAY": seconds_between_requests(spec.delay, spec.via),
        "DOWNLOAD_DELAY_JITTER": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        # Hosts take turns, and each waits for itself: hundreds are under way at a time. Few waiting requests
        # a host: more would be taken from the scheduler before better ones are known.
        "SCHEDULER_PRIORITY_QUEUE": "scrapy.pqueues.DownloaderAwarePriorityQueue",
        "CONCURRENT_REQUESTS": min(MOST_UNDER_WAY, 2 * len(spec.sites)),
        # Scrapy starts so many tasks to look at what each callback yields, and reads the source of each
        # callback again and again. Measured together: a third of the work of a request.
        "CONCURRENT_ITEMS": 1,
        "SCRAPER_SLOT_MAX_ACTIVE_SIZE": MOST_UNREAD_BYTES,
        "WARN_ON_GENERATOR_RETURN_VALUE": False,
        "SPIDER_MIDDLEWARES": dict.fromkeys(_NOT_NEEDED_BY_SPIDER),
        "DOWNLOAD_MAXSIZE": MAX_FILE_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "DNS_RESOLVER": "crawlers.transport.resolver.PublicResolver",
        VIA: spec.via,
        # A host name that does not resolve blocks one thread until its name servers time out.
        "REACTOR_THREADPOOL_MAXSIZE": 32,
        "RETRY_TIMES": 2,
        # Not 429 (too many requests): retried only after its Retry-After.
        "RETRY_HTTP_CODES": [500, 502, 503, 504, 522, 524, 408],
        "REDIRECT_MAX_TIMES": 6,
        # Some firewalls redirect a page to itself until a cookie comes back: kept in memory, for one crawl.
        "COOKIES_ENABLED": True,
        # Evidence: what comes in is written down by the middleware that is closest to the network.
        "DOWNLOADER_MIDDLEWARES": {
            **dict.fromkeys(_NOT_NEEDED),
            "crawlers.middlewares.url_filter.UrlFilterMiddleware": 50,
            "crawlers.middlewares.robots.RobotsMiddleware": 100,
            "crawlers.middlewares.refusals.RefusalMiddleware": 560,
            "crawlers.middlewares.redirects.BoundedRefreshMiddleware": 580,
            "crawlers.middlewares.redirects.BoundedRedirectMiddleware": 600,
            "crawlers.middlewares.capture.CaptureMiddleware": 960,
            "crawlers.middlewares.replay.ReplayMiddleware": 965,
        },
        "DOWNLOAD_HANDLERS": {
            "http": "crawlers.transport.download.Downloads",
            "https": "crawlers.transport.download.Downloads",
            "file": None,
            "ftp": None,
            "s3": None,
            "data": None,
        },
        "EXTENSIONS": {
            **dict.fromkeys(_NOT_LOADED),
            "crawlers.extensions.plain_log.PlainLog": 400,
            "crawlers.extensions.summary.SummaryWriter": 500,
            "crawlers.extensions.orphan.OrphanWatch": 500,
            "crawlers.extensions.window_extension.WindowExtension": 500,
        },
        "COMPRESSION_ENABLED": False,
        # A truncated response is evidence too; the flag `dataloss` marks it.
        "DOWNLOAD_FAIL_ON_DATALOSS": False,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": "gzip, deflate",
        },
        # No surprises
        "HTTPPROXY_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
        "LOG_FILE": str(spec.data.crawl(spec.crawl_id) / "crawl.log"),
        "LOG_LEVEL": "INFO",
    }


def user_agent() -> str:
    """Our name and where to complain, from FAZHI_CONTACT (a URL or a mail address)."""
    return f"fazhi/{version('fazhi')} (+{os.environ.get('FAZHI_CONTACT') or DEFAULT_CONTACT})"


def seconds_between_requests(delay: float | None, via: str) -> float:
    """The requested delay, or the default: short on this machine, polite everywhere else.

    Raises ImpoliteDelay.
    """
    local = is_loopback(via)
    if delay is None:
        return REPLICA_DELAY if local else POLITE_DELAY
    if not delay > 0 or (delay < POLITE_DELAY and not local):
        raise ImpoliteDelay(
            f"a delay of {delay} s is refused: use {POLITE_DELAY:g} s or more. A shorter delay (above 0)"
            " is allowed only with --via and a proxy on this machine (the replica)"
        )
    return delay


def proxy_host(via: str) -> str:
    """The host of a proxy HOST:PORT, "" for none."""
    return urlsplit(f"//{via}").hostname or ""


def is_loopback(via: str) -> bool:
    try:
        return ipaddress.ip_address(proxy_host(via)).is_loopback
    except ValueError:
        return False
