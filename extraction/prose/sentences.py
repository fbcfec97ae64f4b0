"""Sentences, the numbers in them, and how alike two of them are: what comparing texts is made of."""

import re
from collections import Counter
from decimal import Decimal
from functools import lru_cache

# A sentence ends at its closing mark (with the quote or bracket behind it) or at the end of its line.
SENTENCE = re.compile(r"[^\n。！？；]*(?:[。！？；]+[”’」』）)]*|\n|$)")
NUMBER = re.compile(
    r"(?P<digits>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<unit>[十百千]?[万亿]*)(?P<rate>[%％‰]?)"
)
TOKEN = re.compile(NUMBER.pattern + "|.", re.DOTALL)
# \w is what str.isalnum says, and the underscore.
SPEECHLESS = re.compile(r"[^\w\0.%‰]+|_+")
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
RATES = {"％": "%"}


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order, without the white space around them."""
    return [found for match in SENTENCE.finditer(text) if (found := match.group().strip())]


def tokens(text: str) -> list[str]:
    """The text in characters, each number in one piece."""
    return [match.group() for match in TOKEN.finditer(text)]


def changed_numbers(before: str, after: str) -> list[tuple[str, str]]:
    """The numbers as written that have another value now; both sentences have the same frame."""
    pairs = zip(NUMBER.finditer(before), NUMBER.finditer(after), strict=True)
    return [(was.group(), now.group()) for was, now in pairs if value(was) != value(now)]


def frame(sentence: str) -> str:
    """The sentence with a mark for each number and without punctuation."""
    return "".join(c for c in NUMBER.sub("\0", sentence) if c.isalnum() or c == "\0")


def without_punctuation(text: str) -> str:
    """The text's letters, figures and numbers' values: what remains when only punctuation differs."""
    return SPEECHLESS.sub("", NUMBER.sub(_plain, text))


def value(number: re.Match[str]) -> tuple[Decimal, str]:
    """What a match of NUMBER says: its value with units worked out, and its rate sign."""
    amount = Decimal(number["digits"].replace(",", "").replace("，", ""))
    for unit in number["unit"]:
        amount *= UNITS[unit]
    return amount.normalize(), RATES.get(number["rate"], number["rate"])


def kinship(one: str, other: str) -> float:
    """The share of letter pairs two sentences have in common, 0 to 1."""
    pairs, others = _pairs(one), _pairs(other)
    total = pairs.total() + others.total()
    return 2 * (pairs & others).total() / total if total else 1.0


def _plain(number: re.Match[str]) -> str:
    amount, rate = value(number)
    return f"\0{amount:f}{rate}\0"


@lru_cache(maxsize=4096)
def _pairs(sentence: str) -> Counter[str]:
    letters = NUMBER.sub("0", sentence)
    return Counter(letters[at : at + 2] for at in range(len(letters) - 1))
