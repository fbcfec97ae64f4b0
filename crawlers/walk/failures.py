"""Why a request brought no response, as a word for tables and a line for people."""

from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.internet.error import ConnectError
from twisted.web.client import ResponseFailed, ResponseNeverReceived


class NotFetched(IgnoreRequest):
    """A request that is not sent or not retried. kind is one of records.OUTCOMES (`blocked:…` names the
    blocker); capture_id is the capture that shows the reason, "" for none."""

    def __init__(self, kind: str, detail: str, capture_id: str = "") -> None:
        super().__init__(detail)
        self.kind = kind
        self.capture_id = capture_id


class Stopped(NotFetched):
    """The host gets no further request in this crawl; the reason was logged when it was stopped."""


class BudgetSpent(IgnoreRequest):
    """The site has used up its requests of this crawl."""


class CrawlEnds(IgnoreRequest):
    """The crawl ends before this request could be sent."""


class CaptureFailed(Exception):
    """The evidence cannot be written: nothing more may be fetched."""


class TlsFailed(Exception):
    """No encrypted connection could be agreed on, not even an old one."""


_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (DownloadTimeoutError, "timeout"),
    (CannotResolveHostError, "dns"),
    (DownloadConnectionRefusedError, "refused"),
    (ConnectError, "refused"),
    (DownloadCancelledError, "too_large"),
    (ResponseDataLossError, "truncated"),
    (TlsFailed, "tls"),
)
# The errors that a proxy reports in place of the host: in the header X-Proxy-Error, for https in the reason
# phrase of its answer to CONNECT.
PROXY_ERRORS: dict[str, type[Exception]] = {
    "dns": CannotResolveHostError,
    "refused": DownloadConnectionRefusedError,
    "timeout": DownloadTimeoutError,
}


def kind_of(error: BaseException) -> str:
    """The kind of records.FailedFetch."""
    if isinstance(error, NotFetched):
        return error.kind
    for exception, kind in _KINDS:
        if isinstance(error, exception):
            return kind
    if isinstance(error, TunnelError):
        words = str(error).lower()
        return next((kind for kind in PROXY_ERRORS if kind in words), "refused")
    cause = error.__cause__
    if isinstance(cause, ResponseFailed) and not isinstance(cause, ResponseNeverReceived):
        return "truncated"
    return "other"


def detail_of(error: BaseException) -> str:
    """One line for people."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text[:300]
