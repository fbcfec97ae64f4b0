"""Reports by the hundred thousand, for the archive's benchmark: generated, nobody's words.

Characters, words and sentences are drawn with the falling frequencies of natural language, so that a text has
about as many different pairs of characters as a real report of its length (5,000 characters, 3,000 pairs) and
repeats about as many sentences of others. The same seed gives the same reports.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np

from records import Evidence, Extraction, Removed, Section, governments
from storage.publishing.folding import searchable

CHARACTERS = 3_500
WORDS = 30_000
SENTENCES = 200_000
SENTENCES_A_REPORT = 110
LINE = 4
"""Sentences a line."""
FIRST_YEAR, LAST_YEAR = 2016, 2025
YEARS = LAST_YEAR - FIRST_YEAR + 1
TITLE = "{name}人民政府{year}年度法治政府建设情况报告"


@dataclass(frozen=True, slots=True)
class Language:
    """Words, the commonest first, and sentences made of them."""

    words: list[str]
    sentences: list[str]


def language(seed: int) -> Language:
    """The words and sentences that all reports draw from, of simplified characters as real ones are."""
    dice = np.random.default_rng(seed)
    simple = (sign for at in dice.permutation(20_000) if searchable(sign := chr(0x4E00 + at)) == sign)
    signs = list(islice(simple, CHARACTERS))
    lengths = dice.choice([1, 2, 3, 4], WORDS, p=[0.03, 0.72, 0.15, 0.10])
    drawn = iter(dice.choice(CHARACTERS, lengths.sum(), p=_falling(CHARACTERS, 0, 0.9)))
    words = ["".join(signs[next(drawn)] for _ in range(length)) for length in lengths]
    counts = dice.integers(8, 30, SENTENCES)
    drawn = iter(dice.choice(WORDS, counts.sum(), p=_falling(WORDS, 5, 1.0)))
    sentences = ["".join(words[next(drawn)] for _ in range(count)) + "。" for count in counts]
    return Language(words, sentences)


def reports(count: int, spoken: Language, seed: int, first: int = 0) -> Iterator[Extraction]:
    """Extractions of report pages, one government and year after the other; first shifts where it begins."""
    dice = np.random.default_rng([seed, first])
    places = list(governments().values())
    weights = _falling(SENTENCES, 2_000, 0.9)
    for start in range(first, first + count, 1_000):
        size = min(1_000, first + count - start)
        drawn = dice.choice(SENTENCES, (size, SENTENCES_A_REPORT), p=weights)
        for at, picks in enumerate(drawn, start=start):
            place = places[at // YEARS % len(places)]
            year = FIRST_YEAR + at % YEARS
            level = place.level if at < YEARS * len(places) else "department"
            lines = [
                "".join(spoken.sentences[pick] for pick in picks[begin : begin + LINE])
                for begin in range(0, SENTENCES_A_REPORT, LINE)
            ]
            yield _extraction(place.adcode, place.full_name, level, year, lines)


def _extraction(adcode: str, name: str, level: str, year: int, lines: list[str]) -> Extraction:
    body = "\n".join(lines)
    length = len(body) // 20
    return Extraction(
        extractor_version="bench",
        family="generic",
        encoding="utf-8",
        title=TITLE.format(name=name, year=year),
        is_report=True,
        kind="report",
        report_year=year,
        issuer=f"{name}人民政府",
        issuer_level=level,
        adcode=adcode,
        published_on=date(year + 1, 3, 1),
        signed_on=date(year + 1, 2, 20),
        doc_number=None,
        index_number=None,
        source=f"{name}司法局",
        body_text=body,
        sections=tuple(
            Section(1, "一、", body[at * length : at * length + 12], at * length, (at + 1) * length)
            for at in range(20)
        ),
        removed=tuple(Removed("chrome", line[:30]) for line in lines),
        evidence={"issuer": Evidence("signature", 0.9), "report_year": Evidence("title", 0.95)},
    )


def _falling(count: int, offset: int, power: float) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Probabilities that fall with the rank as words' frequencies do."""
    weights = 1.0 / (np.arange(1, count + 1) + offset) ** power
    return np.asarray(weights / weights.sum())
