"""The days a page names for its document: of publication and of signing, best first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

from extraction.facts.confidence import Witness
from extraction.facts.sources import is_body_name
from extraction.markup.lines import Line
from extraction.markup.page import Page
from extraction.markup.watched_words import watched
from extraction.prose import boilerplate
from extraction.prose.dates import (
    DATE_LINE,
    date_place,
    find_date,
    is_date_line,
    leading_date,
    url_date,
    value_date,
)
from extraction.prose.labels import Labelled, read_labels, read_lines

Dates = Iterator[Witness[date | None]]

# Best first: what the page calls its publication, then what often is it.
_PUBLISHED = ("published", "date")
_NEAR_PUBLICATION = ("generated", "updated", "dispatched")
_SIGNED = ("signed", "dispatched")
# A body's name, or the title with the day in brackets, in front of the date.
_BEFORE_DATE = re.compile(
    r"^[\u4e00-\u9fff]{2,30}(?:[局厅府院委办部网社]|办公室|委员会|中心)[\s|]{1,9}(?=(?:19|20)\d\d)"
    r"|^[^.;]{4,60}(?=\((?:19|20)\d\d(?:年\d{1,2}月\d{1,2}日|-\d{1,2}-\d{1,2})\)$)"
)
_STAMPS = ("PubDate", "publishdate", "article:published_time", "datePublished")
_SIGN_OFF_LINES = 6
_LONGEST = 80
_SIGNER = re.compile(r".{2,40}(?:政府|[局厅委院部]|委员会|办公室|办事处|中心|管委会|镇|乡|街道|领导小组)\)?")
# Signer and day on one line.
_SIGNED_LINE = re.compile(rf"{_SIGNER.pattern}[\s,(]{{1,9}}(?:{DATE_LINE.pattern})\)?", re.VERBOSE)
# An info line states more than a day: words beside its unlabelled date.
_BESIDE = ("source", "author", "counter", "font", "share", "tool", "publisher")
# What a script writes over a day that it keeps in an attribute: 2年前, 3 days ago.
_RELATIVE = re.compile(
    r"(?:大?约)?\s?(?:\d{1,3}|[一两几半数])\s?个?半?(?:秒钟?|分钟?|小时|天|日|周|星期|月|年)\s?[以之]?前|刚刚|[昨前今]天.{0,9}"
    r"|(?:about )?(?:\d{1,3}|an?) (?:second|minute|hour|day|week|month|year)s? ago|yesterday|just now",
    re.IGNORECASE,
)
_OF_A_TIME = ("datetime", "title", "content", "data-time", "data-date", "data-timestamp", "data-datetime")
_MAY_BE_RELATIVE = watched(("前<", "刚刚<", "ago<", "datePublished"))
_HAS_TIMES = watched(("<time",)) | _MAY_BE_RELATIVE
_MAY_BE_TIMES = ("time", "abbr", "span", "em", "i", "b", "font", "small", "label", "p", "div", "td")
# Boilerplate rules whose lines may state the day of the document.
_DATED_RULES = ("info line", "print", "")


@dataclass(frozen=True)
class Dated:
    """What dates are read from: all lines of a page, those of its text, the labels around the text, and the
    labels that scripts write."""

    page: Page
    lines: Sequence[Line]
    text: Sequence[Line]
    pairs: Sequence[Labelled]
    scripted: Sequence[Labelled]

    @cached_property
    def head(self) -> Sequence[Line]:
        """The lines before the text."""
        return self.lines[
            : next((at for at, line in enumerate(self.lines) if not line.rule), len(self.lines))
        ]

    @cached_property
    def below_title(self) -> Sequence[Line]:
        """The lines between title and text; the whole head where the title is not printed above the text."""
        at = next((at for at, line in reversed(list(enumerate(self.head))) if line.rule == "title"), -1)
        return self.head[at + 1 :] if at >= 0 else self.head

    @cached_property
    def above_title(self) -> Sequence[Line]:
        return self.head[: len(self.head) - len(self.below_title)]

    @cached_property
    def labelled_above(self) -> Sequence[Labelled]:
        """The labels above the text, or all labels of a page without a text."""
        return list(read_lines(self.head)) if self.text else self.pairs


def published_dates(dated: Dated) -> Dates:
    """Candidates for the publication date, best first.

    The order: the field that the page labels as publication; the day on its info line; other days between
    title and text; fields that often mean publication; the prescribed meta tag; days above the title or below
    the text, where clocks, news and the foot have theirs; the address.
    """
    yield from _labelled(_PUBLISHED, dated.labelled_above)
    yield from _scripted(_PUBLISHED, dated)
    yield from _date_lines([line for line in dated.head if _is_info_line(line)])
    yield from _date_lines([line for line in dated.below_title if not is_date_line(line)])
    yield from _date_lines([line for line in dated.above_title if "|" in line.narrow])
    yield from _labelled(_PUBLISHED, dated.pairs)
    yield from _time_elements(dated.page)
    yield from _labelled(_NEAR_PUBLICATION, dated.labelled_above)
    yield from _scripted(_NEAR_PUBLICATION, dated)
    yield from _date_lines(dated.below_title)
    yield from _stamped(dated.page, is_generation=False)
    yield from _date_lines([line for line in dated.above_title if not line.linked])
    yield from _labelled(_NEAR_PUBLICATION, dated.pairs)
    yield Witness(url_date(dated.page.url), "address")
    yield from _stamped(dated.page, is_generation=True)


def signed_dates(dated: Dated) -> Dates:
    """The day that is labelled as the signing, else the day below the text, else the earlier of two days
    without labels."""
    yield from _labelled(_SIGNED, dated.pairs)
    yield from _scripted(_SIGNED, dated)
    # A table or its notes may follow the signature.
    lines = [line for line in dated.text if not line.cells]
    for line in reversed(lines[-_SIGN_OFF_LINES:]):
        if is_date_line(line) or (len(line.text) < _LONGEST and _SIGNED_LINE.fullmatch(line.narrow)):
            yield Witness(find_date(line.narrow), "sign-off date")
    for signer, line in reversed(list(pairwise(lines[len(lines) // 2 :]))):
        if is_date_line(line) and _SIGNER.fullmatch(signer.key):
            yield Witness(find_date(line.narrow), "sign-off date")
    bare_dates = [found for line in dated.head if is_date_line(line) and (found := find_date(line.narrow))]
    if len(set(bare_dates)) == 2:
        yield Witness(min(bare_dates), "value without a label")


def _labelled(names: Sequence[str], pairs: Sequence[Labelled], before: str = "") -> Dates:
    for name in names:
        for pair in pairs:
            if pair.name == name:
                yield Witness(value_date(pair.value), f"{before}label {pair.label}")


def _scripted(names: Sequence[str], dated: Dated) -> Dates:
    return _labelled(names, dated.scripted, "script, ")


def _is_info_line(line: Line) -> bool:
    """True for a line that names the source, or has a page's tools, beside a day without a label."""
    pairs = read_labels(line) if len(line.text) < _LONGEST else ()
    return any(pair.name in _BESIDE for pair in pairs)


def _date_lines(head: Sequence[Line]) -> Dates:
    """Lines of the head that begin with a date without a label, the last first. A banner clock (星期, 今天是)
    is none of them. On an info line the date may follow the source: 来源：某中心 2022-11-14 14:59."""
    for line in reversed(head):
        if len(line.text) >= _LONGEST or not _may_be_dated(line):
            continue
        begins = leading_date(_BEFORE_DATE.sub("", line.narrow))
        if begins is None and not any(_has_date(pair) for pair in read_labels(line)):
            place = date_place(line.narrow)
            begins = place[2] if place and (_is_info_line(line) or _names_source(line, place)) else None
        if begins:
            yield Witness(begins, "date line")


def _names_source(line: Line, place: tuple[int, int, date]) -> bool:
    """True for a line that has a body's name beside its day and nothing else."""
    return is_body_name((line.narrow[: place[0]] + line.narrow[place[1] :]).strip(" |丨"))


def _may_be_dated(line: Line) -> bool:
    """False for furniture with a day of its own, a clock too, if it does not name a source: 2024年2月20日
    星期二 来源：…"""
    rule = boilerplate.furniture(line)
    is_clock = rule == "banner clock"
    return rule in _DATED_RULES or (is_clock and any(pair.name == "source" for pair in read_labels(line)))


def _has_date(pair: Labelled) -> bool:
    return pair.name not in _BESIDE and find_date(pair.value) is not None


def _time_elements(page: Page) -> Dates:
    """The first <time datetime>, or element that keeps a day below words like 2年前, of a page outside lists
    and footers."""
    if not page.is_html or not page.holds(_HAS_TIMES):
        return
    for element in page.tree.iter(*_MAY_BE_TIMES):
        if not (element.tag == "time" or element.get("itemprop") == "datePublished" or _is_relative(element)):
            continue
        around = {above.tag for above in element.iterancestors()}
        if element in page.visible.starts and not around & {"li", "a", "footer", "nav", "aside"}:
            days = (value_date(element.get(name, "")) for name in _OF_A_TIME)
            yield Witness(next(filter(None, days), None), "time element")
            return


def _is_relative(element: Any) -> bool:
    """True for an element that shows how long ago something was, and keeps the day in an attribute."""
    words = (element.text or "")[:40].strip()
    return not len(element) and len(element.attrib) > 0 and _RELATIVE.fullmatch(words) is not None


def _stamped(page: Page, *, is_generation: bool) -> Dates:
    """The meta tag PubDate; some systems write the time of the page's generation into it."""
    if not page.is_html:
        return
    stamped = value_date(next(filter(None, map(page.meta, _STAMPS)), ""))
    generated = stamped is not None and stamped == find_date(page.meta("others"))
    if generated == is_generation:
        yield Witness(stamped, "meta PubDate" + (", the page's generation time" if generated else ""))
