"""The labels of the archive's words in Chinese and English: one table for every output, labels.csv."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Label:
    """One word of a column: domain names the column, zh and en are what people read."""

    domain: str
    word: str
    zh: str
    en: str


@lru_cache(maxsize=1)
def labels() -> tuple[Label, ...]:
    """All labels in the order of the file."""
    with files("records").joinpath("labels.csv").open(encoding="utf-8") as lines:
        return tuple(Label(row["domain"], row["word"], row["zh"], row["en"]) for row in csv.DictReader(lines))


def label(domain: str, word: str, language: str = "zh") -> str:
    """The label of a word; the word itself if it has none. blocked:waf_403 has the label of blocked."""
    found = _by_word().get((domain, word)) or _by_word().get((domain, word.partition(":")[0]))
    return getattr(found, language) if found else word


@lru_cache(maxsize=1)
def _by_word() -> dict[tuple[str, str], Label]:
    return {(one.domain, one.word): one for one in labels()}
