"""White space, widths and invisible characters: what may be normalised without touching the author's
characters."""

import re
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

Found = TypeVar("Found")

# Characters without a form of their own. They are layout, steganography or damage, never writing: soft
# hyphen, joiners, marks of direction, Mongolian and Hangul fillers, variation selectors, controls. A page may
# hold one inside any word. str.isprintable tells all of them but those in _PRINTABLE.
_PRINTABLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
_INVISIBLE = re.compile(
    f"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    f"\ufff9-\ufffb\U000e0000-\U000e007f{_PRINTABLE}]"
)
_PRINTS_NOTHING = re.compile(f"[{_PRINTABLE}]")
_HALF_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " ", "\xa0": " "}
_FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000\xa0]")
# Those that stand in every text. Replacing each takes a third of the time of looking each one up.
_COMMON = [(character, _HALF_WIDTH[character]) for character in "，：；（）！？％\u3000\xa0"]
_LONG = 1000
_FIGURES = re.compile("[０-９－／．Ａ-Ｚａ-ｚ]")
_CJK = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_SPACE_BY_CJK = re.compile(rf"(?<=[{_CJK}“”]) | (?=[{_CJK}“”])")


def once(find: Callable[["Words"], Found]) -> Callable[["Words"], Found]:
    """Decorator: caches a result per text of a Words object."""

    @wraps(find)
    def found(words: "Words") -> Found:
        known = words.findings
        try:
            finding: Found = known[find]
        except KeyError:
            finding = known[find] = find(words)
        return finding

    return found


class Words:
    """A run of text with its normalised forms, each computed at most once, and cached results (see `once`).

    text is as printed, squeezed: no invisible characters, single spaces, none at the ends; cells are those of
    the table row it is, empty ones too (none for what is no row).
    """

    __slots__ = ("cells", "findings", "text")

    def __init__(self, text: str, cells: tuple[str, ...] = ()) -> None:
        self.text = text
        self.cells = cells
        self.findings = _findings_on(text)

    def __repr__(self) -> str:
        return f"Words({self.text!r})"

    @property
    def narrow(self) -> str:
        """The text in half-width forms; offsets in it hold in the text."""
        known = self.findings
        if "narrow" not in known:
            known["narrow"] = half_width(self.text)
        return str(known["narrow"])

    @property
    def bare(self) -> str:
        """The text without white space."""
        known = self.findings
        if "bare" not in known:
            known["bare"] = "".join(self.text.split())
        return str(known["bare"])

    @property
    def key(self) -> str:
        """The text in half-width forms without white space, for comparing and matching."""
        known = self.findings
        if "key" not in known:
            known["key"] = "".join(self.narrow.split())
        return str(known["key"])


@lru_cache(maxsize=4096)  # the menus and the foot of a site are the same on each of its pages
def _findings_on(text: str) -> dict[Any, Any]:
    """What has been found on words of this text: it follows from the text alone."""
    return {}


def squeeze(text: str) -> str:
    """One line: runs of white space (U+3000 and U+00A0 too) become one space, invisible characters go, ends
    are cut."""
    line = " ".join(text.split())
    return line if _is_visible(line) else " ".join(_INVISIBLE.sub("", text).split())


def bare(text: str) -> str:
    """The text without any white space and invisible characters, for comparing."""
    words = "".join(text.split())
    return words if _is_visible(words) else _INVISIBLE.sub("", words)


def _is_visible(text: str) -> bool:
    return text.isascii() and text.isprintable() or (text.isprintable() and not _PRINTS_NOTHING.search(text))


def half_width(text: str) -> str:
    """The same text with full-width ASCII forms narrowed, for matching. The length stays, so that
    offsets found in the result hold in the original."""
    return _narrowed(text) if len(text) < _LONG else _narrowed_body(text)


@lru_cache(maxsize=2)  # called for a body's kind and its outline
def _narrowed_body(text: str) -> str:
    return _narrowed(text)


def _narrowed(text: str) -> str:
    if text.isascii() or not _FULL_WIDTH.search(text):
        return text
    for wide, narrow in _COMMON:
        text = text.replace(wide, narrow)
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
