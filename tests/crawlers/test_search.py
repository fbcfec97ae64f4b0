"""The search for columns, alone: what is looked at next, and when it ends."""

import pytest

from crawlers.walk.discovery import SEARCH_BUDGET, Search
from crawlers.walk.request_context import RequestContext
from records import PageRequest


def search_of_new_pages() -> Search:
    asked: set[str] = set()
    return Search(lambda key: key not in asked and not asked.add(key))


def offered(search: Search, *leads: tuple[str, int, int]) -> None:
    for name, score, clicks in leads:
        step = RequestContext("one", "list", name, name, trail=("x",) * clicks, score=score, is_search=True)
        search.offer(PageRequest(name, "list"), step)


def taken(search: Search) -> list[str]:
    names = []
    while following := search.take():
        names.append(following[0].url)
        search.under_way = False
    return names


def test_the_best_comes_first_wherever_it_was_found() -> None:
    search = search_of_new_pages()
    offered(
        search, ("news", 25, 1), ("disclosure", 40, 1), ("deep", 95, 5), ("reports", 95, 2), ("again", 30, 1)
    )
    offered(search, ("again", 70, 1))
    assert search.take() is not None
    assert search.take() is None, "one at a time"
    search.under_way = False
    assert taken(search) == ["deep", "again", "disclosure", "news"]


def test_a_search_ends_with_its_budget() -> None:
    search = search_of_new_pages()
    offered(search, *((f"{n}", 50, 1) for n in range(100)))
    assert len(taken(search)) == SEARCH_BUDGET


def test_after_a_column_is_found_only_equals_are_looked_at() -> None:
    search = search_of_new_pages()
    offered(search, *((f"weak {n}", 40, 1) for n in range(60)))
    offered(search, *((f"strong {n}", 90, 1) for n in range(3)))
    for n in range(3):
        following = search.take()
        assert following and following[0].url == f"strong {n}"
        search.under_way = False
        search.found(following[1])
    weak = taken(search)
    # What was found cost nothing, and some requests are spent in any case.
    assert 0 < len(weak) < SEARCH_BUDGET
    assert taken(search) == []


def test_frames_that_differ_in_their_query_alone_are_no_reason_to_look_twice() -> None:
    search = search_of_new_pages()
    for name in ("/tree.jsp?divid=1", "/tree.jsp?divid=2", "/tree.jsp?divid=3"):
        step = RequestContext("one", "catalogue", name, name, trail=("x",), score=60, is_search=True)
        search.offer(PageRequest(name, "catalogue"), step)
    offered(search, ("weak", 30, 1), ("/tree.jsp", 50, 1))
    assert taken(search) == [
        "/tree.jsp?divid=1",
        "weak",
        "/tree.jsp?divid=2",
        "/tree.jsp?divid=3",
        "/tree.jsp",
    ]


@pytest.mark.parametrize(("score", "is_looked_at"), [(60, True), (59, False)])
def test_beside_a_found_column_only_what_promises_nearly_as_much_is_looked_at(
    score: int, is_looked_at: bool
) -> None:
    search = search_of_new_pages()
    offered(search, ("column", 90, 1))
    following = search.take()
    assert following
    search.under_way = False
    search.found(following[1])
    offered(search, *((f"{n}", 80, 1) for n in range(20)))
    assert len(taken(search)) == 20, "so many are looked at in any case"
    offered(search, ("near", score, 1))
    assert taken(search) == (["near"] if is_looked_at else [])


def offer(search: Search, name: str, score: int, clicks: int = 0, pages: int = 0) -> None:
    found = RequestContext(
        "one", "list", name, name, link_title="x", trail=("x",) * clicks, score=score, is_search=True
    )
    search.offer(PageRequest(name, "list"), found, pages)


def order_of(search: Search) -> list[str]:
    names = []
    while following := search.take():
        names.append(following[0].url)
        search.under_way = False
    return names


def test_a_click_costs_two_and_a_page_four() -> None:
    search = Search(lambda key: True)
    offer(search, "deep", 50, clicks=2)
    offer(search, "near", 47, clicks=0)
    offer(search, "page", 50, pages=1)
    offer(search, "like near", 47)
    assert order_of(search) == ["near", "like near", "deep", "page"]


def test_a_search_goes_seven_clicks_deep_and_keeps_four_hundred_waiting() -> None:
    search = Search(lambda key: True, budget=1000)
    offer(search, "seven", 90, clicks=7)
    offer(search, "eight", 90, clicks=8)
    for number in range(401):
        offer(search, str(number), 50)
    names = order_of(search)
    assert names[0] == "seven" and "eight" not in names and len(names) == 400


def test_the_better_of_two_offers_counts_and_nothing_of_no_worth() -> None:
    search = Search(lambda key: True)
    offer(search, "a", 50)
    offer(search, "a", 50)
    offer(search, "nothing", 0)
    offer(search, "little", 1)
    assert order_of(search) == ["a", "little"]


def test_a_search_is_cut_where_its_budget_ends_without_a_column() -> None:
    for finds, cut in ((False, True), (True, False)):
        search = Search(lambda key: True, budget=1)
        offer(search, "a", 50)
        offer(search, "b", 50)
        following = search.take()
        assert following
        if finds:
            search.found(following[1])
        search.under_way = False
        order_of(search)
        assert search.was_cut is cut
