"""One request on the wire, as the download handler saw it: travels in request.meta."""

from dataclasses import dataclass
from datetime import datetime

from scrapy import Request

WIRE_TIMING_KEY = "fazhi_wire_timing"


@dataclass(frozen=True, slots=True)
class WireTiming:
    """When the request went out (naive UTC), how many seconds passed until its response was whole (0 where
    none came), and the protocol of an https connection that needed less than today's ("" otherwise)."""

    requested_at: datetime
    took: float = 0.0
    tls: str = ""


def wire_timing_of(request: Request) -> WireTiming | None:
    """The timing of this request's last transmission; None if nothing was sent."""
    timing = request.meta.get(WIRE_TIMING_KEY)
    return timing if isinstance(timing, WireTiming) else None
