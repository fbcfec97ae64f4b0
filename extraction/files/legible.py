"""Whether a text reads as one: fonts that do not say what their characters are give junk in place of
words."""

import unicodedata
from collections import Counter
from dataclasses import replace

from records import FileReading, Issue, Removed

_FEWEST = 30  # characters: fewer show nothing
_JUNK = 0.2
_SAME = 0.5
# Of all Chinese prose these make a fifth and more, of a government's a third.
_COMMON = frozenset(
    "的一不在有人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动政法行府建设工和治全县市"
)
_FEWEST_CHINESE = 150
_COMMON_SHARE = 0.03
_SAMPLE = 20_000
_BOXES = frozenset("□▯▢◻◽⬜■▮▪?？")  # what fonts and converters show for a character that they do not have
# Letters people type; those of Latin-1 above ASCII are what GBK looks like when it is read as that.
_TYPED = ("CJK", "IDEOGRAPH", "FULLWIDTH", "HALFWIDTH", "GREEK", "ROMAN")


def if_legible(reading: FileReading) -> FileReading:
    """The reading; without its text, whose beginning becomes a receipt, where that is junk."""
    why = _what_is_wrong(reading.text[:_SAMPLE])
    garbled = any(issue.code == "garbled" for issue in reading.issues)
    if not (why or garbled):
        return reading
    issue = () if garbled else (Issue("garbled", why),)
    receipt = (Removed("garbled", reading.text[:_SAMPLE]),) if reading.text else ()
    return replace(
        reading, text="", tables=(), removed=(*reading.removed, *receipt), issues=(*reading.issues, *issue)
    )


def _what_is_wrong(text: str) -> str:
    counts = Counter("".join(text.split()))
    total = sum(counts.values())
    if total < _FEWEST:
        return ""
    junk = sum(count for character, count in counts.items() if _is_junk(character))
    if junk >= _JUNK * total:
        return f"{junk} of {total} characters are no letters, digits or signs of Chinese"
    character, most = max(
        ((one, count) for one, count in counts.items() if one.isalpha()),
        key=lambda it: it[1],
        default=("", 0),
    )
    if most >= _SAME * total:
        return f"{most} of {total} characters are {character}"
    chinese = sum(count for one, count in counts.items() if "\u4e00" <= one <= "\u9fff")
    common = sum(counts[one] for one in _COMMON)
    if chinese >= _FEWEST_CHINESE and common < _COMMON_SHARE * chinese:
        return f"of {chinese} Chinese characters {common} are common ones"
    return ""


def _is_junk(character: str) -> bool:
    if character in _BOXES:
        return True
    if character.isascii():
        return not character.isprintable()
    category = unicodedata.category(character)
    if category in ("Co", "Cn", "Cs", "Cc") or character in "¤\ufffd":
        return True
    return category[0] in "LM" and not unicodedata.name(character, "").startswith(_TYPED)
