"""The address of the file behind an element or in a script: links, readers that are pages, scripted
downloads."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from extraction.body.container_lines import FILE_LINK
from extraction.markup.page import Page

MAY_BE_FILES = ("a", "iframe", "embed", "object")
_EMBEDDING = ("iframe", "embed", "object")
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|wps|ofd|rtf|odt|xlsx?|et|zip|rar)(?:$|[?#&])", re.IGNORECASE)
_ANY_DOCUMENT = re.compile(
    r"\.(?=[pdwoxerzPDWOXERZ])(?:pdf|docx?|wps|ofd|rtf|odt|xlsx?|et|zip|rar)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"""["']([^"'<>\s]{3,500})["']""")
# The readers of PDFs that are pages: their query names the file.
_READER = re.compile(r"viewer|pdf|reader|preview|flipbook", re.IGNORECASE)
_MOST_SHOWN = 3
"""Files that a page's scripts show; more are a library's."""
_LONGEST_SCRIPT = 200_000


def has_scripted_files(page: Page) -> bool:
    """True where an element that is no link may lead to a file."""
    return ("onclick" in page.text or "data-" in page.text) and _names_documents(page)


@lru_cache(maxsize=2)
def _names_documents(page: Page) -> bool:
    return _ANY_DOCUMENT.search(page.text) is not None


def target_of(element: Any, attributes: Sequence[str], is_scripted: bool = True) -> str:
    """The address of the file that an element links to, shows or downloads; "" for none. attributes: further
    ones with addresses; is_scripted is False on a page without scripted files."""
    if element.tag == "a":
        values = [element.get("href", "")]
    elif element.tag in _EMBEDDING:
        values = [element.get("src", ""), element.get("data", "")]
    else:
        values = [element.get(name, "") for name in attributes]
    for value in filter(None, values):
        for href in _addresses(element.tag, value.strip()):
            if _leads_to_file(href):
                return href
    return _scripted(element) if is_scripted else ""


def shown_by_scripts(page: Page) -> tuple[str, ...]:
    """The files that a page's scripts name as literals, as `PDFObject.embed("/a.pdf")`, `getDocument(url)`
    and their like do; none where there are too many to be this page's."""
    if not _names_documents(page):
        return ()
    found: dict[str, None] = {}
    for script in page.tree.iter("script"):
        code = script.text or ""
        if len(code) <= _LONGEST_SCRIPT and _ANY_DOCUMENT.search(code):
            found |= dict.fromkeys(_literals(code.replace("\\/", "/")))
    return tuple(found) if len(found) <= _MOST_SHOWN else ()


def _addresses(tag: str, value: str) -> Iterator[str]:
    """The addresses in an attribute: itself, or the file that it names for a viewer or a script."""
    if value[:11].lower() == "javascript:":
        yield from _literals(value)
        return
    place, mark, query = value.partition("?")
    if mark and (tag in _EMBEDDING or _READER.search(place)):
        for _, shown in parse_qsl(query.partition("#")[0]):
            if _DOCUMENT.search(shown):
                yield shown
    if "#" in value and (tag in _EMBEDDING or _READER.search(place)):
        for _, shown in parse_qsl(value.partition("#")[2]):
            if _DOCUMENT.search(shown):
                yield shown
    yield value


def _scripted(element: Any) -> str:
    """The file that a click on an element opens, or that an attribute names for a script."""
    for name, value in element.items():
        if name == "onclick":
            if href := next(_literals(value), ""):
                return href
        elif (
            name.startswith("data-")
            and _DOCUMENT.search(value)
            and not re.search(r"[\s<>{}\"']", value.strip())
        ):
            return str(value).strip()
    return ""


def _literals(code: str) -> Iterator[str]:
    """The strings of a script that end like a document; of a reader's address with its file, the file."""
    for found in _QUOTED.finditer(code):
        if _DOCUMENT.search(found[1]):
            yield next(_addresses("iframe", found[1]))


def _leads_to_file(href: str) -> bool:
    # Fast path: most links end like a page.
    if href.endswith((".html", ".shtml", ".htm", "/")) and "?" not in href and "#" not in href:
        return "down" in href.lower() and FILE_LINK.search(href) is not None
    return FILE_LINK.search(href) is not None
