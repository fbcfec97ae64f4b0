"""The figures of a report: every number that the rules know, with its sentence, characters, scope and period."""

import re
from collections.abc import Iterator

from extraction.figures.binding import bind
from extraction.figures.dictionary import codes
from extraction.figures.lexicon import lexicon
from extraction.figures.numbers import plain_text
from extraction.figures.phrases import Sentence, carried, read_sentence
from extraction.figures.plans import places_of, planned_from, year_of
from extraction.figures.surroundings import (
    Surroundings,
    is_comparison,
    is_plan,
    period_of,
    quotes_another_year,
    read_surroundings,
    scope_of,
)
from extraction.figures.tables import read_table, table_spans
from extraction.figures.whole import Whole, read_whole
from records import Figure

# Raised by every change that can change what is read.
FIGURES_VERSION = 1

_SENTENCE = re.compile(r"[^。!?\n\r]+")
_MAY_COUNT = re.compile(
    r"\d(?!\d{0,3}[年月日])|[一二两三四五六七八九十百千万]余?[件宗起份部条项次人名个期场户家卷万成%]|百分|零|全部|逐件|"
    r"没有|未(?:发生|出现|收到|制|出|受|办|作|实|败|被|新|接|印|因|有)|无(?:一|败|行|废|规|司|检|纠|政)|均|建设示范"
)


def read_figures(text: str, report_year: int | None = None) -> list[Figure]:
    """The figures of a report's text in order. report_year: the year reported on, read from the text where it is
    not given. Offsets are characters of the text as it is passed; nothing is computed, nothing is guessed."""
    plain = plain_text(text)
    year = report_year or year_of(plain)
    plans = planned_from(plain)
    places = places_of(plain)
    found: list[Figure] = []
    tables = list(table_spans(plain))
    for start, end in tables:
        if not any(begin <= start < stop for begin, stop in plans):
            found.extend(_of_table(plain, text, start, end, year, places))
    topics = 0
    for match in _SENTENCE.finditer(plain):
        start, end = match.span()
        if plain[start - 1 : start] == "\n":
            topics = 0
        if any(begin <= start < stop for begin, stop in [*plans, *tables]) or not _MAY_COUNT.search(
            plain, start, end
        ):
            continue
        sentence = read_sentence(plain, start, end)
        figures = list(_of_sentence(sentence, text, topics, year, places))
        found.extend(figures)
        topics = carried(sentence, len(sentence.text), lexicon().topic)
    return sorted(found, key=lambda figure: figure.char_from) if tables else found


def _of_table(
    plain: str, text: str, start: int, end: int, year: int | None, places: tuple[str, ...]
) -> Iterator[Figure]:
    for cell in read_table(plain, start, end, year):
        around = read_surroundings(plain[cell.row[0] : cell.row[1]], year, places)
        yield Figure(
            code=cell.rule.code, value=cell.value, value_high=None, unit=cell.unit or codes()[cell.rule.code].unit,
            qualifier="exact", scope=scope_of(around, "", 0), period="year", semantics="stated",
            printed=text[cell.start : cell.end], sentence=text[cell.row[0] : cell.row[1]],
            char_from=cell.start, char_to=cell.end, rule=cell.rule.name,
        )  # fmt: skip


def _of_sentence(
    sentence: Sentence, text: str, topics: int, year: int | None, places: tuple[str, ...]
) -> Iterator[Figure]:
    own = sentence.text
    bound = bind(sentence, topics) if sentence.numbers else []
    whole = read_whole(sentence, topics)
    if not bound and not whole:
        return
    around = read_surroundings(own, year, places)
    printed = text[sentence.start : sentence.start + len(own)].strip()
    rows: list[tuple[int, Figure]] = []
    for one in bound:
        number = sentence.numbers[one.at]
        if is_plan(around, number.start) or is_comparison(own, one.edge, number.start):
            continue
        if quotes_another_year(own, one.edge, number.start, year):
            continue
        meaning = codes()[one.rule.code]
        high = number.high
        rows.append((number.start, Figure(
            code=one.rule.code, value=number.value, value_high=high, unit=number.unit or meaning.unit,
            qualifier=number.qualifier, scope=scope_of(around, own, number.start),
            period=period_of(around, own, number.start, year),
            semantics="stated", printed=text[sentence.start + number.start : sentence.start + number.end],
            sentence=printed, char_from=sentence.start + number.start, char_to=sentence.start + number.end,
            rule=one.rule.name,
        )))  # fmt: skip
    rows += [(one.start, _whole_figure(one, sentence, text, printed, around, year)) for one in whole
             if not is_plan(around, one.start)]  # fmt: skip
    rows.sort(key=lambda row: row[0])
    yield from (figure for _, figure in rows)


def _whole_figure(
    one: Whole, sentence: Sentence, text: str, printed: str, around: Surroundings, year: int | None
) -> Figure:
    start, end = sentence.start + one.start, sentence.start + one.end
    return Figure(
        code=one.code, value=one.value, value_high=None, unit=one.unit, qualifier="exact",
        scope=scope_of(around, sentence.text, one.start), period=period_of(around, sentence.text, one.start, year),
        semantics=one.semantics, printed=text[start:end], sentence=printed, char_from=start, char_to=end,
        rule=one.rule,
    )  # fmt: skip
