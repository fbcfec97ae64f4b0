"""What Word saves as a web page, under the name .doc: HTML, or MHTML, a mail message around it."""

import email
import email.policy
from collections.abc import Iterator

from extraction.files.blocks import Block, text_and_tables
from extraction.files.limits import READER_VERSION, Unreadable
from extraction.markup.page import Page, read_page
from extraction.markup.visible import lines_of
from extraction.prose.text import squeeze
from records import FileReading, Issue


def read_mhtml(payload: bytes) -> FileReading:
    """The first page in the message. Raises Unreadable."""
    message = email.message_from_bytes(payload.lstrip(), policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return _reading("mhtml", read_page(content, charset=part.get_content_charset("")))
    raise Unreadable("damaged", "the message holds no page")


def read_html(payload: bytes) -> FileReading:
    """The text of a document saved as a page."""
    return _reading("html", read_page(payload))


def _reading(kind: str, page: Page) -> FileReading:
    text, tables = text_and_tables(_blocks(page))
    issues = () if text else (Issue("no_text", "nothing in the document reads as text"),)
    return FileReading(READER_VERSION, kind, text, tables, issues=issues)


def _blocks(page: Page) -> Iterator[Block]:
    """The lines of a page; a row of a table is one."""
    visible, at = page.visible, 0
    for row in page.tree.iter("tr"):
        cells = [cell for cell in row if cell in visible.starts]
        # A row of one cell lays out the page.
        if len(cells) > 1 and next(row.iterdescendants("tr"), None) is None:
            yield from _lines(visible.pieces[at : visible.starts[row]])
            yield tuple(_cell(visible.inside(cell)) for cell in cells)
            at = visible.ends[row]
    yield from _lines(visible.pieces[at:])


def _lines(pieces: list[str]) -> Iterator[Block]:
    return ((line,) for line, _ in lines_of(pieces))


def _cell(pieces: list[str]) -> str:
    return squeeze(" ".join(line for line, _ in lines_of(pieces)))
