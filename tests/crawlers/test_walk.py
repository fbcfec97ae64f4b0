"""The account of a list and of a site: whether everything that was promised was seen."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from crawlers.spec import KnownColumn
from crawlers.walk.list_account import MOST_PAGES, ListWalk
from crawlers.walk.request_context import Step, page_key
from crawlers.walk.site_walk import SiteWalk
from records import Link, Listing, PageRequest
from tests.crawlers.web import site

HOST = "http://www.one.gov.cn"
URL = f"{HOST}/fz/"
TITLE = "某区{}年法治政府建设年度报告"


def walk(budget: int = 100, **changes: Any) -> SiteWalk:
    return SiteWalk(site("www.one.gov.cn"), budget, **changes)


def step(url: str = URL, role: str = "list", **changes: Any) -> Step:
    return Step("one", role, url, page_key(PageRequest(url, role)), **changes)


def links(first: int, count: int, newest: date = date(2024, 3, 1)) -> tuple[Link, ...]:
    return tuple(
        Link(f"{HOST}/fz/{n}.html", TITLE.format(2000 + n), newest - timedelta(days=n))
        for n in range(first, first + count)
    )


def listing(first: int, count: int, *further: str, **changes: Any) -> Listing:
    return Listing(links(first, count), tuple(PageRequest(url, "list") for url in further), **changes)


def walked(one: ListWalk, pages: dict[str, Listing], first: Listing) -> list[str]:
    """The list walked as the spider does it; the addresses that were asked for."""
    asked: list[str] = []
    page: Listing | None = first
    while True:
        if page:
            one.saw(page, {page_key(further): further for further in page.next_pages})
        following = one.next_page()
        if following is None:
            one.close()
            return asked
        request, is_guess = following
        asked.append(request.url)
        page = pages.get(request.url)
        if is_guess and not one.guessed(page):
            page = None


def test_a_list_seen_to_its_end_keeps_its_promise() -> None:
    one = ListWalk(step(), "trs")
    pages = {URL + "1": listing(5, 5), URL + "2": listing(10, 2)}
    assert walked(one, pages, listing(0, 5, URL + "1", URL + "2", promised_pages=3)) == [URL + "1", URL + "2"]
    assert (one.problem, one.pages, len(one.items), one.is_whole, one.is_column) == ("", 3, 12, True, True)


@pytest.mark.parametrize(
    ("first", "later", "problem"),
    [
        (listing(0, 5, promised_pages=11), {}, "1 of 11 pages seen"),
        (listing(0, 45, URL + "2", promised_items=50), {URL + "2": listing(45, 4)}, "49 of 50 items seen"),
        # An item on both sides of a page's edge is one item.
        (listing(0, 5, URL + "2", promised_items=10), {URL + "2": listing(4, 5)}, "9 of 10 items seen"),
        (
            listing(0, 5, URL + "2", URL + "3", promised_pages=3),
            {URL + "2": listing(0, 0), URL + "3": listing(5, 5)},
            "2 of 3 pages seen",
        ),
        (listing(0, 0), {}, "nothing in it"),
        (listing(0, 5, problem="stub page"), {}, "stub page"),
    ],
)
def test_a_broken_promise(first: Listing, later: dict[str, Listing], problem: str) -> None:
    one = ListWalk(step(), "trs", is_column=True)
    walked(one, later, first)
    assert one.problem == problem


def test_items_at_the_edges_of_pages_may_repeat() -> None:
    one = ListWalk(step(), "trs")
    walked(
        one,
        {URL + "2": listing(4, 5), URL + "3": listing(8, 2)},
        listing(0, 5, URL + "2", URL + "3", promised_pages=3),
    )
    assert (one.problem, len(one.items)) == ("", 10)


def test_a_server_that_ignores_the_page_is_noticed_at_once() -> None:
    one = ListWalk(step(), "trs")
    further = [f"{URL}{n}" for n in range(2, 60)]
    asked = walked(one, dict.fromkeys(further, listing(0, 5)), listing(0, 5, *further, promised_pages=59))
    assert asked == [URL + "2"]
    assert "repeats an earlier one" in one.problem


def test_a_list_without_an_end_is_left() -> None:
    endless = {f"{URL}{n}": listing(n % 2, 5, f"{URL}{n + 1}") for n in range(1, 2000)}
    one = ListWalk(step(), "trs")
    assert len(walked(one, endless, listing(0, 6, URL + "1"))) < 5
    assert "no end" in one.problem or "repeats" in one.problem
    fresh = {f"{URL}{n}": listing(n * 5, 5, f"{URL}{n + 1}") for n in range(1, 2000)}
    one = ListWalk(step(), "trs")
    assert len(walked(one, fresh, listing(0, 5, URL + "1"))) == MOST_PAGES - 1
    assert "no end" in one.problem


def test_a_guess_is_kept_where_it_brings_more_of_the_same() -> None:
    series = tuple(tuple(PageRequest(f"{URL}{name}{n}", "list") for n in (2, 3)) for name in "abc")
    elsewhere = Listing((Link(f"{HOST}/news/1.html", "春节放假", None),))
    pages = {URL + "a2": elsewhere, URL + "b2": listing(5, 5), URL + "b3": listing(10, 1)}
    one = ListWalk(step(), "generic")
    asked = walked(one, pages, listing(0, 5, promised_pages=3, guesses=series))
    assert asked == [URL + "a2", URL + "b2", URL + "b3"]
    assert (one.problem, len(one.items)) == ("", 11)
    one = ListWalk(step(), "generic")
    assert walked(one, {}, listing(0, 5, promised_pages=3, guesses=series)) == [
        URL + f"{name}2" for name in "abc"
    ]
    assert one.problem == "1 of 3 pages seen"


def known(count: int) -> frozenset[str]:
    return frozenset(link.url for link in links(0, count))


def test_an_ordered_list_is_left_at_the_first_page_without_news() -> None:
    one = ListWalk(step(), "trs", expected=15, known=known(15))
    pages = {URL + "2": listing(5, 5), URL + "3": listing(10, 5)}
    assert walked(one, pages, listing(0, 5, URL + "2", URL + "3", promised_pages=3)) == []
    assert (one.problem, one.is_whole, one.column().candidates) == ("", False, 15)
    # One page is new, and so the next one is looked at.
    one = ListWalk(step(), "trs", expected=15, known=known(15) - {f"{HOST}/fz/2.html"})
    assert walked(one, pages, listing(0, 5, URL + "2", URL + "3", promised_pages=3)) == [URL + "2"]


def test_what_is_not_ordered_or_shows_nothing_known_is_walked_whole() -> None:
    pages = {URL + "2": listing(5, 5)}
    backwards = Listing(links(0, 5)[::-1], (PageRequest(URL + "2", "list"),), 2)
    notices = Listing(
        (Link(f"{HOST}/n.html", "关于放假的通知", date(2024, 3, 1)),), (PageRequest(URL + "2", "list"),), 2
    )
    for first in (backwards, notices):
        one = ListWalk(step(), "trs", expected=5, known=known(10))
        assert walked(one, pages, first) == [URL + "2"]
        assert one.problem == ""


@pytest.mark.parametrize(
    ("expected", "now", "is_broken"),
    [(5, 0, True), (1, 0, True), (4, 1, True), (10, 4, True), (10, 5, False), (3, 1, False), (0, 0, False)],
)
def test_a_column_that_holds_far_less_than_before_was_redesigned(
    expected: int, now: int, is_broken: bool
) -> None:
    one = ListWalk(step(), "trs", is_column=True, expected=expected)
    other = Link(f"{HOST}/n.html", "关于放假的通知", date(2024, 3, 1))
    walked(one, {}, Listing((*links(0, now), other)))
    assert one.has_shrunk == is_broken
    assert (f"held {expected} reports, now {now}: redesigned?" == one.problem) == is_broken


def test_forms_of_one_address_are_different_pages() -> None:
    first, second = (PageRequest(f"{HOST}/p", "list", "POST", f"start={n}") for n in (1, 46))
    assert page_key(first) != page_key(second)
    assert page_key(PageRequest("HTTP://WWW.one.gov.cn:80/p;jsessionid=A1?x=1#x", "list")) == page_key(
        PageRequest(f"{HOST}/p?x=1", "detail")
    )


def test_two_names_of_one_list_are_one_column() -> None:
    one = walk()
    for url in (URL, URL + "index.html"):
        column = one.open_list(step(url), "trs")
        column.saw(listing(0, 5, promised_pages=1), {})
        one.is_alias(column)
    assert [column.url for column in one.outcome().columns] == [URL]


def test_only_lists_of_reports_are_columns() -> None:
    one = walk()
    notices = one.open_list(step(f"{HOST}/tz/", is_search=True), "trs")
    notices.saw(Listing((Link(f"{HOST}/n.html", "关于放假的通知", date(2024, 3, 1)),), promised_pages=9), {})
    assert not one.outcome().listing_healthy
    column = one.open_list(step(trail=("政务公开", "法治政府建设"), score=95, is_search=True), "trs")
    column.saw(listing(0, 5), {})
    outcome = one.outcome()
    assert (outcome.listing_healthy, outcome.problems, outcome.verdict) == (True, (), "ok")
    (seen,) = outcome.columns
    assert (seen.url, seen.title, seen.trail, seen.score) == (
        URL,
        "法治政府建设",
        ("政务公开", "法治政府建设"),
        95,
    )
    assert (seen.candidates, seen.ordered, seen.problem) == (5, True, "")


def test_the_verdict_is_what_keeps_the_site_from_being_read() -> None:
    one = walk()
    one.failed(step(f"{HOST}/", "home"), "blocked:ruishu_412", "status 412")
    assert one.outcome().verdict == "blocked:ruishu_412"
    one = walk()
    one.failed(step(f"{HOST}/x/", is_search=True), "http_error", "status 404")
    assert (one.outcome().verdict, one.outcome().listing_healthy) == ("degraded", False)


def test_reports_that_fare_alike_tell_of_their_site() -> None:
    one = walk()
    one.open_list(step(), "trs").saw(listing(0, 5), {})
    for n in range(3):
        assert one.outcome().verdict == "ok"
        one.failed(
            step(f"{HOST}/{n}.html", "detail", link_title=TITLE.format(2020 + n)), "soft_404", "页面不存在"
        )
    assert (one.outcome().verdict, one.outcome().listing_healthy) == ("soft_404", True)
    for n in range(9):
        one.read_detail(step(f"{HOST}/news{n}.html", "detail", link_title="某区召开法治政府建设推进会"))
    assert one.outcome().verdict == "soft_404", "news come from elsewhere"
    for n in range(4):
        one.read_detail(step(f"{HOST}/1{n}.html", "detail", link_title=TITLE.format(2010 + n)))
    assert one.outcome().verdict == "ok"
    assert one.outcome().details == 13


def test_a_homepage_that_https_does_not_bring_is_asked_for_by_http() -> None:
    one = walk()
    home = step("https://www.one.gov.cn/", "home", is_search=True, score=100)
    one.failed(home, "refused", "x")
    asked = one.search.take()
    assert asked and asked[0] == PageRequest("http://www.one.gov.cn/", "home")
    assert "refused" not in str(one.outcome().problems)
    one.failed(asked[1], "refused", "x")
    assert (one.outcome().verdict, one.outcome().problems) == (
        "refused",
        ("homepage http://www.one.gov.cn/: refused: x",),
    )


def test_a_dead_column_calls_for_a_search_unless_the_site_blocks() -> None:
    columns = (KnownColumn("one", URL, 7),)
    for word, is_called in (
        ("http_error", True),
        ("redirected_home", True),
        ("blocked:waf_403", False),
        ("timeout", False),
    ):
        one = walk(columns=columns)
        assert not one.must_search
        one.failed(step(), word, "x")
        assert one.must_search == is_called
        assert one.outcome().problems
    one = walk(columns=columns)
    one.failed(step(), "http_error", "status 404")
    assert one.outcome().problems == (f"list {URL}: held 7 reports, now http_error: redesigned?",)
    assert one.outcome().verdict == "degraded"
    assert one.homepage() is not None
    assert one.homepage() is None, "once"


def test_only_what_is_new_is_wanted_where_the_columns_are_known() -> None:
    assert walk(known=known(1)).is_wanted(f"{HOST}/fz/0.html")
    one = walk(known=known(1), columns=(KnownColumn("one", URL),))
    assert not one.is_wanted(f"{HOST}/fz/0.html")
    assert one.is_wanted(f"{HOST}/fz/1.html")


def test_the_budget_is_a_number_of_requests() -> None:
    one = walk(budget=2)
    assert [one.spend(), one.spend()] == [True, True]
    assert not one.outcome().budget_spent
    assert not one.spend()
    assert (one.outcome().budget_spent, one.outcome().verdict) == (True, "degraded")
    assert "page budget of 2" in one.outcome().problems[0]


def test_a_site_without_a_list_says_so_and_a_page_asked_for_alone_says_nothing() -> None:
    assert walk().outcome().problems == (
        "no list was found: the column may have moved, or its platform is not known yet",
    )
    alone = SiteWalk(replace(site("www.one.gov.cn"), seeds=()), 100)
    assert (alone.outcome().problems, alone.outcome().verdict) == ((), "ok")


# A list whose own page holds nothing: a script fills it.

CALL = PageRequest(f"{HOST}/call?page=1", "list", "POST", "column=7")


def filled_by_script() -> SiteWalk:
    known = [f"{HOST}/fz/{n}.html" for n in range(5)]
    return walk(columns=[KnownColumn("one", URL, 5, whole=False, call=CALL)], known=frozenset(known))


def test_the_call_that_fills_a_list_is_learnt() -> None:
    one = ListWalk(step(), "lonsun")
    one.saw(Listing((), (CALL,)), {page_key(CALL): CALL})
    assert one.column().call is None, "nothing has come of it yet"
    assert one.next_page() == (CALL, False)
    one.saw(listing(0, 5), {})
    one.close()
    assert (one.column().url, one.column().call, one.column().items) == (URL, CALL, 5)


def test_a_list_with_items_of_its_own_has_no_call() -> None:
    one = ListWalk(step(), "trs")
    walked(one, {URL + "1": listing(5, 5)}, listing(0, 5, URL + "1"))
    assert one.column().call is None


def test_the_call_is_asked_in_place_of_the_page_it_fills() -> None:
    site_walk = filled_by_script()
    ((request, asked),) = site_walk.beginning()
    assert request == CALL
    site_walk.called(asked, "lonsun").saw(listing(0, 5), {})
    assert site_walk.behind(asked) is None
    outcome = site_walk.outcome()
    (column,) = outcome.columns
    assert (outcome.listing_healthy, outcome.whole) == (True, False), "what lies behind was not looked at"
    assert (column.url, column.call, column.candidates) == (URL, CALL, 5)


@pytest.mark.parametrize("answer", [listing(3, 5), Listing(()), Listing((), problem="not a reply"), None])
def test_what_is_not_all_known_is_walked_from_its_page(answer: Listing | None) -> None:
    """An item that is new, nothing, another answer, none at all: the list is begun anew."""
    site_walk = filled_by_script()
    ((_, asked),) = site_walk.beginning()
    if answer is None:
        site_walk.failed(asked, "http_error", "status 500")
    else:
        site_walk.called(asked, "lonsun").saw(answer, {})
    following = site_walk.behind(asked)
    assert following is not None
    assert (following[0].url, following[1].key) == (URL, step().key)
    assert not site_walk.lists
    assert site_walk.behind(following[1]) is None, "once"


def test_a_whole_walk_begins_with_the_page() -> None:
    site_walk = walk(columns=[KnownColumn("one", URL, 5, whole=True, call=CALL)])
    ((request, _),) = site_walk.beginning()
    assert request.url == URL
