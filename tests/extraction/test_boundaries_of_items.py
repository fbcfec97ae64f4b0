"""Each number that decides what is an item of a list, tried on both of its sides."""

from datetime import date

import pytest

from extraction.listing.candidates import are_reports, may_be_report
from extraction.listing.items import list_items, record_item
from extraction.markup.page import Page, read_page
from records import Link

HOME = "http://www.cixi.gov.cn/"
TITLE = "慈溪市2023年法治政府建设年度报告"


def html(markup: str, url: str = f"{HOME}fz/", head: str = "") -> Page:
    return read_page(f"<!DOCTYPE html><html><head>{head}</head><body>{markup}</body></html>".encode(), url)


def test_a_date_belongs_to_the_link_it_is_with() -> None:
    row = "<li><a href='/fz/t20240301_1.html'>{}</a> <a href='/fz/t20240301_2.html'>政策解读</a> 2024-03-01</li>"
    assert [link.listed_on for link in list_items(html(f"<ul>{row.format(TITLE)}</ul>"))] == [
        date(2024, 3, 1),
        None,
    ]
    before = "<div>2024-03-01 <a href='/fz/t20240301_1.html'>甲方面的通知</a> 2024-03-02 <a href='/fz/t20240302_2.html'>乙方面的通知</a></div>"
    assert [link.listed_on for link in list_items(html(before))] == [date(2024, 3, 1), date(2024, 3, 2)]
    behind = "<div><a href='/fz/t20240301_1.html'>甲方面的通知</a> 2024-03-01 <a href='/fz/t20240302_2.html'>乙方面的通知</a> 2024-03-02</div>"
    assert [link.listed_on for link in list_items(html(behind))] == [date(2024, 3, 1), date(2024, 3, 2)]


def test_the_last_day_of_a_row_is_the_listed_one() -> None:
    row = "<tr><td>2024-02-27</td><td><a href='/fz/t1.html'>甲方面的通知</a></td><td>2024-03-01</td></tr>"
    assert record_item(f"<table>{row}</table>", HOME) == Link(
        f"{HOME}fz/t1.html", "甲方面的通知", date(2024, 3, 1)
    )
    assert record_item("<p>没有链接</p>", HOME) is None


@pytest.mark.parametrize(("title", "count"), [("甲乙丙", 0), ("甲乙丙丁", 1)])
def test_a_title_has_four_characters(title: str, count: int) -> None:
    assert (
        len(list_items(html(f"<ul><li><a href='/fz/t20240301_1.html'>{title}</a> 2024-03-01</li></ul>")))
        == count
    )


@pytest.mark.parametrize(
    ("title", "may"), [("2023年度".ljust(30, "县"), False), ("2023年度报告", True), ("2023年度", True)]
)
def test_in_a_column_of_reports_a_year_is_a_title(title: str, may: bool) -> None:
    assert may_be_report(Link(f"{HOME}x/", title), telling=True) is may
    assert may_be_report(Link(f"{HOME}x/", title)) is False


def test_the_files_of_one_report_are_no_reports() -> None:
    assert are_reports([Link(f"{HOME}a.html", TITLE)])
    assert not are_reports([Link(f"{HOME}a.pdf", TITLE), Link(f"{HOME}a.docx", TITLE)])
    assert are_reports([Link(f"{HOME}a.pdf", TITLE), Link(f"{HOME}b.pdf", TITLE.replace("2023", "2022"))])
