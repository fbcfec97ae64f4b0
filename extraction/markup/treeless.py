"""Markup read without a tree: pages nested deeper than a parser goes, or with more tags than any real
page."""

import re
from html import unescape

from extraction.markup.visible import BLOCKS, BREAK, Visible

# Far below the 2048 levels of libxml2, which also counts the elements it adds itself.
_DEEPEST = 1000
_VOID_TAGS = "area base br col embed hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_TAGS.split())
_NO_MARKUP = "script|style|textarea|title|xmp|noembed|noframes|iframe"
_TAG = re.compile(
    rf"""
    # Comments, and elements whose content is no markup, are passed over whole.
    <!--.*?(?:-->|\Z)
    |<(?:{_NO_MARKUP})\b[^>]*>.*?(?:</(?:{_NO_MARKUP})\s{{0,99}}>|\Z)
    |<(?P<close>/?)(?P<name>[a-z][^\s/>]{{0,99}})[^>]*>?
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


def flatten(markup: str) -> str:
    """The same text with the tags below the deepest level replaced: those of blocks by a line break, others
    by nothing. Tags that nothing closes count as open, so more is flattened than need be, never less."""
    depth = 0

    def flat(tag: re.Match[str]) -> str:
        nonlocal depth
        name = (tag["name"] or "").lower()
        if not name or name in _VOID:
            return tag[0]
        if tag["close"]:
            is_kept = depth <= _DEEPEST
            depth = max(depth - 1, 0)
        else:
            depth += 1
            is_kept = depth <= _DEEPEST
        return tag[0] if is_kept else "<br>" if name in BLOCKS else ""

    return _TAG.sub(flat, markup)


def strip_tags(markup: str) -> Visible:
    """The text between the tags, lines broken at the tags of blocks. What is hidden by an attribute is text
    here like any other."""

    def gap(tag: re.Match[str]) -> str:
        return BREAK if (tag["name"] or "").lower() in BLOCKS else ""

    return Visible([unescape(_TAG.sub(gap, markup))], {}, {})
