"""Markup nested deeper than a parser goes: the innermost tags are left out, their text stays."""

import re

from extraction.visible import BLOCKS

# Far below the 2048 levels of libxml2, which also counts the elements it adds itself.
_DEEPEST = 1000
_RAW = "script|style|textarea|title|xmp|noembed|noframes|iframe"
_TAG = re.compile(
    # Comments, and elements whose content is no markup, are passed over whole.
    rf"<!--.*?(?:-->|\Z)|<(?P<raw>{_RAW})\b.*?(?:</(?P=raw)\s{{0,99}}>|\Z)|<(?P<close>/?)(?P<name>[a-z][^\s/>]{{0,99}})[^>]*>?",
    re.IGNORECASE | re.DOTALL,
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


def flatten(markup: str) -> str:
    """The same text with the tags below the deepest level replaced: those of blocks by a line break, others
    by nothing. Tags that nothing closes count as open, so more is flattened than need be, never less."""
    depth = 0

    def flat(tag: re.Match[str]) -> str:
        nonlocal depth
        name = (tag["name"] or "").lower()
        if not name or name in _VOID:
            return tag[0]
        depth += 0 if tag["close"] else 1
        kept = depth <= _DEEPEST
        depth -= 1 if tag["close"] and depth else 0
        return tag[0] if kept else "<br>" if name in BLOCKS else ""

    return _TAG.sub(flat, markup)
