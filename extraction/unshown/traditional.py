"""Pages in traditional characters: the gateways (gate/big5/…) that twin every page of a site, and copies.

Such a page is read through a copy of itself in simplified characters, character by character, so that
every offset stays; what was kept of its text is then given back as it appears on the page.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extraction.body.furniture_stripping import receipts
from extraction.markup.lines import Line
from extraction.markup.page import Page
from extraction.markup.tables import read_tables
from extraction.prose.text import bare
from records import Extraction, Issue

# Frequent in official prose and never written so in simplified texts.
_MARKS = frozenset(
    "設報開關機構實務員會縣鎮國個這來時長為與發權責證據監業產導現應對經濟環護衛醫黨進過還說動後總門問題點織線組級續維網羅義習"
)
_HAN_FROM, _HAN_TO = "\u4e00", "\u9fff"  # all of plane 0 that official texts use
_SHARE = 0.05
_FEWEST, _FEWEST_OF_GATEWAY = 8, 4
_GATEWAY = re.compile(r"/gate/big5/|//big5\.|[/_.](?:big5|zh-?(?:hant|tw|hk))[/_.]", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]{0,99}>([^<]{4,200})<", re.IGNORECASE)


def is_traditional(text: str, url: str = "") -> bool:
    """True if the share of characters that exist only in traditional script is too large for a quotation or a
    button. For a gateway address or a traditional title a few are enough."""
    if not any(mark in text for mark in "設發與個"):  # as on nearly every page
        return False
    marks = sum(map(text.count, _MARKS))
    if marks >= _FEWEST_OF_GATEWAY and (_GATEWAY.search(url) or _is_written_so(text)):
        return True
    if marks < _FEWEST:
        return False
    return marks >= _SHARE * sum(_HAN_FROM <= character <= _HAN_TO for character in text)


def _is_written_so(text: str) -> bool:
    title = _TITLE.search(text)
    marks = sum(map(title[1].count, _MARKS)) if title else 0
    return title is not None and marks >= 2 and marks >= 2 * _SHARE * len(title[1])


def simplified(page: Page) -> Page:
    """The same page in simplified characters, each for one."""
    return replace(page, text=page.text.translate(_table()))


def as_printed(lines: Iterable[Line], original: str) -> list[Line]:
    """The lines with the characters of the original: all visible text of the page, in the same order."""
    characters = iter(bare(original))
    printed = []
    for line in lines:
        text = _filled(line.text, characters)
        inside = iter(bare(text))
        printed.append(line.printed(text, tuple(_filled(cell, inside) for cell in line.cells)))
    return printed


def with_printed_characters(found: Extraction, simple: Sequence[Line], printed: Sequence[Line]) -> Extraction:
    """What was read from the simplified lines, its title, text, source and outline as the page prints
    them."""
    kept = [line for line in printed if not line.rule]
    body_text = "\n".join(line.text for line in kept)
    simple_shown, shown = (bare("".join(line.text for line in lines)) for lines in (simple, printed))

    def as_shown(value: str | None) -> str | None:
        at = simple_shown.find(bare(value)) if value else -1
        return _filled(value, iter(shown[at:])) if value and at >= 0 else value

    sections = []
    for section in found.sections:
        start = found.body_text.index(section.heading, section.start)
        sections.append(replace(section, heading=body_text[start : start + len(section.heading)]))
    return replace(
        found,
        title=as_shown(found.title),
        source=as_shown(found.source),
        doc_number=as_shown(found.doc_number),
        body_text=body_text,
        removed=receipts(printed),
        sections=tuple(sections),
        tables=tuple(read_tables(kept)),
        issues=(*found.issues, Issue("traditional_characters", "read through simplified characters")),
    )


def _filled(text: str, characters: Iterator[str]) -> str:
    """The text with each of its characters that is no white space replaced by the next one."""
    return "".join(character if character.isspace() else next(characters) for character in text)


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    from opencc import OpenCC  # here: its dictionary is not worth loading for simplified pages

    convert = OpenCC("t2s").convert
    pairs = ((chr(code), convert(chr(code))) for code in range(ord(_HAN_FROM), ord(_HAN_TO) + 1))
    return {ord(one): other for one, other in pairs if one != other and len(other) == 1}
