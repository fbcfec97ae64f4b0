"""A report's text for its page: numbered paragraphs, headings, tables, the outline.

Paragraph n is line n of the archived text, so that #p12 is the same place in every format.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.lookup.published import Row

OUTLINED = 2
SIGNED_WITHIN = 4
SIGNATURE_CHARS = 30


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text. level is 0 for prose, else 1 to 4 for a heading that fills its line; lead is the
    heading a paragraph begins with; cells are the columns of a table row."""

    number: int
    text: str
    start: int
    level: int = 0
    lead: str = ""
    cells: tuple[str, ...] = ()
    signature: bool = False

    @property
    def rest(self) -> str:
        return self.text[len(self.lead) :]


@dataclass(frozen=True, slots=True)
class OutlineItem:
    number: int
    heading: str
    parts: tuple[str, ...]
    below: list["OutlineItem"]


def paragraphs(text: str, sections: Sequence[Row], tables: Sequence[Row] = ()) -> list[Paragraph]:
    """The lines of a text, each with its place in the outline and the tables."""
    heads = {section["start"]: section for section in reversed(sections)}
    rows = {(table["start"], table["end"]) for table in tables}
    found: list[Paragraph] = []
    start = 0
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        at = start + len(line) - len(line.lstrip())
        in_table = any(first <= start < last for first, last in rows)
        last_lines = number > len(lines) - SIGNED_WITHIN and number > 1
        if line.strip():
            found.append(_paragraph(number, line.strip(), at, heads.get(at), in_table, last_lines))
        start += len(line) + 1
    return found


def _paragraph(
    number: int, text: str, start: int, head: Row | None, in_table: bool, last_lines: bool
) -> Paragraph:
    if in_table:
        return Paragraph(number, text, start, cells=tuple(text.split("\t")))
    if head:
        lead = f"{head['number']}{head['heading']}"
        if text.startswith(lead):
            rest = text[len(lead) :]
            if not rest.strip("。：:；;，, 　"):
                return Paragraph(number, text, start, level=head["level"], lead=lead)
            lead += rest[:1] if rest[:1] in "。：:；，" else ""
            return Paragraph(number, text, start, lead=lead)
    signed = last_lines and len(text) <= SIGNATURE_CHARS and not text.endswith(("。", "；", "：", "！"))
    return Paragraph(number, text, start, signature=signed)


def outline(sections: Sequence[Row], text: str) -> list[OutlineItem]:
    """The headings of the first two levels that occur, each second-level one below its first-level one."""
    levels = sorted({section["level"] for section in sections})[:OUTLINED]
    found: list[OutlineItem] = []
    for section in sections:
        if section["level"] not in levels:
            continue
        number = text.count("\n", 0, section["start"]) + 1
        heading = f"{section['number']}{section['heading']}"
        item = OutlineItem(number, heading, tuple(section.get("parts") or ()), [])
        if section["level"] == levels[0] or not found:
            found.append(item)
        else:
            found[-1].below.append(item)
    return found


def prescribed(sections: Sequence[Row], text: str) -> dict[str, int]:
    """Each prescribed part that a heading announces, and the paragraph of the first such heading."""
    found: dict[str, int] = {}
    for section in sections:
        for part in section.get("parts") or ():
            found.setdefault(part, text.count("\n", 0, section["start"]) + 1)
    return found
