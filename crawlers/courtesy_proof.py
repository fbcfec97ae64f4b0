"""The proof of courtesy, from the logs of crawls: no host got two requests within its delay.

Between the end of one response and the next request to the same host there must be at least the delay of the
crawl and five times the response time. Requests of robots.txt, redirects and requests without a response
(attempts.jsonl) count too.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawlers.settings import RESPONSE_TIMES, seconds_between_requests
from crawlers.spec import CrawlSpec
from storage.evidence.crawl_logs import open_log, read_text, stored

LOGS = ("captures.jsonl", "attempts.jsonl", "failures.jsonl")
# Tolerance: timestamps have microseconds, and a timer may fire early by its resolution.
_TOLERANCE = 0.001


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: when it was sent (naive UTC), the seconds until its response ended (0 for none), and the
    shortest delay of its crawl."""

    url: str
    at: datetime
    took: float
    delay: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Two successive requests to one host: the seconds between the end of the first response and the second
    request, and the seconds required."""

    host: str
    first: Asked
    second: Asked
    seconds: float
    demanded: float

    @property
    def is_too_short(self) -> bool:
        return self.seconds < self.demanded - _TOLERANCE


@dataclass(frozen=True, slots=True)
class HostProof:
    """The proof for one host. narrowest: the gap with the smallest margin, None for a single request."""

    host: str
    requests: int
    narrowest: Gap | None
    violations: tuple[Gap, ...]


def prove(asked: Iterable[Asked]) -> list[HostProof]:
    """One proof per contacted host, ordered by name."""
    by_host: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        by_host[(urlsplit(one.url).hostname or "").lower()].append(one)
    return [_prove_host(host, by_host[host]) for host in sorted(by_host)]


def _prove_host(host: str, asked: list[Asked]) -> HostProof:
    in_order = sorted(asked, key=lambda one: one.at)
    gaps = [_gap(host, first, second) for first, second in pairwise(in_order)]
    narrowest = min(gaps, key=lambda gap: gap.seconds - gap.demanded, default=None)
    return HostProof(host, len(in_order), narrowest, tuple(gap for gap in gaps if gap.is_too_short))


def _gap(host: str, first: Asked, second: Asked) -> Gap:
    ended = first.at + timedelta(seconds=first.took)
    seconds = (second.at - ended).total_seconds()
    return Gap(host, first, second, seconds, max(first.delay, RESPONSE_TIMES * first.took))


def requests_of(crawl_dir: Path) -> Iterator[Asked]:
    """Every request that a crawl sent, in the order of its logs.

    Skips old captures without the time of the request, and a line that a crash cut off.
    Raises BadSpec where the crawl's specification cannot be read.
    """
    spec = CrawlSpec.from_json(read_text(crawl_dir / "spec.json"))
    delay = seconds_between_requests(spec.delay, spec.via)
    seen = set()
    for name in LOGS:
        for line in _lines(crawl_dir / name):
            key = (line["url"], line.get("requested_at"))
            # What failed for good is in two logs.
            if key[1] and key not in seen:
                seen.add(key)
                yield Asked(line["url"], datetime.fromisoformat(key[1]), line.get("took", 0.0), delay)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if stored(path) is None:
        return
    with open_log(path) as lines:
        for line in lines:
            if line.endswith(b"\n"):
                yield json.loads(line)
