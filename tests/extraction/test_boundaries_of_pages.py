"""Each number that decides what a page, a line or a file is, tried on both of its sides."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from extraction.body.container_lines import _is_link_list
from extraction.body.merged_lines import split_merged
from extraction.body.surroundings import with_its_like
from extraction.body.text_end import are_scraps, notes_below, rule_between, tail_rules
from extraction.facts.page_issues import breaks_off
from extraction.facts.public_bodies import signature
from extraction.markup.lines import Line, too_much
from extraction.markup.page import read_page
from extraction.markup.stub_pages import frame_sources, redirect_target
from extraction.reading import extract
from extraction.response.firewall_pages import challenge, may_be_challenge

NOW = datetime(2026, 11, 28, tzinfo=UTC)
SENTENCE = "全市各级行政机关坚持依法行政，办结行政复议案件。"


def html(markup: str, url: str = "http://www.cixi.gov.cn/a.html"):
    return read_page(f"<!DOCTYPE html><html><head><title>慈溪市</title></head><body>{markup}".encode(), url)


# The end of a text.


def lines(*texts: str, linked: bool = False) -> list[Line]:
    return [Line(text, linked=linked) for text in texts]


@pytest.mark.parametrize(("count", "scraps"), [(2, False), (3, True)])
def test_three_names_without_a_sentence_are_scraps(count: int, scraps: bool) -> None:
    assert are_scraps(lines("首页", "政务公开", "办事服务")[:count]) is scraps


def test_half_of_the_lines_with_a_day_are_a_list_of_titles() -> None:
    assert not are_scraps(lines("甲 2024-03-01", "乙 2024-03-02", "丙", "丁"))
    assert are_scraps(lines("甲 2024-03-01", "乙", "丙", "丁"))
    assert not are_scraps(lines("甲", "乙", "全部办结。"))


@pytest.mark.parametrize(("length", "rule"), [(39, "navigation"), (40, "")])
def test_a_line_of_nothing_but_links_is_navigation_while_it_is_short(length: int, rule: str) -> None:
    assert rule_between(Line("链" * length, linked=True), has_text=True) == rule
    assert rule_between(Line("链" * length), has_text=True) == ""


@pytest.mark.parametrize(("before", "found"), [(14, range(14, 16)), (15, range(0))])
def test_notes_begin_near_the_container(before: int, found: range) -> None:
    below = [*lines(*["相关"] * before, linked=True), *lines("名词解释：", SENTENCE)]
    assert notes_below(below) == found


def test_a_heading_of_notes_without_any_is_no_note() -> None:
    assert len(notes_below(lines("名词解释：", "首页"))) == 0
    assert list(notes_below(lines("名词解释：", SENTENCE, "版权所有：慈溪市人民政府"))) == [0, 1]


@pytest.mark.parametrize(
    ("sentences", "kept"),
    [
        (["综上所述，今年各项工作都取得了新的明显的进展成效。"], False),
        (["综上所述，今年各项工作都取得了新的明显的进展成效。"] * 2, True),
    ],
)
def test_a_text_goes_on_behind_an_end_mark_with_two_whole_sentences(sentences: list[str], kept: bool) -> None:
    rules = tail_rules(lines(SENTENCE * 8, "【打印本页】", *sentences))
    assert rules[0] == "" and rules[1]
    assert all(rule == "" for rule in rules[2:]) is kept


def test_a_figure_may_end_a_text_and_a_link_may_not() -> None:
    assert tail_rules(lines(SENTENCE, "312")) == ["", ""]
    assert tail_rules([Line(SENTENCE), Line("乡镇", linked=True)]) == ["", "navigation"]
    assert tail_rules(lines(SENTENCE, "慈溪市人民政府", "2024年3月10日")) == ["", "", ""]
    assert tail_rules(lines(SENTENCE, "附件：")) == ["", "attachment"]


# Lines.


@pytest.mark.parametrize(
    ("pieces", "is_list"),
    [
        ([("附件：", ""), ("1.报告.pdf", "/a.pdf")], True),
        ([("1.报告.pdf", "/a.pdf"), ("（120KB）", "")], True),
        ([("附件：", ""), ("1.", "")], False),
        ([("详见", ""), ("1.报告.pdf", "/a.pdf")], False),
        ([("附件：", ""), ("首页", "/index.html")], False),
    ],
)
def test_a_list_of_files_has_a_file_and_only_labels_beside_it(
    pieces: list[tuple[str, str]], is_list: bool
) -> None:
    assert _is_link_list(pieces) is is_list


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("慈溪市2023年法治政府建设年度报告", "慈溪市2023年法治政府建设年度报告"),
        ("慈溪市2023年法治政府建设，年度报告", None),
        ("慈溪市2023年植树造林总结", None),
    ],
)
def test_a_reports_title_between_furniture_and_text_is_a_line_of_its_own(
    printed: str, expected: str | None
) -> None:
    text = f"当前位置：首页 > 政务公开 > 正文 发布日期：2024-03-01 来源：市司法局 【打印】 {printed} {SENTENCE * 6}"
    found = [line.text.strip() for line in split_merged([Line(text)])]
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert (expected in found) if expected else (printed not in found)


@pytest.mark.parametrize(("length", "is_cut"), [(119, False), (121, True)])
def test_only_long_lines_are_cut(length: int, is_cut: bool) -> None:
    text = "发布日期：2024-03-01 来源：市司法局 【打印】 " + SENTENCE * 6
    cut = split_merged([Line(text[:length])])
    assert (len(cut) > 1) is is_cut


# Blocks.


def test_a_text_in_several_boxes_of_one_make_is_all_of_them() -> None:
    page = html(
        "<div id=all><div class=box><p>甲</p></div><div class=box><p>乙</p></div><div id=nav>丙</div></div>"
    )
    first, second, _ = page.tree.xpath("//*[@id='all']")[0]
    visible = set(page.tree.iter())
    own = Counter({first: 100, second: 90})
    assert with_its_like(first, own, visible).get("id") == "all"
    assert with_its_like(first, Counter({first: 100}), visible) is first
    # Boxes right below the body are no reason to take the whole page.
    page = html("<div class=box id=one><p>甲</p></div><div class=box><p>乙</p></div>")
    one = page.tree.xpath("//*[@id='one']")[0]
    beside = one.getnext()
    assert with_its_like(one, Counter({one: 100, beside: 90}), set(page.tree.iter())) is one


# What a page is.


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("<html><body><p>全年办结案件</p>", True),
        ("<html><body><p>全年办结案件</p></body></html>", False),
        ("<html><body><p>全年办结案件</p><p>主办：市政府</p>", False),
        ("<p>全年办结案件</p>", True),
        ("<p>全年办结案件。</p>", False),
        ("<html><body><p>全年办结案件。</p>", True),
    ],
)
def test_a_page_without_end_foot_and_signature_breaks_off(text: str, is_cut: bool) -> None:
    body = "全年办结案件。" if "。" in text else "全年办结案件"
    assert breaks_off(read_page(text.encode()), body) is is_cut


@pytest.mark.parametrize(("behind", "is_cut"), [(3, False), (4, True)])
def test_a_day_in_the_last_four_lines_is_a_signature(behind: int, is_cut: bool) -> None:
    page = read_page(b"<html><body><p>x")
    body = "\n".join([SENTENCE, "2024年3月10日", *["附表" + "一二三四"[at] for at in range(behind)]])
    assert breaks_off(page, body) is is_cut


@pytest.mark.parametrize(("length", "short"), [(199, True), (200, False)])
def test_a_report_with_less_than_two_hundred_characters_is_short(length: int, short: bool) -> None:
    title = "慈溪市2023年法治政府建设年度报告"
    opening = "2023年，慈溪市推进法治政府建设，现将2023年法治政府建设情况报告如下。一、主要举措和成效。二、存在的问题。三、下一步安排。"
    body = (opening + SENTENCE * 20)[: length - 1] + "。"
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div class='TRS_Editor'><p>{body}</p></div></body></html>"
    found = extract(page.encode(), "http://www.cixi.gov.cn/a.html", now=NOW)
    assert (found.kind, len(found.body_text)) == ("report", length)
    assert ("body_short" in [issue.code for issue in found.issues]) is short


@pytest.mark.parametrize(("length", "name"), [(60, True), (61, False)])
def test_a_signature_is_a_short_line(length: int, name: str) -> None:
    body = "慈" * (length - 6) + "市人民政府"
    assert bool(signature([SENTENCE, body + "局", "2024年3月10日"][:3])) is name


def test_a_signature_is_above_or_below_its_day_or_the_last_line() -> None:
    assert signature([SENTENCE, "慈溪市人民政府", "2024年3月10日"]) == "慈溪市人民政府"
    assert signature([SENTENCE, "2024年3月10日", "慈溪市人民政府"]) == "慈溪市人民政府"
    assert signature([SENTENCE, "慈溪市人民政府", "（此件公开发布）", "2024年3月10日"]) == "慈溪市人民政府"
    assert signature([SENTENCE, "慈溪市人民政府"]) == "慈溪市人民政府"
    assert signature([SENTENCE, "慈溪市人民政府", "甲", "乙", "丙"]) == ""
    assert signature(["慈溪市人民政府", "2024年3月10日", *"甲乙丙丁戊己庚"]) == ""


@pytest.mark.parametrize(("length", "lines_of"), [(20_000, None), (20_001, 20_001)])
def test_a_page_of_more_than_twenty_thousand_lines_is_not_judged_line_by_line(
    length: int, lines_of: int | None
) -> None:
    found = too_much(read_page("\n".join(["法"] * length).encode()))
    assert (len(found) if found else None) == lines_of


@pytest.mark.parametrize(("length", "target"), [(4096, "http://www.cixi.gov.cn/b/"), (4097, "")])
def test_a_page_that_sends_on_is_short(length: int, target: str) -> None:
    start = "<script>location.href = '/b/'</script>"
    page = read_page(
        (start + "<!--" + "x" * (length - len(start) - 7) + "-->").encode(), "http://www.cixi.gov.cn/a/"
    )
    assert len(page.text) == length
    assert redirect_target(page) == target


@pytest.mark.parametrize(
    ("frame", "is_seen"),
    [
        ("<iframe src=/n.html></iframe>", True),
        ("<iframe src=/n.html width=2></iframe>", True),
        ("<iframe src=/n.html width=1></iframe>", False),
        ("<iframe src=/n.html hidden></iframe>", False),
        ("<iframe src=/n.html style='display: none'></iframe>", False),
        ("<iframe src=/tongji.html></iframe>", False),
        ("<iframe src=http://www.yuyao.gov.cn/n.html></iframe>", False),
    ],
)
def test_frames_of_the_page_itself_count_where_they_are_seen(frame: str, is_seen: bool) -> None:
    assert frame_sources(html(frame)) == (["http://www.cixi.gov.cn/n.html"] if is_seen else [])


@pytest.mark.parametrize(("length", "found"), [(400, "请输入验证码"), (401, "")])
def test_a_challenge_says_little(length: int, found: str) -> None:
    visible = "请输入验证码".ljust(length, "字")
    assert challenge(html(visible), visible) == found


@pytest.mark.parametrize(("length", "found"), [(59, "a script in place of a page"), (60, "")])
def test_a_script_in_place_of_a_page_says_hardly_anything(length: int, found: str) -> None:
    page = html("字" * length + "<script>var $_ts={}</script>")
    assert challenge(page, "字" * length) == found


@pytest.mark.parametrize(("length", "may"), [(20_000, True), (20_001, False)])
def test_a_challenge_is_no_long_page(length: int, may: bool) -> None:
    start = "<html><body>请输入验证码"
    page = read_page((start + " " * (length - len(start))).encode())
    assert may_be_challenge(page) is may
