"""What a form of a page sends."""

import pytest

from extraction.markup.page import read_page
from extraction.scripts.forms import form_request
from records import PageRequest

URL = "http://www.cixi.gov.cn/list.jsp"


def sent(fields: str, attributes: str = "", **changes: str) -> PageRequest | None:
    page = read_page(f"<html><body><form {attributes}>{fields}</form></body></html>".encode(), URL)
    return form_request(page, next(page.tree.iter("form")), changes)


@pytest.mark.parametrize(
    ("field", "query"),
    [
        ("<input name=a value=1>", "a=1"),
        ("<input name=a>", "a="),
        ("<input value=1>", ""),
        ("<input name=a type=hidden value=1>", "a=1"),
        ("<input name=a type=SUBMIT value=1>", ""),
        ("<input name=a type=button value=1>", ""),
        ("<input name=a type=image value=1>", ""),
        ("<input name=a type=reset value=1>", ""),
        ("<input name=a type=file value=1>", ""),
        ("<input name=a type=password value=1>", ""),
        ("<input name=a type=checkbox value=1>", ""),
        ("<input name=a type=checkbox value=1 checked>", "a=1"),
        ("<input name=a type=radio value=1><input name=a type=radio value=2 checked>", "a=2"),
        ("<select name=a><option value=1>甲<option value=2 selected>乙</select>", "a=2"),
        ("<select name=a><option value=1>甲<option value=2>乙</select>", "a=1"),
        ("<select name=a></select>", "a="),
        ("<textarea name=a>x</textarea>", "a=x"),
    ],
)
def test_a_field_is_sent_as_a_browser_sends_it(field: str, query: str) -> None:
    assert sent(field) == PageRequest(f"{URL}?{query}", "list")


def test_what_is_changed_is_sent_by_name_or_id_whatever_it_is() -> None:
    assert sent("<input name=a value=1>", a="2") == PageRequest(f"{URL}?a=2", "list")
    assert sent("<input name=a id=b value=1>", b="2") == PageRequest(f"{URL}?a=2", "list")
    assert sent("<input name=a type=submit value=1>", a="2") == PageRequest(f"{URL}?a=2", "list")


def test_a_form_goes_where_and_how_it_says() -> None:
    got = sent("<input name=a value=1>", "action=/search?x=1 method=get")
    assert got == PageRequest("http://www.cixi.gov.cn/search?a=1", "list")
    posted = sent("<input name=a value=慈>", "action=/search method=POST")
    assert posted and (posted.method, posted.body) == ("POST", "a=%E6%85%88")
    assert posted.headers == (("Content-Type", "application/x-www-form-urlencoded"),)
    assert sent("<input name=a>", "action=javascript:void(0)") is None


@pytest.mark.parametrize(("fields", "is_sent"), [(200, True), (201, False)])
def test_a_form_of_more_than_two_hundred_fields_is_none(fields: int, is_sent: bool) -> None:
    assert (sent("".join(f"<input name=a{n}>" for n in range(fields))) is not None) is is_sent
