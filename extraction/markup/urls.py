"""Addresses: resolving, comparing, and what their shape tells."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from records.url import canonical_url, without_final_dot, without_session

# Every link of a page is looked at several times: as an item, as part of a menu, as an address.
_RECENT = 8_000
# Nothing to resolve, to drop or to repair: most links of most pages.
_PLAIN = re.compile(r"(?:https?://[a-z0-9.-]*[a-z0-9])?/(?!/)[a-zA-Z0-9_/%-]*(?:\.[a-z]+)?")
# Host and path of an address that has nothing else: splitting it takes a tenth of urlsplit's time.
_ABSOLUTE = re.compile(r"https?://([a-z0-9.-]+)(/[a-zA-Z0-9_/%.-]*)")
# What is not written as percent signs: what may stand in an address, and percent signs that do already.
_SAFE = "/:;=@!$&'()*+,~%[]|"
_BLANKS = "".join(map(chr, range(33))) + "\u3000\xa0"
# How the platforms name an article.
_DETAIL = re.compile(
    r"""
    # TRS
      /t\d{8}_\d+(?:_wap)?\.s?html?$
    # Hanweb, old and new
    | /art/\d{4}/(?:\d{1,2}/\d{1,2}/)?art_\w+\.html$
    # Guangdong
    | /m?post_\d+\.html$
    # content_N
    | /content_\d+\.s?html?$ | /content\.s?html?$
    # 32 hexadecimal digits
    | /[0-9a-f]{32}\.s?html?$
    # VSB
    | /info/\d+/\d+\.htm$
    # Kaipu
    | /c\d\d_\d+\.shtml$
    # 攀枝花
    | /\d{7,8}\.shtml$
    # 河北
    | /columns/[0-9a-f-]{36}/\d{6}/\d{2}/[0-9a-f-]{36}\.html$
    # 平顶山
    | /contents/\d+/\d+\.html$
    # snowflake ids
    | /\d{18,19}\.html$
    # truecms
    | /content/[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\.html$
    # OpennessContent and others with /show/
    | [/-]show[/-]\w+(?:-\d+)*\.html$
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Tested first, because most links lead to folders.
_ENDS = ("tml", "htm")
# A number as file name is an article on some sites (Lonsun, snowflake ids) and a column on others (平顶山).
_NUMBERED = re.compile(r"(?<!/channels)/\d{4,}\.(?:s?html?|jhtml|aspx)$", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|ofd|zip|rar|7z|jpe?g|png|gif|mp[34]|apk|exe)$", re.IGNORECASE
)


__all__ = [
    "absolute_url",
    "canonical_url",
    "host_of",
    "is_detail_url",
    "is_file_url",
    "is_gov_host",
    "is_home",
    "is_same_site",
    "may_be_detail_url",
    "path_of",
    "registered_name",
]


@lru_cache(maxsize=_RECENT)
def absolute_url(base: str, href: str, encoding: str = "utf-8") -> str:
    """href resolved against base as browsers do, without its fragment and session ids; "" for what leads to
    no other page (javascript:, mailto:, a bare fragment, nonsense).

    Backslashes are slashes, white space within goes, characters outside ASCII become percent signs: UTF-8 in
    the path, the page's own encoding in the query.
    """
    if _PLAIN.fullmatch(href):
        if href[0] != "/":
            return href
        if root := _root(base):
            return root + href
    # Browsers drop line breaks and tabs inside an address; editors paste them in.
    href = re.sub(r"[\t\r\n]", "", href).strip(_BLANKS)
    if not href or href.startswith("#"):
        return ""
    before, question, query = href.partition("#")[0].partition("?")
    if "\\" in before:
        before = before.replace("\\", "/")
    query = query.replace("&amp;", "&")
    try:
        joined = without_final_dot(without_session(urljoin(base, before + question + query)))
        parts = urlsplit(joined)
        usable = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
        return _written_out(parts, encoding) if usable else ""
    except ValueError:
        return ""


def _written_out(parts: SplitResult, encoding: str) -> str:
    """The address in ASCII."""
    path, query = parts.path, parts.query
    if not path.isascii() or " " in path:
        path = quote(path, safe=_SAFE)
    if not query.isascii() or " " in query:
        query = quote(_encoded(query, encoding), safe=_SAFE + "?")
    return urlunsplit(parts._replace(path=path, query=query))


def _encoded(text: str, encoding: str) -> bytes:
    """The text in the page's encoding, characters that it lacks as the references that browsers send."""
    try:
        return text.encode(encoding or "utf-8", "xmlcharrefreplace")
    except LookupError:
        return text.encode()


@lru_cache(maxsize=_RECENT)
def _root(base: str) -> str:
    """Scheme and authority of a page's address; "" where it cannot be told."""
    found = re.match(r"https?://[a-z0-9.-]*[a-z0-9](?::\d+)?(?=/)", base)
    return found[0] if found else ""


@lru_cache(maxsize=_RECENT)
def host_of(url: str) -> str:
    """The host name in lower case; "" where there is none."""
    if plain := _ABSOLUTE.fullmatch(url):
        return plain[1]
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


@lru_cache(maxsize=_RECENT)
def path_of(url: str) -> str:
    """The path; "" where the address cannot be split."""
    if plain := _ABSOLUTE.fullmatch(url):
        return plain[2]
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def is_home(url: str) -> bool:
    """True for the root of a host, also as /index.html and the like."""
    return re.fullmatch(r"/?(?:index\.(?:s?html?|jsp))?", path_of(url)) is not None and "?" not in url


def is_gov_host(host: str) -> bool:
    """True for gov.cn and every name below it."""
    return host == "gov.cn" or host.endswith(".gov.cn")


@lru_cache(maxsize=_RECENT)
def registered_name(host: str) -> str:
    """`fxq.gov.cn` for `xxgk.fxq.gov.cn`; a host outside gov.cn stands for itself."""
    return ".".join(host.split(".")[-3:]) if is_gov_host(host) else host


def is_same_site(url: str, other: str) -> bool:
    """True where both addresses are on one registered name."""
    host = host_of(url)
    return bool(host) and registered_name(host) == registered_name(host_of(other))


@lru_cache(maxsize=_RECENT)
def is_detail_url(url: str) -> bool:
    """True where the path has the shape that one of the known platforms gives to articles only."""
    path = path_of(url)
    return path[-3:].lower() in _ENDS and _DETAIL.search(path) is not None


def may_be_detail_url(url: str) -> bool:
    """True for those and for numbered files, which may be articles or columns."""
    return is_detail_url(url) or _NUMBERED.search(path_of(url)) is not None


def is_file_url(url: str) -> bool:
    """True where the path ends like a document, archive, picture or program."""
    return _FILE.search(path_of(url)) is not None
