"""Dates, numbers and source of a document, from its labels first, then from its text, its meta tags and
its address."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from extraction.facts.confidence import Witness, evidence_for
from extraction.facts.dates import Dated, published_dates, signed_dates
from extraction.facts.sources import read_source
from extraction.markup.lines import Line
from extraction.markup.page import Page
from extraction.prose import boilerplate
from extraction.prose.labels import Labelled, first_value, read_lines
from extraction.prose.text import Words, bare, half_width, narrow_figures
from extraction.scripts.script_written import written_lines
from records import Evidence

# What follows an empty 文号： may be the next thing on the page: a number has a year in brackets or a 号.
_NUMBERED = re.compile(r"[〔\[(【]\s{0,9}\d{4}\s{0,9}[〕\])】]|\d\s{0,9}号")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}[〔\[(【]\s?((?:19|20)\d\d)\s?[〕\])】]\s?第?\s?\d{1,5}\s?号")
_HEAD_LINES = 6
_MUTE = Words("")
# An index number's shape tells it where labels are stripped: publisher's code / year - serial.
_INDEX = re.compile(r"(?:[0-9A-Z]{18}|\d{6,10}|[a-z]{2,8}\d{0,4})/20\d\d-\d{4,6}")


# A page that was updated today, whenever one looks, stamps its visits.
_STAMP = re.compile(r"label.{0,4}(?:更新|生成|修改)")


@dataclass(frozen=True, slots=True)
class Fields:
    """What a page says about its document; None where it says nothing; evidence per field that was found;
    future are dates that were not believed because they lie after today."""

    published_on: date | None = None
    signed_on: date | None = None
    doc_number: str | None = None
    index_number: str | None = None
    source: str | None = None
    publishers: tuple[str, ...] = ()
    evidence: dict[str, Evidence] = field(default_factory=dict)
    future: tuple[str, ...] = ()


def read_fields(page: Page, lines: Sequence[Line], today: date) -> Fields:
    """The fields of a page. lines: those of the whole page, with `rule` set on each that is not text."""
    around = [_MUTE if _is_mute(line) else line for line in lines if line.rule]
    text = [line for line in lines if not line.rule]
    head = lines[: _beginning(lines)]
    pairs = list(read_lines(around))
    scripted = list(read_lines(map(Words, written_lines(page)))) if page.is_html else []
    evidence: dict[str, Evidence] = {}
    future: dict[str, None] = {}
    dated = Dated(page, lines, text, pairs, scripted)
    named = (one for one in published_dates(dated) if not (one.value == today and _STAMP.search(one.basis)))
    dates = {
        key: _first_date(candidates, key, today, evidence, future)
        for key, candidates in (("published_on", named), ("signed_on", signed_dates(dated)))
    }
    values = {
        "doc_number": _doc_number(pairs, [*head, *text[:_HEAD_LINES]]),
        "index_number": _index_number(pairs, head),
        "source": read_source(page, pairs, scripted, head, text),
    }
    for key, (value, basis) in values.items():
        if value:
            stated = page.meta("ContentSource") if page.is_html and key == "source" else ""
            agrees = [Witness(value, "meta ContentSource")] if bare(stated) == bare(value) else []
            evidence[key] = evidence_for(value, [Witness(value, basis), *agrees])
    return Fields(
        published_on=dates["published_on"],
        signed_on=dates["signed_on"],
        doc_number=narrow_figures(values["doc_number"][0]) or None,
        index_number=narrow_figures(values["index_number"][0]) or None,
        source=values["source"][0] or None,
        publishers=tuple(
            dict.fromkeys(pair.value for pair in pairs if pair.name == "publisher" and pair.value)
        ),
        evidence=evidence,
        future=tuple(future),
    )


def _first_date(
    candidates: Iterable[Witness[date | None]],
    key: str,
    today: date,
    evidence: dict[str, Evidence],
    future: dict[str, None],
) -> date | None:
    """The first of these dates that is not after today. Its evidence is added under key, later dates to
    future."""
    believed: list[Witness[date | None]] = []
    for witness in candidates:
        if witness.value is not None and witness.value > today:
            future[f"{witness.basis} {witness.value.isoformat()}"] = None
        elif witness.value is not None:
            believed.append(witness)
    if not believed:
        return None
    # An address or a meta tag may confirm what the page prints; that they differ says nothing.
    chosen, rivals = believed[0], [one for one in believed if one.basis.startswith(believed[0].basis[:8])]
    agreeing = [one for one in believed if one.value == chosen.value]
    evidence[key] = evidence_for(chosen.value, [*agreeing, *rivals])
    return chosen.value


def _is_mute(line: Line) -> bool:
    """True for a line whose labels do not describe the document: a title or file name (a label right before
    it, such as 来源：, is empty) and the site's footer (主办：… 更新日期：…)."""
    return line.rule in ("title", "attachment") or (
        line.rule == "footer" and boilerplate.end_mark(line) == "footer"
    )


def _beginning(lines: Sequence[Line]) -> int:
    return next((at for at, line in enumerate(lines) if not line.rule), len(lines))


def _doc_number(pairs: list[Labelled], head: Sequence[Words]) -> tuple[str, str]:
    """The document's own number: a label's value, or a line of its own above the text or at its head.
    Numbers in sentences are citations; the empty template 〔〕 号 is no number."""
    for pair in pairs:
        if pair.name == "number" and _NUMBERED.search(half_width(pair.value)):
            return pair.value, f"label {pair.label}"
    for line in head:
        if "号" in line.text and _NUMBER.fullmatch(line.key):
            return line.text, "number line"
    return "", ""


def _index_number(pairs: list[Labelled], head: Sequence[Words]) -> tuple[str, str]:
    value, basis = first_value(pairs, "index", 60)
    if value:
        return value, basis
    for line in head:
        if "-" in line.narrow and _INDEX.fullmatch(line.key):
            return line.text, "value without a label"
    return "", ""
