"""OFD, the national format for fixed pages (GB/T 33190): a ZIP of XML; text objects with their places.

Read by hand: what is needed is the text codes of each page's content (and of the templates below it, which
hold letterheads). Signatures and stamps stand in parts of their own and are left out.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from extraction.files.layout.columns import rows_in_order
from extraction.files.layout.paragraphs import flow
from extraction.files.layout.rows import PageRows, Words
from extraction.files.limits import MAX_CHARS, MAX_PAGES, READER_VERSION, Unreadable, at_most
from extraction.files.readers.packages import Package
from records import FileReading, Issue

_A4 = (0.0, 0.0, 210.0, 297.0)  # millimetres
STAMP = 40


def read_ofd(payload: bytes) -> FileReading:
    """Text in reading order, page by page. Raises Unreadable."""
    package = Package(payload)
    entry = next(name for name in package.members if name.lower() == "ofd.xml")
    root = _one(package.xml(entry), "DocRoot")
    if root is None or not root.text:
        raise Unreadable("damaged", "the file names no document")
    place = posixpath.normpath(root.text.strip().lstrip("/"))
    document = package.xml(place)
    pages = [page for page in _all(document, "Page") if page.get("BaseLoc")]
    at_most(len(pages), MAX_PAGES, "pages")
    rows, scans = _read_pages(package, place, document, pages)
    read = flow(rows)
    issues = []
    if scans:
        issues.append(Issue("scanned", f"{scans} of {len(pages)} pages are pictures without a text"))
    elif not read.text:
        issues.append(Issue("no_text", "nothing in the document reads as text"))
    return FileReading(
        READER_VERSION,
        "ofd",
        text="" if 2 * scans > len(pages) else read.text,
        tables=() if 2 * scans > len(pages) else read.tables,
        pages=len(pages),
        scanned=2 * scans > len(pages),
        removed=read.removed,
        issues=tuple(issues),
    )


def _read_pages(package: Package, place: str, document: Any, pages: list[Any]) -> tuple[list[PageRows], int]:
    """The rows of each page, with those of its templates, and how many pages are pictures without a text."""
    size = _box(document, _A4)
    templates = {one.get("ID"): one.get("BaseLoc", "") for one in _all(document, "TemplatePage")}
    rows: list[PageRows] = []
    scans, characters = 0, 0
    for number, page in enumerate(pages):
        content = package.xml(_beside(place, page.get("BaseLoc")))
        box = _box(content, size)
        layers = [content]
        for template in _all(content, "Template"):
            if where := templates.get(template.get("TemplateID")):
                layers.append(package.xml(_beside(place, where)))
        words = [word for layer in layers for word in _words(layer, box[3])]
        length = sum(len(word.text) for word in words)
        characters += length
        at_most(characters, MAX_CHARS, "characters")
        scans += length < STAMP and any(True for _ in _all(content, "ImageObject"))
        rows.append(PageRows(rows_in_order(words, box[2], number), box[2], box[3]))
    return rows, scans


def _all(root: Any, name: str) -> Iterator[Any]:
    """Elements by their local name: files use several namespaces, and none."""
    return (e for e in root.iter("{*}" + name))


def _one(root: Any, name: str) -> Any:
    return next(_all(root, name), None)


def _beside(place: str, location: str) -> str:
    """An address inside the package: absolute, or relative to the document's folder."""
    if location.startswith("/"):
        return posixpath.normpath(location.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(place), location))


def _box(root: Any, default: tuple[float, ...]) -> tuple[float, ...]:
    found = _one(root, "PhysicalBox")
    numbers = _numbers(found.text or "") if found is not None else []
    return tuple(numbers) if len(numbers) == 4 else default


def _words(layer: Any, height: float) -> Iterator[Words]:
    for item in _all(layer, "TextObject"):
        boundary = _numbers(item.get("Boundary", ""))
        if len(boundary) != 4:
            continue
        matrix = _numbers(item.get("CTM", "")) or [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
        size = float(item.get("Size", "4")) * (abs(matrix[3]) or 1.0)
        x, y = 0.0, 0.0
        for code in item.iter("{*}TextCode"):
            # Where a code does not say its place, it begins where the one before it began.
            x, y = float(code.get("X", x)), float(code.get("Y", y))
            text = code.text or ""
            advance = sum(_deltas(code.get("DeltaX", "")))
            left = boundary[0] + matrix[0] * x + matrix[2] * y + matrix[4]
            down = boundary[1] + matrix[1] * x + matrix[3] * y + matrix[5]
            width = matrix[0] * advance + size
            if text.strip():
                yield Words(text, left, left + width, height - down, size)


def _numbers(text: str) -> list[float]:
    try:
        return [float(number) for number in text.split()]
    except ValueError:
        return []


def _deltas(text: str) -> Iterator[float]:
    """Steps from character to character; `g 5 4.2` stands for five steps of 4.2."""
    parts = re.findall(r"g\s+(\d{1,6})\s+(-?[\d.]+)|(-?[\d.]+)", text)
    for count, step, single in parts:
        yield int(count) * float(step) if count else float(single)
