"""PDF as an office program exports it: A4, wrapped lines, a page number at the foot of each page.

The font is not embedded: a Type0 font over the predefined CMap UniGB-UTF16-H, so that the text is in the
file in a form every reader knows, and no font file is needed to write it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842
LEFT, TOP, FOOT = 81, 740, 60
SIZE = 16
LEADING = 28
COLUMN = 27  # Chinese characters a line
PER_PAGE = 23
CLOSING = "，。；：、）》”！？,.;:)"


@dataclass(frozen=True, slots=True)
class Words:
    """One run of text on a page: where its baseline begins, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: int = SIZE


@dataclass(frozen=True, slots=True)
class Image:
    """A grey image over a rectangle of the page (x, y, width, height); pixels holds one byte a pixel."""

    box: tuple[float, float, float, float]
    columns: int
    rows: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page; boxes are the drawn sides of cells (x, y, width, height): thin ones are
    lines."""

    words: tuple[Words, ...] = ()
    images: tuple[Image, ...] = ()
    boxes: tuple[tuple[float, float, float, float], ...] = ()


def report_pdf(title: Sequence[str], lines: Iterable[str]) -> bytes:
    """A report as a PDF."""
    return write_pdf(report_pages(title, lines))


def report_pages(title: Sequence[str], lines: Iterable[str]) -> list[Page]:
    """A report as pages: its title centred, its lines as indented paragraphs, pages numbered."""
    rows = [(_centred(line), line) for line in title]
    for line in lines:
        rows += _wrapped(line)
    pages = []
    for number, start in enumerate(range(0, len(rows), PER_PAGE), start=1):
        words = [
            Words(LEFT + indent, TOP - LEADING * at, text)
            for at, (indent, text) in enumerate(rows[start : start + PER_PAGE])
        ]
        label = f"— {number} —"
        words.append(Words((WIDTH - length(label) * 14) / 2, FOOT, label, 14))
        pages.append(Page(tuple(words)))
    return pages


def write_pdf(pages: Sequence[Page]) -> bytes:
    """The file of these pages; equal pages give equal bytes."""
    objects: list[bytes] = [b"", b"", *_FONT]  # 1 catalogue, 2 page tree, 3-5 font
    kids = []
    for page in pages:
        names = []
        for image in page.images:
            objects.append(_stream(_image_head(image), image.pixels))
            names.append(f"/I{len(objects)} {len(objects)} 0 R")
        drawn = "".join(map(_draw_words, page.words))
        boxes = zip(names, page.images, strict=True)
        drawn = "".join(_draw_image(name.split()[0], image) for name, image in boxes) + drawn
        drawn = "".join(map(_draw_box, page.boxes)) + drawn
        objects.append(_stream("", drawn.encode()))
        resources = f"<</Font <</F1 3 0 R>>/XObject <<{' '.join(names)}>>>>"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {len(objects)} 0 R"
            f"/Resources {resources}>>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    return _assemble(objects)


def length(text: str) -> float:
    """Width of a text in characters: what is not Chinese is half as wide."""
    return sum(1.0 if ord(character) > 0xFF else 0.5 for character in text)


_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/FangSong_GB2312/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>",
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/FangSong_GB2312/DW 1000/W[1 95 500]/FontDescriptor 5 0 R"
    b"/CIDSystemInfo <</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>",
    b"<</Type/FontDescriptor/FontName/FangSong_GB2312/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0"
    b"/Ascent 859/Descent -141/CapHeight 700/StemV 80>>",
)


def _wrapped(line: str) -> list[tuple[float, str]]:
    """The rows of one paragraph: (indent in points, text); the first is indented by two characters."""
    rows, row, room = [], "", COLUMN - 2.0
    for at, character in enumerate(line):
        # No row begins with a closing mark, and none is a single character.
        hangs = character in CLOSING or at + 1 == len(line)
        if length(row + character) > room and not hangs:
            rows.append(row)
            row, room = "", float(COLUMN)
        row += character
    rows.append(row)
    return [(0.0 if at else 2.0 * SIZE, text) for at, text in enumerate(rows)]


def _centred(text: str) -> float:
    return max(0.0, (COLUMN - length(text)) / 2 * SIZE)


def _draw_words(words: Words) -> str:
    encoded = words.text.encode("utf-16-be").hex()
    return f"BT /F1 {words.size} Tf 1 0 0 1 {words.x:g} {words.y:g} Tm <{encoded}> Tj ET\n"


def _draw_box(box: tuple[float, float, float, float]) -> str:
    x, y, width, height = box
    return f"{x:g} {y:g} {width:g} {height:g} re {'f' if min(width, height) < 2 else 'S'}\n"


def _draw_image(name: str, image: Image) -> str:
    x, y, width, height = image.box
    return f"q {width:g} 0 0 {height:g} {x:g} {y:g} cm {name} Do Q\n"


def _image_head(image: Image) -> str:
    return (
        f"/Type/XObject/Subtype/Image/Width {image.columns}/Height {image.rows}"
        "/ColorSpace/DeviceGray/BitsPerComponent 8"
    )


def _stream(head: str, data: bytes) -> bytes:
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (head.encode(), len(data), data)


def _assemble(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
