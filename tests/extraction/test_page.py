"""Decoding and parsing: every page a site can send becomes one readable tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.markup.encoding import decode
from extraction.markup.errors import NotAPage
from extraction.markup.page import read_page

REPORT = "某区人民政府关于2023年度法治政府建设情况的报告，镕喆堃"


@pytest.mark.parametrize(
    ("head", "codec", "http", "encoding"),
    [
        ("<meta charset='utf-8'>", "utf-8", "", "utf-8"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=gb2312'>", "gb18030", "", "gb18030"),
        ("<meta charset=gbk>", "gbk", "utf-8", "gb18030"),  # HTTP is wrong
        ("<meta charset='utf-8'>", "gb18030", "", "gb18030"),  # the page is wrong
        ("<meta charset='gb2312'>", "utf-8", "gbk", "utf-8"),  # both are wrong
        ("<?xml version='1.0' encoding='gb2312'?>", "gbk", "", "gb18030"),
        ("<meta charset='x-unknown'>", "gbk", "", "gb18030"),
        ("<meta charset='iso-8859-1'>", "utf-8", "iso-8859-1", "utf-8"),
        ("", "utf-8-sig", "", "utf-8"),
        ("", "utf-16", "", "utf-16-le"),
        ("<!--" + "x" * 9000 + "--><meta charset='big5'>", "big5", "", "big5hkscs"),
    ],
)
def test_the_encoding_that_reads_the_bytes_wins_over_what_is_declared(
    head: str, codec: str, http: str, encoding: str
) -> None:
    words = "某區人民政府關於法治政府建設情況的報告" if codec == "big5" else REPORT
    words = words.replace("镕喆堃", "") if codec == "gbk" else words
    page = read_page(f"{head}<html><body><p>{words}</p></body></html>".encode(codec), charset=http)
    assert (page.encoding, page.replacements) == (encoding, 0)
    assert page.tree.findtext(".//p") == words


def test_what_was_declared_first_is_kept_for_the_record() -> None:
    payload = b"<meta charset='GB2312'><p>x"
    assert read_page(payload, charset="UTF-8").declared == "utf-8"
    assert read_page(payload).declared == "gb2312"
    assert read_page(b"<p>x").declared == ""


def test_bytes_no_encoding_reads_are_counted() -> None:
    cut = (REPORT * 3).encode()[:-1]
    page = read_page(cut, charset="gb2312")
    assert (page.encoding, page.replacements) == ("utf-8", 1)


def test_what_follows_the_first_closing_html_tag_is_kept() -> None:
    page = read_page("<html><body><p>前</p></body></html><div>后</div></body></html><p>末</p>".encode())
    assert "".join(page.tree.itertext()) == "前后末"


@pytest.mark.parametrize("payload", [b"", b"   \r\n", b"<!-- -->", b"\xef\xbb\xbf", b"\x00\x00"])
def test_nothing_is_an_empty_page(payload: bytes) -> None:
    page = read_page(payload)
    assert "".join(page.tree.itertext()) == ""
    assert not page.is_html


def test_nul_characters_inside_a_page_are_dropped() -> None:
    page = read_page("<p>法\x00治</p>".encode())
    assert "".join(page.tree.itertext()) == "法治"


def test_a_tree_is_parsed_once() -> None:
    page = read_page(b"<p>x")
    assert page.tree is page.tree


def test_a_meta_tag_is_found_whatever_its_letter_case_and_past_an_empty_one() -> None:
    page = read_page(b"<meta name='PubDate' content=''><meta name='pubdate' content=' 2024-03-05\n 10:00 '>")
    assert page.meta("PUBDATE") == "2024-03-05 10:00"
    assert page.meta("ContentSource") == ""


@pytest.mark.parametrize(
    ("payload", "is_html"),
    [
        ("当前位置：首页\n\n某区2023年法治政府建设情况报告\n1 < 2".encode(), False),
        (b'{"html": "<div>x</div>"}', False),
        (b"<!DOCTYPE HTML><html>", True),
        ("<P align=center>标题".encode(), True),
    ],
)
def test_plain_text_and_json_are_no_html(payload: bytes, is_html: bool) -> None:
    assert read_page(payload).is_html is is_html


@pytest.mark.parametrize(
    ("payload", "what"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Office"),
        (b"\x89PNG\r\n", "PNG"),
        (bytes(range(256)) * 4, "binary"),
    ],
)
def test_other_kinds_of_file_are_refused_in_one_line(payload: bytes, what: str) -> None:
    with pytest.raises(NotAPage, match=what) as refused:
        read_page(payload, "http://www.example.gov.cn/a.pdf")
    assert "http://www.example.gov.cn/a.pdf" in str(refused.value)
    assert "\n" not in str(refused.value)


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "gb2312", "utf-16", "hex", "no such"]))
def test_any_bytes_are_read_or_refused(payload: bytes, charset: str) -> None:
    try:
        page = read_page(payload, charset=charset)
    except NotAPage:
        return
    assert page.tree.tag == "html"
    assert page.replacements == page.text.count("\ufffd")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufffd"), max_size=200))
def test_utf8_text_comes_back_as_it_was(text: str) -> None:
    page = read_page(b"\xef\xbb\xbf" + text.encode())
    assert page.text == text.removeprefix("\ufeff")


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=40))
def test_gbk_text_comes_back_as_it_was_though_declared_gb2312(text: str) -> None:
    page = read_page(f"<meta charset=gb2312><p>{text}</p>".encode("gbk"))
    assert page.tree.findtext(".//p") == text


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=20))
def test_utf8_text_declared_gb2312_is_not_read_as_other_characters(text: str) -> None:
    """Every two characters of UTF-8 are three of GB 18030: reading them so brings no error."""
    assert read_page(text.encode(), charset="gb2312").text == text


@pytest.mark.parametrize(
    "payload",
    [
        b"x" * 5_000_000,
        b"<meta " * 200_000,
        b"</html " * 200_000,
        b"<div>" * 10_000 + b"x" + b"</div>" * 10_000,
        b"<" * 1_000_000,
        b" " * 1_000_000,
    ],
)
def test_huge_and_deep_input_comes_back(payload: bytes) -> None:
    assert read_page(payload).tree.tag == "html"


def test_a_short_piece_that_two_encodings_read_is_in_that_of_its_neighbours() -> None:
    mixed = (
        "<h1>云溪县人民政府门户网站</h1>".encode()
        + "<p>（<b>一</b>）健全制度，<i>路</i>网完善。</p>".encode("gbk")
    )
    assert decode(mixed) == (
        "<h1>云溪县人民政府门户网站</h1><p>（<b>一</b>）健全制度，<i>路</i>网完善。</p>",
        "utf-8",
    )
