"""Small scripts as pagers and openers write them, composed by chance, and what is read in them."""

from random import Random
from typing import Any

from extraction.scripts.literals import plain_literal
from extraction.scripts.script_code import (
    Names,
    arguments,
    branch_end,
    condition,
    evaluate,
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
    words,
)
from extraction.scripts.script_values import combined, holds

VALUES = (
    "0",
    "1",
    "2",
    "7",
    "15",
    "''",
    "'a'",
    '"list_"',
    "'12'",
    "n",
    "page",
    "obj.curr",
    "url",
    "'.html'",
    "this.data.id",
)
LITERALS = (
    r"'a\u4e00b'",
    r"'\x41%u4e00'",
    r'"\n\t\'x"',
    "`a${n}b`",
    "`${n+1}`",
    "'%E6%B3%95'",
    "/* c */ 3",
    "1e3",
    "1000000000",
)
CALLS = ("parseInt({})", "Number({})", "String({})", "encodeURIComponent({})", "Math.max({}, 2)", "escape({})", "{}.toString()",
         "({})", "unescape('%u6cd5')", "atob('5rOV5rK7')", "api.getCurrent()", "f({})")  # fmt: skip
SIGNS = ("+", "-", "*", "/", "%", "==", "!=", "===", "!==", "<", ">", "<=", ">=", "&&", "||", ",", " ")
PLAIN: tuple[Any, ...] = (
    None,
    0,
    1,
    -1,
    7,
    10**9,
    10**9 + 1,
    "",
    "0",
    "7",
    "a",
    "123456789",
    "1234567890",
    True,
)
SECONDS: tuple[Any, ...] = (
    0,
    1,
    -1,
    True,
    "1",
    1e10,
    9_999_999_999,
    1_700_000_000,
    1_700_000_000_000,
    1e18,
    None,
)
TEXT = "var total = '{}'; total: {}, size=\"{}\" queryUrl = '/a/{}?b=1&amp;c' <x>{}</x> list : [{{\"a\": {}}}, {}]"


def expression(rng: Random, depth: int = 0) -> str:
    """An expression; deep ones at times."""
    how = rng.randrange(8)
    if how < 3 or depth > 14:
        return rng.choice(VALUES + LITERALS)
    if how == 3:
        return rng.choice(CALLS).format(expression(rng, depth + 1))
    if how == 4:
        test = f"{expression(rng, depth + 1)}{rng.choice(SIGNS)}{expression(rng, depth + 1)}"
        return f"{test} ? {expression(rng, depth + 1)} : {expression(rng, depth + 1)}"
    return f"{expression(rng, depth + 1)}{rng.choice(SIGNS)}{expression(rng, depth + 1)}"


def readings(rng: Random) -> Any:
    """What is read in a script, in its expressions and in the values a page keeps in code."""
    names = Names({"n": 3, "page": "2", "url": "/list_", "obj": 5}, {"id": "12"})
    some = [expression(rng) for _ in range(12)]
    script = (
        f"var a = {some[0]}; let b={some[1]},c = {some[2]};\nfunction go({rng.choice(('n', 'n, page', ''))}) {{ if ({some[3]}) "
        f"{{ location.href = {some[4]}; }} else {{ x = {some[5]} }} }}\nvar turn = function(n) {{ return {some[6]} }};"
        f"show = (n) => {{ {some[7]} }}"
    )
    held = [rng.choice(("7", "0", "12", "999999999", "1234567890", "x", "")) for _ in range(7)]
    text = TEXT.format(*held)
    one, other = rng.choice(PLAIN), rng.choice(PLAIN)
    url = f"http://a.cn/b?a={held[0]}&page=2&a=3&c={held[1]}"
    return (
        [
            evaluate(some[8] + rng.choice(("", ";", ") x", " , 3")), names),
            evaluate("1 ? " * 13 + some[9], names),
        ],
        arguments(", ".join(some[rng.randrange(12) :]) + rng.choice((")", ");", "")) + " rest", names),
        condition(f"{some[10]}{rng.choice(SIGNS)}{some[11]}) {{ a = 1; }} else b = 2;", 0, names),
        branch_end(script, rng.randrange(len(script))),
        functions(script),
        list(variables(script)),
        [plain_literal(literal.strip("'\"`")) for literal in some],
        [holds(one, sign, other) for sign in SIGNS[5:13]],
        [combined(one, other, sign) for sign in "+-*/%"],
        (count(one), words(one), day_of(rng.choice(SECONDS))),
        (
            json_after(text, "list", "["),
            list(pieces(text, "<x>", "</x>")),
            script_value(text, rng.choice(("total", "size"))),
        ),
        call_in(text, f"/a/{held[3]}"),
        (query_of(url), with_query(url, page="3", d=held[2])),
    )
