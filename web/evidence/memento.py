"""Memento (RFC 7089): finds the capture of an address at a time, and lists all captures."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from storage.lookup.published import Row
from web.evidence.cdxj import ascii_url

STAMP = "%Y%m%d%H%M%S"
LINK_FORMAT = "application/link-format"


def accepted(header: str) -> datetime | None:
    """Accept-Datetime as naive UTC; None if it is not a date."""
    try:
        asked = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    return (asked.astimezone(UTC) if asked.tzinfo else asked).replace(tzinfo=None)


def nearest(captures: Sequence[Row], when: datetime | None) -> Row:
    """The capture nearest to a time; the newest without one. There is at least one."""
    if when is None:
        return captures[-1]
    return min(captures, key=lambda one: abs(one["captured_at"] - when))


def mementos(captures: Sequence[Row]) -> list[Row]:
    """The captures that can be shown: those with a page as response."""
    return [one for one in captures if one["status"] in (200, 304) and one["payload_bytes"] > 0]


def memento_path(capture: Row) -> str:
    return f"/web/{capture['captured_at']:{STAMP}}/{ascii_url(capture['url'])}"


def timegate_links(base: str, url: str) -> str:
    """The links of a TimeGate: to the original and to the TimeMap."""
    url = ascii_url(url)
    return f'<{url}>; rel="original", <{base}/timemap/link/{url}>; rel="timemap"; type="{LINK_FORMAT}"'


def memento_headers(base: str, capture: Row, captures: Sequence[Row]) -> dict[str, str]:
    """The headers that name a memento's address and time, and its neighbours."""
    at = next(at for at, one in enumerate(captures) if one["capture_id"] == capture["capture_id"])
    url = ascii_url(capture["url"])
    links = [
        f'<{url}>; rel="original"',
        f'<{base}/timegate/{url}>; rel="timegate"',
        f'<{base}/timemap/link/{url}>; rel="timemap"; type="{LINK_FORMAT}"',
    ]
    for rel, other in (("first", 0), ("prev", at - 1), ("next", at + 1), ("last", len(captures) - 1)):
        if 0 <= other < len(captures):
            links.append(_link(base, captures[other], f"{rel} memento"))
    return {"Memento-Datetime": _http(capture["captured_at"]), "Link": ", ".join(links)}


def timemap(base: str, url: str, captures: Sequence[Row]) -> bytes:
    """All mementos of an address in link format."""
    url = ascii_url(url)
    first, last = captures[0]["captured_at"], captures[-1]["captured_at"]
    lines = [
        f'<{url}>; rel="original"',
        f'<{base}/timegate/{url}>; rel="timegate"',
        f'<{base}/timemap/link/{url}>; rel="self"; type="{LINK_FORMAT}"; from="{_http(first)}"; until="{_http(last)}"',
    ]
    for at, one in enumerate(captures):
        names = [name for name, here in (("first", at == 0), ("last", at == len(captures) - 1)) if here]
        lines.append(_link(base, one, " ".join([*names, "memento"])))
    return (",\n".join(lines) + "\n").encode()


def _link(base: str, capture: Row, rel: str) -> str:
    return f'<{base}{memento_path(capture)}>; rel="{rel}"; datetime="{_http(capture["captured_at"])}"'


def _http(when: datetime) -> str:
    return format_datetime(when.replace(tzinfo=UTC, microsecond=0), usegmt=True)
