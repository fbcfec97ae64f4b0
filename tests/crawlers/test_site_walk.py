"""The account of a site: its verdict, its columns, its budget, and lists that a script fills."""

from dataclasses import replace
from datetime import date

import pytest

from crawlers.spec import KnownColumn
from crawlers.walk.list_account import ListWalk
from crawlers.walk.request_context import page_key
from crawlers.walk.site_walk import SiteWalk
from records import Link, Listing, PageRequest
from tests.crawlers.walks import HOST, TITLE, URL, known, listing, step, walk, walked
from tests.crawlers.web import site


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
        one.details.read(step(f"{HOST}/news{n}.html", "detail", link_title="某区召开法治政府建设推进会"))
    assert one.outcome().verdict == "soft_404", "news come from elsewhere"
    for n in range(4):
        one.details.read(step(f"{HOST}/1{n}.html", "detail", link_title=TITLE.format(2010 + n)))
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


def test_a_list_keeps_its_names_and_takes_that_of_its_page_where_it_has_none() -> None:
    one = walk()
    assert one.open_list(step(), "trs", "法治建设").first.trail == ("法治建设",)
    assert one.open_list(step(trail=("政务公开",)), "trs", "法治建设").first.trail == ("政务公开",)
    assert one.open_list(step(), "trs").first.trail == ()


def test_a_page_is_known_by_its_form_but_for_long_fields() -> None:
    short, long = "page=2&x=" + "a" * 78, "page=2&x=" + "a" * 79
    assert page_key(PageRequest(URL, "list", "POST", short)).endswith(short)
    assert page_key(PageRequest(URL, "list", "POST", long)).endswith(" page=2")
