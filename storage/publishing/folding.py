"""Folds characters that a search treats as equal: capitals, full-width letters and digits, traditional forms.

One character for one, so that every offset stays.
"""

from functools import lru_cache

HAN = ("\u3400", "\u9fff")
LAST_OF_PLANE = 0xFFFF
FULL_WIDTH = {
    0xFEE0 + code: code for first, last in ("09", "AZ", "az") for code in range(ord(first), ord(last) + 1)
} | {0x3000: 0x20, 0xFF05: 0x25, 0xFF0E: 0x2E}
"""Digits, letters, the ideographic space, % and . — not the punctuation of Chinese sentences."""


def searchable(text: str) -> str:
    """The text in its folded form, with the same length."""
    folded = text.translate(_table())
    lowered = folded.lower()
    return lowered if len(lowered) == len(folded) else "".join(_lower(char) for char in folded)


def _lower(char: str) -> str:
    """A few letters become two in lower case."""
    lowered = char.lower()
    return lowered if len(lowered) == 1 else char


@lru_cache(maxsize=1)
def _table() -> dict[int, int]:
    from opencc import OpenCC  # here: its dictionary is not worth loading for who does not search

    convert = OpenCC("t2s").convert
    simple = {code: convert(chr(code)) for code in range(ord(HAN[0]), ord(HAN[1]) + 1)}
    return FULL_WIDTH | {
        code: ord(one)
        for code, one in simple.items()
        if len(one) == 1 and ord(one) != code and ord(one) <= LAST_OF_PLANE
    }
