"""White space and widths: what may be normalised without touching the author's characters."""

import re

# Zero-width characters are layout, not writing: U+200B–U+200D, U+2060, U+FEFF, soft hyphen.
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_FIGURES = {ord(wide): ord(wide) - 0xFEE0 for wide in "０１２３４５６７８９－／．"} | {
    code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_CJK = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_SPACE_BY_CJK = re.compile(rf"(?<=[{_CJK}“”]) | (?=[{_CJK}“”])")


def squeeze(text: str) -> str:
    """One line: runs of white space (U+3000 and U+00A0 too) become one space, zero-width goes, ends cut."""
    return " ".join(text.translate(_ZERO_WIDTH).split())


def bare(text: str) -> str:
    """The text without any white space, for comparing."""
    return "".join(text.translate(_ZERO_WIDTH).split())


def half_width(text: str) -> str:
    """The same text with full-width ASCII forms narrowed, for matching. The length stays, so that
    offsets found in the result hold in the original."""
    return text.translate(_HALF_WIDTH)


def narrow_figures(text: str) -> str:
    """The text with full-width digits, letters and their connecting marks narrowed; punctuation stays."""
    return text.translate(_FIGURES)


def tight(text: str) -> str:
    """One line without the white space that layout puts beside Chinese characters; spaces between
    Latin words stay."""
    return _SPACE_BY_CJK.sub("", squeeze(text))
