"""Which page is one open report, and when a site's reports fare so badly that the site is called so."""

import pytest

from crawlers.walk.detail_account import DetailAccount
from crawlers.walk.list_signs import is_called_a_column, open_report
from crawlers.walk.request_context import RequestContext
from records import COLUMN_OF_REPORTS, LeftOver
from tests.crawlers.walks import HOST, TITLE, URL, step

ROW = LeftOver("row", TITLE.format(2023))
AWAY = LeftOver("row", TITLE.format(2022), 0, f"{HOST}/fz/2022.html")
TEXT = LeftOver("text", "一、主要举措")


@pytest.mark.parametrize(
    ("left", "found"),
    [
        ([ROW, TEXT], ROW),
        ([TEXT, AWAY, ROW], ROW),
        ([ROW], None),
        ([TEXT], None),
        ([AWAY, TEXT], None),
        ([ROW, ROW, TEXT], None),
        ([], None),
    ],
)
def test_the_open_report_of_a_list_page_is_the_only_title_without_a_link_beside_text(
    left: list[LeftOver], found: LeftOver | None
) -> None:
    assert open_report(left) == found


def test_a_link_is_called_a_column_from_the_score_of_a_column_on() -> None:
    assert is_called_a_column(step(score=COLUMN_OF_REPORTS))
    assert not is_called_a_column(step(score=COLUMN_OF_REPORTS - 1))


def report(year: int = 2023) -> RequestContext:
    return step(f"{HOST}/fz/{year}.html", "detail", link_title=TITLE.format(year), found_on=URL)


@pytest.mark.parametrize(
    ("failed", "read", "word"),
    [
        (0, 0, "ok"),
        (2, 0, "ok"),
        (3, 0, "blocked"),
        (3, 2, "blocked"),
        (3, 3, "ok"),
        (4, 3, "blocked"),
        (0, 5, "ok"),
    ],
)
def test_a_sites_reports_are_blocked_when_three_and_more_than_half_are(
    failed: int, read: int, word: str
) -> None:
    account = DetailAccount()
    for _ in range(failed):
        account.failed(report(), "blocked", "412")
    for _ in range(read):
        account.read(report())
    assert (account.verdict(), account.arrived) == (word, read)


def test_other_pages_say_nothing_of_how_reports_fare() -> None:
    account = DetailAccount()
    for _ in range(3):
        account.failed(
            step(f"{HOST}/fz/n.html", "detail", link_title="某区召开春季植树动员会"), "blocked", "412"
        )
    assert account.verdict() == "ok"


@pytest.mark.parametrize(
    ("word", "noted"),
    [
        ("off_domain", True),
        ("private_address", True),
        ("too_large", True),
        ("robots", True),
        ("blocked", False),
    ],
)
def test_an_item_that_is_never_asked_for_is_noted_with_its_reason(word: str, noted: bool) -> None:
    account = DetailAccount()
    account.failed(report(), word, "why")
    assert [(one.title, one.reason) for one in account.unopened] == (
        [(TITLE.format(2023), f"{word}: why")] if noted else []
    )
