"""PDF, read by PDFium: characters with their places → rows → paragraphs. Pages that are pictures are
recognised."""

import ctypes
import math
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import pypdfium2
from pypdfium2 import raw

from extraction.files.layout.fonts import use_box_font
from extraction.files.layout.grids import Stroke, rows_and_grids
from extraction.files.layout.paragraphs import flow
from extraction.files.layout.rows import PageRows, Words
from extraction.files.layout.strokes import strokes_of
from extraction.files.limits import MAX_CHARS, MAX_PAGES, READER_VERSION, Unreadable, at_most
from extraction.files.ocr import SCALE, Ocr, read_picture
from records import FileReading, Issue, Removed

# A page with fewer characters than this, covered by pictures, is a scan: a stamp is not text.
STAMP = 40
COVERED = 0.5
# Text turned into outlines (转曲): no characters, hundreds of drawn paths.
OUTLINES = 300
_GARBLED = 0.2
_TAIL = 16_384
# In characters: where a run of text is cut, to see whether the gap is a gutter or parts two cells.
_GAP = 0.8
_SKEW = 0.2  # sine of twice the angle: letters that run across the page are no text
_OVER = 0.2  # characters: what is printed again so near is drawn bold
_SOFT_HYPHEN, _NO_CHARACTER = 0x02, 0xFFFE
# Fonts made from radicals: PDFs hold ⽅ (U+2F45) where the author wrote 方.
_RADICALS = range(0x2F00, 0x2FE0)

# Characters of one line: each with its left, right and baseline, and its size.
_Run = list[tuple[str, float, float, float, float]]


@dataclass
class _Pages:
    """What has been read so far, page by page."""

    rows: list[PageRows] = field(default_factory=list)
    scans: list[int] = field(default_factory=list)
    stamps: list[str] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)
    skewed: list[str] = field(default_factory=list)
    characters: int = 0
    unmapped: int = 0


def read_pdf(payload: bytes, ocr: Ocr | None) -> FileReading:
    """Text in reading order, page by page. Raises Unreadable: encrypted, truncated, too_large."""
    document = _open(payload)
    try:
        at_most(len(document), MAX_PAGES, "pages")
        pages = _Pages()
        for number in range(len(document)):
            _read_page(_page(document, number), number, pages, ocr)
    finally:
        document.close()
    return _reading(pages)


def _open(payload: bytes) -> Any:
    # PDFium repairs truncated files and would return their first pages as if complete.
    if b"startxref" not in payload[-_TAIL:]:
        raise Unreadable("truncated", "the PDF is cut off: its end is missing")
    use_box_font()
    try:
        return pypdfium2.PdfDocument(payload)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Unreadable("encrypted", "the PDF needs a password") from error
        raise Unreadable("damaged", "the PDF cannot be opened") from error


def _page(document: Any, number: int) -> Any:
    try:
        return document[number]
    except pypdfium2.PdfiumError as error:
        raise Unreadable("damaged", f"page {number + 1} of {len(document)} cannot be opened") from error


def _read_page(page: Any, number: int, pages: _Pages, ocr: Ocr | None) -> None:
    textpage = page.get_textpage()
    try:
        place = _Places(page)
        strokes = strokes_of(page, place.turned)
        words = _words(place, textpage, pages, _Edges(strokes))
        at_most(pages.characters, MAX_CHARS, "characters")
        rows = rows_and_grids(words, strokes, page.get_width(), number)
        scan = _is_scan(page, sum(len(row.text) for row in rows))
    finally:
        textpage.close()
    width, height = page.get_size()
    if scan:
        pages.scans.append(number)
        pages.stamps += [row.text for row in rows]
        read = PageRows([], width, height)
        if ocr is not None:
            read, confidences = read_picture(page.render(scale=SCALE, rev_byteorder=True), ocr, number)
            pages.confidences += confidences
        pages.rows.append(read)
    else:
        pages.rows.append(PageRows(rows, width, height))
    page.close()


def _words(place: "_Places", textpage: Any, pages: _Pages, edges: "_Edges") -> list[Words]:
    """The runs of text of a page: PDFium's lines, cut where a gap or a drawn line parts two cells."""
    printed = _Printed()
    words: list[Words] = []
    run: _Run = []
    pending = ""  # a space PDFium made up, kept between Latin words only
    count = raw.FPDFText_CountChars(textpage)
    pages.characters += max(count, 0)
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in (0x0D, 0x0A):
            words += _as_words(run)
            run, pending = [], ""
            continue
        if code in (0, _NO_CHARACTER):
            pages.unmapped += 1
            continue
        character = "-" if code == _SOFT_HYPHEN else _plain(code)
        if raw.FPDFText_IsGenerated(textpage, index) == 1:
            pending = " " if character.isspace() else ""
            continue
        pages.unmapped += raw.FPDFText_HasUnicodeMapError(textpage, index) == 1
        left, right, baseline, size = place(textpage, index)
        if printed(code, left, baseline, size):
            continue
        if abs(math.sin(2 * raw.FPDFText_GetCharAngle(textpage, index))) > _SKEW:
            pages.skewed.append(character)
            continue
        if run and (
            left - run[-1][2] > _GAP * max(run[-1][4], 1.0) or edges.between(run[-1], left, baseline)
        ):
            words += _as_words(run)
            run = []
        elif run and pending and run[-1][0].isascii() and character.isascii():
            run.append((" ", run[-1][2], left, baseline, size))
        pending = ""
        run.append((character, left, right, baseline, size))
    return words + _as_words(run)


def _as_words(run: _Run) -> list[Words]:
    """The words of a run of characters; none where it is blank."""
    text = "".join(character for character, *_ in run).strip()
    if not text:
        return []
    wide = sorted(right - left for c, left, right, *_ in run if ord(c) > 0x2E80)
    em = wide[len(wide) // 2] if wide else max(size for *_, size in run)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return [Words(text, run[0][1], max(right for _, _, right, *_ in run), run[0][3], em or 1.0)]


class _Edges:
    """The lines that run down a page, from left to right."""

    def __init__(self, strokes: Sequence[Stroke]) -> None:
        self._down = sorted((one for one in strokes if not one.across), key=attrgetter("at"))
        self._at = [one.at for one in self._down]

    def between(self, before: tuple[str, float, float, float, float], left: float, baseline: float) -> bool:
        """True if a line is between a character and one that begins at left on this baseline."""
        if not self._at:
            return False
        _, begin, end, _, size = before
        low = bisect_left(self._at, (begin + end) / 2)
        high = bisect_right(self._at, left + size / 4)
        return any(one.start <= baseline + size / 4 <= one.end for one in self._down[low:high])


class _Printed:
    """Notices characters printed a second time over themselves, which is how some programs draw bold."""

    def __init__(self) -> None:
        self._places: set[tuple[int, float, int, int]] = set()

    def __call__(self, code: int, left: float, baseline: float, size: float) -> bool:
        """True for a character at (nearly) the same place as an equal one."""
        step = max(round(_OVER * size, 1), 0.1)
        across, down = int(left / step), int(baseline / step)
        if any(
            (code, step, across + right, down + up) in self._places
            for right in (-1, 0, 1)
            for up in (-1, 0, 1)
        ):
            return True
        self._places.add((code, step, across, down))
        return False


class _Places:
    """The place of a character on the page as it is shown: left, right, baseline, size in points."""

    def __init__(self, page: Any) -> None:
        self._rotation = page.get_rotation()
        # The size of the page before it is turned.
        width, height = page.get_size()
        self._size = (height, width) if self._rotation in (90, 270) else (width, height)
        self._box = raw.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def __call__(self, textpage: Any, index: int) -> tuple[float, float, float, float]:
        raw.FPDFText_GetLooseCharBox(textpage, index, self._box)
        raw.FPDFText_GetCharOrigin(textpage, index, self._x, self._y)
        box = self._box
        start, end = self.turned(box.left, box.bottom), self.turned(box.right, box.top)
        left, right = sorted((start[0], end[0]))
        return left, right, self.turned(self._x.value, self._y.value)[1], abs(end[1] - start[1])

    def turned(self, x: float, y: float) -> tuple[float, float]:
        """The place of a point of the file on the page as it is shown."""
        width, height = self._size
        if self._rotation == 90:
            return y, width - x
        if self._rotation == 180:
            return width - x, height - y
        if self._rotation == 270:
            return height - y, x
        return x, y


def _plain(code: int) -> str:
    character = chr(code)
    return unicodedata.normalize("NFKC", character) if code in _RADICALS else character


def _is_scan(page: Any, characters: int) -> bool:
    """Whether the page is a picture: (nearly) no characters, and images or outlines instead."""
    if characters >= STAMP:
        return False
    width, height = page.get_size()
    covered, outlines = 0.0, 0
    for drawn in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH), max_depth=3):
        if drawn.type == raw.FPDF_PAGEOBJ_PATH:
            outlines += 1
            continue
        left, bottom, right, top = drawn.get_bounds()
        covered += max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(top, height) - max(bottom, 0))
    return covered >= COVERED * width * height or outlines >= OUTLINES


def _reading(pages: _Pages) -> FileReading:
    read = flow(pages.rows)
    issues = []
    count = len(pages.rows)
    if pages.scans and not pages.confidences:
        issues.append(Issue("scanned", f"{len(pages.scans)} of {count} pages are pictures without a text"))
    if pages.confidences:
        mean = sum(pages.confidences) / len(pages.confidences)
        issues.append(Issue("ocr", f"{len(pages.scans)} of {count} pages read by OCR, confidence {mean:.2f}"))
    if pages.unmapped > _GARBLED * max(pages.characters, 1):
        issues.append(Issue("garbled", f"{pages.unmapped} characters whose font does not say what they are"))
    if not read.text and not pages.scans:
        issues.append(Issue("no_text", "nothing in the PDF reads as text"))
    stamps = [Removed("stamp", "\n".join(pages.stamps))] if pages.stamps else []
    stamps += [Removed("watermark", "".join(pages.skewed))] if pages.skewed else []
    return FileReading(
        reader_version=READER_VERSION,
        kind="pdf",
        text=read.text,
        tables=read.tables,
        pages=count,
        scanned=2 * len(pages.scans) > count,
        ocr=sum(pages.confidences) / len(pages.confidences) if pages.confidences else None,
        removed=(*read.removed, *stamps),
        issues=tuple(issues),
    )
