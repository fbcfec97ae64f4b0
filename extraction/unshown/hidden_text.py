"""Prose that a page hides until a click or a script shows it. A hidden block that continues the text is text.
One that repeats the text is a copy for another screen. Any other was not shown to readers: it becomes an
issue and a receipt."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from lxml import etree

from extraction.markup.page import Page
from extraction.markup.visible import lines_of, read_visible
from extraction.prose.dates import is_date_line
from extraction.prose.outline import heading_level, number_of, numbering
from extraction.prose.site_notices import is_site_notice
from extraction.prose.text import Words, bare

# Shorter hidden texts that are no numbered part of a text are captions, tips and messages.
_SHORTEST = 60
# So much of a text is looked for among what is shown, to tell a copy of it.
_SAMPLE = 24
_WHOLE = 120
_HEADING = 60
_HAS_SENTENCE = etree.XPath("boolean(descendant-or-self::*/text()[contains(., '。') or contains(., '；')])")
_TOGGLE = re.compile(
    r"""
    (?:点击)?(?:展开|阅读|查看|显示|浏览|加载)(?:阅读|查看|显示)?  # 点击展开阅读全文
    (?:全文|更多|全部|剩余|余下|正文|下文|内容)*
    |收起|更多内容|全文|下一?页|继续阅读|余下全文
    """,
    re.VERBOSE,
)
_NAME_OF_PAGE = re.compile(
    r"""
    (?:page|content|part|text|con|more|rest|zw|fulltext|all)[-_]?\d{1,2}  # page2, con_3
    |more|rest
    |(?:panel-?|card-?)?collapse|accordion(?:-\w{1,12})?|fold(?:-?(?:con|content|body))?
    """,
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=2)  # called twice for each page
def hidden_prose(page: Page) -> list[tuple[Any, str]]:
    """The outermost hidden elements that hold prose which the page does not show elsewhere, each with its
    text."""
    found: list[tuple[Any, str]] = []
    shown = ""
    waiting = list(reversed(page.visible.hidden))
    while waiting:
        element = waiting.pop()
        if not _HAS_SENTENCE(element):
            continue
        # A menu that nothing closes holds the rest of the page, and other hidden elements with it.
        seen = read_visible(element)
        waiting.extend(reversed(seen.hidden))
        lines = [Words(text) for text, _ in lines_of(seen.pieces)]
        prose = "\n".join(line.text for line in lines)
        words = bare(prose)
        is_part = any(heading_level(line) in (1, 2) for line in lines) or _is_named_as_page(element)
        is_short = len(words) < _SHORTEST and not is_part
        if is_short or not any(mark in words for mark in "，。；"):
            continue
        shown = shown or bare("".join(page.visible.pieces))
        middle = len(words) // 2
        if words[:_SAMPLE] in shown or words[middle : middle + _SAMPLE] in shown:
            continue
        found.append((element, prose))
    return found


def continuing(page: Page, shows_text: bool) -> list[Any]:
    """The hidden elements that belong to the text of a page; shows_text is False where it shows none."""
    wanted: list[Any] = []
    for element, prose in hidden_prose(page):
        lines = [Words(line) for line in prose.split("\n")]
        if sum(map(is_site_notice, lines)) * 2 >= len(lines):
            continue
        before, after = _around(page, element, wanted)
        if _continues(element, lines, before, after) or (not shows_text and _is_whole(lines)):
            wanted.append(element)
            shows_text = True
    return wanted


def _around(page: Page, element: Any, revealed: Sequence[Any]) -> tuple[list[Words], list[Words]]:
    """The lines before and after a hidden element."""
    visible = read_visible(page.tree, frozenset((element, *revealed)))
    before, after = visible.around(element)
    return [Words(text) for text, _ in lines_of(before)], [Words(text) for text, _ in lines_of(after)]


def _continues(element: Any, lines: list[Words], before: list[Words], after: list[Words]) -> bool:
    """True where the numbers of the headings continue those before or are continued by those after; or a
    button to unfold is beside, or the element's name numbers a page of the text."""
    first, last = next(_numbers(lines), None), dict(_numbers(lines))
    above = dict(_numbers(before))
    if first and (
        above.get(first[0]) == first[1] - 1 or (first == (2, 1) and before and _numbered(before[-1], 1))
    ):
        return bool(above)
    if before and _opens(before[-1]) and any("。" in line.text for line in lines):
        return True  # a panel that folds below its heading
    following = next((pair for pair in _numbers(after) if pair[0] in last), None)
    if following and last[following[0]] == following[1] - 1:
        return True
    is_told = any(_TOGGLE.fullmatch(line.key) for line in (*before[-2:], *after[:3]))
    has_begun = any(len(line.text) > 25 and line.text.endswith(("。", "；", "：")) for line in before[-6:])
    signed = any(map(is_date_line, lines[-2:])) and bool(above)
    return has_begun and (is_told or signed or _is_named_as_page(element))


def _is_named_as_page(element: Any) -> bool:
    names = f"{element.get('id', '')} {element.get('class', '')}"
    return any(_NAME_OF_PAGE.fullmatch(name) for name in names.split())


def _is_whole(lines: list[Words]) -> bool:
    """True for lines that can be the text of a page which shows none."""
    length = sum(len(line.bare) for line in lines)
    return length >= _WHOLE or any(True for _ in _numbers(lines))


def _numbers(lines: list[Words]) -> Iterator[tuple[int, int]]:
    """Level and number of each numbered heading of the two upper levels."""
    for line in lines:
        level = heading_level(line)
        found = numbering(line.narrow) if level in (1, 2) else None
        if found:
            yield level, number_of(found[0])


def _opens(line: Words) -> bool:
    """True for a numbered heading that is alone on its line: its text follows."""
    return heading_level(line) in (1, 2) and len(line.text) <= _HEADING and "。" not in line.text


def _numbered(line: Words, level: int) -> bool:
    return heading_level(line) == level
