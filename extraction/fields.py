"""Dates, numbers and source of a document, from its labels first, then from its text, its meta tags and
its address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from extraction import boilerplate
from extraction.dates import find_date, is_date_line, url_date
from extraction.labels import Labelled, read_lines
from extraction.lines import Line
from extraction.page import Page
from extraction.text import bare, half_width, squeeze

# Best first: what the page calls its publication, then what often is it.
_PUBLISHED = ("published", "date", "generated", "updated", "dispatched")
_SIGNED = ("signed", "dispatched")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}[〔\[(【]\s?((?:19|20)\d\d)\s?[〕\])】]\s?第?\s?\d{1,5}\s?号")
_SIGN_OFF_LINES = 6
_HEAD_LINES = 6
_SOURCE_LIMIT = 60
_SOURCE_END = re.compile(r"(?:19|20)\d\d\s?[-年/.]|[\[【(|]\s?(?:字|打|分|大|关|阅)|打印|\s分享")


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
    evidence: dict[str, str] = field(default_factory=dict)
    future: tuple[str, ...] = ()


def read_fields(page: Page, lines: Sequence[Line], today: date) -> Fields:
    """The fields of a page whose lines have been trimmed (`rule` set on everything that is not text)."""
    # A file's name is no label's value: 文号： may stand empty above the link to the report.
    around = ["" if line.rule == "attachment" else line.text for line in lines if line.rule]
    text = [line.text for line in lines if not line.rule]
    pairs = list(read_lines(around))
    evidence: dict[str, str] = {}
    future: list[str] = []

    def believed(found: date | None, source: str) -> date | None:
        if found is not None and found > today:
            future.append(f"{source} {found.isoformat()}")
            return None
        return found

    def first_date(names: Sequence[str], key: str) -> date | None:
        for name in names:
            for pair in pairs:
                if pair.name == name and (found := believed(find_date(pair.value), f"label {pair.label}")):
                    evidence[key] = f"label {pair.label}"
                    return found
        return None

    published = first_date(_PUBLISHED, "published_on")
    if published is None:
        for found, source in _other_dates(page, lines):
            if published := believed(found, source):
                evidence["published_on"] = source
                break
    signed = first_date(_SIGNED, "signed_on")
    if signed is None and (signed := believed(_sign_off(text), "sign-off date")):
        evidence["signed_on"] = "sign-off date"
    head = [line.text for line in lines[: _beginning(lines)]]
    values = {
        "doc_number": _doc_number(pairs, [*head, *text[:_HEAD_LINES]]),
        "index_number": _first(pairs, "index", 60),
        "source": _source(page, pairs),
    }
    evidence.update((key, source) for key, (value, source) in values.items() if value)
    return Fields(
        published_on=published,
        signed_on=signed,
        doc_number=values["doc_number"][0] or None,
        index_number=values["index_number"][0] or None,
        source=values["source"][0] or None,
        publishers=tuple(
            dict.fromkeys(pair.value for pair in pairs if pair.name == "publisher" and pair.value)
        ),
        evidence=evidence,
        future=tuple(future),
    )


def _beginning(lines: Sequence[Line]) -> int:
    return next((at for at, line in enumerate(lines) if not line.rule), len(lines))


def _first(pairs: list[Labelled], name: str, limit: int) -> tuple[str, str]:
    for pair in pairs:
        if pair.name == name and pair.value and len(pair.value) <= limit:
            return pair.value, f"label {pair.label}"
    return "", ""


def _other_dates(page: Page, lines: Sequence[Line]) -> list[tuple[date | None, str]]:
    """Dates without a label, best first: a line of the head that begins with one, the meta tag, the
    address. A banner clock (星期, 今天是) is none of them."""
    head = [line.text for line in lines[: _beginning(lines)]]
    found: list[tuple[date | None, str]] = []
    for text in reversed(head):
        begins = find_date(text[:24]) if re.match(r"[\[【(\s]*(?:19|20)?\d\d", half_width(text)) else None
        if begins and len(text) < 80 and boilerplate.furniture(text) in ("info line", "print", ""):
            found.append((begins, "date line"))
    generated = find_date(page.meta("others")) if page.is_html else None
    stamped = find_date(page.meta("PubDate") or page.meta("publishdate")) if page.is_html else None
    if stamped and stamped == generated:
        found += [(url_date(page.url), "address"), (stamped, "meta PubDate, the page's generation time")]
    else:
        found += [(stamped, "meta PubDate"), (url_date(page.url), "address")]
    return found


def _sign_off(text: list[str]) -> date | None:
    for line in reversed(text[-_SIGN_OFF_LINES:]):
        if is_date_line(line):
            return find_date(line)
    return None


def _doc_number(pairs: list[Labelled], head: list[str]) -> tuple[str, str]:
    """The document's own number: a label's value, or a line of its own above the text or at its head.
    Numbers in sentences are citations; the empty template 〔〕 号 is no number."""
    for pair in pairs:
        if pair.name == "number" and re.search(r"\d", pair.value):
            return squeeze(pair.value), f"label {pair.label}"
    for line in head:
        if _NUMBER.fullmatch(bare(half_width(line))):
            return squeeze(line), "number line"
    return "", ""


def _source(page: Page, pairs: list[Labelled]) -> tuple[str, str]:
    """What the page shows as its source. The meta tag speaks only where a labelled line names the same
    body, or where the page shows no labelled line at all."""
    value, evidence = _first([pair for pair in pairs if _cut(pair.value)], "source", _SOURCE_LIMIT)
    if value:
        return _cut(value), evidence
    stated = page.meta("ContentSource") if page.is_html else ""
    shown = {bare(pair.value) for pair in pairs}
    if stated and (
        bare(stated) in shown or not any(pair.name in ("published", "date", "source") for pair in pairs)
    ):
        return stated, "meta ContentSource"
    return "", ""


def _cut(value: str) -> str:
    """A source without what follows it on its line: a date, widgets."""
    end = _SOURCE_END.search(half_width(value))
    return value[: end.start() if end else None].strip("|-:：;,·丨[]【】 ")
