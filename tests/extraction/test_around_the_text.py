"""What a page prints around title, day, source and text: of each kind several wordings and makes."""

from dataclasses import replace
from datetime import date

import pytest

from extraction.facts.plain_titles import plain_title
from extraction.files.legible import if_legible
from extraction.files.limits import READER_VERSION
from extraction.prose.dates import date_place, find_date
from extraction.prose.text import half_width
from records import FileReading
from tests.extraction.one_report import HEAD, REST, TEXT, TITLE, is_whole, page, paragraphs, read

DAY, SOURCE = date(2024, 2, 20), "云溪县司法局"


@pytest.mark.parametrize(
    "name",
    [
        "<h1><a href='/'>云溪在线</a></h1>",
        "<h1 class=logo>云溪党建网</h1>",
        "<a href='http://www.yunxi.gov.cn/'><h1>魅力云溪</h1></a>",
        "<h1><a href='../../'>云溪发布</a></h1>",
    ],
)
@pytest.mark.parametrize("title", ["<h2>{}</h2>", "<p align=center><b>{}</b></p>", "<h1>{}</h1>"])
def test_the_name_of_a_site_is_no_title_though_it_is_a_heading(name: str, title: str) -> None:
    found = read(page(above=name, title=title.format(TITLE), head="<title>云溪在线</title>"))
    assert (found.title, found.kind) == (TITLE, "report")


ADDED = (
    "文件标题：{}", "【标题】{}", "名　称：{}", "云溪发布：{}", "云溪融媒丨{}", "中国云溪网——{}", "云溪在线 - {}",
    "【云溪发布】{}", "重磅！{}", "政务公开 | {}", "★{}", "（转）{}", "{}（全文）", "{}[附PDF]", "{}（附全文下载）",
    "{}-云溪县人民政府", "{}_云溪县人民政府门户网站", "{} | 云溪发布", "{}...", "{} 打印 关闭", "《{}》全文", "“{}”", "「{}」",
)  # fmt: skip


@pytest.mark.parametrize("printed", ADDED)
@pytest.mark.parametrize("tag", ["h1", "h2", "div"])
def test_what_a_page_adds_to_a_title_is_not_part_of_it(printed: str, tag: str) -> None:
    found = read(page(title=f"<{tag}>{printed.format(TITLE)}</{tag}>", head="<title>信息公开</title>"))
    assert (found.title, found.kind) == (TITLE, "report")
    assert is_whole(found), found.body_text


@pytest.mark.parametrize(
    "title",
    [
        "云溪县司法局：2023年法治政府建设年度报告",  # the issuer
        "【2022年】州生态环境局2022年度法治政府建设报告",
        "云溪县2023年法治政府建设年度报告（征求意见稿）",
        "【解读】云溪县2023年法治政府建设年度报告",
        "《云溪县2023年法治政府建设年度报告》解读",
        "法治云溪：我们在路上",
        "26-2月 云溪县2023年法治政府建设年度报告",
    ],
)
def test_what_says_something_of_the_document_stays(title: str) -> None:
    assert plain_title(title) == title


@pytest.mark.parametrize(
    "lines",
    [
        ("云溪县人民政府", "关于2023年度法治政府建设情况的报告"),
        ("云溪县人民政府关于", "2023年度法治政府建设情况的报告"),
        ("云溪县人民政府关于2023年度法治政府", "建设情况的报告"),
    ],
)
@pytest.mark.parametrize("tag", ["h1", "h2", "p"])
def test_a_title_in_two_lines_is_one(lines: tuple[str, ...], tag: str) -> None:
    assert (
        read(page(title=paragraphs(lines, tag), head="")).title
        == "云溪县人民政府关于2023年度法治政府建设情况的报告"
    )


FORMS = (
    "2024-02-20", "20240220", "Feb 20, 2024", "20 Feb 2024", "2024年二月二十日", "2024年2月廿日", "2024.02.20", "2024\\02\\20",
    "2024年2月20日 星期二", "2024-02-19T16:20:00Z", "2024-02-19 16:20:00 UTC", "Tue, 20 Feb 2024 02:20:00 GMT",
    "Mon, 19 Feb 2024 17:10:00 GMT", "Tue Feb 20 2024 10:20:00 GMT+0800 (中国标准时间)", "2024—02—20", "2024‑02‑20", "2024年02-20",
    "1708395600", "20240220102033", "（2024-02-20）",
)  # fmt: skip
CLOCK = "<div class=top>今天是2026年11月28日 星期六</div>"
FOOT = "<div class='footer'><p>主办：云溪县人民政府办公室</p><p>网站更新日期：2026-11-27</p></div>"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "info",
    [
        "发布时间：{}　来源：云溪县司法局",
        "{} 来源：云溪县司法局",
        "来源：云溪县司法局 {} 【字体：大 中 小】 打印",
        "<i>来源：云溪县司法局</i><i>{}</i>",
    ],
)
def test_day_and_source_on_one_line_in_every_form(form: str, info: str) -> None:
    found = read(page(info=info.format(form), above=CLOCK, below=FOOT))
    assert (found.published_on, found.source) == (DAY, SOURCE)


def test_the_place_of_a_date_has_its_time_and_brackets() -> None:
    line = half_width("县司法局（2024-02-20 10:20）【打印】")
    place = date_place(line)
    assert place is not None
    assert (line[: place[0]], line[place[1] :], place[2]) == ("县司法局", "【打印】", DAY)
    assert date_place("电话13900000000") is None


def test_a_clock_in_another_zone_moves_the_day() -> None:
    assert find_date("2024-02-19T15:59:00Z") == date(2024, 2, 19)
    assert find_date("2024-02-19T16:00:00Z") == date(2024, 2, 20)
    assert find_date("Feb 19, 2024 3:59 PM UTC") == date(2024, 2, 19)
    assert find_date("Feb 19, 2024 4:00 PM UTC") == date(2024, 2, 20)


@pytest.mark.parametrize(
    "info",
    [
        "<abbr class=timeago title='2024-02-19T18:05:00Z'>2年前</abbr> 来源：云溪县司法局",
        "<span data-time='1708395600'>2 years ago</span>　来源：云溪县司法局",
        "<em title='2024-02-20 10:20'>刚刚</em>来源：云溪县司法局",
        "<i itemprop=datePublished content='2024-02-20'>上周</i> 来源：云溪县司法局",
    ],
)
def test_a_day_behind_words_like_two_years_ago(info: str) -> None:
    found = read(page(info=info))
    assert (found.published_on, found.source) == (DAY, SOURCE)


@pytest.mark.parametrize(
    "behind",
    [
        "【我要收藏】【分享】",
        " 语音播报",
        " 无障碍",
        " A+ A-",
        "；",
        "&gt;&gt;",
        "<button>复制链接</button>",
        "（2024-02-20）",
        "分享",
        " 微信扫一扫",
    ],
)
def test_buttons_behind_a_source_are_not_part_of_it(behind: str) -> None:
    assert read(page(info=f"发布时间：2024-02-20 来源：云溪县司法局{behind}")).source == SOURCE


@pytest.mark.parametrize(
    "script",
    [
        "<b class=s>本站</b><script>$('.s').html('云溪县司法局')</script>",
        "<script>document.write('\\u4e91\\u6eaa\\u53bf\\u53f8\\u6cd5\\u5c40')</script>",
        "<script>document.write(unescape('%u4E91%u6EAA%u53BF%u53F8%u6CD5%u5C40'))</script>",
        "<noscript>本网</noscript><script>document.write(`云溪县司法局`)</script>",
    ],
)
def test_a_source_that_a_script_writes(script: str) -> None:
    assert read(page(info=f"发布时间：2024-02-20 来源：{script}")).source == SOURCE


ROW = "<div>{}</div>"


def _row(*words: str) -> str:
    return ROW.format("".join(f"<span>{word}</span>" for word in words))


@pytest.mark.parametrize(
    "facts",
    [
        _row("索引号", "文号", "产生日期", "发布日期", "公开类别")
        + _row("YX5-2024-00031", "云政〔2024〕14号", "2024-02-11", "2024-02-20", "主动公开"),
        _row("索引号", "YX5-2024-00031", "文号", "云政〔2024〕14号", "发布日期", "2024-02-20"),
        ROW.format("<b>索引号</b>YX5-2024-00031 <b>文号</b>云政〔2024〕14号 <b>发布日期</b>2024-02-20 10:20"),
    ],
)
def test_names_and_values_in_boxes_beside_each_other(facts: str) -> None:
    found = read(page(info="", above=facts))
    assert (found.index_number, found.doc_number, found.published_on) == (
        "YX5-2024-00031",
        "云政〔2024〕14号",
        DAY,
    )


@pytest.mark.parametrize(
    "label", ["相关解读", "延伸阅读", "热点新闻", "图解", "我来说两句", "相关附件", "新闻排行"]
)
@pytest.mark.parametrize(
    "box",
    [
        "<p>{0}：<a href=1.html>图解法治政府建设</a></p>",
        "<div><b>{0}</b><a href=1.html>图解法治政府建设</a></div>",
        "<h3>{0}</h3><ul><li><a href=1.html>图解法治政府建设</a></li></ul>",
        "<p>【{0}】<a href=1.html>图解法治政府建设</a></p>",
    ],
)
def test_links_below_a_text_go_with_their_label(label: str, box: str) -> None:
    assert is_whole(read(page(TEXT + box.format(label))))
    assert is_whole(read(page(TEXT + box.format(label), box="TRS_Editor")))


@pytest.mark.parametrize(
    "call",
    [
        "<p><a href=/q>点击参与“我为群众办实事”满意度问卷，赢取话费红包</a></p>",
        "<p>请点击这里查看办事指南</p>",
        "<p>参与在线答题，领取精美礼品</p>",
        "<p>诚邀您参与法治建设满意度测评</p>",
    ],
)
def test_calls_to_click_are_no_text(call: str) -> None:
    assert is_whole(read(page(paragraphs(HEAD) + call + paragraphs(REST))))
    assert is_whole(read(page(TEXT + call)))


def test_teasers_of_other_pages_are_not_the_text_of_a_page_without_one() -> None:
    teaser = "近日，县文化局组织演出队走进村居，宣传法律知识，现场气氛热烈，受到干部群众一致好评。"
    rest = f"<div class=more><h4>相关阅读</h4><dl><dt><a href=1>文艺下乡</a></dt><dd>{teaser}</dd></dl></div>"
    found = read(page("", below=rest + FOOT))
    assert (found.body_text, found.kind) == ("", "report")
    assert [issue.code for issue in found.issues] == ["no_body"]
    assert any(teaser in one.text for one in found.removed)


def test_a_line_that_points_to_the_file_is_all_the_text_there_is() -> None:
    found = read(page("<p>详见附件。</p><p>附件：<a href=/a.doc>下载</a></p>"))
    assert found.body_text == "详见附件。"


SHEET = "<title>x</title><style>/* . */ .jw, #jw2 {color:red;display:none} .zw p{text-indent:2em}%s</style>"


@pytest.mark.parametrize(
    "note",
    ["<p class='a jw'>内部备注，发布前请删除此行。</p>", "<div id=jw2>内部备注，发布前请删除此行。</div>"],
)
def test_what_a_sheet_in_the_page_hides_is_no_text(note: str) -> None:
    found = read(page(paragraphs(HEAD) + note + paragraphs(REST), head=SHEET % ""))
    assert is_whole(found), found.body_text


@pytest.mark.parametrize(
    "rule", [".jw.on{display:block}", "@media print{.x{display:none}} .jw{display : block}"]
)
def test_what_another_rule_shows_again_is_text(rule: str) -> None:
    found = read(
        page(
            paragraphs(HEAD) + "<p class='jw on'>补充一句，全年无事故。</p>" + paragraphs(REST),
            head=SHEET % rule,
        )
    )
    assert is_whole(found, (*HEAD, "补充一句，全年无事故。", *REST)), found.body_text


def test_a_rule_for_print_hides_nothing() -> None:
    sheet = "<style>@media print{.con{display:none}}</style>"
    assert is_whole(read(page(head=sheet)))


def test_a_half_that_a_sheet_hides_and_a_button_shows_is_text() -> None:
    rest = f"<div class=jw>{paragraphs(REST)}</div><a class=btn>展开全文</a>"
    assert is_whole(read(page(paragraphs(HEAD) + rest, head=SHEET % "")))


def test_a_text_in_the_source_of_a_frame_is_read() -> None:
    markup = TEXT.replace("<", "&lt;").replace(">", "&gt;")
    assert is_whole(read(page(f'<iframe srcdoc="{markup}"></iframe>')))


def test_boxes_are_no_letters() -> None:
    reading = FileReading(READER_VERSION, "ofd", text="□" * 20 + "关于" + "□" * 20)
    assert [issue.code for issue in if_legible(reading).issues] == ["garbled"]
    form = replace(reading, text="□是□否，" + "请在方框内打勾，一式两份，交县司法局存档备查。" * 3)
    assert if_legible(form) == form
