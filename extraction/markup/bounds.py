"""Limits markup before it is parsed: libxml2 needs quadratic time in a tag's attributes and some hundred
bytes of memory per tag."""

import re
from itertools import islice

MOST_ATTRIBUTES = 500
"""Of one tag; the most seen in a real page is 30."""
MOST_TAGS = 200_000
"""Of one page, in the tree; the most seen in a real page is 3,000."""
# So many attributes take a second in one tag. Whatever parts them is white space, a slash or a quotation
# mark.
_HARMLESS = 30_000
_SHORT = 3 * MOST_ATTRIBUTES
_PARTING = " \n\t\r\f/\"'"
_TAG = re.compile(r"""<[a-zA-Z][^\s/>"']*+(?:[^"'>]++|"[^"]*+"|'[^']*+'|["'])*+""")
_ATTRIBUTE = re.compile(r"""[^\s=/>"']++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+""")


def is_harmless(markup: bytes) -> bool:
    """True for markup (in UTF-8) that is within bounds at first sight, as every real page is."""
    if len(markup) <= _HARMLESS:
        return True
    parting = len(markup) - len(markup.translate(None, _PARTING.encode()))  # one pass, whatever stands in it
    return parting <= _HARMLESS and markup.count(b"<") <= MOST_TAGS


def bounded(markup: str) -> str:
    """The markup without attributes beyond the limit of a tag, and without what follows the limit of tags."""
    if markup.count("<") > MOST_TAGS:
        opening = next(islice(re.finditer("<", markup), MOST_TAGS, None))
        markup = markup[: opening.start()]
    if sum(map(markup.count, _PARTING)) <= _HARMLESS:
        return markup
    if all(tag.end() - tag.start() <= _SHORT for tag in _TAG.finditer(markup)):
        return markup
    return _TAG.sub(_trimmed, markup)


def _trimmed(tag: re.Match[str]) -> str:
    last = next(islice(_ATTRIBUTE.finditer(tag[0]), MOST_ATTRIBUTES, None), None)
    return tag[0] if last is None else tag[0][: last.start()]
