"""Why a request brought no response, as a word for tables and a line for people."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)


class OffDomain(IgnoreRequest):
    """The address is outside .gov.cn and not a host of the crawled sites."""


class BudgetSpent(IgnoreRequest):
    """The site has had as many requests as it may get in one crawl."""


class CaptureFailed(Exception):
    """The evidence cannot be written: nothing more may be fetched."""


_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (OffDomain, "off_domain"),
    (DownloadTimeoutError, "timeout"),
    (CannotResolveHostError, "dns"),
    (DownloadConnectionRefusedError, "refused"),
    (DownloadCancelledError, "too_large"),
    (ResponseDataLossError, "truncated"),
)


def kind_of(error: BaseException) -> str:
    """The kind of records.FailedFetch."""
    for exception, kind in _KINDS:
        if isinstance(error, exception):
            return kind
    text = str(error)
    # Neither has a class of its own: Scrapy's robots.txt refusal, and OpenSSL's errors inside Twisted's.
    if isinstance(error, IgnoreRequest) and "robots.txt" in text:
        return "robots"
    return "tls" if "SSL" in text else "other"


def detail_of(error: BaseException) -> str:
    """One line for people."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text[:300]
