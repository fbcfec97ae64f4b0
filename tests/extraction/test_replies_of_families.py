"""What families read in the replies that fill their lists: items, counts, further pages, and what is none."""

import pytest

from extraction.families import hanweb_xxgk, truecms
from extraction.families.trs import TRS
from extraction.markup.page import read_page
from records import Listing

HOST = "http://www.cixi.gov.cn"


def truecms_reply(records: int, total: str = "", start: int = 1, wrap: str = "{}") -> Listing:
    rows = "".join(
        f"<record><![CDATA[<li><a href='/art/{n}.html'>第{n}号关于开展工作的通知</a> 2024-03-01</li>]]></record>"
        for n in range(records)
    )
    text = wrap.format('{"result": "' + (total + rows).replace('"', '\\"') + '"}')
    return truecms._read_reply(
        read_page(text.encode(), f"{HOST}/api?startrecord={start}&endrecord={start + 19}")
    )


@pytest.mark.parametrize("wrap", ["{}", "back({})", "back({});"])
def test_a_reply_is_read_in_any_wrapping(wrap: str) -> None:
    assert len(truecms_reply(3, wrap=wrap).links) == 3


def test_a_reply_that_is_none_says_so() -> None:
    assert truecms._read_reply(read_page(b'{"error": 1}', f"{HOST}/api")).problem
    assert truecms._read_reply(read_page(b"<html><body>404</body></html>", f"{HOST}/api")).problem


@pytest.mark.parametrize(("records", "goes_on"), [(19, False), (20, True)])
def test_without_a_total_a_full_window_goes_on(records: int, goes_on: bool) -> None:
    found = truecms_reply(records)
    assert bool(found.next_pages) is goes_on
    assert found.promised_items is None


HTML = "<html><body>{}</body></html>"
ROW = "<li><a href='/art/2024/3/1/art_{}_{}.html'>第{}号关于开展工作的通知</a> 2024-03-01</li>"


def xxgk_reply(query: str, markup: str) -> Listing:
    return hanweb_xxgk._read_reply(read_page(HTML.format(markup).encode(), f"{HOST}/search.jsp?{query}"))


def test_without_a_column_only_its_own_articles_are_items() -> None:
    rows = ROW.format(7, 1, 1) + ROW.format(8, 2, 2)
    assert [link.url[-12:] for link in xxgk_reply("divid=div7", rows).links] == ["art_7_1.html"]
    assert len(xxgk_reply("divid=div7&infotypeId=A", rows).links) == 2


@pytest.mark.parametrize(("page", "further"), [("", 3), ("&currpage=1", 3), ("&currpage=2", 0)])
def test_the_first_reply_names_all_others(page: str, further: int) -> None:
    found = xxgk_reply(f"infotypeId=A{page}", ROW.format(7, 1, 1) + "<div>共4页 共70条</div>")
    assert (len(found.next_pages), found.promised_pages, found.promised_items) == (further, 4, 70)


def test_a_count_without_items_is_a_problem_of_a_column_only() -> None:
    assert xxgk_reply("infotypeId=A", "<div>共4页 共70条</div>").problem
    assert not xxgk_reply("infotypeId=A", "").problem
    assert not xxgk_reply("divid=div7", "<div>共4页 共70条</div>").problem
    assert xxgk_reply("divid=div7", "<div>共4页 共70条</div>").promised_items is None
    assert xxgk_reply("infotypeId=A", "<div>共5001页</div>").problem


@pytest.mark.parametrize(
    ("url", "markup", "matches"),
    [
        (f"{HOST}/zwgk/202403/t20240328_1.html", "", True),
        (f"{HOST}/zwgk/", "<a href='./202403/t20240328_1.html'>x</a>", True),
        (f"{HOST}/zwgk/", "<div class='TRS_Editor'>x</div>", True),
        (f"{HOST}/zwgk/", "<script>var countPage = 12;</script>", True),
        (f"{HOST}/zwgk/", "<script>countPage</script>", False),
        (f"{HOST}/zwgk/", "<p>x</p>", False),
    ],
)
def test_what_a_page_of_trs_has(url: str, markup: str, matches: bool) -> None:
    assert TRS.matches(read_page(HTML.format(markup).encode(), url)) is matches
