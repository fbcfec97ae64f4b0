"""How many further pages a platform's reply leads to: each page size and each limit on both of its sides."""

import json
from typing import Any

import pytest

from extraction.families.epoint import EPOINT
from extraction.families.gkmlpt import GKMLPT
from extraction.families.hanweb_jpaas import HANWEB_JPAAS
from extraction.families.hanweb_xxgk import HANWEB_XXGK
from extraction.families.static import missing_list, static_listing
from extraction.families.truecms import TRUECMS
from extraction.families.urls_pc import URLS_PC
from extraction.markup.page import Page, read_page
from records import Listing

HOST = "http://www.yunxi.gov.cn"
MOST = 5000
TOO_MANY = "implausible page count"


def reply(value: Any, path: str) -> Page:
    return read_page(json.dumps(value, ensure_ascii=False).encode(), HOST + path)


def numbers(listing: Listing, name: str) -> list[str]:
    """The page that each further request asks for."""
    found = []
    for request in listing.next_pages:
        text = request.body or request.url
        found.append(text.partition(f"{name}=")[2].partition("&")[0] if f"{name}=" in text else text)
    return found


def epoint(total: int | None, count: int, number: int) -> Listing:
    items = [{"infourl": f"/a/{n}.html", "title": f"第{n}条", "infodate": "2024-03-01"} for n in range(count)]
    custom: dict[str, Any] = {"data": items} | ({} if total is None else {"total": total})
    path = f"/x/rest/lightfrontaction/getgovinfolist?categorynum=1&pageIndex={number}"
    return EPOINT.read_listing(reply({"custom": custom}, path))


@pytest.mark.parametrize(
    ("total", "count", "number", "further", "problem"),
    [
        (50, 50, 0, [], ""),
        (51, 50, 0, [1], ""),
        (101, 50, 0, [1, 2], ""),
        (101, 50, 1, [], ""),
        (None, 50, 0, [1], ""),
        (None, 50, 3, [4], ""),
        (None, 49, 0, [], ""),
        (50 * MOST + 1, 50, 0, [], TOO_MANY),
    ],
)
def test_epoint_counts_from_nought_by_fifty(
    total: int | None, count: int, number: int, further: list[int], problem: str
) -> None:
    found = epoint(total, count, number)
    assert [json.loads(request.body)["pageIndex"] for request in found.next_pages] == further
    assert all(json.loads(request.body)["pageSize"] == 50 for request in found.next_pages)
    assert (found.problem, len(found.links)) == (problem, count)
    assert len(epoint(50 * MOST, 50, 0).next_pages) == MOST - 1


def gkmlpt(total: Any, page: str, count: int = 1) -> Listing:
    articles = [
        {"url": f"{HOST}/gkmlpt/content/1/1/post_{n}.html", "title": f"第{n}条"} for n in range(count)
    ]
    return GKMLPT.read_listing(
        reply(
            {"articles": articles, "classify": {"post_count": total}}, f"/gkmlpt/api/all/5?page={page}&sid=1"
        )
    )


@pytest.mark.parametrize(
    ("total", "page", "further", "problem"),
    [
        (100, "1", [], ""),
        (101, "1", ["2"], ""),
        (101, "0", ["2"], ""),
        (101, "", ["2"], ""),
        (101, "2", [], ""),
        (301, "1", ["2", "3", "4"], ""),
        (100 * MOST + 1, "1", [], TOO_MANY),
    ],
)
def test_gkmlpt_counts_from_one_by_a_hundred(total: int, page: str, further: list[str], problem: str) -> None:
    found = gkmlpt(total, page)
    assert (numbers(found, "page"), found.problem) == (further, problem)
    assert len(gkmlpt(100 * MOST, "1").next_pages) == MOST - 1


def test_an_empty_reply_is_a_problem_unless_it_counts_none() -> None:
    assert [gkmlpt(total, "1", 0).problem for total in (0, 1, None)] == ["", "empty list", "empty list"]


def jpaas(count: int, number: int, total: int | None, rows: str = "") -> Listing:
    items = "".join(
        f"<li><a href='/art/2024/art_{n:032x}.html'>云溪县第{n}号公告的题目</a><span>2024-03-01</span></li>"
        for n in range(count)
    )
    data: dict[str, Any] = {"html": f"<ul>{items}</ul>{rows}"} | ({} if total is None else {"count": total})
    path = f"/common-search/front/page/build/unit?x=1&paramJson=%7B%22pageNo%22%3A{number}%7D"
    return HANWEB_JPAAS.read_listing(reply({"data": data}, path))


@pytest.mark.parametrize(
    ("count", "number", "total", "rows", "further"),
    [
        (15, 1, 15, "", 0),
        (15, 1, 16, "", 1),
        (15, 2, 46, "", 0),
        (15, 1, 46, "", 3),
        (15, 1, None, "", 1),
        (14, 1, None, "", 0),
        (15, 1, 41, "<i rows='20' data=\"rows:'20'\">", 2),
        (15, 1, None, "<i data=\"rows:'20'\">", 0),
        (15, 1, 15 * (MOST + 1), "", MOST),
        (15, 1, 15 * (MOST + 1) + 1, "", 0),
    ],
)
def test_jpaas_counts_from_one_by_its_rows(
    count: int, number: int, total: int | None, rows: str, further: int
) -> None:
    found = jpaas(count, number, total, rows)
    assert (len(found.links), len(found.next_pages)) == (count, further)


def urls_pc(count: int, number: int, total: int | None, size: str = "15") -> Listing:
    items = [
        {"source": {"urls": json.dumps({"pc": f"/x/pc/content/content_{n}.html"}), "title": f"第{n}条", "pubDate": "2024-03-01"}}
        for n in range(count)
    ]  # fmt: skip
    data: dict[str, Any] = {"results": items} | ({} if total is None else {"total": total})
    return URLS_PC.read_listing(reply({"data": data}, f"/queryList?current={number}&pageSize={size}"))


@pytest.mark.parametrize(
    ("count", "number", "total", "further"),
    [(15, 1, 15, []), (15, 1, 16, ["2"]), (15, 2, 30, []), (15, 2, 31, ["3"]), (14, 1, 99, []), (15, 1, None, ["2"]), (14, 1, None, [])],
)  # fmt: skip
def test_a_query_goes_on_while_pages_are_full(
    count: int, number: int, total: int | None, further: list[str]
) -> None:
    assert numbers(urls_pc(count, number, total), "current") == further
    assert numbers(urls_pc(count, number, total, "0"), "current") == further


def truecms(count: int, first: int, total: int | None) -> Listing:
    record = "<record><a href='/x/y/content/{:08x}-0000-0000-0000-000000000000.html'>云溪县第{}号公告</a>2024-03-01</record>"
    told = "".join(record.format(n, n) for n in range(count))
    said = "" if total is None else f"<totalRecord>{total}</totalRecord>"
    value = {"result": said + told}
    text = f"cb({json.dumps(value, ensure_ascii=False)});"
    return TRUECMS.read_listing(
        read_page(text.encode(), f"{HOST}/messageController/getMessage.do?startrecord={first}&columnId=1")
    )


@pytest.mark.parametrize(
    ("count", "first", "total", "further"),
    [(20, 1, 20, []), (20, 1, 21, ["21"]), (20, 21, 40, []), (20, 21, 41, ["41"]), (20, 1, None, ["21"]), (19, 1, None, []), (0, 1, 99, [])],
)  # fmt: skip
def test_windows_of_twenty_follow_each_other(
    count: int, first: int, total: int | None, further: list[str]
) -> None:
    found = truecms(count, first, total)
    assert numbers(found, "startrecord") == further
    assert [request.url.partition("endrecord=")[2].partition("&")[0] for request in found.next_pages] == [
        str(int(at) + 19) for at in further
    ]


def xxgk(pages: int, number: int, kind: str = "A") -> Listing:
    text = f"<html><body><a href='/art/2024/3/1/art_5_7.html'>云溪县法治政府建设年度报告</a><div>共{pages}页</div></body></html>"
    return HANWEB_XXGK.read_listing(
        read_page(
            text.encode(), f"{HOST}/module/xxgk/search.jsp?infotypeId={kind}&currpage={number}&divid=div5"
        )
    )


@pytest.mark.parametrize(
    ("pages", "number", "further"),
    [(1, 1, 0), (2, 1, 1), (3, 1, 2), (3, 2, 0), (MOST, 1, MOST - 1), (MOST + 1, 1, 0)],
)
def test_a_search_asks_for_all_its_pages_at_once(pages: int, number: int, further: int) -> None:
    assert len(xxgk(pages, number).next_pages) == further


@pytest.mark.parametrize(("size", "problem"), [(599, "stub page"), (600, "")])
def test_a_stub_is_small_and_has_no_link(size: int, problem: str) -> None:
    page = read_page(b"<html><body>".ljust(size), f"{HOST}/fz/")
    assert missing_list(page, False) == problem
    linked = read_page(b"<html><body><a href=/x/>x</a>".ljust(size), f"{HOST}/fz/")
    assert (missing_list(linked, False), missing_list(linked, True)) == ("", "empty list")


ITEMS = "".join(
    f"<li><a href='/fz/202403/t20240301_{n}.html'>云溪县第{n}号法治政府建设公告</a><span>2024-03-01</span></li>"
    for n in range(5)
)


@pytest.mark.parametrize(("pages", "is_guessed"), [(1, False), (2, True), (200, True), (201, False)])
def test_pages_without_an_address_are_guessed_up_to_a_number(pages: int, is_guessed: bool) -> None:
    page = read_page(f"<html><body><ul>{ITEMS}</ul></body></html>".encode(), f"{HOST}/fz/")
    found = static_listing(page, promised_pages=pages)
    assert len(found.links) == 5 and bool(found.guesses) is is_guessed
