"""One request on the wire, as the download handler saw it: travels in request.meta."""

from dataclasses import dataclass
from datetime import datetime

from scrapy import Request

TRIP_KEY = "fazhi_trip"


@dataclass(frozen=True, slots=True)
class Trip:
    """When the request went out (naive UTC), how many seconds passed until its response was whole (0 where
    none came), and the protocol of an https connection that needed less than today's ("" otherwise)."""

    requested_at: datetime
    took: float = 0.0
    tls: str = ""


def trip_of(request: Request) -> Trip | None:
    """The timing of this request's last transmission; None if nothing was sent."""
    trip = request.meta.get(TRIP_KEY)
    return trip if isinstance(trip, Trip) else None
