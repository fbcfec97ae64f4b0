"""Every Scrapy setting of a crawl, politeness first: nobody has to remember it.

Traps (Scrapy 2.19): the delay is randomised to 0.5–1.5 times itself unless DOWNLOAD_DELAY_JITTER is 0;
proxies named in the environment are used unless HTTPPROXY_ENABLED is off; the compression middleware asks
for `br` and `zstd` when packages that can undo them happen to be installed, and gives up pages that are
labelled gzip and are not.
"""

import ipaddress
import os
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from crawlers.errors import ImpoliteDelay
from crawlers.spec import CrawlSpec

POLITE_DELAY = 2.0
REPLICA_DELAY = 0.02
# A reserved name that leads nowhere: whoever runs a crawl of real sites sets FAZHI_CONTACT.
DEFAULT_CONTACT = "https://fazhi.example/contact"


def crawl_settings(spec: CrawlSpec) -> dict[str, Any]:
    """The settings of this crawl. Raises ImpoliteDelay."""
    return {
        # Politeness
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "fazhi",
        "USER_AGENT": user_agent(),
        "DOWNLOAD_DELAY": seconds_between_requests(spec.delay, spec.via),
        "DOWNLOAD_DELAY_JITTER": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        # A few waiting requests a site: more would be taken from the scheduler before better ones are known.
        "CONCURRENT_REQUESTS": min(64, 4 * len(spec.sites)),
        "DOWNLOAD_TIMEOUT": 60,
        "DOWNLOAD_MAXSIZE": 32 * 1024 * 1024,
        "RETRY_TIMES": 2,
        "REDIRECT_MAX_TIMES": 6,
        # Some firewalls redirect a page to itself until a cookie comes back: kept in memory, for one crawl.
        "COOKIES_ENABLED": True,
        # Evidence: what comes in is written down by the middleware that is closest to the network.
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "crawlers.gate.Gate": 50,
            "crawlers.capture.CaptureMiddleware": 960,
            "crawlers.replayed.Replayed": 965,
        },
        "EXTENSIONS": {"crawlers.summary.SummaryWriter": 500, "crawlers.orphan.OrphanWatch": 500},
        "COMPRESSION_ENABLED": False,
        "HTTPERROR_ALLOW_ALL": True,
        "URLLENGTH_LIMIT": 0,
        # What is broken off is evidence too, and is told from a whole answer by its flag.
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
    """The delay asked for, or the default: short on this machine, polite everywhere else.

    Raises ImpoliteDelay.
    """
    local = is_loopback(via)
    if delay is None:
        return REPLICA_DELAY if local else POLITE_DELAY
    if not delay > 0 or (delay < POLITE_DELAY and not local):
        raise ImpoliteDelay(
            f"a delay of {delay} s is refused: {POLITE_DELAY:g} s or more, "
            "or less (but not zero) with --via and an address of this machine"
        )
    return delay


def is_loopback(via: str) -> bool:
    host = urlsplit(f"//{via}").hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
