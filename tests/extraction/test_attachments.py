"""Which files a page holds: links, embedded readers, pictures in place of a text; and what they are
called."""

import pytest

from extraction.body.attachments import file_name, read_attachments
from extraction.markup.page import read_page

URL = "http://www.a.gov.cn/fz/202401/t20240101_1.html"
TEXT = "<p>2023年，云溪县深入推进法治政府建设，各项工作取得明显成效，群众满意度持续提高。</p>" * 20


def found(content: str) -> list[tuple[str, str]]:
    page = f"<html><body><h1>云溪县2023年法治政府建设年度报告</h1><div class='TRS_Editor'>{content}</div></body></html>"
    return [(file.url, file.name) for file in read_attachments(read_page(page.encode(), URL))]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<a href='./P0202401.pdf'>报告.pdf</a>", ("http://www.a.gov.cn/fz/202401/P0202401.pdf", "报告.pdf")),
        (
            "<a href='/d/1.docx' title='报告.docx'><img src='/i.gif'></a>",
            ("http://www.a.gov.cn/d/1.docx", "报告.docx"),
        ),
        ("<a href='/d/1.ofd'></a>", ("http://www.a.gov.cn/d/1.ofd", "1.ofd")),
        (
            "<a href='/system/_content/download.jsp?owner=1&wbfileid=2'>表.xls</a>",
            ("http://www.a.gov.cn/system/_content/download.jsp?owner=1&wbfileid=2", "表.xls"),
        ),
        (
            "<p>点击下载：<a href='/system/download.do?fid=8a1&type=att'>报告全文</a></p>",
            ("http://www.a.gov.cn/system/download.do?fid=8a1&type=att", "报告全文"),
        ),
        ("<a href='/web/file?attachId=77'>报告</a>", ("http://www.a.gov.cn/web/file?attachId=77", "报告")),
        (
            "<a href='/x/xxgk/fileDownload?id=9'>报告</a>",
            ("http://www.a.gov.cn/x/xxgk/fileDownload?id=9", "报告"),
        ),
        ("<iframe src='/attach/0/1.pdf'></iframe>", ("http://www.a.gov.cn/attach/0/1.pdf", "1.pdf")),
        (
            "<iframe src='/pdfjs/web/viewer.html?file=/attach/0/%E6%8A%A5.pdf'></iframe>",
            ("http://www.a.gov.cn/attach/0/报.pdf", "报.pdf"),
        ),
        ("<embed src='1.pdf'>", ("http://www.a.gov.cn/fz/202401/1.pdf", "1.pdf")),
        ("<object data='1.pdf'></object>", ("http://www.a.gov.cn/fz/202401/1.pdf", "1.pdf")),
        (
            "<div id='pdfshow' data-value='/attach/0/1.pdf'></div>",
            ("http://www.a.gov.cn/attach/0/1.pdf", "1.pdf"),
        ),
        (
            "<a href=\"javascript:download('/d/1.pdf')\">报告.pdf</a>",
            ("http://www.a.gov.cn/d/1.pdf", "报告.pdf"),
        ),
        (
            "<a href='#' onclick=\"return down('/d/1.doc', 3)\">下载</a>",
            ("http://www.a.gov.cn/d/1.doc", "下载"),
        ),
        ("<button data-file='/d/1.ofd'>查看</button>", ("http://www.a.gov.cn/d/1.ofd", "查看")),
        (
            "<iframe src='/pdfjs/web/viewer.html#file=/d/1.pdf&page=2'></iframe>",
            ("http://www.a.gov.cn/d/1.pdf", "1.pdf"),
        ),
        ("<script>PDFObject.embed('/d/1.pdf', '#x')</script>", ("http://www.a.gov.cn/d/1.pdf", "1.pdf")),
        (
            "<script>var u = '\\/d\\/1.pdf?v=2'; pdfjsLib.getDocument({url: u})</script>",
            ("http://www.a.gov.cn/d/1.pdf?v=2", "1.pdf"),
        ),
    ],
)
def test_what_leads_to_a_file(content: str, expected: tuple[str, str]) -> None:
    assert found(f"<p>{content}</p>") == [expected]
    assert found(f"{TEXT}<p>{content}</p>") == [expected]


def test_the_files_of_a_script_are_a_page_s_only_where_it_links_none() -> None:
    script = "<script>manual = '/help/manual.pdf'</script>"
    assert found(f"<p><a href='/d/1.pdf'>报告.pdf</a></p>{script}") == [
        ("http://www.a.gov.cn/d/1.pdf", "报告.pdf")
    ]
    library = "<script>all = ['/1.pdf', '/2.pdf', '/3.pdf', '/4.pdf']</script>"
    assert found(f"<p>见附件</p>{library}") == []


def test_pictures_count_where_they_are_all_there_is() -> None:
    scans = "<p><img src='/s/1.jpg'></p><p><img src='/s/2.png'></p><p><img src='/images/icon/pdf.png'></p>"
    assert [url for url, _ in found(scans)] == ["http://www.a.gov.cn/s/1.jpg", "http://www.a.gov.cn/s/2.png"]
    assert found(TEXT + scans) == []


def test_other_pages_are_no_files() -> None:
    assert found("<p><a href='/fz/'>更多</a><a href='javascript:void(0)'>a.pdf</a></p>") == []


@pytest.mark.parametrize(
    ("url", "shown", "name"),
    [
        ("http://a.gov.cn/P01.pdf", "2023年报告.docx", "2023年报告.docx"),
        ("http://a.gov.cn/P01.pdf", "点击下载", "P01.pdf"),
        ("http://a.gov.cn/downfile.jsp?classid=0&filename=0a.pdf", "全文", "0a.pdf"),
        ("http://a.gov.cn/downfile.jsp?filename=0a.pdf&showname=%E8%A1%A8.xls", "", "表.xls"),
        ("http://a.gov.cn/download.jsp?wbfileid=1", "全文", ""),
    ],
)
def test_the_name_of_a_file(url: str, shown: str, name: str) -> None:
    assert file_name(url, shown) == name


def test_a_base_that_is_no_address_counts_as_none() -> None:
    page = "<html><base href='http://[x'><body><a href='/d/1.pdf'>报告.pdf</a></body></html>"
    files = read_attachments(read_page(page.encode(), URL))
    assert [file.url for file in files] == ["http://www.a.gov.cn/d/1.pdf"]
