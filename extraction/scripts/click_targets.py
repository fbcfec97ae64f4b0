"""Where a click on an element of a page leads: its href, the code of its attributes, what a script listens
to.

The address comes from the page alone: literals, functions of the page, attributes, fields of forms. Imports
markup.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from extraction.markup.page import Page
from extraction.scripts.forms import form_request
from extraction.scripts.page_scripts import scripts_of
from extraction.scripts.script_code import (
    Names,
    arguments,
    block,
    branch_end,
    condition,
    evaluate,
)
from extraction.scripts.script_values import Value
from records import PageRequest

_DEEPEST = 4
CLICKS = (
    "onclick",
    "onchange",
    "ng-click",
    "@click",
    "v-on:click",
    "data-onclick",
    "onmousedown",
    "ontouchend",
)
_DATA_ADDRESS = re.compile(
    r"""
    data-(?:\w{0,20}-)?  # data-url, data-page-href
    (?:url|href|link|uri|src|path|next|target|go|page-?url|load|action|to|file|location|jump)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ADDRESS = re.compile(
    r"""
    \s{0,99}+(?>
    (?:https?:)?[/\\]{2}[\w.-]{3}  # with a host
    |\.{0,2}[/\\]|[?]  # from the root, from here, or a query
    |[\w%./\\-]{0,200}\.(?:[sjp]?html?|[aj]spx?|php|do|action|htm)\b  # a name of a page
    |[\w-]{1,40}+[/\\][\w./\\-]  # a folder and more
    )[^\s\"'<>]{0,2100}+\s{0,99}+  # and the rest
    """,
    re.IGNORECASE | re.VERBOSE,
)
_STATEMENT = re.compile(
    r"""
    # location.href = …
      (?P<go>(?:(?:window|document|self|parent|top
        |this)\s{0,4}\.\s{0,4}){0,3}\blocation(?:\s{0,4}\.\s{0,4}(?P<part>href|search|pathname
        |hash))?\s{0,4}=(?!=))
    # location.replace(…), window.open(…)
    | (?P<call>\blocation\s{0,4}\.\s{0,4}(?:replace|assign)\s{0,4}\(|\bwindow\s{0,4}\.\s{0,4}open\s{0,4}\(
        |(?<![\w.$])open\s{0,4}\()
    # $.get(…), .load(…), fetch(…)
    | (?P<get>(?:\$|jQuery|axios|http|\$http)\s{0,4}\.\s{0,4}(?P<how>get|post|getJSON)\s{0,4}\(
        |\.\s{0,4}load\s{0,4}\((?=\s{0,4}[\"'`\w$])|\bfetch\s{0,4}\()
    # $.ajax({ …
    | (?P<ajax>(?:\$|jQuery)\s{0,4}\.\s{0,4}ajax\s{0,4}\(\s{0,4}\{)
    # field.value = …
    | (?<![\w$.\[\]\"'()#-])(?P<field>[\w$.\[\]\"'()#-]{1,300}?)\.\s{0,4}value\s{0,4}=(?!=)
    # $('#field').val(…)
    | (?:\$|jQuery)\(\s{0,4}[\"'](?:input\[name=[\"']?|\#
        |\[name=[\"']?)?(?P<jfield>[\w.$-]{1,60})[\"'\]]{0,4}\s{0,4}\)\s{0,4}\.\s{0,4}val\s{0,4}\((?!\s{0,4}\))
    # form.submit()
    | (?<![\w$.\[\]\"'()#-])(?P<submit>[\w$.\[\]\"'()#-]{1,300}?)\.\s{0,4}submit\s{0,4}\(
    # name = …
    | (?P<cond>\bif\s{0,4}\()
    | (?P<set>(?<![.\w$])[A-Za-z_$][\w$]{0,60})\s{0,4}=(?![=>])
    # name++, name += 1
    | (?P<inc>(?<![.\w$])[A-Za-z_$][\w$]{0,60})\s{0,4}(?:\+\+|\+=\s{0,4}1\b)
    | \+\+\s{0,4}(?P<inc2>[A-Za-z_$][\w$]{0,60})
    # name(…)
    | (?P<own>(?<![.\w$])[A-Za-z_$][\w$]{0,60})\s{0,4}\(
    """,
    re.VERBOSE,
)
_ELSE = re.compile(r"\s{0,20}else\b")
_KEYWORDS = frozenset([
    "if", "for", "while", "switch", "return", "function", "catch", "typeof",
    "new", "var", "let", "const", "else", "do", "try", "void",
])  # fmt: skip


class Opened(NamedTuple):
    """What a click leads to: kind is go (a page), get (rows for this page), form."""

    kind: str
    request: PageRequest


def opened_by(page: Page, element: Any) -> Opened | None:
    """Where a click on this element leads, None where the page does not say."""
    if element.tag in ("a", "area"):
        href = element.get("href", "")
        if url := page.absolute(href):
            return Opened("go", PageRequest(url, "list"))
    scripts = scripts_of(page)
    codes = (
        [element.get("href", "").lstrip()[11:]]
        if element.get("href", "").lstrip()[:11].lower() == "javascript:"
        else []
    )
    codes += [element.get(name, "") for name in CLICKS if element.get(name)]
    handler = scripts.handlers.get(element)
    codes += [handler] if handler else []
    for code in codes:
        if found := next(run(page, code[:2000], this_of(element)), None):
            return found
    for name, value in element.attrib.items():
        if _DATA_ADDRESS.fullmatch(name) and _ADDRESS.fullmatch(value) and (url := page.absolute(value)):
            return Opened("go", PageRequest(url, "list"))
    return None


def this_of(element: Any) -> dict[str, str]:
    """The values of `this` in a script of an element: its attributes, data-page also as page."""
    said = {name: value for name, value in element.attrib.items() if isinstance(name, str)}
    return said | {
        name.removeprefix("data-"): value for name, value in said.items() if name.startswith("data-")
    }


def run(
    page: Page, code: str, this: Mapping[str, str], values: Mapping[str, Value] | None = None
) -> Iterator[Opened]:
    """What the code leads to, likeliest first: what depends on something before what is always the same."""
    names = Names(dict(scripts_of(page).variables) | dict(values or {}), this)
    found = list(_run(page, code, names, 0))
    yield from sorted(found, key=lambda one: one.kind == "get")
    if not found:
        # An unknown function that is given an address opens it.
        for quoted in re.findall(r"[\w$.]{1,60}\(\s{0,9}[^()]{0,200}?[\"']([^\"'\n]{1,1000})[\"']", code):
            if _ADDRESS.fullmatch(quoted) and (url := page.absolute(quoted)):
                yield Opened("go", PageRequest(url, "list"))


def _run(page: Page, code: str, names: Names, depth: int) -> Iterator[Opened]:
    fields: dict[str, Value] = {}
    alternatives: list[Opened] = []
    passed_over: list[tuple[int, int]] = []
    for match in _STATEMENT.finditer(code):
        if any(begin <= match.start() < end for begin, end in passed_over):
            continue
        if match["cond"]:
            is_true, begin, end = condition(code, match.end(), names)
            if is_true and code[begin:end].lstrip("{ \r\n\t").startswith("return"):
                break
            if is_true is False:
                passed_over.append((begin, end))
            elif is_true and (other := _ELSE.match(code, end)):
                passed_over.append((end, branch_end(code, other.end())))
        elif match["set"]:
            value, end = evaluate(code, names, match.end())
            if match["set"] not in _KEYWORDS and end > match.end():
                names.values[match["set"]] = value
        elif name := match["inc"] or match["inc2"]:
            value = names.values.get(name)
            names.values[name] = value + 1 if isinstance(value, int) else None
        elif match["go"] or match["call"] or match["get"]:
            value = evaluate(code, names, match.end())[0]
            if match["part"] == "search" and isinstance(value, str):
                value = "?" + value.lstrip("?")
            if opened := _opened(page, value, "get" if match["get"] else "go"):
                alternatives.append(opened)
        elif match["ajax"]:
            alternatives.extend(_of_ajax(page, code, match.end() - 1, names))
        elif match["field"] or match["jfield"]:
            name = match["jfield"] or _last_name(match["field"])
            fields[name] = evaluate(code, names, match.end())[0]
        elif match["submit"]:
            yield from _submitted(page, match["submit"], fields)
        elif match["own"] and match["own"] not in _KEYWORDS:
            given = arguments(code[match.end() : match.end() + 1500], names)
            yield from _called(page, match["own"], given, names, depth)
    # Of two branches the last is the one for later pages: if (n == 1) … else ….
    yield from reversed(alternatives)


def _last_name(path: str) -> str:
    """The field that a path of names ends in: `page` of document.forms["f"].page, of $("#page")."""
    return re.sub(r"[\"')\]]+$", "", re.split(r"[.(\[\"'#]", path.rstrip("\"')]"))[-1])


def _opened(page: Page, value: Value, kind: str) -> Opened | None:
    url = page.absolute(value) if isinstance(value, str) and len(value) > 1 else ""
    return Opened(kind, PageRequest(url, "list")) if url else None


def _of_ajax(page: Page, code: str, start: int, names: Names) -> Iterator[Opened]:
    body = block(code, start)
    at = re.search(r"\burl\s{0,4}:", body)
    value = evaluate(body, names, at.end())[0] if at else None
    is_post = re.search(r"\b(?:type|method)\s{0,4}:\s{0,4}[\"']post", body, re.IGNORECASE)
    if opened := _opened(page, value, "get") if not is_post and "data" not in body else None:
        yield opened


def _called(page: Page, name: str, given: list[Value], names: Names, depth: int) -> Iterator[Opened]:
    if name == "__doPostBack" and len(given) >= 2:
        yield from _submitted(page, "", {"__EVENTTARGET": given[0], "__EVENTARGUMENT": given[1]})
        return
    function = scripts_of(page).functions.get(name)
    if function is None or depth >= _DEEPEST:
        return
    inner = dict(names.values) | dict(zip(function.parameters, [*given, *[None] * 12], strict=False))
    yield from _run(page, function.body, Names(inner, names.this), depth + 1)


def _submitted(page: Page, said: str, fields: Mapping[str, Value]) -> Iterator[Opened]:
    """The request of the form that holds these fields, or is called so."""
    if any(value is None for value in fields.values()):
        return
    forms = list(page.tree.iter("form"))
    names = {
        field.get("name") or field.get("id"): field
        for form in forms
        for field in form.iter("input", "select")
    }
    own = [
        form
        for form in forms
        if fields and set(fields) & {f.get(k) for f in form.iter("input", "select") for k in ("name", "id")}
    ]
    called = [form for form in forms if form.get("name", form.get("id", "\0")) in said]
    form = next(iter([one for one in own if one in called] or own or called or forms[:1]), None)
    if form is None or not names:
        return
    if request := form_request(page, form, {name: str(value) for name, value in fields.items()}):
        yield Opened("form", request)
