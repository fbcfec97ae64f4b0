"""Info lines that a page writes by script: document.write("2024-03-28"), var pubTime = "…",
$("#src").html(source).

Nobody sees these words in the HTML, so they are no lines of the page: they are read for its fields only.
Scripts are not run: literals, variables that hold one, and a choice between two of them are all that is
understood.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from extraction.markup.page import Page, elements_of_class
from extraction.markup.watched_words import watched
from extraction.prose.text import squeeze
from extraction.scripts.literals import plain_literal

# Scripts with an info line are short; libraries pasted into the page are not.
_LONGEST = 8_000
_LABEL_LIMIT = 40
_MOST_WITHIN, _STEPS = 5, 10
_ARGUMENT_LIMIT = 400
_STRING = r"\"((?:[^\"\\\n]|\\.){0,400})\"|['`]((?:[^'`\\\n]|\\.){0,400})['`]"
# Where a script writes: here, or into the element of this id or class.
_WRITES = re.compile(
    r"""
    document\.write(?:ln)?\s{0,9}\(  # document.write(
    |(?:getElementById\(|querySelector\(|\$\()\s{0,9}[\"']([#.]?[\w-]{1,60})[\"']\s{0,9}\)\s{0,9}\.  # $('#id').
    (?:html\(|text\(|append\(|(?:innerHTML|innerText|textContent)\s{0,9}=)  # html( or innerHTML =
    """,
    re.VERBOSE,
)
_ASSIGNED = re.compile(
    rf"\b([A-Za-z_$][\w$]{{0,40}})\s{{0,9}}=\s{{0,9}}(?:{_STRING}|(1\d{{9}}(?:\d{{3}})?)(?!\d))"
)
_CHOICE = re.compile(
    r"""
    \bif\s{0,9}\((?=[^{};]{2,170}+\{)([^{};]{1,160}?)\)\s{0,9}\{([^{}]{0,800})\}\s{0,99}else\s{0,9}\{([^{}]{0,800})\}  # if (…) {…} else {…}
    |\bif\s{0,9}\((?=[^{};]{3,570}+;\s{0,99}else\s[^{};]{1,400}+;)  # if (…) …; else …; is ahead
    ([^{};]{1,160}?)\)\s{0,9}([^{};]{1,400};)\s{0,99}else\s{1,9}([^{};]{1,400};)  # its three parts
    """,
    re.VERBOSE,
)
_TERNARY = re.compile(r"\(?([^?\"']{1,80}(?:[\"']{2})?[^?\"']{0,9})\)?\s{0,9}\?([^?:]{1,200}):([^?:]{1,200})")
_TERM = re.compile(
    rf"{_STRING}|(?<![\w.$])([A-Za-z_$][\w$]{{0,40}})(?![\w$(.])|(?<!\d)(1\d{{9}}(?:\d{{3}})?)(?!\d)"
)
_NAME = re.compile(r"[A-Za-z_$][\w$]{0,40}")
_VARIABLE = re.compile(
    r"\b(\w{1,40})\s{0,9}[=:]\s{0,9}(?:[\"']([^\"'\n<>]{2,60})[\"']|(1\d{9}(?:\d{3})?)(?!\d))"
)
_DATE_NAME = re.compile(
    r"""
    (?:doc|art|article|info|news)?_?  # docPubTime, fbsj
    (?:pub|publish|rel|release|issue|fb|fabu)\w{0,12}?(?:time|date|sj|rq|shijian)
    """,
    re.I | re.VERBOSE,
)
_SOURCE_NAME = re.compile(r"(?:content|article|info|doc)?_?(?:source(?:name)?|laiyuan|xxly|wzly)", re.I)
# What a script with such a variable holds somewhere, in small letters: most scripts are passed over by it.
_DATE_WORDS = (("pub", "release", "issue", "fb", "fabu"), ("time", "date", "sj", "rq", "shijian"))
_SOURCE_WORDS = ("source", "laiyuan", "xxly", "wzly")
_WRITE_WORDS = ("document.write", "innerHTML", "innerText", "textContent", ".html(", ".text(")
_TAG = re.compile(r"<[^<>]{0,400}>")
_STAMPED = etree.XPath("//*[@data-time or @data-timestamp]")
_STAMPS = ("data-time", "data-timestamp")
_HAS_STAMPS = watched(("data-time",))


def written_lines(page: Page) -> list[str]:
    """The lines that short scripts write: what appears before the place that is written to, and the words;
    variables whose names say publication date or source come as labelled lines."""
    lines: list[str] = []
    variables: dict[str, str] = {}
    unread: list[str] = []  # scripts whose variables nobody has asked for yet
    for script in page.tree.iter("script"):
        text = script.text or ""
        if not text or len(text) > _LONGEST:
            continue
        may_write = any(word in text for word in _WRITE_WORDS)
        unread += [text] if may_write else []
        if may_write and _WRITES.search(text):
            variables.update(pair for earlier in unread for pair in _assigned(earlier))
            unread.clear()
            lines.extend(_written(page, script, _decided(text, variables), variables))
        lines.extend(_variables(text) if _may_name_a_field(text.lower()) else ())
    if page.holds(_HAS_STAMPS):
        for element in _STAMPED(page.tree)[:20]:
            value = next(filter(None, map(element.get, _STAMPS)), "")
            if value and not "".join(element.itertext()).strip():
                lines.append(_before(element) + value)
    return lines


def _assigned(text: str) -> Iterator[tuple[str, str]]:
    for found in _ASSIGNED.finditer(text):
        yield found[1], plain_literal(found[2] or found[3] or found[4] or "")


def _written(page: Page, script: Any, text: str, variables: Mapping[str, str]) -> Iterator[str]:
    label = ""
    for found in _WRITES.finditer(text):
        value = _value(_argument(text, found.end()), variables)
        words = squeeze(_TAG.sub(" ", value))
        if not words:
            continue
        if found[1]:
            target = next(iter(_target(page, found[1])), None)
            yield (_before(target) if target is not None else "") + words
        else:
            label = label or _before(script)
            yield label + words


def _target(page: Page, selector: str) -> list[Any]:
    if selector.startswith("."):
        return elements_of_class(page.tree, selector[1:])
    found: list[Any] = page.tree.xpath("//*[@id=$name]", name=selector.lstrip("#"))
    return found


def _argument(text: str, start: int) -> str:
    """The code from here to the end of the call or of the statement."""
    depth, quote = 1, ""
    for at in range(start, min(len(text), start + _ARGUMENT_LIMIT)):
        character = text[at]
        if quote:
            quote = "" if character == quote and text[at - 1] != "\\" else quote
        elif character in "\"'":
            quote = character
        elif character in "(;)":
            depth += {"(": 1, ")": -1, ";": -depth}[character]
            if depth <= 0:
                return text[start:at]
    return text[start : start + _ARGUMENT_LIMIT]


def _decided(text: str, variables: Mapping[str, str]) -> str:
    """The script with only that branch of each choice that its variables choose."""

    def branch(found: re.Match[str]) -> str:
        condition, then, otherwise = (
            (found[1], found[2], found[3]) if found[1] else (found[4], found[5], found[6])
        )
        holds = _holds(condition, variables)
        return found[0] if holds is None else then if holds else otherwise

    return _CHOICE.sub(branch, text) if "else" in text else text


def _holds(condition: str, variables: Mapping[str, str]) -> bool | None:
    """Whether a condition on one variable or literal being filled holds; None where it is another one."""
    literal = re.search(r"[\"']([^\"']{1,80})[\"']\s{0,9}(!=|==)", condition)
    name = next((name for name in _NAME.findall(condition) if name in variables), None)
    if name is None and not literal:
        return None
    is_filled = bool(variables[name].strip() if name else literal and literal[1].strip())
    is_negated = (
        re.match(r"\s{0,9}!(?!=)", condition) is not None or re.search(r"(?<!!)={2,3}", condition) is not None
    )
    return is_filled != is_negated


def _value(expression: str, variables: Mapping[str, str]) -> str:
    """What an expression of literals and variables comes to: joined by +, the first filled one of a || b, one
    of two by a condition."""
    if choice := _TERNARY.fullmatch(expression.strip()):
        holds = _holds(choice[1], variables)
        return _value(choice[2] if holds in (True, None) else choice[3], variables)
    for part in expression.split("||"):
        terms = (
            plain_literal(found[1] or found[2] or "") or variables.get(found[3] or "", "") or found[4] or ""
            for found in _TERM.finditer(part)
        )
        if value := "".join(terms):
            return value
    return ""


def _may_name_a_field(text: str) -> bool:
    return any(word in text for word in _SOURCE_WORDS) or all(
        any(word in text for word in words) for words in _DATE_WORDS
    )


def _variables(text: str) -> Iterator[str]:
    for found in _VARIABLE.finditer(text):
        value = plain_literal(found[2] or found[3])
        if _DATE_NAME.fullmatch(found[1]):
            yield f"发布时间：{squeeze(value)}"
        elif _SOURCE_NAME.fullmatch(found[1]) and re.search(r"[\u4e00-\u9fff]", value):
            yield f"来源：{squeeze(value)}"


def _before(element: Any) -> str:
    """The end of the text in the same element before this one: the label of what it writes. Further back
    than an element with many others in it no label appears."""
    around = element.getparent()
    if around is None:
        return ""
    shown, before, steps = "", element.getprevious(), 0
    while before is not None and len(shown) < _LABEL_LIMIT and len(before) <= _MOST_WITHIN and steps < _STEPS:
        steps += 1
        is_text = isinstance(before.tag, str) and before.tag not in ("script", "style", "noscript")
        shown = ("".join(before.itertext()) if is_text else "") + (before.tail or "") + shown
        before = before.getprevious()
    if before is None:
        shown = (around.text or "") + shown
    if not shown.strip() and around.tag in ("span", "em", "i", "b", "font", "a", "strong"):
        return _before(around)
    return squeeze(shown)[-_LABEL_LIMIT:]
