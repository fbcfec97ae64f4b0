"""Marks the elements of an article's container that are not part of the text, by its platform's file.

The only use of BeautifulSoup (docs/decisions/0005-beautifulsoup.md). Marked elements become lines with the
rule."""

from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from lxml import etree

from extraction.families.base import COMMON_BESIDE, Family
from extraction.families.marks import selector_words

# A longer element that is named like a widget contains the article.
_WIDGET_LIMIT = 300
_FORMATTING = frozenset(("span", "font", "b", "strong", "i", "em", "u", "sup", "sub", "o:p", "s", "small"))
_NAMES = etree.XPath("descendant-or-self::*/@class | descendant-or-self::*/@id", smart_strings=False)


def elements_beside(container: Any, family: Family) -> dict[Any, str]:
    """The lxml elements of a container that are not part of its text, with the rule that takes them out:
    those that the platform names, and those named like the widgets of any platform."""
    names = {word for value in set(_NAMES(container)) for word in value.lower().split()}
    found: dict[Any, str] = {}
    if not names.isdisjoint(COMMON_BESIDE):
        found = {element: rule for element in container.iterdescendants() if (rule := _common_rule(element))}
    has_function = type(family).beside_text is not Family.beside_text
    if has_function or any(not names.isdisjoint(selector_words(one)) for one in family.beside.values()):
        found |= _named_by_platform(container, family)
    return found


def _common_rule(element: Any) -> str:
    for value in (element.get("class"), element.get("id")):
        for word in value.lower().split() if value else ():
            if word in COMMON_BESIDE and _is_small(element.itertext()):
                return COMMON_BESIDE[word]
    return ""


def _named_by_platform(container: Any, family: Family) -> dict[Any, str]:
    article, elements = _as_soup(container)
    named = [*family.beside_text(article)]
    named += [(rule, tag) for rule, selector in family.beside.items() for tag in article.select(selector)]
    rules = {id(tag): rule for rule, tag in reversed(named) if tag is not article and _is_small(tag.strings)}
    return {element: rules[id(tag)] for element, tag in elements if id(tag) in rules}


def _as_soup(container: Any) -> tuple[Tag, list[tuple[Any, Tag]]]:
    """The container as BeautifulSoup, without the tags of plain formatting, and which tag stands for which
    element. Of a page pasted from Word, one tag in ten remains."""
    soup = BeautifulSoup("", "html.parser")
    tags: dict[Any, Tag] = {}
    pairs: list[tuple[Any, Tag]] = []
    text: list[str] = []  # of the innermost open tag, since its last child

    def write_text(tag: Tag) -> None:
        if text:
            tag.append(NavigableString("".join(text)))
            text.clear()

    for event, element in etree.iterwalk(container, events=("start", "end", "comment", "pi")):
        above = tags[element.getparent()] if element is not container else None
        if event == "start":
            if above is None or element.tag not in _FORMATTING or element.get("class") or element.get("id"):
                tag = soup.new_tag(element.tag, attrs=_attributes(element))
                pairs.append((element, tag))
                if above is not None:
                    write_text(above)
                    above.append(tag)
            else:
                tag = above
            tags[element] = tag
            text.append(element.text or "")
            continue
        if event == "end" and tags[element] is not above:
            write_text(tags[element])
        if above is not None:
            text.append(element.tail or "")
    return tags[container], pairs


def _attributes(element: Any) -> dict[str, str]:
    """The attributes, class and id in lower case: templates write Share and share."""
    return {
        name: value.lower() if name in ("class", "id") else value for name, value in element.attrib.items()
    }


def _is_small(texts: Iterable[str]) -> bool:
    """True where an element shows no more characters, white space left out, than a widget may."""
    length = 0
    for number, text in enumerate(texts):
        length += len("".join(text.split()))
        # Widgets within widgets: each would count the same texts again, blank ones too.
        if length > _WIDGET_LIMIT or number > _WIDGET_LIMIT:
            return False
    return True
