"""Where a text ends, and which lines behind and within it are not part of it."""

import re
from collections.abc import Sequence

from extraction.markup.lines import Line
from extraction.prose import boilerplate
from extraction.prose.dates import is_date_line
from extraction.prose.outline import heading_level
from extraction.prose.site_notices import is_site_notice
from extraction.prose.text import half_width

# Notes behind the links to what is related: 注释：[1]…, [2]…, ①…, *…
_NOTE = re.compile(
    r"""
    # 注释1:
    (?:注释?|备注|附注|脚注|尾注|名词解释|名词注释|指标解释|数据说明|说明)(?:\d{1,2})?\s?(?::|$|[\[(【①]|\d)
    # [1] …, ① …, * …, 注1
    |[\[(【〔]\s?注?\s?\d{1,2}\s?[\])】〕]\s?\S|[①-⑳⑴-⒇]\s?\S|\*{1,3}\s?\S|注\s?\d
    """,
    re.VERBOSE,
)
_NOTE_HEADING = re.compile(r"(?:名词解释|名词注释|注释|备注|附注|指标解释|数据说明|注):?")
_NUMBERED_NOTE = re.compile(r"[\[(【〔]\s?注?\s?\d{1,2}\s?[\])】〕]\s?\S|注\s?\d{1,2}?\s?:\s?\S")
# Fewer lines may be the message of an error page.
_SCRAPS = 3
_SENTENCE = re.compile("[。;:!]")
_DAY = re.compile(r"\d{1,2}[-/.月]\d{1,2}")
# Notes may begin so many lines below the container, with related links between.
_NEAR = 15
# Whole sentences that go on behind an end mark: so many, so long.
_RESUMED_LINES, _RESUMED_LENGTH = 2, 25
_SIGNER = re.compile(r".{2,40}(?:政府|[局厅委院部]|委员会|办公室|办事处|中心|管委会|镇|乡|街道|领导小组)\)?")
# Lines between two paragraphs that do not end the text.
_WITHIN = ("advertisement", "unfold")
_ATTACHMENT_LABELS = ("附件", "附件下载", "相关附件")


def tail_rules(lines: Sequence[Line]) -> list[str]:
    """A rule for each line after the text and for each widget within it, "" for the lines of the text.

    An end mark, or a widget, ends the text unless the text goes on behind it: with a numbered heading, with
    more sentences than before it, or with notes.
    """
    rules = [boilerplate.widget(line) for line in lines]
    sentences = [len(line.text) * boilerplate.is_content(line) for line in lines]
    headings = [at for at, line in enumerate(lines) if heading_level(line) in (1, 2)]
    last_heading = max(headings, default=-1)
    before, behind = 0, sum(sentences)
    for at, line in enumerate(lines):
        rule = rules[at] or boilerplate.end_mark(line)
        if rule and rule not in _WITHIN and at and behind <= before and at > last_heading:
            rules[at:] = _behind(lines[at:])
            break
        rules[at] = rule if at else rules[at]
        before += len(line.text)
        behind -= sentences[at]
    for at in reversed(range(len(rules))):
        rules[at] = rules[at] or _trailing(lines, at)
        if not rules[at]:
            break
    return rules


def are_scraps(lines: Sequence[Line]) -> bool:
    """True for lines with no sentence, no heading and few dates: names and links, but no list of titles.
    Asked of pages on which no block reads as a text."""
    if len(lines) < _SCRAPS or any(_SENTENCE.search(line.narrow) or heading_level(line) for line in lines):
        return False
    return 2 * sum(_DAY.search(line.narrow) is not None for line in lines) < len(lines)


def rule_between(line: Line, has_text: bool) -> str:
    """The rule for a line that a template put into the text of an unknown platform: a line of link text only
    that is no sentence, heading or table row; if the page has no clear text (has_text is False), also a site
    notice."""
    if line.linked and len(line.text) < 40 and not boilerplate.is_content(line):
        return "navigation"
    return "footer" if not has_text and is_site_notice(line) else ""


def notes_below(lines: Sequence[Line]) -> range:
    """Which of the lines below the article's container are notes to it: a heading like 名词解释 or a numbered
    note near the container, and the sentences behind it."""
    for at, line in enumerate(lines[:_NEAR]):
        if not line.linked and (_NOTE_HEADING.fullmatch(line.key) or _NUMBERED_NOTE.match(line.narrow)):
            end = at + 1
            while end < len(lines) and _is_sentence(lines[end]):
                end += 1
            is_alone = end == at + 1 and not _is_sentence(line)
            return range(at, at) if is_alone else range(at, end)
    return range(0)


def is_note(text: str) -> bool:
    """True for a text that begins like a note: 注释：, [1]…"""
    return _NOTE.match(half_width(text)) is not None


def _is_sentence(line: Line) -> bool:
    is_text = boilerplate.is_content(line) and not line.linked
    return is_text and not boilerplate.furniture(line) and not is_site_notice(line)


def _behind(lines: Sequence[Line]) -> list[str]:
    """Rules for the lines from an end mark on: "" for notes after it."""
    rules = [boilerplate.furniture(line) or ("navigation" if line.linked else "footer") for line in lines]
    start = next((at for at in range(1, len(lines)) if _resumes(lines, rules, at)), len(lines))
    for at in range(start, len(lines)):
        if rules[at] == "footer" and not boilerplate.furniture(lines[at]) and not is_site_notice(lines[at]):
            rules[at] = ""
    return rules


def _resumes(lines: Sequence[Line], rules: Sequence[str], at: int) -> bool:
    """True if the text continues with this line: with a note, or with sentences without links."""
    if not _is_prose(lines[at], rules[at]):
        return False
    if _NOTE.match(lines[at].narrow):
        return True
    rest = list(zip(lines[at:], rules[at:], strict=True))
    whole = [len(line.text) >= _RESUMED_LENGTH and "。" in line.text for line, _ in rest]
    is_alone = not any(line.linked for line, _ in rest)
    return is_alone and len(whole) >= _RESUMED_LINES and all(whole[:_RESUMED_LINES])


def _is_prose(line: Line, rule: str) -> bool:
    return rule == "footer" and not boilerplate.furniture(line) and not is_site_notice(line)


def _trailing(lines: Sequence[Line], at: int) -> str:
    """The rule for a line that no sign marks as the end but that cannot end a text."""
    line = lines[at]
    if boilerplate.is_content(line) or line.text.isdigit():  # a figure may end a table
        return ""
    if line.key.rstrip(":") in _ATTACHMENT_LABELS:
        return "attachment"
    if is_date_line(line) and ":" not in line.narrow and at and _SIGNER.fullmatch(lines[at - 1].key):
        return ""  # the day of signing, 2024.3.10
    return boilerplate.furniture(line) or ("navigation" if line.linked else "")
