"""Automatic numbers of Word, kinds by their first bytes, and the font of boxes: each number on both of its
sides."""

import hashlib

import pytest
from lxml import etree

from extraction.files.kinds import file_kind, fits_name, is_file_name, is_saved_as_page
from extraction.files.layout.fonts import box_font
from extraction.files.readers.numbering import Numbering, W, _written

NAMESPACE = f'xmlns:w="{W[1:-1]}"'


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("chineseCounting", {0: "0", 1: "一", 9: "九", 10: "十", 11: "十一", 20: "二十", 23: "二十三", 100: "一百", 105: "一百〇五",
                             110: "一百一十", 999: "九百九十九", 1000: "1000"}),
        ("ideographDigital", {10: "一〇", 23: "二三"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "甲"}),
        ("ideographZodiac", {1: "子", 12: "亥", 13: "子"}),
        ("decimalEnclosedCircle", {0: "0", 1: "①", 20: "⑳", 21: "21"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 52: "zz", 53: "aaa"}),
        ("upperLetter", {2: "B"}),
        ("lowerRoman", {4: "iv", 9: "ix", 40: "xl", 90: "xc"}),
        ("upperRoman", {1994: "MCMXCIV", 400: "CD", 500: "D", 2: "II", 6: "VI", 11: "XI", 60: "LX", 110: "CX", 55: "LV", 1666: "MDCLXVI"}),
        ("decimalFullWidth", {10: "１０"}),
        ("decimalZero", {5: "05", 10: "10"}),
        ("decimal", {5: "5"}),
    ],
)  # fmt: skip
def test_a_count_is_written_in_its_style(style: str, written: dict[int, str]) -> None:
    assert {count: _written(count, style) for count in written} == written


def level(at: int, text: str, style: str = "decimal", start: str = "1", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def labels(levels: str, asked: list[tuple[str, str]], more: str = "", styles: str = "") -> list[str]:
    """The labels of paragraphs, each given by its list and its level."""
    numbering = etree.fromstring(
        f'<w:numbering {NAMESPACE}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{more}</w:numbering>'
    )
    sheet = etree.fromstring(f"<w:styles {NAMESPACE}>{styles}</w:styles>") if styles else None
    found = Numbering(numbering, sheet)
    return [
        found.label(
            etree.fromstring(
                f'<w:p {NAMESPACE}><w:pPr><w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr></w:pPr></w:p>'
            )
        )
        for number, at in asked
    ]


def test_a_deeper_level_begins_again_below_each_of_the_upper() -> None:
    both = level(0, "%1、", "chineseCounting") + level(1, "%1.%2")
    asked = [("1", "0"), ("1", "1"), ("1", "1"), ("1", "0"), ("1", "1")]
    assert labels(both, asked) == ["一、", "一.1 ", "一.2 ", "二、", "二.1 "]


@pytest.mark.parametrize(
    ("start", "label"), [("3", "3."), ("99999", "99999."), ("100000", "1."), ("x", "1.")]
)
def test_a_list_begins_where_it_is_set_to(start: str, label: str) -> None:
    assert labels(level(0, "%1.", start=start), [("1", "0")]) == [label]


@pytest.mark.parametrize(("start", "label"), [("4", "4."), ("99999", "99999."), ("100000", "1.")])
def test_a_number_may_begin_a_list_anew(start: str, label: str) -> None:
    anew = f'<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
    assert labels(level(0, "%1."), [("2", "0")], anew) == [label]


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        (("1", "0"), "1."),
        (("9", "0"), ""),
        (("1", "1"), ""),
        (("1", "99"), ""),
        (("1", "100"), "1."),
        (("1", "x"), "1."),
    ],
)
def test_a_paragraph_of_no_list_has_no_number(asked: tuple[str, str], label: str) -> None:
    assert labels(level(0, "%1."), [asked]) == [label]


def test_a_level_beyond_the_ninth_is_the_ninth() -> None:
    assert labels(level(8, "%9)"), [("1", "8"), ("1", "9"), ("1", "20")]) == ["1)", "2)", "3)"]


@pytest.mark.parametrize(
    ("text", "more", "label"),
    [
        ("第%1条", "", "第1条"),
        ("%1", "", "1 "),
        ("%1", '<w:suff w:val="nothing"/>', "1"),
        ("%1", '<w:suff w:val="space"/>', "1 "),
        ("(%1)", "", "(1)"),
        ("", "", ""),
    ],
)
def test_a_number_is_parted_from_its_words(text: str, more: str, label: str) -> None:
    assert labels(level(0, text, more=more), [("1", "0")]) == [label]


@pytest.mark.parametrize("style", ["bullet", "none"])
def test_bullets_are_no_numbers(style: str) -> None:
    assert labels(level(0, "%1.", style), [("1", "0")]) == [""]


@pytest.mark.parametrize(("above", "label"), [(0, "1."), (8, "1."), (9, "")])
def test_a_style_has_the_list_of_one_of_the_eight_above_it(above: int, label: str) -> None:
    chain = "".join(
        f'<w:style w:styleId="s{at}"><w:basedOn w:val="s{at + 1}"/></w:style>' for at in range(above)
    )
    chain += f'<w:style w:styleId="s{above}"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    numbering = etree.fromstring(
        f'<w:numbering {NAMESPACE}><w:abstractNum w:abstractNumId="7">{level(0, "%1.")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    found = Numbering(numbering, etree.fromstring(f"<w:styles {NAMESPACE}>{chain}</w:styles>"))
    paragraph = f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="s0"/></w:pPr></w:p>'
    assert found.label(etree.fromstring(paragraph)) == label
    assert found.label(etree.fromstring(f"<w:p {NAMESPACE}/>")) == ""


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        (b"\x00 \r\n", "empty"),
        (b"%PDF-1.4", "pdf"),
        (b"\xef\xbb\xbf\r\n%PDF-1.4", "pdf"),
        (b"junk %PDF-1.4" + b" " * 900 + b"startxref", "pdf"),
        (b"x" * 1000 + b"%PDF-1.4" + b" " * 2000 + b"startxref", "pdf"),
        (b"x" * 1020 + b"%PDF-1.4" + b" " * 2000 + b"startxref", "unknown"),
        (b"junk %PDF-1.4" + b"startxref" + b" " * 1015, "pdf"),
        (b"junk %PDF-1.4" + b"startxref" + b" " * 1016, "unknown"),
        (b"{\\rtf1", "rtf"),
        (b"\xef\xbb\xbf{\\rtf1", "rtf"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"Rar!\x1a\x07\x00", "rar"),
        (b"<!-- x --><p>a", "html"),
        (b"<HTML>", "html"),
        (b"PK\x05\x06" + b"\x00" * 18, "zip"),
        (b"<?xml version='1.0'?><w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'>", "word_xml"),
        (b"<?xml version='1.0'?><html xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'>", "unknown"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n", "mhtml"),
        (b"MIME-Version: 1.0\nContent-Type: text/plain\n", "unknown"),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_a_file_is_what_its_bytes_say(payload: bytes, kind: str) -> None:
    assert file_kind(payload) == kind


def test_a_document_saved_as_a_page_says_so_in_its_head_and_runs_nothing() -> None:
    head = b'<meta name=ProgId content="Word.'
    assert is_saved_as_page(b"<html>" + head)
    assert not is_saved_as_page(b"<html>" + head + b"<script>")
    assert is_saved_as_page(b"x" * (65_536 - len(head)) + head + b"<script>")
    assert not is_saved_as_page(b"x" * (65_537 - len(head)) + head)


def test_an_ending_that_nobody_knows_fits_every_kind() -> None:
    assert fits_name("pdf", "a.PDF ") and not fits_name("docx", "a.pdf") and fits_name("docx", "a.aspx")
    assert is_file_name("a.WPS") and not is_file_name("a.aspx")


def test_the_font_of_boxes_is_the_one_that_was_tried() -> None:
    """Another font may be as good: look at a page of it with PDFium before this changes."""
    digest = "7d4974f9ee7d80e461cd7673712d78e84e6d93466f13752f73623681cc039787"
    assert hashlib.sha256(box_font()).hexdigest() == digest
