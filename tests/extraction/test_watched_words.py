"""Words looked for in one pass: a page tells of each whether it holds it, also of those asked for later."""

from datetime import UTC, datetime

from extraction.facts.places import find_places
from extraction.markup.page import read_page
from extraction.markup.watched_words import watched
from extraction.reading import extract

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def test_a_page_holds_the_words_that_stand_in_its_markup() -> None:
    asked = watched(("标识码：", "zoom-of-no-other-page"))
    assert read_page("<p>网站标识码：1234560001</p>".encode()).holds(asked)
    assert not read_page("<p>网站标识 码</p>".encode()).holds(asked)


def test_words_asked_for_later_are_found_on_the_next_page() -> None:
    markup = b"<p class='asked-for-later'>1</p>"
    assert "asked-for-later" not in read_page(markup).words
    assert read_page(markup).holds(watched(("asked-for-later",)))


def test_one_word_within_another_is_found_too() -> None:
    asked = watched(("data-time-within", "time-within"))
    assert read_page(b"<p data-time-within='1'>").words >= asked


def test_a_name_of_two_characters_is_a_place() -> None:
    assert [named.start for named in find_places("在滑县和东城区")] == [1, 4]


def test_variables_of_an_earlier_script_are_known_to_the_one_that_writes() -> None:
    page = """<html><body><h1>某县2023年法治政府建设情况报告</h1>
<script>var src = "某县司法局"; function a(b) { b.innerHTML = "" }</script>
<div>来源：<span><script>document.write(src)</script></span></div><div id="zoom"><p>2023年，某县认真贯彻落实
法治政府建设实施纲要，各项工作取得新成效。</p></div></body></html>"""
    assert extract(page.encode(), "http://www.example.gov.cn/a.html", now=NOW).source == "某县司法局"
