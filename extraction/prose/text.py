"""White space and widths: what may be normalised without touching the author's characters."""

import re
from functools import lru_cache

# Zero-width characters are layout, not writing: U+200B–U+200D, U+2060, U+FEFF, soft hyphen.
# None of them is printable, so that most texts need not be searched for them.
_ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_HALF_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " ", "\xa0": " "}
# Ten times faster than str.translate, which looks up every character.
_FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000\xa0]")
_LONG = 1000
_FIGURES = re.compile("[０-９－／．Ａ-Ｚａ-ｚ]")
_CJK = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_SPACE_BY_CJK = re.compile(rf"(?<=[{_CJK}“”]) | (?=[{_CJK}“”])")


def squeeze(text: str) -> str:
    """One line: runs of white space (U+3000 and U+00A0 too) become one space, zero-width goes, ends cut."""
    line = " ".join(text.split())
    return line if line.isprintable() else " ".join(_ZERO_WIDTH.sub("", text).split())


def bare(text: str) -> str:
    """The text without any white space, for comparing."""
    words = "".join(text.split())
    return words if words.isprintable() else _ZERO_WIDTH.sub("", words)


def half_width(text: str) -> str:
    """The same text with full-width ASCII forms narrowed, for matching. The length stays, so that
    offsets found in the result hold in the original."""
    return _half_width(text) if len(text) < _LONG else _half_width_of_body(text)


@lru_cache(maxsize=1024)  # every line is asked about several times
def _half_width(text: str) -> str:
    return _FULL_WIDTH.sub(_narrow, text)


@lru_cache(maxsize=2)  # a body is asked about for its kind and for its outline
def _half_width_of_body(text: str) -> str:
    return _FULL_WIDTH.sub(_narrow, text)


def _narrow(found: re.Match[str]) -> str:
    return _HALF_WIDTH[found[0]]


def narrow_figures(text: str) -> str:
    """The text with full-width digits, letters and their connecting marks narrowed; punctuation stays."""
    return _FIGURES.sub(_narrow, text)


def tight(text: str) -> str:
    """One line without the white space that layout puts beside Chinese characters; spaces between
    Latin words stay."""
    return _SPACE_BY_CJK.sub("", squeeze(text))
