"""When a page's text is that of its file, and what of the two counts."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from extraction.combine import _stem, combine, extract_file, has_own_text
from extraction.files import READER_VERSION, read_file
from extraction.prose.text import bare
from extraction.reading import extract
from records import Extraction, FileReading, Issue
from replica.files import WRITERS
from replica.files.zip import write_zip

NOW = datetime(2026, 6, 1, tzinfo=UTC)
URL = "http://www.cixi.gov.cn/art/2024/2/29/art_1_2.html"
TITLE = "关于2023年度法治政府建设情况的报告"
LINES = [
    "2023年，全市推进法治政府建设，现将有关情况报告如下：",
    "一、主要举措和成效",
    *(
        f"（{number}）依法行政。法治政府建设任务办结{at * 37}件。"
        for at, number in enumerate("一二三四五六", start=1)
    ),
    "二、存在的不足和原因",
    "法治政府建设仍有短板，部分单位对依法行政的要求理解不深，学用结合不够紧密，有待改进。" * 12,
    "慈溪市人民政府",
    "2024年2月20日",
]
PDF = read_file(WRITERS["pdf"]([TITLE], LINES), "报告.pdf")


def page(links: str, text: str = "", title: str = TITLE) -> Extraction:
    source = (
        f"<html><head><meta name='ArticleTitle' content='{title}'></head><body><h1>{title}</h1>"
        "<p>发布日期：2024-02-29 11:31　信息来源：市司法局</p>"
        f"<div id='zoom'><p>{text}</p><p>{links}</p></div></body></html>"
    )
    return extract(source.encode(), URL, now=NOW)


def anchor(path: str, name: str) -> str:
    return f"<a href='{path}'>{name}</a>"


def together(extraction: Extraction, *files: FileReading) -> Extraction:
    urls = [attachment.url for attachment in extraction.attachments]
    return combine(extraction, dict(zip(urls, files, strict=False)), url=URL, now=NOW)


def test_text_and_sign_off_are_the_files_and_the_rest_the_pages() -> None:
    found = together(page(anchor("/a.pdf", "报告.pdf")), PDF)
    assert found.body_text.split("\n") == LINES
    assert (found.title, found.published_on, found.source) == (TITLE, date(2024, 2, 29), "市司法局")
    assert (found.issuer, found.issuer_level, found.adcode) == ("慈溪市人民政府", "county", "330282")
    assert (found.signed_on, found.report_year, found.kind) == (date(2024, 2, 20), 2023, "report")
    assert [section.heading for section in found.sections if section.level == 1] == [
        "主要举措和成效",
        "存在的不足和原因",
    ]
    assert [file.holds_text for file in found.attachments] == [True]
    assert "报告.pdf <http://www.cixi.gov.cn/a.pdf>" in found.evidence["body_text"].basis
    assert found.issues == ()


@pytest.mark.parametrize(
    "text", ["", "详见附件。", "现将我市2023年度法治政府建设情况予以公布，全文见附件。" * 4]
)
def test_what_stands_in_for_the_text_is_kept_as_a_receipt(text: str) -> None:
    alone = page(anchor("/a.pdf", "报告.pdf"), text)
    found = together(alone, PDF)
    assert found.body_text.split("\n") == LINES
    assert bare(text) in bare("".join(receipt.text for receipt in found.removed))
    said = Counter(bare(alone.body_text + "".join(one.text for one in alone.removed)) + bare(PDF.text))
    said += Counter(bare("".join(one.text for one in PDF.removed)))
    assert Counter(bare(found.body_text + "".join(one.text for one in found.removed))) == said


def test_a_page_with_its_own_text_keeps_it() -> None:
    own = "".join(f"<p>{line}</p>" for line in LINES)
    alone = page(anchor("/a.pdf", "报告.pdf"), own)
    assert together(alone, PDF) == alone


def test_a_page_that_is_something_else_keeps_its_text() -> None:
    for title in ("《2023年法治政府建设年度报告》解读", "关于报送2023年法治政府建设年度报告的通知"):
        alone = page(anchor("/a.pdf", "报告.pdf"), "见附件。", title)
        assert together(alone, PDF) == alone


@pytest.mark.parametrize("names", [("附件1.pdf", "附件2.pdf"), ("附表.xlsx", f"{TITLE}.pdf")])
def test_the_report_is_found_among_several_files(names: tuple[str, str]) -> None:
    table = read_file(WRITERS["xlsx"](["重大行政决策事项目录"], ["序号 事项", "1 城市更新"] * 9), names[0])
    found = together(page(" ".join(anchor(f"/{at}.pdf", name) for at, name in enumerate(names))), table, PDF)
    assert found.body_text.split("\n") == LINES
    assert [file.holds_text for file in found.attachments] == [False, True]


def test_a_report_s_page_vouches_for_its_only_file() -> None:
    lines = ["办理案件205件，化解纠纷331起，培训执法人员，完善制度。" * 8]
    odd = read_file(WRITERS["pdf"](["附件"], lines), "2025.pdf")
    assert extract_file(odd, now=NOW).kind == "other"
    found = together(page(anchor("/2025.pdf", "2025.pdf")), odd)
    assert (found.is_report, found.title, "205件" in found.body_text) == (True, TITLE, True)
    assert found.evidence["body_text"].confidence == 0.7
    # Not for one of two, not for an explanation, not where the page is no report's.
    two = together(page(anchor("/1.pdf", "1.pdf") + anchor("/2.pdf", "2.pdf")), odd, odd)
    assert two.body_text == "" or "205件" not in two.body_text
    explained = read_file(WRITERS["pdf"]([f"《{TITLE}》解读"], lines), "2025.pdf")
    assert "205件" not in together(page(anchor("/2025.pdf", "2025.pdf")), explained).body_text
    assert "205件" not in together(page(anchor("/2.pdf", "2.pdf"), title="市情简介"), odd).body_text


def test_a_short_report_with_an_outline_keeps_its_text() -> None:
    text = (
        "一、主要工作</p><p>"
        + "全年培训执法人员，化解矛盾纠纷。" * 6
        + "</p><p>二、存在问题</p><p>"
        + "普法方式单一。" * 9
    )
    found = together(page(anchor("/a.pdf", f"{TITLE}.pdf"), text), PDF)
    assert "普法方式单一" in found.body_text and "依法行政" not in found.body_text


def test_an_explanation_is_not_taken_for_the_report() -> None:
    found = together(page(anchor("/a.pdf", "《年度报告》解读.pdf")), PDF)
    assert found.body_text == ""
    assert "file_unread" in [issue.code for issue in found.issues]


def test_a_report_in_an_archive_is_found() -> None:
    members = [
        ("附表.xlsx".encode("gbk"), WRITERS["xlsx"](["表"], ["1"])),
        (b"a.docx", WRITERS["docx"]([TITLE], LINES)),
    ]
    found = together(page(anchor("/a.zip", "附件.zip")), read_file(write_zip(members)))
    assert found.body_text.split("\n") == LINES


def test_pages_published_as_pictures_are_one_text_in_their_order() -> None:
    half = len(LINES) // 2
    pictures = [
        FileReading(READER_VERSION, "image", "\n".join(lines), pages=1, scanned=True, ocr=0.9)
        for lines in (LINES[:half], LINES[half:])
    ]
    found = together(page("<img src='/s/1.jpg'><img src='/s/2.jpg'>"), *pictures)
    assert found.body_text.split("\n") == LINES
    assert [file.holds_text for file in found.attachments] == [True, True]


@pytest.mark.parametrize(
    ("reading", "says"),
    [
        (
            FileReading(READER_VERSION, "pdf", issues=(Issue("scanned", "3 of 3"),)),
            "报告.pdf: scanned: 3 of 3",
        ),
        (None, "报告.pdf: not fetched"),
    ],
)
def test_a_report_whose_file_cannot_be_read_says_why(reading: FileReading | None, says: str) -> None:
    alone = page(anchor("/a.pdf", "报告.pdf"))
    found = combine(alone, {alone.attachments[0].url: reading} if reading else {}, url=URL, now=NOW)
    assert found.is_report
    assert found.body_text == ""
    assert [issue.detail for issue in found.issues if issue.code == "file_unread"] == [says]


def test_doubts_of_the_reader_stand_with_the_text() -> None:
    doubtful = replace(PDF, ocr=0.7, issues=(Issue("ocr", "confidence 0.70"),))
    found = together(page(anchor("/a.pdf", "报告.pdf")), doubtful)
    assert found.issues == (Issue("ocr", "报告.pdf: confidence 0.70"),)


def test_a_sheet_of_a_hundred_thousand_rows_is_kept_and_not_judged() -> None:
    text = "\n".join(f"{at}\t办结{at}件" for at in range(100_000))
    found = extract_file(FileReading(READER_VERSION, "xlsx", text), "附表.xlsx", now=NOW)
    assert (found.family, found.is_report, [issue.code for issue in found.issues]) == (
        "xlsx",
        False,
        ["too_long"],
    )
    assert bare(found.body_text) == bare(text)


def test_a_file_without_a_page_is_read_as_a_text() -> None:
    found = extract_file(PDF, "报告.pdf", now=NOW)
    assert (found.title, found.body_text.split("\n")) == (TITLE, LINES)
    assert (found.family, found.adcode, found.signed_on) == ("pdf", "330282", date(2024, 2, 20))
    assert [receipt.rule for receipt in found.removed][0] == "file: page number"


def test_the_link_names_a_file_that_does_not_name_itself() -> None:
    untitled = replace(PDF, text="\n".join(LINES), removed=())
    link = "慈溪市人民政府2023年法治政府建设年度报告"
    by_link = extract_file(untitled, "a.pdf", title=link, now=NOW)
    by_name = extract_file(untitled, f"{link}.pdf", now=NOW)
    assert by_link.title == by_name.title == link
    assert (by_link.is_report, by_link.report_year, by_link.adcode) == (True, 2023, "330282")
    assert (by_link.evidence["title"].basis, by_name.evidence["title"].basis) == ("link", "file name")


@pytest.mark.parametrize(
    ("length", "headings", "is_own"), [(499, 0, False), (500, 0, True), (149, 2, False), (150, 2, True), (150, 1, False)]
)  # fmt: skip
def test_a_text_is_the_pages_own_from_a_length_on(length: int, headings: int, is_own: bool) -> None:
    found = extract("\n".join([TITLE, *LINES]).encode(), media_type="text/plain", now=NOW)
    outline = tuple(section for section in found.sections if section.level <= 2)[:headings]
    assert has_own_text(replace(found, body_text="字" * length, sections=outline)) is is_own
    deep = tuple(replace(section, level=3) for section in outline)
    assert has_own_text(replace(found, body_text="字" * length, sections=deep)) is (length >= 500)


@pytest.mark.parametrize(
    ("name", "stem"),
    [("a.doc", "a"), ("a.docx ", "a"), ("1.5年报告", "1.5年报告"), ("a.x", "a.x"), ("a.ab", "a"), ("a.abcde", "a.abcde"), ("b.12", "b.12")],
)  # fmt: skip
def test_an_ending_has_two_to_four_letters(name: str, stem: str) -> None:
    assert _stem(name) == stem


def test_how_sure_it_is_that_a_file_is_the_report() -> None:
    link = "<a href='/f.pdf'>{}.pdf</a>"
    read = {"http://www.cixi.gov.cn/f.pdf": PDF}
    for name, sure in ((TITLE, 0.95), ("附件", 0.75)):
        found = combine(page(link.format(name)), read, url=URL, now=NOW)
        assert found.evidence["body_text"].confidence == sure
