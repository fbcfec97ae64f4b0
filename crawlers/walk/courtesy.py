"""Courtesy to hosts: pauses that grow with a host's response times, and no further request once it refuses.

How long a pause is, is decided here after every response; crawlers.transport.host_turns keeps the pauses, one
request a host at a time. docs/operations.md lists what a person may change.
"""

from collections import Counter

from crawlers.settings import RESPONSE_TIMES
from crawlers.walk.failures import Stopped
from extraction.response.response_head import Outcome

LONGEST_CRAWL_DELAY = 30.0
# So many requests in a row without an answer, including retries: two pages with all their retries.
MOST_SILENCES = 6


class Courtesy:
    """The state of all hosts of a crawl. delay: the shortest pause between two requests, in seconds."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._asked_for: dict[str, float] = {}
        self._refusals: Counter[str] = Counter()
        self._silences: Counter[str] = Counter()
        self._stopped: dict[str, Outcome] = {}

    def pause_after(self, host: str, took: float) -> float:
        """Seconds from the end of a response that took this long to the next request."""
        return max(self._delay, self._asked_for.get(host, 0), RESPONSE_TIMES * took)

    def slow_down(self, host: str, seconds: float) -> None:
        """Applies a Crawl-delay of robots.txt, at most LONGEST_CRAWL_DELAY seconds."""
        self._asked_for[host] = min(seconds, LONGEST_CRAWL_DELAY)

    def answered(self, host: str, role: str, outcome: Outcome) -> bool:
        """Counts a response. True if the host is refusing: a block on a home page or list, or two blocks in a
        row."""
        self._silences[host] = 0
        if outcome.kind != "blocked":
            self._refusals[host] = 0
            return False
        self._refusals[host] += 1
        return role in ("home", "list", "catalogue") or self._refusals[host] > 1

    def was_silent(self, host: str) -> bool:
        """Counts a request without response. True if too many in a row had none."""
        self._silences[host] += 1
        return self._silences[host] >= MOST_SILENCES

    def stop_host(self, host: str, outcome: Outcome) -> None:
        """No further request to this host in this crawl."""
        self._stopped.setdefault(host, outcome)

    def check(self, host: str) -> None:
        """Raises Stopped for a host that gets no further request."""
        if outcome := self._stopped.get(host):
            raise Stopped(outcome.word, f"{host} is not contacted again in this crawl: {outcome.detail}")
