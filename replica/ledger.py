"""What was asked of the replica: every request with its host and time, to prove how politely it was asked."""

import json
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from replica.web import Request, Response, json_reply

# The host that answers for the replica itself.
HOST = "replica.invalid"
# As many requests as a national night, ten times over; older ones are forgotten.
REQUESTS_KEPT = 1_000_000


@dataclass(slots=True)
class _Host:
    """One host's numbers: requests, those under way, the most at the same time, the shortest gap
    (seconds)."""

    requests: int = 0
    under_way: int = 0
    peak: int = 0
    last_at: float = 0.0
    shortest_gap: float | None = None

    def begin(self, now: float) -> None:
        if self.requests:
            gap = now - self.last_at
            self.shortest_gap = gap if self.shortest_gap is None else min(gap, self.shortest_gap)
        self.requests += 1
        self.last_at = now
        self.under_way += 1
        self.peak = max(self.peak, self.under_way)


class Ledger:
    """Counts by host, and the requests themselves in the order they came."""

    def __init__(self) -> None:
        self._hosts: dict[str, _Host] = {}
        self._log: deque[tuple[str, float, str, str]] = deque(maxlen=REQUESTS_KEPT)

    @contextmanager
    def entry(self, request: Request) -> Iterator[None]:
        """Notes a request to a pretend host and holds it as under way while the block lasts."""
        if request.host in ("", HOST):
            yield
            return
        now = time.time()
        host = self._hosts.setdefault(request.host, _Host())
        host.begin(now)
        self._log.append((request.host, now, request.method, request.path))
        try:
            yield
        finally:
            host.under_way -= 1

    def respond(self, request: Request) -> Response:
        """/_served: a host's requests, peak (most under way at once) and shortest_gap in seconds (null for
        one request). /_log: a JSON array a line: host, seconds since 1970, method, path; of one host with
        ?host=. /_night (which the proxy has turned to) begins both anew."""
        if request.path == "/_night":
            self._hosts.clear()
            self._log.clear()
            return Response(200, b"", "text/plain")
        if request.path == "/_served":
            return json_reply({name: self._host_report(host) for name, host in self._hosts.items()})
        if request.path == "/_log":
            wanted = request.query.get("host", "")
            lines = (json.dumps(entry) for entry in self._log if wanted in ("", entry[0]))
            return Response(200, "\n".join(lines).encode(), "application/x-ndjson")
        return Response(404, b"/_served or /_log\n", "text/plain")

    @staticmethod
    def _host_report(host: _Host) -> dict[str, Any]:
        return {"requests": host.requests, "peak": host.peak, "shortest_gap": host.shortest_gap}
