"""Each kind of file gives back the text that was put in, digits and all, in its order."""

import io
import re
from collections import Counter
from datetime import date

import docx
import openpyxl
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.files import read_file
from extraction.files.ocr import Recognised
from records import FileReading
from replica.files import WRITERS
from replica.files.ole import write_doc, write_xls
from replica.files.ooxml import write_docx
from replica.files.pdf import HEIGHT, WIDTH, Image, Page, Words, report_pdf, write_pdf
from tests.extraction.files.hostile import TITLE

PIECES = [
    "全县办结行政复议案件",
    "1208",
    "件，",
    "占",
    "98.7%",
    "；",
    "（二）",
    "规范执法。",
    "ABC",
    "2023年",
    "12,345.67",
]
PARAGRAPHS = st.lists(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join), min_size=1, max_size=12
)
SCAN = Image((0, 0, WIDTH, HEIGHT), 8, 8, bytes(range(64)))
STAMP = Words(300, 90, "云溪县人民政府", 20)


def rows_of(reading: FileReading) -> list[tuple[tuple[str, ...], ...]]:
    """The rows of its tables, each of which stands in the text where it says."""
    for table in reading.tables:
        written = ["\t".join(filter(None, row)) for row in table.rows]
        assert reading.text[table.start : table.end].split("\n") == written
    return [table.rows for table in reading.tables]


def text_of(reading: FileReading) -> str:
    return reading.text or "\n".join(member.text for member in reading.members)


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=25)
@given(lines=PARAGRAPHS)
def test_no_digit_is_lost_and_none_is_made_up(kind: str, lines: list[str]) -> None:
    found = read_file(WRITERS[kind](TITLE, lines), f"a.{kind}")
    assert found.issues == ()
    text = text_of(found)
    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", "".join([*TITLE, *lines]))
    shown = Counter("".join(receipt.text for receipt in found.removed))
    drawn = Counter(text) + shown
    for digit in "0123456789":
        pages = Counter("".join(str(number) for number in range(1, found.pages + 1)))
        numbered = pages[digit] if kind in ("pdf", "ofd") else 0
        assert drawn[digit] == "".join([*TITLE, *lines]).count(digit) + numbered


@pytest.mark.parametrize("kind", ["pdf", "ofd"])
def test_rows_of_a_page_become_the_paragraphs_they_were(kind: str) -> None:
    lines = [
        "2023年，全县推进法治政府建设。" * 9,
        "一、主要举措",
        "（一）健全机制。" + "办结案件1208件，" * 20,
        "2024年1月11日",
    ]
    assert read_file(WRITERS[kind](TITLE, lines)).text.split("\n") == [*TITLE, *lines]


def test_repeated_rows_and_single_characters_are_all_read() -> None:
    """On a machine without Chinese fonts PDFium takes them for shadows and for nothing."""
    lines = ["合计", "合计", "合", "计", "一", "合计"]
    assert read_file(report_pdf(TITLE, lines)).text.split("\n") == [*TITLE, *lines]


def test_characters_of_a_font_that_is_not_there_are_boxes() -> None:
    """On every machine, whatever fonts it has: else a reading would not be a function of the bytes."""
    payload = write_pdf([Page((Words(81, 700, "一国"),))])
    assert read_file(payload).text == "一国"
    with pypdfium2.PdfDocument(payload) as document:
        text = document[0].get_textpage()
        one, other = ([round(side) for side in text.get_charbox(at)] for at in (0, 1))
    assert one == [81, 698, 97, 714]
    assert other == [97, 698, 113, 714]


def test_page_numbers_and_repeated_headers_have_receipts() -> None:
    def page(number: int, *rows: str) -> Page:
        drawn = [Words(81, 700 - 28 * at, row) for at, row in enumerate(rows)]
        head, foot = Words(200, 800, "云溪县法治政府建设年度报告", 9), Words(290, 40, f"- {number} -", 9)
        return Page((head, *drawn, foot))

    found = read_file(write_pdf([page(at, f"第{at}项工作完成{at * 7}件。") for at in range(1, 6)]))
    assert found.text.split("\n") == [f"第{at}项工作完成{at * 7}件。" for at in range(1, 6)]
    assert Counter(receipt.rule for receipt in found.removed) == {"page number": 5, "page header": 5}


def test_a_figure_at_the_foot_of_a_page_is_no_page_number() -> None:
    pages = [Page((Words(81, 700, "合计"), Words(290, 40, figure))) for figure in ("17", "4", "98")]
    found = read_file(write_pdf(pages))
    assert found.text == "合计\n17\n合计\n4\n合计\n98"
    assert found.removed == ()


def test_columns_of_a_pdf_table_are_cells() -> None:
    rows = [("事项", "件数", "占比"), ("许可", "1208", "98.7%"), ("处罚", "15", "1.2%")]
    drawn = [
        Words(81 + 150 * column, 700 - 28 * at, cell)
        for at, row in enumerate(rows)
        for column, cell in enumerate(row)
    ]
    found = read_file(write_pdf([Page(tuple(drawn))]))
    assert rows_of(found) == [tuple(rows)]
    assert found.text == "\n".join("\t".join(row) for row in rows)


def test_order_is_that_of_the_page_and_not_of_the_file() -> None:
    drawn = [
        Words(81, 600, "二、下一步打算。"),
        Words(81, 700, "一、主要举措。"),
        Words(81, 650, "办结1208件。"),
    ]
    assert read_file(write_pdf([Page(tuple(drawn))])).text == "一、主要举措。\n办结1208件。\n二、下一步打算。"


def test_a_scan_is_a_scan_also_with_a_stamp_in_text() -> None:
    found = read_file(write_pdf([Page((), (SCAN,)), Page((STAMP,), (SCAN,))]))
    assert (found.scanned, found.text, found.ocr) == (True, "", None)
    assert [issue.code for issue in found.issues] == ["scanned"]
    assert [(receipt.rule, receipt.text) for receipt in found.removed] == [("stamp", STAMP.text)]


def test_a_scan_with_a_text_layer_is_text() -> None:
    layer = Words(81, 700, "2023年，全县推进法治政府建设，办结案件1208件，占98.7%，各项任务按计划完成。")
    found = read_file(write_pdf([Page((layer,), (SCAN,))]))
    assert (found.scanned, found.text, found.issues) == (False, layer.text, ())


def test_a_scan_is_read_where_there_is_an_engine() -> None:
    def engine(picture: object) -> list[Recognised]:
        return [
            Recognised("办结案件1208件。", (60, 300, 440, 330), 0.9),
            Recognised("2023年法治政府建设情况", (160, 100, 340, 130), 1.0),
        ]

    for payload in (write_pdf([Page((STAMP,), (SCAN,))]), b"\x89PNG\r\n\x1a\n..."):
        found = read_file(payload, ocr=engine)
        assert found.text == "2023年法治政府建设情况\n办结案件1208件。"
        assert (found.scanned, found.ocr) == (True, 0.95)
        assert [issue.code for issue in found.issues] == ["ocr"]


def test_word_documents_of_another_program() -> None:
    document = docx.Document()
    document.add_heading("云溪县2023年法治政府建设年度报告", 0)
    document.add_paragraph("办结案件1208件。")
    table = document.add_table(2, 2)
    for at, value in enumerate(("事项", "件数", "许可", "1208")):
        table.cell(at // 2, at % 2).text = value
    document.add_paragraph("第一条", style="List Number")
    document.add_paragraph("第二条", style="List Number")
    document.sections[0].header.paragraphs[0].text = "页眉"
    written = io.BytesIO()
    document.save(written)
    found = read_file(written.getvalue(), "a.docx")
    assert found.text.split("\n") == [
        "云溪县2023年法治政府建设年度报告",
        "办结案件1208件。",
        "事项\t件数",
        "许可\t1208",
        "1.第一条",
        "2.第二条",
    ]
    assert rows_of(found) == [(("事项", "件数"), ("许可", "1208"))]


def numbered(level: int, text: str, number: int = 1) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def test_automatic_numbers_are_written_out() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{label}"/></w:lvl>'
        for at, (style, label) in enumerate(
            [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%1.%3.")]
        )
    )
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    body = numbered(0, "举措") + numbered(1, "学习") + numbered(1, "考核") + numbered(0, "不足")
    body += numbered(1, "短板") + numbered(2, "细项") + "<w:p><w:r><w:t>正文</w:t></w:r></w:p>"
    body += "".join(numbered(0, f"其{at}") for at in range(3, 12))
    lines = read_file(write_docx(body, {"word/numbering.xml": numbering})).text.split("\n")
    assert lines[:7] == [
        "一、举措",
        "（一）学习",
        "（二）考核",
        "二、不足",
        "（一）短板",
        "2.1.细项".replace("2.1", "二.1"),
        "正文",
    ]
    assert lines[-3:] == ["九、其9", "十、其10", "十一、其11"]


def test_inserted_text_is_read_and_deleted_text_is_not() -> None:
    body = (
        "<w:p><w:r><w:t>办结</w:t></w:r><w:del><w:r><w:delText>99</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>1208</w:t></w:r></w:ins><w:sdt><w:sdtContent><w:r><w:t>件</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:smartTag><w:r><w:t>。</w:t></w:r></w:smartTag></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件中的段落</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert read_file(write_docx(body)).text == "办结1208件。\n控件中的段落"


def test_old_word_documents_keep_tables_and_drop_field_codes() -> None:
    text = '标题\r前文\r事项\x07件数\x07\x07许可\x071208\x07\x07见\x13HYPERLINK "http://a"\x14网站\x15。\x0b后文\r'
    found = read_file(write_doc(text), "a.wps")
    assert found.text == "标题\n前文\n事项\t件数\n许可\t1208\n见网站。\n后文"
    assert rows_of(found) == [(("事项", "件数"), ("许可", "1208"))]


def test_numbers_of_a_workbook_are_shown_as_in_it() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["事项", "件数", "占比", "日期", "均值"])
    sheet.append(["许可", 1208, 0.987, date(2024, 1, 11), 0.1 + 0.2])
    sheet["C2"].number_format = "0.0%"
    hidden = book.create_sheet("底稿")
    hidden.append(["不公开"])
    hidden.sheet_state = "hidden"
    written = io.BytesIO()
    book.save(written)
    found = read_file(written.getvalue(), "a.xlsx")
    assert found.text == "事项\t件数\t占比\t日期\t均值\n许可\t1208\t98.7%\t2024-01-11\t0.3"
    assert [issue.code for issue in found.issues] == ["hidden_sheets"]


def test_numbers_of_an_old_workbook_are_shown_as_in_it() -> None:
    assert read_file(write_xls([["占比", 0.987]]), "a.et").text == "占比\t98.70%"


def test_a_landscape_page_is_read_as_it_is_shown() -> None:
    upright = report_pdf(TITLE, ["办结案件1208件。"])
    turned = upright.replace(b"/MediaBox[0 0 595 842]", b"/MediaBox[0 0 595 842]/Rotate 180")
    # Upside down the rows stand in the opposite order.
    assert read_file(turned).text.split("\n") == ["办结案件1208件。", *TITLE]
