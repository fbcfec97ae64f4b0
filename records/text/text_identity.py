"""What makes two texts the same text (docs/decisions/0004-identity-of-a-text.md)."""

import hashlib
import unicodedata

# Variants of the same mark. NFKC already folds full-width forms (，（ｋ１…), so they need no line here.
_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»「」『』〝〞＂", '"'),
        **dict.fromkeys("‘’‚‛｀´", "'"),
        **dict.fromkeys("‐‑‒–—―−－─", "-"),
        **dict.fromkeys("·•‧∙⋅・･●", "·"),
        **dict.fromkeys("～∼〜", "~"),
        **dict.fromkeys("〔［【", "["),
        **dict.fromkeys("〕］】", "]"),
        **dict.fromkeys("○◯〇零", "〇"),
    }
)
# White space, and what has no form of its own: controls, joiners, marks of direction, variation selectors.
_NOTHING = ("Z", "Cc", "Cf")
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | {
    chr(code) for code in range(0xFE00, 0xFE10)
}


def identity(text: str) -> str:
    """The text without white space and invisible characters, its digits, letters and marks in one width: two
    texts are the same one exactly when these are equal. For comparing only, never shown."""
    if text.isascii() and text.isprintable():
        return text.replace(" ", "")
    # Again, because dropping a character can bring two together that fold into one (A´: the accent's own
    # space).
    while (folded := "".join(filter(_counts, unicodedata.normalize("NFKC", text).translate(_MARKS)))) != text:
        text = folded
    return folded


def digest(title: str | None, body_text: str) -> str:
    """`sha256:<hex>` over the identity of title and body."""
    words = f"{identity(title or '')}\n{identity(body_text)}".encode()
    return "sha256:" + hashlib.sha256(words).hexdigest()


def _counts(character: str) -> bool:
    return not unicodedata.category(character).startswith(_NOTHING) and character not in _FILLERS
