"""What one answer of a server is, as far as its address, its status and its first bytes say so."""

from dataclasses import dataclass

from extraction.files.kinds import DOCUMENTS, file_kind
from extraction.markup.urls import host_of, is_gov_host, is_home

BLOCKS = ("ruishu_412", "jiasule_521", "waf_403", "waf_405", "waf_418", "captcha", "cookie_loop", "rate")

# 瑞数, 加速乐 and the firewalls of several clouds, by the status they refuse with.
_BLOCKED_BY = {
    403: "waf_403",
    405: "waf_405",
    412: "ruishu_412",
    418: "waf_418",
    429: "rate",
    521: "jiasule_521",
}
_LISTS = ("home", "list", "catalogue")
# Files that may be linked although nothing is read from them.
_UNREAD_FILES = ("pptx", "ppt", "rar", "7z", "gzip")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a fetch ended: kind is one of records.OUTCOMES, by is what blocks (one of BLOCKS), detail is one
    line for people."""

    kind: str
    by: str = ""
    detail: str = ""

    @property
    def word(self) -> str:
        """`blocked:ruishu_412`, or the kind alone."""
        return f"{self.kind}:{self.by}" if self.by else self.kind

    @property
    def is_page(self) -> bool:
        """True where what was asked for came, or is known to be what came before."""
        return self.kind in ("ok", "not_modified")


OK = Outcome("ok")


def judge_head(
    asked: str, url: str, status: int, media_type: str, payload: bytes, role: str, retry_after: bool = False
) -> Outcome | None:
    """How the fetch ended, by all but what a page says; None where it takes a look at the page."""
    if status == 304:
        return Outcome("not_modified")
    if (other := elsewhere(asked, url, role)) is not None:
        return other
    if status not in (200, 203):
        return _refused(status, retry_after)
    if file := _what_file(payload, media_type, role):
        return OK if file == "a file" else Outcome("wrong_type", detail=file)
    return None


def elsewhere(asked: str, url: str, role: str) -> Outcome | None:
    """What the address says that answered in place of the one asked for."""
    before, after = _bare_host(asked), _bare_host(url)
    if before != after and is_gov_host(before) and not is_gov_host(after):
        return Outcome("off_domain", detail=f"leads to {url}")
    if role == "home" and not _is_near(before, after):
        return Outcome("moved", detail=f"leads to {url}")
    if role != "home" and is_home(url) and not is_home(asked):
        return Outcome("redirected_home", detail=f"leads to {url}")
    return None


def _refused(status: int, retry_after: bool) -> Outcome:
    by = _BLOCKED_BY.get(status, "rate" if status == 503 and retry_after else "")
    return Outcome("blocked" if by else "http_error", by, f"status {status}")


def _what_file(payload: bytes, media_type: str, role: str) -> str:
    """ "a file" for one that may be there, what is wrong with it for one that may not, "" for what may be
    a page."""
    kind = file_kind(payload)
    if kind == "empty":
        return "the response is empty"
    if kind in ("html", "text", "unknown"):
        return ""
    if role in _LISTS or (kind not in DOCUMENTS and kind not in _UNREAD_FILES):
        return f"a {kind} file ({media_type or 'no media type'}) in place of a page"
    if kind == "image" and role != "attachment":
        return f"an image ({media_type or 'no media type'}) in place of a page"
    return "a file"


def _bare_host(url: str) -> str:
    return host_of(url).removeprefix("www.")


def _is_near(host: str, other: str) -> bool:
    """True for one site's hosts: cixi.gov.cn and zwgk.cixi.gov.cn."""
    return host == other or host.endswith(f".{other}") or other.endswith(f".{host}")
