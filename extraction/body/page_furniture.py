"""Page furniture recognised by its markup: foot, navigation, banners, dialogs.

It is marked before a block is chosen for the text, so that no such element can be chosen.
"""

import re
from collections.abc import Container
from typing import Any

from lxml import etree

from extraction.body.text_end import is_note
from extraction.prose import boilerplate
from extraction.prose.outline import heading_level
from extraction.prose.text import Words, bare, squeeze

_RULE_OF_TAG = {"footer": "footer", "nav": "navigation", "dialog": "notice"}
# Words of classes and ids, as templates write them: page-footer, ft_box, cookieBar, popLayer.
_NAMES = {
    "footer": r"foot(?:er)?|ft|bottom|btm|copyright|banquan|beian|siteinfo|sitefoot|yejiao|dibu",
    "notice": r"cookie|cookies|gdpr|consent|privacy|dialog|modal|popup|pop|popwin|toast|alert|layer|tanchuang"
    r"|notice|announce|gonggao|tishi|tips?|mask|overlay|maintenance|weihu",
    "advertisement": r"ad|ads|adv|advert|advertisement|adbox|adbanner|guanggao|promo|promotion|sponsor|tuiguang",
    "navigation": r"nav|navbar|menu|sidebar|sidenav|breadcrumb|crumbs?|topbar|toolbar|mianbaoxie",
}
_WORDS = re.compile("|".join(f"(?P<{rule}>{names})" for rule, names in _NAMES.items()))
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
# Named like furniture, but with numbered headings or a sentence on the subject: a text in an odd box.
_OUTLINE = 2
_ON_THE_SUBJECT = re.compile(r"(?:法治政府|依法行政|法治建设|行政执法|行政复议|普法)[^。]{0,300}。")
# Headings of boxes that name other pages, before their words are judged.
_RELATED = etree.XPath(
    "//text()[string-length(normalize-space(.)) < 14 and (contains(., '相关') or contains(., '推荐') or contains(., '阅读')"
    " or contains(., '关联') or contains(., '喜欢') or contains(., '在看'))]"
)
_LOOKED_AT = ("div", "section", "aside", "ul", "table", "p", "td", "article", "center", "form")


def furniture_elements(root: Any, visible: Container[Any]) -> dict[Any, str]:
    """The visible elements of a tree that are furniture by their tag, class or id, outermost ones only, with
    the rule that takes them out."""
    found: dict[Any, str] = {}
    for element in root.iter(*_RULE_OF_TAG, *_LOOKED_AT):
        rule = _RULE_OF_TAG.get(element.tag) or _rule_of_names(element)
        if not rule or element not in visible or any(above in found for above in element.iterancestors()):
            continue
        if not _is_text(element):
            found[element] = rule
    for heading in _RELATED(root):
        if boilerplate.end_mark(Words(squeeze(heading))) == "related":
            element = heading.getparent()
            if not isinstance(element.tag, str):  # the text after a comment
                element = element.getparent()
            found |= dict.fromkeys(_box_below(element, visible), "related")
    return found


def _box_below(heading: Any, visible: Container[Any]) -> list[Any]:
    """The elements behind a heading like 相关阅读 that hold what it announces: links, and what is said of
    each."""
    words = bare("".join(heading.itertext()))
    while (around := heading.getparent()) is not None and bare("".join(around.itertext())) == words:
        heading = around
    box: list[Any] = []
    is_teased = False  # only a link stood before
    for element in heading.itersiblings(etree.Element):
        if element not in visible:
            continue
        linked = bare("".join(text for link in element.iter("a") for text in link.itertext()))
        words = bare("".join(element.itertext()))
        if not (linked or (is_teased and words[-1:] == "。")) or is_note(words) or _is_text(element):
            break
        box.append(element)
        is_teased = bool(linked) and linked == words
    return box if any(next(element.iter("a"), None) is not None for element in box) else []


def _rule_of_names(element: Any) -> str:
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if names == " ":
        return ""
    for word in names.split():
        parts = [part.lower() for part in _PARTS.findall(word)]
        # The whole name, or its last part: page-footer is a foot, footer-content is not necessarily.
        for name in ("".join(parts), *parts[:1], *parts[-1:]):
            if (match := _WORDS.fullmatch(name)) and match.lastgroup:
                return match.lastgroup
    return ""


def _is_text(element: Any) -> bool:
    """True for what has the outline of a text, or a page's heading."""
    numbered = 0
    if next(element.iter("h1"), None) is not None:
        return True
    for text in element.itertext():
        if not text.isspace():
            if _ON_THE_SUBJECT.search(text):
                return True
            numbered += heading_level(Words(bare(text[:40]))) in (1, 2)
            if numbered >= _OUTLINE:
                return True
    return False
