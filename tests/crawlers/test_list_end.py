"""What proves that a list ends where its walk ended."""

from collections.abc import Sequence
from datetime import date

import pytest

from crawlers.walk.list_end import PageSeen, end_of, unread_items
from records import LeftOver, Link, UnreadItem

HOST = "http://www.one.gov.cn"
NEXT = LeftOver("next", "下一页")
NEXT_AT_2 = LeftOver("next", "下一页", 0, f"{HOST}/2.html")
TEN = tuple(Link(f"{HOST}/{n}.htm", f"某县{n}年报告", date(2024, 3, 1)) for n in range(2014, 2024))


def page(*left: LeftOver, links: Sequence[Link] = TEN, goes_on: bool = False) -> PageSeen:
    return PageSeen(left, tuple(links), goes_on)


def end(
    pages: Sequence[PageSeen], promised: tuple[int, int] = (0, 0), asked: Sequence[str] = ()
) -> tuple[str, str]:
    links = {link.url for one in pages for link in one.links}
    found = end_of(pages, len(links), *promised, lambda url: url in asked)
    assert bool(found.by) != bool(found.problem)
    return found.by, found.problem


@pytest.mark.parametrize(
    ("pages", "by"),
    [
        ([page()], "no pager, and nothing left over"),
        ([page(LeftOver("items", "共10条", 10))], "10 of 10 items seen"),
        ([page(LeftOver("pages", "共1页", 1), NEXT)], "1 of 1 pages seen"),
        ([page(LeftOver("items", "共10条", 10), NEXT)], "10 of 10 items seen"),
        ([page(NEXT), page()], "its pager ends at page 2"),
        ([page(LeftOver("numbers", "1 2", 2), NEXT), page(LeftOver("numbers", "1 2", 2), NEXT)], "its pager ends at page 2"),
        ([page(LeftOver("call", "$.get("), goes_on=True), page()], "its pager ends at page 2"),
        ([page(LeftOver("part", "2024", 2024))], "no pager, and nothing left over"),
        # Pages that are counted decide: items may stand elsewhere.
        ([page(LeftOver("pages", "1/1", 1), LeftOver("items", "共11条", 11))], "1 of 1 pages seen"),
    ],
)  # fmt: skip
def test_proved(pages: list[PageSeen], by: str) -> None:
    assert end(pages) == (by, "")


@pytest.mark.parametrize(
    ("pages", "problem"),
    [
        ([page(NEXT)], "“下一页” leads on and was not followed"),
        ([page(), page(NEXT)], "“下一页” leads on"),
        ([page(NEXT_AT_2), page()], "was not followed (http://www.one.gov.cn/2.html)"),
        ([page(LeftOver("numbers", "1 2", 2))], "1 of 2 pages seen"),
        ([page(LeftOver("pages", "共3页", 3)), page()], "2 of 3 pages seen"),
        ([page(LeftOver("items", "共11条", 11))], "10 of 11 items seen"),
        ([page(LeftOver("part", "2023年", 2023))], "part “2023年” was not opened"),
        ([page(LeftOver("row", "某县1999年报告"))], "“某县1999年报告” is in no item"),
        ([page(LeftOver("call", "$.get("))], "list is filled by script: $.get("),
        ([page(LeftOver("text", "一、"))], "text stands on the list's own page"),
        ([page(LeftOver("cut", "<li"))], "the page breaks off"),
        # A page without items keeps no promise.
        ([page(LeftOver("pages", "共2页", 2)), page(links=())], "1 of 2 pages seen"),
    ],
)
def test_not_proved(pages: list[PageSeen], problem: str) -> None:
    assert problem in end(pages)[1]


def test_what_was_asked_for_is_not_left() -> None:
    row = LeftOver("row", "某县1999年报告", 0, f"{HOST}/a.htm")
    part = LeftOver("part", "1999年", 1999, f"{HOST}/1999/")
    pages = [page(NEXT_AT_2, row, part), page()]
    assert end(pages, asked=[NEXT_AT_2.url, row.url, part.url])[1] == ""
    assert end(pages, asked=[NEXT_AT_2.url, row.url])[1] != ""


def test_what_the_platform_promises_counts_as_well() -> None:
    assert end([page()], (2, 0))[1] == "1 of 2 pages seen"
    assert end([page()], (0, 11))[1] == "10 of 11 items seen"
    assert end([page(NEXT)], (1, 0))[0] == "1 of 1 pages seen"


def test_only_rows_that_nobody_opened_are_unread_items() -> None:
    title, address = "某县1999年报告", f"{HOST}/a.htm"
    rows = (LeftOver("row", title), LeftOver("row", title, 0, address), LeftOver("row", TEN[0].title), NEXT)
    assert unread_items([page(*rows)], HOST, lambda url: False) == [
        UnreadItem(title, HOST, "has no address that can be read"),
        UnreadItem(title, HOST, "was not opened"),
    ]
    assert len(unread_items([page(*rows)], HOST, lambda url: url == address)) == 1


def test_parts_are_opened_all_but_the_one_that_is_shown() -> None:
    parts = [LeftOver("part", f"{year}年", year) for year in (2022, 2023, 2024)]
    for opened, is_read in ((2, True), (1, False)):
        assert bool(end([PageSeen((*parts,), TEN, False, opened)])[0]) is is_read
    assert end([PageSeen((parts[0],), (), False, 0)])[1] != ""
    shown = tuple(Link(f"{HOST}/{n}.htm", f"报告{n}", date(n, 3, 1)) for n in (2022, 2023))
    assert end([PageSeen((*parts[:2],), shown, False)])[1] == ""
    assert end([PageSeen((*parts,), shown, False)])[1] != ""
