"""Canonical form of addresses."""

import re
from urllib.parse import urlsplit, urlunsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
# A session's id is fresh in every link of every visit: left in, one page would be new each night.
# `sid` alone also names the site on Guangdong's platform (sid=755001), so short values stay.
_IN_PATH = re.compile(r";(?:jsessionid|sid)=[^/?#;]*", re.IGNORECASE)
_IN_QUERY = re.compile(
    r"""
    (?:^|(?<=&))
    (?: (?:jsessionid|phpsessid|sessionid|session_id|sessid|sid)=[\w.!-]{16,}
      | \w{0,12}sess(?:ion)?_?id=[\w.!-]{8,}  # its name alone says what it is
      | sid=(?=[^&]{0,99}\d)(?=[^&]{0,99}[a-z])[\w.!-]{10,}  # letters and digits
    )(?:&|$)
    """,
    re.IGNORECASE | re.VERBOSE,
)

# Parameters that track how a visitor came, or defeat caches; they never identify the page.
_VOLATILE = frozenset(
    [
        "_",
        "_t",
        "_ts",
        "_time",
        "_timestamp",
        "timestamp",
        "timestamps",
        "_random",
        "random",
        "rnd",
        "rand",
        "_rand",
        "nocache",
        "no_cache",
        "cachebust",
        "from",
        "spm",
        "tdsourcetag",
        "isappinstalled",
        "utm_source",
        "utm_medium",
        "utm_campaign",
        "utm_term",
        "utm_content",
        "share_token",
    ]
)
# Parameters that are page numbers on some sites; volatile only if the value is a timestamp or a random
# number.
_MAYBE_VOLATILE = frozenset(
    ["t", "ts", "time", "v", "ver", "r", "q", "rd", "date", "tm", "stamp", "tick", "ticks", "nonce"]
)
_CLOCK = re.compile(r"1[4-9]\d{8}(?:\d{3})?|0\.\d{6,}|20\d{6}(?:\d{6})")

# Most addresses are canonical already.
_CANONICAL = re.compile(r"https?://[a-z0-9.-]*[a-z0-9]/[a-zA-Z0-9_/%.-]*")


# The final dot of an absolute host name: same host, but cookies, certificates and host lists do not match it.
_FINAL_DOT = re.compile(r"(?<=[\w])\.(?=[:/?#]|$)")


def without_final_dot(url: str) -> str:
    """The address with its host written without a dot at its end."""
    scheme, mark, rest = url.partition("://")
    authority = re.match(r"[^/?#]*", rest)
    if not mark or authority is None or "." not in authority[0][-7:]:
        return url
    return scheme + mark + _FINAL_DOT.sub("", authority[0]) + rest[authority.end() :]


def without_session(url: str) -> str:
    """The address without session ids (;jsessionid=…, ?sid=…); unchanged if it has none."""
    if "sid=" not in url.lower() and "sess" not in url.lower():
        return url
    head, hash_mark, fragment = url.partition("#")
    path, question, query = _IN_PATH.sub("", head).partition("?")
    query = _IN_QUERY.sub("", query).removesuffix("&") if _IN_QUERY.search(query) else query
    return path + (question + query if query else "") + hash_mark + fragment


def _without_volatile(query: str) -> str:
    """The query without parameters that change with every visit; the others stay as they are, in their
    order."""
    if not query:
        return ""
    return "&".join(part for part in query.split("&") if not _is_volatile(*part.partition("=")[::2]))


def _is_volatile(name: str, value: str) -> bool:
    name = name.lower()
    return name in _VOLATILE or (name in _MAYBE_VOLATILE and _CLOCK.fullmatch(value) is not None)


def canonical_url(url: str) -> str:
    """The form under which two spellings of an address are one page; it names pages in the archive.

    Fragment, default port, session ids and parameters that change with every visit go, scheme and host become
    lower case, an empty path becomes `/`. The rest of the query stays as it is, and so does `index.html`:
    some servers answer it and the bare folder differently. What cannot be split is returned unchanged.
    """
    if _CANONICAL.fullmatch(url):
        return url
    try:
        parts = urlsplit(without_session(url.strip()))
        port = parts.port
    except ValueError:
        return url
    host = (parts.hostname or "").removesuffix(".")
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != DEFAULT_PORTS.get(parts.scheme):
        host = f"{host}:{port}"
    return urlunsplit(
        (parts.scheme, host, parts.path or ("/" if host else ""), _without_volatile(parts.query), "")
    )
