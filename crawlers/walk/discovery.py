"""The search of one site for its columns of reports: best first, within a budget.

No network in here: offered requests wait in a heap; the spider takes one at a time and reports its result.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

from crawlers.walk.request_context import RequestContext
from records import PageRequest

# Requests per search; a page that is a column of reports is not counted.
SEARCH_BUDGET = 40
# A site can have several columns, one for every department and town. The search spends this many requests in
# any case, and further ones only on leads that score nearly as much as the best column found.
_IN_ANY_CASE = 20
_MARGIN = 30
# Each click away from the homepage, and each page of a list without a report.
_PER_CLICK = 2
_PER_PAGE = 4
# A frame like an earlier one but for its query: Hanweb's xxgk shows one tree of columns in every column's
# page.
_LIKE_ANOTHER = 40
_DEEPEST = 7
# A page with more links than this is a map of everything; the best of them are enough.
_MOST_WAITING = 400


@dataclass(order=True, slots=True)
class _Waiting:
    rank: tuple[int, int]
    step: RequestContext = field(compare=False)
    request: PageRequest = field(compare=False)


class Search:
    """What waits to be looked at on one site, and when to stop."""

    def __init__(self, is_new: Callable[[str], bool], budget: int = SEARCH_BUDGET) -> None:
        """is_new is called once for each page, with its key, when its turn comes."""
        self._is_new = is_new
        self._budget = budget
        self._spent = 0
        self._heap: list[_Waiting] = []
        self._serial = 0
        self._offered: dict[str, int] = {}
        self._frames: dict[str, str] = {}
        self._found = 0
        self.under_way = False
        self.was_cut = False

    def offer(self, request: PageRequest, step: RequestContext, pages_before: int = 0) -> None:
        """Something to look at; the better of two offers of one page counts."""
        if len(step.trail) > _DEEPEST or len(self._heap) >= _MOST_WAITING:
            return
        rank = step.score - _PER_CLICK * len(step.trail) - _PER_PAGE * pages_before
        rank -= _LIKE_ANOTHER * self._is_like_another(step)
        if rank <= self._offered.get(step.key, 0):
            return
        self._offered[step.key] = rank
        self._serial += 1
        heapq.heappush(self._heap, _Waiting((-rank, self._serial), step, request))

    def _is_like_another(self, step: RequestContext) -> bool:
        """True for a page without a name, which is a frame's, whose address differs in its query alone from
        that of a frame offered before."""
        if step.link_title or step.list_key:
            return False
        return self._frames.setdefault(step.page_url.partition("?")[0], step.key) != step.key

    def take(self) -> tuple[PageRequest, RequestContext] | None:
        """The next page to look at; None while one is under way and when the search is over."""
        if self.under_way:
            return None
        while self._heap:
            if self._spent >= _IN_ANY_CASE and -self._heap[0].rank[0] < self._found - _MARGIN:
                break
            if self._spent >= self._budget:
                self.was_cut = not self._found
                break
            waiting = heapq.heappop(self._heap)
            if self._is_new(waiting.step.key):
                self._spent += 1
                self.under_way = True
                return waiting.request, waiting.step
        self._heap.clear()
        return None

    def found(self, step: RequestContext) -> None:
        """This page is a column of reports: looking at it costs nothing, and what is much worse than it
        is not looked at any more."""
        if step.is_search:
            self._spent -= 1
        self._found = max(self._found, step.score - _PER_CLICK * len(step.trail))
