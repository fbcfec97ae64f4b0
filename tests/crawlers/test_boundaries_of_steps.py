"""What the spider makes of one answer: what it asks for next, opens, counts and writes down. Readings are
made up; no crawl is needed."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest
from scrapy.http import HtmlResponse
from twisted.python.failure import Failure

from crawlers.spec import KnownColumn
from crawlers.spiders.reports import ReportsSpider
from crawlers.walk.failures import BudgetSpent, NotFetched, Stopped
from crawlers.walk.page_reading import Reading
from crawlers.walk.request_context import META_KEY, RequestContext
from extraction.response.response_head import OK, Outcome
from records import Attachment, LeftOver, Link, Listing, PageRequest
from tests.crawlers.walks import HOST, TITLE, URL, Spiders, known, links, listing, request, step, walk

REPORT = f"{HOST}/fz/2024.html"
ROW, TEXT = LeftOver("row", TITLE.format(2024)), LeftOver("text", "一年来，我区依法行政。")
EMPTY = Listing(())
Asked = list[tuple[str, str]]
"""Roles and addresses."""


def taken(one: ReportsSpider, of: RequestContext, reading: Reading, status: int = 200) -> Asked:
    """What the spider asks for after it has taken in this reading."""
    requests = list(
        one._take_in(one.walks["one"], of, HtmlResponse(of.page_url, status, request=request()), reading)
    )
    return [(made.meta[META_KEY].role, made.url) for made in requests]


def failures(one: ReportsSpider) -> list[str]:
    path = one.spec.data.crawl("c1") / "failures.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [json.loads(line)["kind"] for line in lines]


def offer(one: ReportsSpider) -> tuple[str, str]:
    """Something that the search of the site may ask for next."""
    waiting = PageRequest(f"{HOST}/zwgk/", "catalogue")
    one.walks["one"].search.offer(waiting, step(waiting.url, "catalogue", score=90, is_search=True))
    return "catalogue", waiting.url


@pytest.mark.parametrize(
    ("role", "walks_on"), [("detail_page", False), ("attachment", False), ("detail", True), ("sitemap", True)]
)
def test_parts_and_files_of_a_report_lead_nowhere(spider: Spiders, role: str, walks_on: bool) -> None:
    one = spider()
    following = offer(one)
    assert taken(one, step(REPORT, role), Reading(OK, REPORT)) == ([following] if walks_on else [])
    assert failures(one) == []


@pytest.mark.parametrize(("status", "errors"), [(399, 0), (400, 1), (404, 1), (503, 1)])
def test_answers_of_400_and_more_are_errors(spider: Spiders, status: int, errors: int) -> None:
    one = spider()
    taken(one, step(REPORT, "detail"), Reading(Outcome("http_error", "", "no")), status)
    assert (one.walks["one"].http_errors, failures(one)) == (errors, ["http_error"])


@pytest.mark.parametrize(("role", "arrived", "said"), [("detail", 1, []), ("list", 0, ["wrong_type"])])
def test_a_file_may_be_a_report_and_is_no_list(
    spider: Spiders, role: str, arrived: int, said: list[str]
) -> None:
    one = spider()
    taken(one, step(REPORT, role), Reading(OK, REPORT, not_a_page="a PDF"))
    assert (one.walks["one"].details.arrived, failures(one)) == (arrived, said)


@pytest.mark.parametrize(
    ("reading", "asked"),
    [
        ({"listing": Listing(links(24, 1))}, [("detail", f"{HOST}/fz/24.html")]),
        ({"is_report": True, "title": TITLE.format(2024)}, [("detail", URL)]),
        ({"target": f"{HOST}/new/"}, [("catalogue", f"{HOST}/new/")]),
        ({}, []),
    ],
)
def test_a_homepage_that_moved_is_read_or_followed(
    spider: Spiders, reading: dict[str, Any], asked: Asked
) -> None:
    one = spider()
    home = step(URL, "home", is_search=True, score=100)
    assert taken(one, home, Reading(Outcome("moved", "", "there"), URL, **reading)) == asked
    assert one.walks["one"].outcome().verdict == "moved" and failures(one) == ["moved"]


@pytest.mark.parametrize(
    ("title", "score", "is_asked"),
    [("", 79, False), ("", 80, True), (TITLE.format(2024), 0, True), ("单位概况", 79, False)],
)
def test_a_report_in_place_of_a_list_is_asked_for_as_one(
    spider: Spiders, title: str, score: int, is_asked: bool
) -> None:
    asked = taken(spider(), step(), Reading(OK, URL, is_report=True, title=title, score=score))
    assert asked == ([("detail", URL)] if is_asked else [])


@pytest.mark.parametrize(
    ("asked_as", "reading", "is_list", "is_column"),
    [
        ({"role": "list"}, {}, True, True),
        ({"role": "list", "is_search": True}, {}, False, False),
        ({"role": "list", "is_search": True}, {"role": "list"}, True, False),
        ({"role": "catalogue", "is_search": True}, {"role": "list"}, True, False),
        ({"role": "catalogue", "is_search": True}, {"role": "catalogue", "score": 80, "left": (ROW,)}, True, True),
        ({"role": "catalogue", "is_search": True}, {"role": "catalogue", "score": 79, "left": (ROW,)}, False, False),
        ({"role": "catalogue", "is_search": True}, {"role": "catalogue", "score": 80}, False, False),
        ({"role": "catalogue", "is_search": True}, {"role": "home", "score": 80, "left": (ROW,)}, False, False),
        ({"role": "catalogue"}, {"role": "catalogue"}, False, False),
    ],
)  # fmt: skip
def test_which_pages_are_lists_and_which_lists_are_columns(
    spider: Spiders, asked_as: dict[str, Any], reading: dict[str, Any], is_list: bool, is_column: bool
) -> None:
    one = spider()
    taken(one, replace(step(), **asked_as), Reading(OK, URL, listing=EMPTY, **reading))
    opened = list(one.walks["one"].lists.values())
    assert [found.is_column for found in opened] == ([is_column] if is_list else [])


def test_a_page_called_like_a_report_that_lists_reports_is_opened_once(spider: Spiders) -> None:
    one = spider()
    files = (Attachment(f"{HOST}/fz/a.pdf", "报告.pdf"),)
    reading = Reading(OK, URL, listing=Listing(links(24, 1)), role="list", files=files, score=80)
    assert taken(one, step(URL, "detail"), reading) == [("detail", f"{HOST}/fz/24.html")]
    assert list(one.walks["one"].lists) == [step().key]
    assert taken(one, step(URL, "detail"), reading) == [("attachment", f"{HOST}/fz/a.pdf")]


@pytest.mark.parametrize(("page", "asked"), [(2, ["24", "21", "20"]), (9, ["24"])])
def test_a_guess_is_part_of_its_list_or_forgotten(spider: Spiders, page: int, asked: list[str]) -> None:
    """Right where its items lie where those of the first page do."""
    one = spider()
    guess = PageRequest(f"{URL}list_2.html", "list")
    first = taken(one, step(), Reading(OK, URL, listing=Listing(links(24, 1), guesses=((guess,),))))
    (guessed,) = one._walk_on(one.walks["one"], step())
    assert guessed.url == guess.url and guessed.meta[META_KEY].is_guess
    items = Listing(
        links(20, 2) if page == 2 else (Link("http://www.one.gov.cn/other/1.html", TITLE.format(2020)),)
    )
    more = taken(one, guessed.meta[META_KEY], Reading(OK, guess.url, listing=items))
    found = [url for role, url in first + more if role == "detail"]
    assert sorted(found, reverse=True) == [f"{HOST}/fz/{number}.html" for number in asked]


@pytest.mark.parametrize(
    ("asked_as", "left", "is_asked"),
    [
        ({}, (ROW, TEXT), True),
        ({}, (ROW,), False),
        ({"is_search": True}, (ROW, TEXT), False),
        ({"is_search": True, "score": 79}, (ROW, TEXT), False),
        ({"is_search": True, "score": 80}, (ROW, TEXT), True),
    ],
)
def test_a_report_on_the_page_of_its_column_is_asked_for_as_one(
    spider: Spiders, asked_as: dict[str, Any], left: tuple[LeftOver, ...], is_asked: bool
) -> None:
    one = spider()
    further = LeftOver("row", TITLE.format(2023), url=f"{HOST}/fz/2023.html")
    score: int = asked_as.get("score", 0)
    left = (*left, replace(further, kind="next"))
    reading = Reading(OK, URL, listing=EMPTY, role="list", left=left, score=score)
    asked = taken(one, step(**asked_as), reading)
    assert asked == ([("detail", URL)] if is_asked else [])
    (found,) = one.walks["one"].lists.values()
    unread = [item.title for item in found.unread(lambda url: False)]
    assert unread == ([] if is_asked or not found.is_column else [ROW.text])
    assert taken(one, step(**asked_as), reading) == [], "once"


def test_rows_with_an_address_are_left_where_the_open_report_is_taken(spider: Spiders) -> None:
    one = spider()
    linked = LeftOver("row", TITLE.format(2023), url=f"{HOST}/fz/2023.html")
    call = LeftOver("call", "load()")
    taken(one, step(), Reading(OK, URL, listing=EMPTY, left=(ROW, TEXT, linked, call)))
    (found,) = one.walks["one"].lists.values()
    assert found._pages[-1].left == (linked, call)


@pytest.mark.parametrize(
    ("score", "problem", "said"),
    [
        (80, "no reply", f"list {URL}: no reply"),
        (79, "no reply", "no list was found: the column may have moved, or its platform is not known yet"),
        (80, "", "no list was found: the column may have moved, or its platform is not known yet"),
    ],
)
def test_a_page_called_a_column_that_cannot_be_read_is_named(
    spider: Spiders, score: int, problem: str, said: str
) -> None:
    one = spider()
    taken(
        one,
        step(score=score, is_search=True),
        Reading(OK, URL, listing=Listing((), problem=problem), role="list", score=score),
    )
    assert one.walks["one"].outcome().problems == (said,)


@pytest.mark.parametrize(("is_known", "asked"), [(False, [f"{HOST}/2023/"]), (True, [])])
def test_parts_of_a_column_are_opened_unless_all_on_it_is_known(
    spider: Spiders, is_known: bool, asked: list[str]
) -> None:
    one = spider()
    columns = (KnownColumn("one", URL, 5, whole=False),)
    one.walks["one"] = walk(columns=columns, known=known(5) if is_known else frozenset())
    parts = (("2023年", PageRequest(f"{HOST}/2023/", "list")),)
    again = Reading(OK, URL, listing=listing(0, 5, parts=parts))
    assert [url for role, url in taken(one, step(), again) if role == "list"] == asked


def test_a_list_that_shows_what_another_shows_is_forgotten(spider: Spiders) -> None:
    one = spider()
    same = Reading(OK, URL, listing=listing(0, 5))
    assert len(taken(one, step(), same)) == 5
    other = step(f"{URL}index.html?a=1")
    assert taken(one, other, same) == []
    assert list(one.walks["one"].lists) == [step().key]
    assert len(taken(one, step(f"{HOST}/gz/"), Reading(OK, URL, listing=listing(0, 4)))) == 0, (
        "asked for before"
    )
    assert len(one.walks["one"].lists) == 2


@pytest.mark.parametrize(("score", "is_asked"), [(79, False), (80, True)])
def test_short_titles_count_in_a_column_called_like_reports(
    spider: Spiders, score: int, is_asked: bool
) -> None:
    one = spider()
    short = Listing((Link(REPORT, "2023年度"),))
    home = step(f"{HOST}/", "home", score=80, is_search=True)
    assert taken(one, home, Reading(OK, URL, listing=short, role="home", score=80)) == []
    asked = taken(one, step(score=score), Reading(OK, URL, listing=short, score=score))
    assert asked == ([("detail", REPORT)] if is_asked else [])


def test_only_what_may_be_a_report_and_is_wanted_is_asked_for(spider: Spiders) -> None:
    one = spider()
    one.walks["one"] = walk(columns=(KnownColumn("one", URL, 5),), known=known(1))
    mixed = Listing((*links(0, 2), Link(f"{HOST}/n.html", "关于放假的通知")))
    asked = taken(one, step(), Reading(OK, URL, listing=mixed))
    assert [url for role, url in asked if role == "detail"] == [f"{HOST}/fz/1.html"]


@pytest.mark.parametrize("is_column", [True, False])
def test_further_pages_of_a_column_are_due_and_others_wait_in_the_search(
    spider: Spiders, is_column: bool
) -> None:
    one = spider()
    further = PageRequest(f"{URL}2.html", "list")
    first = step(score=70, is_search=not is_column)
    page = Listing((Link(f"{HOST}/n.html", "关于放假的通知"),), (further,))
    reading = Reading(OK, URL, listing=page, role="list", score=70)
    made = one._take_in(one.walks["one"], first, HtmlResponse(URL, request=request()), reading)
    (following,) = [request.meta[META_KEY] for request in made]
    assert (following.page_url, following.is_search, following.list_key) == (
        further.url,
        not is_column,
        first.key,
    )


# What did not come.


@pytest.mark.parametrize(
    ("error", "failed", "said"),
    [
        (NotFetched("http_error", "status 500"), 1, ["http_error"]),
        (ValueError("x"), 1, ["other"]),
        (Stopped("blocked:waf_403", "no more"), 0, []),
        (BudgetSpent(URL), 0, []),
    ],
)
def test_what_did_not_come_is_written_down_once(
    spider: Spiders, error: Exception, failed: int, said: list[str]
) -> None:
    one = spider()
    failure = Failure(error)
    failure.request = request()  # type: ignore[attr-defined]  # Scrapy adds it
    assert asyncio.run(one.missed(failure)) == []
    assert (one.walks["one"].failed_fetches, failures(one)) == (failed, said)
