"""How certain a value is, judged by the places that state it.

A *witness* is one place of a page that states a value: the title, a label, the sign-off, the address. Its
strength is a judgement, from reading some two hundred real pages, of how often such a place alone is
right. Witnesses are taken as independent, so those that agree are wrong only if each of them is:

    confidence = 1 - Π (1 - strength)        over the witnesses that say the value

and the strongest one that says something else takes half of its own strength away:

    confidence × (1 - strength / 2)

Never above MOST. What stays below DOUBT is not claimed: the field is None.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from records import Evidence

Value = TypeVar("Value")

MOST = 0.99
DOUBT = 0.5
# By the first words of the basis; the longest that fits counts.
STRENGTH = {
    # dates, numbers, source
    "label": 0.9,
    "label 日期": 0.8,
    "label 时间": 0.8,
    "label 生成": 0.7,
    "label 更新": 0.7,
    "label 发文": 0.7,
    "date line": 0.75,
    "time element": 0.75,
    "number line": 0.8,
    "value without a label": 0.6,
    "beside the date": 0.7,
    "end of the text": 0.7,
    "script": 0.75,
    "meta PubDate": 0.7,
    "meta PubDate, the page's generation time": 0.5,
    "meta ContentSource": 0.6,
    "address": 0.5,
    "sign-off date": 0.85,
    # title
    "meta": 0.85,
    "the platform's heading": 0.9,
    "h1": 0.85,
    "<title>": 0.75,
    "title line": 0.8,
    "title within the text": 0.7,
    "line beside the info line": 0.6,
    # what it is and whose
    "title": 0.9,
    "title without a year": 0.5,
    "text": 0.6,
    "text calls it a draft": 0.7,
    "column": 0.7,
    "outline": 0.4,
    "formula": 0.4,
    "addressee": 0.3,
    "sign-off": 0.2,
    "length": 0.2,
    "news lead": 0.7,
    "signature line": 0.85,
    "label of the publisher": 0.55,
    "lead names the body": 0.55,
    "issuer's place in the registry": 0.85,
    "the text speaks of the whole place": 0.55,
    # year
    "closing formula of the lead": 0.85,
    "lead": 0.75,
    "heading": 0.6,
    "上年度 and the publication date": 0.6,
    "year before the publication": 0.3,
    # place
    "issuer's name": 0.85,
    "named": 0.55,
    "the index number": 0.6,
    "the site's identification code": 0.6,
    "the site's host": 0.55,
}


@dataclass(frozen=True, slots=True)
class Witness(Generic[Value]):
    """A value and the place that states it; the first words of basis are a key of STRENGTH."""

    value: Value
    basis: str

    @property
    def strength(self) -> float:
        return _strength(self.basis)


@lru_cache(maxsize=1024)
def _strength(basis: str) -> float:
    return STRENGTH[max(filter(basis.startswith, STRENGTH), key=len)]


def evidence_for(value: Value, witnesses: Sequence[Witness[Value]]) -> Evidence:
    """The evidence for a value that at least one of the witnesses states, in their order."""
    agreeing = list({witness.basis: witness for witness in witnesses if witness.value == value}.values())
    doubt = 1.0
    for witness in agreeing:
        doubt *= 1 - witness.strength
    against = max((witness.strength for witness in witnesses if witness.value != value), default=0.0)
    sure = min(1 - doubt, MOST) * (1 - against / 2)
    return Evidence(" + ".join(witness.basis for witness in agreeing), round(sure, 2))


def best(witnesses: Sequence[Witness[Value]]) -> tuple[Value, Evidence] | None:
    """The value with the highest confidence (of equals the first stated) and its evidence; None where
    no value reaches DOUBT."""
    values = list(dict.fromkeys(witness.value for witness in witnesses))
    weighed = [(value, evidence_for(value, witnesses)) for value in values]
    sure = [pair for pair in weighed if pair[1].confidence >= DOUBT]
    return max(sure, key=lambda pair: pair[1].confidence, default=None)
