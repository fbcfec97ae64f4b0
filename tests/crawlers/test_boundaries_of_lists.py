"""Where a list ends: one page more or less decides whether what is not on it may be called absent."""

import pytest

from crawlers.walk.list_account import ListWalk
from records import COLUMN_OF_REPORTS, Listing, PageRequest
from tests.crawlers.walks import URL, known, links, listing, step, walk, walked

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


def further(*names: str) -> dict[str, PageRequest]:
    return {name: PageRequest(URL + name, "list") for name in names}


@pytest.mark.parametrize(
    ("seen_before", "others", "met", "whole"),
    [
        # All of the page was seen before, and nothing else waits: the end was reached all the same.
        (5, (), True, True),
        (5, ("2",), True, False),
        # One item is new.
        (4, (), False, True),
        (4, ("2",), False, True),
    ],
)
def test_a_list_is_left_early_only_where_all_of_a_page_was_seen_before(
    seen_before: int, others: tuple[str, ...], met: bool, whole: bool
) -> None:
    one = ListWalk(step(), "generic", known=known(seen_before))
    one.saw(listing(0, 5), further(*others))
    assert (one.met_known, one.is_whole) == (met, whole)
    assert (one.next_page() is not None) == (bool(others) and not met)


def test_one_page_out_of_order_makes_the_list_unordered() -> None:
    one = ListWalk(step(), "generic")
    one.saw(listing(0, 5), further("2", "3"))
    assert one.column().ordered and not one.met_known
    one.saw(Listing(links(5, 5)[::-1]), {})
    one.saw(listing(10, 5), {})
    assert not one.column().ordered
    assert not ListWalk(step(), "generic").column().ordered


@pytest.mark.parametrize(
    ("first", "others", "is_call"),
    [(EMPTY, ("2",), True), (EMPTY, (), False), (listing(0, 1), ("2",), False)],
)
def test_only_a_page_without_items_that_names_others_is_an_empty_shell(
    first: Listing, others: tuple[str, ...], is_call: bool
) -> None:
    one = ListWalk(step(), "generic")
    one.saw(first, further(*others))
    brought = one.next_page()
    one.saw(listing(1, 5), {})
    assert one.call == (brought[0] if brought and is_call else None)
    one.saw(listing(6, 5), {})
    assert one.call == (brought[0] if brought and is_call else None)


def test_guesses_are_those_of_a_first_page_that_names_no_other() -> None:
    guess = ((PageRequest(URL + "guess", "list"),),)
    one = ListWalk(step(), "generic")
    one.saw(listing(0, 5, guesses=guess), further("2"))
    assert [one.next_page(), one.next_page()] == [(PageRequest(URL + "2", "list"), False), None]
    one.saw(listing(5, 5, guesses=guess), {})
    assert one.next_page() is None


def test_a_repeated_page_of_a_control_is_a_missing_item_where_the_number_is_promised() -> None:
    one = ListWalk(step(), "generic", is_column=True)
    pages = {SECOND: listing(5, 5), THIRD: listing(5, 5)}
    walked(one, pages, listing(0, 5, series=CONTROL, promised_items=20))
    assert one.problem == "10 of 20 items seen"


@pytest.mark.parametrize(
    ("score", "problem", "must"),
    [
        (COLUMN_OF_REPORTS, "503", True),
        (COLUMN_OF_REPORTS - 1, "503", False),
        (COLUMN_OF_REPORTS, "", False),
    ],
)
def test_a_column_that_could_not_be_read_is_looked_at_again(score: int, problem: str, must: bool) -> None:
    one = ListWalk(step(score=score), "generic")
    if problem:
        one.fail(problem)
    assert one.must_be_known is must


@pytest.mark.parametrize(
    ("column", "problem", "healthy"),
    [(True, "", True), (True, "status 503", False), (False, "status 503", False), (False, "", False)],
)
def test_lists_are_healthy_where_a_column_was_read_and_nothing_went_wrong(
    column: bool, problem: str, healthy: bool
) -> None:
    one = walk()
    if column:
        one.open_list(step(score=95), "trs").saw(listing(0, 5), {})
    if problem:
        one.note(problem)
    outcome = one.outcome()
    assert outcome.listing_healthy is healthy
    nothing = "no list was found: the column may have moved, or its platform is not known yet"
    assert (nothing in outcome.problems) is (not column and not problem)


@pytest.mark.parametrize(("requests", "spent"), [(2, False), (3, False), (4, True)])
def test_the_budget_is_spent_by_the_first_request_beyond_it(requests: int, spent: bool) -> None:
    one = walk(budget=3)
    one.open_list(step(score=95), "trs").saw(listing(0, 5), {})
    assert [one.spend() for _ in range(requests)] == [at < 3 for at in range(requests)]
    outcome = one.outcome()
    assert (outcome.budget_spent, outcome.listing_healthy) == (spent, not spent)
