"""What scripts and replies say of a list's calls."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.scripts.script_data import call_in, form_post, query_of, script_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("var a = {siteId: '6784'}", "6784"),
        ('{"siteId": "6784"}', "6784"),
        ("var siteId=6784;", "6784"),
        ("siteId: '' , siteId: 7", "7"),
        ("mysiteId: 5; siteIds: 6", ""),
        ("'siteId[]': 'xx'", "xx"),
        ("nothing", ""),
    ],
)
def test_a_value_in_a_script(text: str, value: str) -> None:
    assert script_value(text, "siteId") == value


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ('$.get("/a/module/xxgk/search.jsp?x=1&amp;y=2", f)', "/a/module/xxgk/search.jsp?x=1&y=2"),
        ("load('/module/xxgk/search.jsp')", "/module/xxgk/search.jsp"),
        ('url: "http://b.gov.cn/module/xxgk/search.jsp?z"', "http://b.gov.cn/module/xxgk/search.jsp?z"),
        ("<p>no call", ""),
    ],
)
def test_a_call_in_a_script(text: str, call: str) -> None:
    assert call_in(text, "/module/xxgk/search.jsp") == call


@given(st.text(alphabet="siteId=:'\" \\/module.jsp?&;", max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    script_value(text, "siteId")
    call_in(text, "/module")


def test_a_form_stands_in_the_address_too() -> None:
    request = form_post("http://a.gov.cn/q?page=1&x=%E5%8E%BF", {"page": "2", "name[]": "法治"})
    assert query_of(request.url) == {"page": "2", "x": "县", "name[]": "法治"}
    assert (request.method, request.body) == ("POST", "page=2&name%5B%5D=%E6%B3%95%E6%B2%BB")
