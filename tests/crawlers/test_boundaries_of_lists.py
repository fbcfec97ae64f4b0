"""Where a list ends: one page more or less decides whether what is not on it may be called absent."""

import pytest

from crawlers.walk.list_account import ListWalk
from records import Listing, PageRequest
from tests.crawlers.walks import URL, listing, step, walked

CONTROL = tuple(PageRequest(f"{URL}?more={n}", "list") for n in (2, 3, 4))
SECOND, THIRD, FOURTH = (request.url for request in CONTROL)
REPEATS = "a page repeats an earlier one: the server ignores which page is asked for"
UNREAD = "what its control for more brings cannot be read"
EMPTY = listing(0, 0)


@pytest.mark.parametrize(
    ("pages", "asked", "problem"),
    [
        # Nothing new at once: nothing says that the control was understood.
        ({SECOND: EMPTY}, [SECOND], UNREAD),
        ({SECOND: listing(0, 5)}, [SECOND], UNREAD),
        # Something new, then nothing: the end, and what comes behind it is not asked for.
        ({SECOND: listing(5, 5), THIRD: EMPTY, FOURTH: listing(10, 5)}, [SECOND, THIRD], ""),
        # Something new, then the same again: who knows.
        ({SECOND: listing(5, 5), THIRD: listing(5, 5), FOURTH: listing(10, 5)}, [SECOND, THIRD], REPEATS),
        # One new item among old ones is new.
        ({SECOND: listing(1, 5), THIRD: listing(2, 5), FOURTH: EMPTY}, [SECOND, THIRD, FOURTH], ""),
    ],
)
def test_a_control_for_more_ends_with_the_first_page_without_news(
    pages: dict[str, Listing], asked: list[str], problem: str
) -> None:
    one = ListWalk(step(), "generic", is_column=True)
    assert walked(one, pages, listing(0, 5, series=CONTROL)) == asked
    assert one.problem == problem


@pytest.mark.parametrize(("promised", "asked"), [(9, [SECOND]), (10, [SECOND]), (11, [SECOND, THIRD])])
def test_a_control_is_left_when_all_that_was_promised_is_seen(promised: int, asked: list[str]) -> None:
    one = ListWalk(step(), "generic", is_column=True)
    pages = {SECOND: listing(5, 5), THIRD: EMPTY}
    assert walked(one, pages, listing(0, 5, series=CONTROL, promised_items=promised)) == asked
    assert (one.problem == "") == (promised <= 10)


def posted(numbers: range) -> tuple[PageRequest, ...]:
    return tuple(PageRequest(f"{URL}list", "list", method="POST", body=f"page={n}") for n in numbers)


@pytest.mark.parametrize(("repeats", "problem"), [(1, ""), (2, REPEATS)])
def test_the_first_page_may_come_once_more_by_its_number(repeats: int, problem: str) -> None:
    one = ListWalk(step(), "generic", is_column=True)
    first = listing(0, 5)
    one.saw(first, {str(at): request for at, request in enumerate(posted(range(1, 4)))})
    for page in [first] * repeats + [listing(5, 5)] * (2 - repeats) + [listing(10, 1)]:
        if one.next_page() is not None:
            one.saw(page, {})
    assert one.problem == problem
    assert len(one.items) == (11 if not problem else 5)


@pytest.mark.parametrize(("barren", "problem"), [(1, ""), (2, "page after page brings nothing new")])
def test_one_page_without_news_is_passed_and_a_second_one_ends_the_list(barren: int, problem: str) -> None:
    one = ListWalk(step(), "generic", is_column=True)
    one.saw(listing(0, 9), {str(n): PageRequest(f"{URL}{n}", "list") for n in range(4)})
    for page in [listing(at, 4) for at in range(barren)] + [listing(9, 5)]:
        if one.next_page() is not None:
            one.saw(page, {})
    assert one.problem.startswith(problem) and bool(one.problem) == bool(problem)
    assert len(one.items) == (14 if barren == 1 else 9)
