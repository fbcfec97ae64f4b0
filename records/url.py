"""One spelling for one address."""

import re
from urllib.parse import urlsplit, urlunsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
# A session's id is fresh in every link of every visit: left in, one page would be new each night.
# `sid` alone also names the site on Guangdong's platform (sid=755001), so short values stay.
_IN_PATH = re.compile(r";(?:jsessionid|sid)=[^/?#;]*", re.IGNORECASE)
_IN_QUERY = re.compile(
    r"(?:^|(?<=&))(?:jsessionid|phpsessid|sessionid|session_id|sid)=[\w.!-]{16,}(?:&|$)", re.IGNORECASE
)

# Most addresses are in their one spelling already.
_CANONICAL = re.compile(r"https?://[a-z0-9.-]*[a-z0-9]/[a-zA-Z0-9_/%.-]*")


# The dot that ends a name completely: it is the same host, and cookies, certificates and lists do not know it.
_FINAL_DOT = re.compile(r"(?<=[\w])\.(?=[:/?#]|$)")


def without_final_dot(url: str) -> str:
    """The address with its host written without a dot at its end."""
    scheme, mark, rest = url.partition("://")
    authority = re.match(r"[^/?#]*", rest)
    if not mark or authority is None or "." not in authority[0][-7:]:
        return url
    return scheme + mark + _FINAL_DOT.sub("", authority[0]) + rest[authority.end() :]


def without_session(url: str) -> str:
    """The address without session ids (;jsessionid=…, ?sid=…); unchanged where it has none."""
    if "sid=" not in url.lower() and "session" not in url.lower():
        return url
    head, hash_mark, fragment = url.partition("#")
    path, question, query = _IN_PATH.sub("", head).partition("?")
    query = _IN_QUERY.sub("", query).removesuffix("&") if _IN_QUERY.search(query) else query
    return path + (question + query if query else "") + hash_mark + fragment


def canonical_url(url: str) -> str:
    """The form under which two spellings of an address are one page; it names pages in the archive.

    Fragment, default port and session ids go, scheme and host become lower case, an empty path becomes
    `/`. The rest of the query stays as it is, and so does `index.html`: some servers answer it and the
    bare folder differently. What cannot be split is returned unchanged.
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
    return urlunsplit((parts.scheme, host, parts.path or ("/" if host else ""), parts.query, ""))
