"""The account of a list: whether everything that was promised was seen."""

from dataclasses import replace
from datetime import date

import pytest

from crawlers.walk.list_account import MOST_PAGES, ListWalk
from crawlers.walk.request_context import page_key
from records import COLUMN_OF_REPORTS, Link, Listing, PageRequest
from tests.crawlers.walks import HOST, URL, known, links, listing, step, walk, walked


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


def test_a_column_says_how_far_its_items_go_back_and_how_many_years_their_titles_name() -> None:
    one = ListWalk(step(), "trs")
    walked(one, {URL + "2": listing(5, 2)}, listing(0, 5, URL + "2"))
    told = one.column()
    assert (told.oldest_on, told.years, told.ordered) == (date(2024, 2, 24), 7, True)
    assert told.report_years == tuple(range(told.report_years[0], told.report_years[0] + 7))


@pytest.mark.parametrize(("promised", "kept"), [(2, 2), (3, 0)], ids=["read to its end", "not to its end"])
def test_a_column_that_was_read_to_its_end_keeps_where_its_reports_are(promised: int, kept: int) -> None:
    other = Link(f"{HOST}/n.html", "关于放假的通知", date(2024, 3, 1))
    one = ListWalk(step(), "trs")
    walked(one, {URL + "2": Listing((other,))}, listing(0, 2, URL + "2", promised_pages=promised))
    one.close()
    assert one.column().report_urls == tuple(sorted(link.url for link in links(0, 2)))[:kept]


@pytest.mark.parametrize(("score", "kept"), [(COLUMN_OF_REPORTS, 1), (COLUMN_OF_REPORTS - 1, 0)])
def test_short_titles_are_reports_in_a_column_that_is_called_like_them(score: int, kept: int) -> None:
    short = Link(f"{HOST}/2023.html", "2023年度", date(2024, 3, 1))
    one = ListWalk(replace(step(), score=score), "trs")
    walked(one, {}, Listing((short,), promised_items=1))
    one.close()
    assert len(one.column().report_urls) == kept


@pytest.mark.parametrize("days", [(None,), (date(2024, 3, 1), None), ()])
def test_where_an_item_has_no_day_nothing_says_how_far_a_list_goes_back(
    days: tuple[date | None, ...],
) -> None:
    one = ListWalk(step(), "trs")
    shown = tuple(Link(f"{URL}{n}.html", "某区要闻", day) for n, day in enumerate(days))
    walked(one, {}, Listing(shown, ()))
    assert (one.column().oldest_on, one.column().years) == (None, 0)
