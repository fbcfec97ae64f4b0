"""RTF, which old programs write under the name .doc: striprtf reads it, after what it cannot know is written
out.

Hidden and deleted text is taken out of sight, cells of a table get a mark of their own, and the bytes of
programs that write Chinese without escapes are escaped.
"""

import re

from striprtf.striprtf import rtf_to_text

from extraction.files.blocks import Block, text_and_tables
from extraction.files.limits import MAX_CHARS, READER_VERSION, Unreadable, at_most
from extraction.prose.text import squeeze
from records import FileReading, Issue

_RAW = re.compile(rb"[\x80-\xff]")
_SWITCH = re.compile(r"\\(?P<word>v|deleted)(?:(?P<off>0 ?)|(?![a-z0-9-]))|[{}]")
_HIDDEN = re.compile(r"\\(?:v|deleted)(?![a-z0-9-])")
_CELL = re.compile(r"\\(?:nest)?cell(?![a-z])")
_PICTURE = re.compile(r"[0-9a-fA-F\s]{2000,}")
_END_OF_CELL = "\x07"
_CONTROLS = dict.fromkeys(range(0x20)) | {0x07: "\x07", 0x09: " ", 0x0A: "\n", 0xAD: None, 0x2011: "-"}


def read_rtf(payload: bytes) -> FileReading:
    """Paragraphs as lines, a table's row as one line. Raises Unreadable."""
    if payload.rstrip(b"\x00\r\n\t ")[-1:] != b"}":
        raise Unreadable("truncated", "the document is cut off: its last group is not closed")
    at_most(len(payload), 4 * MAX_CHARS, "bytes of rich text")
    written = _RAW.sub(lambda byte: b"\\'%02x" % byte[0][0], payload).decode("ascii")
    written = _PICTURE.sub("", written).replace("HYPERLINK", "LINK")
    written = _grouped(written)
    written = _CELL.sub(r"{\\uc0\\u7 }", _HIDDEN.sub(r"\\*\\hidden", written))
    shown: str = rtf_to_text(written, encoding="gb18030", errors="replace")
    shown = shown.encode("utf-16", "surrogatepass").decode("utf-16", "replace").translate(_CONTROLS)
    text, tables = text_and_tables(_block(line) for line in shown.split("\n"))
    issues = () if text else (Issue("no_text", "nothing in the document reads as text"),)
    return FileReading(READER_VERSION, "rtf", text, tables, issues=issues)


def _grouped(written: str) -> str:
    """Text that is hidden or deleted from \\v to \\v0 in one group becomes a group of its own."""
    opened: dict[str, re.Match[str]] = {}
    spans: list[tuple[int, int, int, int]] = []
    for switch in _SWITCH.finditer(written):
        if not (word := switch["word"]):
            opened.clear()
        elif not switch["off"]:
            opened.setdefault(word, switch)
        elif on := opened.pop(word, None):
            spans.append((*on.span(), *switch.span()))
    pieces, done = [], 0
    for start, begin, end, stop in sorted(spans):
        if start >= done:
            pieces += [written[done:start], r"{\*\hidden ", written[begin:end], "}"]
            done = stop
    return "".join([*pieces, written[done:]])


def _block(line: str) -> Block:
    return tuple(squeeze(cell) for cell in line.removesuffix(_END_OF_CELL).split(_END_OF_CELL))
