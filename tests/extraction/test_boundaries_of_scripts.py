"""The part of JavaScript that is understood, value by value; each number that ends the understanding, on both
sides."""

from datetime import date
from typing import Any

import pytest

from extraction.scripts.literals import plain_literal
from extraction.scripts.script_code import (
    Names,
    arguments,
    block,
    branch_end,
    condition,
    evaluate,
    from_base64,
    functions,
    variables,
)
from extraction.scripts.script_data import (
    call_in,
    count,
    day_of,
    json_after,
    pieces,
    query_of,
    script_value,
    with_query,
)
from extraction.scripts.script_values import Value, combined, holds, number

NAMES = Names(
    {"a": 3, "s": "x", "none": "", "nil": 0}, {"page": "4", "id": "0123456789", "nine": "123456789"}
)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1+2*3", 7), ("(1+2)*3", 9), ("a-1", 2), ("'p'+a", "p3"), ("`n${a}x${s}`", "n3xx"), ("`n${zz}`", None),
        ("parseInt('5')", "5"), ("s.toString()", "x"), ("atob('5rOV')", "法"), ("unescape('%u6CD5')", "法"),
        ("decodeURIComponent('%E6%B3%95')", "法"), ("$(this).data('page')", 4), ("this.dataset.page", "4"),
        ("$(this).attr('data-page')", "4"), ("$(this).data('id')", "0123456789"), ("$(this).data('nine')", 123_456_789),
        ("a>2?'y':'n'", "y"), ("a<2?'y':'n'", "n"), ("s?'y':'n'", "y"), ("none?'y':'n'", "n"), ("nil?'y':'n'", "n"),
        ("zz?'y':'n'", None), ("a==3?1", None), ("a.curr", 3), ("zz", None), ("zz.curr", None), ("9" * 12, 999_999_999_999),
        ("9" * 13, None), ("foo(1)", None), ("api.getCurrent()", None), ("-1", None), ("", None),
        (r"'a\'b\u6cd5\x41\n\q'", "a'b法A\nq"), ('"x"', "x"), ("'" + "x" * 4000 + "'", "x" * 4000), ("'" + "x" * 4001 + "'", None),
        ("(" * 12 + "1" + ")" * 12, 1), ("(" * 13 + "1" + ")" * 13, None), ("(1", None),
    ],
    ids=lambda value: str(value)[:24],
)  # fmt: skip
def test_an_expression_has_its_value_or_none(expression: str, value: Value) -> None:
    assert evaluate(expression, NAMES)[0] == value


@pytest.mark.parametrize(
    ("one", "sign", "other", "value"),
    [
        (1, "+", 2, 3), (1, "+", "2", "12"), ("3", "-", 2, 1), (3, "*", 2, 6), (10**9, "-", 1, 999_999_999),
        (10**9 + 1, "-", 1, None), (-(10**9) - 1, "*", 1, None), (1, "*", 10**9 + 1, None), (1, "+", None, None), (None, "+", 1, None),
        ("x", "-", 1, None), (1, "-", "x", None), ("a" * 1999, "+", "b", "a" * 1999 + "b"), ("a" * 1999, "+", "bc", "a" * 1999 + "b"),
    ],
    ids=lambda value: str(value)[:12],
)  # fmt: skip
def test_two_values_are_combined(one: Value, sign: str, other: Value, value: Value) -> None:
    assert combined(one, other, sign) == value


@pytest.mark.parametrize(
    ("left", "sign", "right", "does"),
    [
        (1, "==", "1", True), (1, "!=", 1, False), ("a", "===", "a", True), ("a", "!==", "b", True), (1, "<", 2, True), (2, "<", 2, False),
        (2, "<=", 2, True), (3, "<=", 2, False), (2, ">", 2, False), (3, ">", 2, True), (2, ">=", 2, True), (1, ">=", 2, False),
        ("a", ">", 2, None), (2, ">", "a", None), (None, "==", 1, None), (1, "==", None, None),
    ],
)  # fmt: skip
def test_a_comparison_holds(left: Value, sign: str, right: Value, does: bool | None) -> None:
    assert holds(left, sign, right) is does


def test_what_is_a_number() -> None:
    given: list[Value] = ["123456789", "1234567890", "x", "", 0, None]
    assert [number(value) for value in given] == [123_456_789, None, None, None, 0, None]
    counts: list[Any] = ["5", "123456789", "1234567890", 0, -1, True, 5, "x", None]
    assert [count(value) for value in counts] == [5, 123_456_789, None, 0, None, None, 5, None, None]


@pytest.mark.parametrize(("length", "is_found"), [(2998, True), (2999, False)])
def test_a_function_is_short(length: int, is_found: bool) -> None:
    assert block("{" + "x" * length + "}", 0) == ("x" * length if is_found else "")
    assert (block("{a{b}c}d", 0), block("{a", 0)) == ("a{b}c", "")


def test_functions_and_variables_by_name() -> None:
    written = "function f(a, b) {x} g = function(c){y}; h=(d)=>{z}; var f=function(){w}; k:function(){q}"
    found = {name: (one.parameters, one.body) for name, one in functions(written).items()}
    assert found == {"f": (("a", "b"), "x"), "g": (("c",), "y"), "h": (("d",), "z"), "k": ((), "q")}
    assert list(variables("var a=1; let b='x';c=2,d=zz;if(a==1){e=3}")) == [
        ("a", 1), ("b", "x"), ("c", 2), ("e", 3),
    ]  # fmt: skip


def test_arguments_end_at_the_bracket() -> None:
    assert arguments("1,'b',a) ,3", NAMES) == [1, "b", 3]
    assert arguments("1;2", NAMES) == [1]
    assert len(arguments(",".join("1" * 13) + ")", NAMES)) == 12
    assert [arguments("1" + " " * space + ",2)", NAMES) for space in (399, 400)] == [[1, 2], [1]]


def test_a_condition_and_the_branch_behind_it() -> None:
    assert condition("a==3) x; y", 0, NAMES) == (True, 5, 8)
    assert condition("a!=3) {x} y", 0, NAMES) == (False, 5, 9)
    assert condition("a) x", 0, NAMES)[0] is None and condition("zz==3) x", 0, NAMES)[0] is None
    assert [branch_end(text, 0) for text in ("  {ab}c", "ab;c", "ab")] == [6, 3, 2]
    assert [branch_end("x" * long + ";y", 0) for long in (2999, 3000)] == [3000, 3002]


@pytest.mark.parametrize(
    ("seconds", "day"),
    [
        (1_700_000_000, date(2023, 11, 15)), (1_700_000_000_000, date(2023, 11, 15)), (9_999_999_999, date(2286, 11, 21)),
        (10_000_000_000, date(1970, 4, 27)), (1_704_038_399, date(2023, 12, 31)), (1_704_038_400, date(2024, 1, 1)),
        (0, None), (-1, None), (True, None), ("x", None), (1e30, None),
    ],
)  # fmt: skip
def test_the_day_in_china_of_an_instant(seconds: Any, day: date | None) -> None:
    assert day_of(seconds) == day


def test_queries_and_values_in_scripts() -> None:
    assert query_of("http://a/?x=1&x=2&y=") == {"x": "2", "y": ""}
    assert query_of("http://[/?x=1") == {}
    assert with_query("http://a/?x=1&x=2&y=&z#f", x="9", w="8") == "http://a/?x=9&y=&z&w=8"
    assert script_value("a.name=1; name='x'", "name") == "x"
    assert script_value("rename=5,name:6", "name") == "6"
    assert (script_value("name[]=7", "name"), script_value("name=''", "name")) == ("7", "")
    assert list(pieces("a[b]c[d]e[f", "[", "]")) == ["b", "d"]
    assert json_after('a [1] a:{"b":2}', "a", "{") == {"b": 2}
    assert (json_after("a:{x", "a", "{"), json_after("zz", "a", "{")) == (None, None)


def test_an_address_in_quotes() -> None:
    assert call_in("x='/m/s.jsp?a=1&amp;b=2' y", "/s.jsp") == "/m/s.jsp?a=1&b=2"
    assert call_in("x" * 250 + "/s.jsp?a", "/s.jsp") == "/s.jsp?a"
    assert [call_in("'" + "a" * n + "/s.jsp'", "/s.jsp")[:2] for n in (199, 200)] == ["aa", "/s"]
    assert len(call_in("'/s.jsp" + "a" * 4000 + "'", "/s.jsp")) == 3000
    assert call_in("nothing", "/s.jsp") == ""


def test_escapes_are_undone() -> None:
    assert plain_literal(r"\u4e91\x41%u4E91%E4%BA%91\n\r\t\b\q") == "云A云云\n\n q"
    assert [from_base64(text) for text in ("5rOV", "5r OV", "/w==", "x")] == ["法", "法", "ÿ", None]
