"""DOCX and XLSX with the few parts that make one."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from replica.files.zip import write_zip

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def report_docx(title: Sequence[str], lines: Sequence[str]) -> bytes:
    """A report as a Word document: the title in its own paragraphs, one paragraph a line."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in (*title, *lines))
    return write_docx(paragraphs)


def write_docx(body: str, parts: dict[str, str] | None = None) -> bytes:
    """A Word document of this body; parts are further members below word/, such as numbering.xml."""
    document = f'{_HEAD}<w:document xmlns:w="{_WORD}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    return _package(
        "word/document.xml", "wordprocessingml.document", {"word/document.xml": document, **(parts or {})}
    )


def report_xlsx(title: Sequence[str], lines: Sequence[str]) -> bytes:
    """A report typed into the first column of a sheet."""
    return write_xlsx([[line] for line in (*title, *lines)])


def write_xlsx(rows: Sequence[Sequence[str | float]]) -> bytes:
    """A workbook of one sheet."""
    written = "".join(
        f'<row r="{number}">{"".join(map(_cell, row))}</row>' for number, row in enumerate(rows, start=1)
    )
    parts = {
        "xl/workbook.xml": (
            f'{_HEAD}<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": (
            f'{_HEAD}<worksheet xmlns="{_SHEET}"><sheetData>{written}</sheetData></worksheet>'
        ),
    }
    return _package("xl/workbook.xml", "spreadsheetml.sheet", parts)


def _cell(value: str | float) -> str:
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def _package(main: str, kind: str, parts: dict[str, str]) -> bytes:
    prefix = "application/vnd.openxmlformats-officedocument."
    sheets = "".join(
        f'<Override PartName="/{name}" ContentType="{prefix}spreadsheetml.worksheet+xml"/>'
        for name in parts
        if "/worksheets/" in name
    )
    types = (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{prefix}{kind}.main+xml"/>{sheets}</Types>'
    )
    members = {"[Content_Types].xml": types, "_rels/.rels": _relations("officeDocument", main), **parts}
    return write_zip((name.encode(), text.encode()) for name, text in members.items())


def _relations(kind: str, target: str) -> str:
    return (
        f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )
