"""The figures of a report: every number that the rules know, with its sentence and its characters."""

import re
from operator import attrgetter

from extraction.figures.context import CASES
from extraction.figures.lexicon import lexicon
from extraction.figures.mentions import Text, of_sentence, of_table
from extraction.figures.numbers import plain_text
from extraction.figures.phrases import Sentence, carried, read_sentence
from extraction.figures.sections import joined_lines, places_of, planned_from, weaknesses_in, year_of
from extraction.figures.tables import table_spans
from records import Figure

# Raised by every change that can change what is read.
FIGURES_VERSION = "6"

_SENTENCE = re.compile(r"[^。!?\n\r]+")
_LINE_END = re.compile("\n")
_MAY_COUNT = re.compile(
    r"""
    (?=[\d一二两三四五六七八九十百千万零全逐没未无均建])
    (?:
        \d(?!\d{0,3}[年月日])
        |[一二两三四五六七八九十百千万]余?[件宗起份部条项次人名个期场户家卷万成%]
        |百分|零|全部|逐件|没有
        |未(?:发生|出现|收到|制|出|受|办|作|实|败|被|新|接|印|因|有)
        |无(?:一|败|行|废|规|司|检|纠|政)
        |均|建设示范
    )
    """,
    re.VERBOSE,
)


def read_figures(text: str, report_year: int | None = None) -> list[Figure]:
    """The figures of a report's text in order. report_year: the year reported on, read from the text where it
    is not given. Offsets are characters of the text as it is passed; nothing is computed, nothing is
    guessed."""
    plain = plain_text(text)
    read = Text(text, plain, report_year or year_of(plain), places_of(plain), _lines(plain))
    plans = planned_from(plain)
    wanting = weaknesses_in(plain)
    tables = list(table_spans(plain))
    found: list[Figure] = []
    for start, end in tables:
        if not _within(start, plans):
            found.extend(of_table(read, start, end))
    topics = 0
    passed: tuple[int, int] | None = None  # the sentence in front, where it counts nothing
    joined = joined_lines(plain)
    for match in _SENTENCE.finditer(joined):
        start, end = match.span()
        if plain[start - 1 : start] == "\n":
            topics = 0
            passed = None
        if not _MAY_COUNT.search(plain, start, end) or _within(start, plans) or _within(start, tables):
            passed = (start, end)
            continue
        sentence = read_sentence(joined, start, end)
        if passed and ("场" in sentence.text or CASES.search(sentence.text)):
            named = _named_in(read_sentence(joined, *passed), topics)
            topics = named if named == lexicon().bits["pufa"] or CASES.search(sentence.text) else topics
        passed = None
        figures = of_sentence(sentence, read, topics)
        if wanting:
            figures = [one for one in figures if one.unit == "%" or not _within(one.char_from, wanting)]
        found.extend(figures)
        topics = carried(sentence, len(sentence.text), lexicon().topic)
    return sorted(found, key=attrgetter("char_from")) if tables else found


def _named_in(sentence: Sentence, topics: int) -> int:
    """The topics of a sentence that counts nothing; those of the one before it where it names no matter at
    all."""
    named = carried(sentence, len(sentence.text), lexicon().topic)
    return named or (0 if sentence.classes & lexicon().stop else topics)


def _lines(text: str) -> list[int]:
    """Where the lines of a text end."""
    return [match.start() for match in _LINE_END.finditer(text)]


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    for start, end in spans:  # noqa: SIM110 - asked of every sentence: twice as fast as any()
        if start <= at < end:
            return True
    return False
