"""How right a reading of a page is: the columns of the tables.

Texts are compared without white space. Bodies are compared by their runs of four characters (a multiset);
titles, dates and sources by being the same, null included.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

SHINGLE = 4
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
DAY = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})")


@dataclass(frozen=True)
class Reading:
    """What a tool says about a page; body empty and the rest None where it says nothing."""

    body: str
    title: str | None = None
    date: str | None = None
    source: str | None = None


def squeeze(text: str) -> str:
    """Without white space of any kind, zero-width spaces too."""
    return re.sub(r"[\s\u200b\ufeff]+", "", text)


def shingles(text: str) -> Counter[str]:
    """Runs of four characters of the squeezed text (the whole of it when it is shorter)."""
    flat = squeeze(text)
    return (
        Counter(flat[i : i + SHINGLE] for i in range(max(1, len(flat) - SHINGLE + 1))) if flat else Counter()
    )


def overlap(gold: str, got: str) -> tuple[float, float, float]:
    """F1, precision and recall of the body."""
    wanted, found = shingles(gold), shingles(got)
    common = (wanted & found).total()
    if not common:
        return 0.0, 0.0, 0.0
    precision, recall = common / found.total(), common / wanted.total()
    return 2 * precision * recall / (precision + recall), precision, recall


def leaked(marks: Iterable[str], got: str) -> list[str]:
    """The boilerplate strings that are in the text all the same."""
    flat = squeeze(got)
    return [mark for mark in marks if squeeze(mark) in flat]


def lost_numbers(gold: str, got: str) -> list[str]:
    """Numbers of the true body, each counted once, that occur nowhere in what was got."""
    flat = squeeze(got)
    return sorted({number for number in NUMBER.findall(gold) if number not in flat})


def day(text: str | None) -> str | None:
    """The first year-month-day of whatever a tool calls a date, as YYYY-MM-DD."""
    found = DAY.search(text or "")
    return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else None


def same(gold: str | None, got: str | None) -> bool:
    return squeeze(gold or "") == squeeze(got or "")


def same_body_that_reports(gold: str | None, got: str | None) -> bool:
    """Equal names, or one with the province or prefecture before it and the other without."""
    ours, theirs = squeeze(gold or ""), squeeze(got or "")
    if not ours or not theirs:
        return ours == theirs
    return ours.endswith(theirs) or theirs.endswith(ours)


def score_page(truth: dict[str, Any], reading: Reading) -> dict[str, float]:
    """The page's share in every column."""
    f1, precision, recall = overlap(truth["body_text"], reading.body)
    return {
        "f1": f1,
        "precision": precision,
        "recall": recall,
        "exact": float(same(truth["body_text"], reading.body)),
        "title": float(same(truth["title"], reading.title)),
        "date": float(truth["pub_date"] == day(reading.date)),
        "source": float(same(truth["source"], reading.source)),
        "leaks": float(len(leaked(truth["boilerplate"], reading.body))),
        "lost": float(len(lost_numbers(truth["body_text"], reading.body))),
    }


def score(truths: list[dict[str, Any]], readings: list[Reading]) -> dict[str, float]:
    """Means over the pages; leaks and lost numbers as sums."""
    pages = [score_page(truth, reading) for truth, reading in zip(truths, readings, strict=True)]
    sums = {column: sum(page[column] for page in pages) for column in pages[0]}
    return {
        column: total if column in ("leaks", "lost") else total / len(pages) for column, total in sums.items()
    }
