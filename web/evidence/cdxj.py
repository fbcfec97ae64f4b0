"""Index lines that find captures by address and time: CDXJ, for pywb and WACZ readers."""

import json
from urllib.parse import quote, urlsplit

from records import Capture

STAMP = "%Y%m%d%H%M%S"


def ascii_url(url: str) -> str:
    """The address with everything percent-encoded that a header may not contain; existing escapes stay."""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")


def surt(url: str) -> str:
    """The sort key of an address in indexes, with the host reversed and in lower case:
    `cn,gov,cixi)/art/1.html`.

    Without `www.` and the default port; the query's parameters in order.
    """
    parts = urlsplit(ascii_url(url).lower())
    host = parts.hostname or ""
    host = host[4:] if host.startswith("www.") else host
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    path = parts.path.rstrip("/") or "/"
    return f"{','.join(reversed(host.split('.')))}{port}){path}{'?' + query if query else ''}"


def stamp(capture: Capture) -> str:
    """The fourteen digits of a capture's instant, UTC."""
    return f"{capture.captured_at:{STAMP}}"


def cdxj_line(capture: Capture, filename: str, offset: int, length: int) -> str:
    """One line: key, time, and what a reader needs to fetch the record."""
    told = {
        "url": capture.url,
        "mime": "warc/revisit" if capture.revisit_of else capture.media_type or "unk",
        "status": str(capture.status),
        "digest": capture.payload_digest,
        "length": str(length),
        "offset": str(offset),
        "filename": filename,
    }
    return f"{surt(capture.url)} {stamp(capture)} {json.dumps(told, ensure_ascii=False)}\n"
