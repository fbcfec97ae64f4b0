"""Labels, dates, numbers and source, as pages print them and where they hide them."""

from datetime import UTC, date, datetime

import pytest

from extraction.prose.dates import china_today, find_date, is_date_line, url_date
from extraction.prose.labels import read_labels, read_lines
from extraction.prose.text import Words
from extraction.reading import extract

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TEXT = "<p>2023年，云溪县推进法治政府建设，成效明显，群众满意度稳步提升。</p><p>一、主要成效</p><p>受理案件19件，办结19件。</p>"

LABELS = {
    "索 引 号 :008320033/2025-00070": [("index", "008320033/2025-00070")],
    "文  号：": [("number", "")],
    "文\u2003号：云政〔2024〕9号": [("number", "云政〔2024〕9号")],
    "发文字号: 〔〕 号 发布日期：2024-01-31": [("number", "〔〕 号"), ("published", "2024-01-31")],
    "索引号: 11440881/2024-00013 分类:": [("index", "11440881/2024-00013"), ("subject", "")],
    "索 引 号 主题分类 综合政务": [("index", ""), ("subject", "综合政务")],
    "[ 文号 ] 云政〔2024〕9号": [("number", "云政〔2024〕9号")],
    "[文号]云政〔2024〕9号": [("number", "云政〔2024〕9号")],
    "发布时间2025年09月05日": [("published", "2025年09月05日")],
    "时间:2022年02月15日来源:市司法局": [("date", "2022年02月15日"), ("source", "市司法局")],
    "2021-04-01 15:19:00来源: 市司法局": [("source", "市司法局")],
    "来源:市司法局阅读:发布时间:2022-01-01字体【": [
        ("source", "市司法局"),
        ("counter", ""),
        ("published", "2022-01-01"),
        ("font", ""),
    ],
    "来源：南沙区发改局发布日期：2017-10-13【浏览字号：大中小】": [
        ("source", "南沙区发改局"),
        ("published", "2017-10-13"),
        ("font", "大中小"),
    ],
    "索引号\t0001/2024\t发布机构\t县政府办": [("index", "0001/2024"), ("publisher", "县政府办")],
    "备注/文号：云政〔2024〕9号": [("number", "云政〔2024〕9号")],
    "数据来源：统计局": [("subject", "统计局")],
    "会议时间：上午": [],
    "全年收到来信，信息来源广泛，按时间排序。": [],
}


@pytest.mark.parametrize("line", LABELS)
def test_labels(line: str) -> None:
    assert [(pair.name, pair.value) for pair in read_labels(Words(line))] == LABELS[line]


def test_value_on_the_next_line() -> None:
    lines = ["索引号：", "0001/2024", "文号：", "发布日期：", "2024-01-31", "来源：", "这是一句完整的话。"]
    assert [(pair.name, pair.value) for pair in read_lines(map(Words, lines))] == [
        ("index", "0001/2024"),
        ("number", ""),
        ("published", "2024-01-31"),
        ("source", ""),
    ]


DATES = {
    "2024-03-28 09:18": date(2024, 3, 28),
    "2022- 04- 27": date(2022, 4, 27),
    "2018年11月 12 日": date(2018, 11, 12),
    "22.05.2020  08:35": date(2020, 5, 22),
    "2024-03-15 42:18": date(2024, 3, 15),
    "二〇二四年一月十一日": date(2024, 1, 11),
    "二○二三年十二月三十一日": date(2023, 12, 31),
    "２０２４年３月２８日": date(2024, 3, 28),
    "2024-13-45，后为2024-01-02": date(2024, 1, 2),
    "3月30日": None,
    "2024-02-30": None,
    "120240328": None,
    "1.2.3": None,
}


@pytest.mark.parametrize("text", DATES)
def test_find_date(text: str) -> None:
    assert find_date(text) == DATES[text]


def test_date_lines() -> None:
    for line in (
        "2024年1月11日",
        "（2024年1月11日）",
        "二〇二四年一月十一日",
        "2024-01-11 09:00",
        "2024.1.11",
    ):
        assert is_date_line(Words(line))
    for line in ("2024年1月11日在大会上", "1月11日", "2024年", "截至2024年1月11日"):
        assert not is_date_line(Words(line))


URLS = {
    "http://a.gov.cn/202403/t20240328_6583952.html": date(2024, 3, 28),
    "http://a.gov.cn/art/2022/3/9/art_1_2.html": date(2022, 3, 9),
    "http://a.gov.cn/2021/03-30/2117585.html": date(2021, 3, 30),
    "http://a.gov.cn/2018/1204/12.html": date(2018, 12, 4),
    "http://a.gov.cn/20200813/abc.html": date(2020, 8, 13),
    "http://a.gov.cn/2024-12/13/c.htm": date(2024, 12, 13),
    "http://a.gov.cn/t1253671.shtml": None,
    "http://a.gov.cn/202410/c.html": None,
    "http://a.gov.cn/2025031717141271979/index.html": None,
}


@pytest.mark.parametrize("url", URLS)
def test_url_date(url: str) -> None:
    assert url_date(url) == URLS[url]


def test_today_is_china_s() -> None:
    assert china_today(datetime(2024, 1, 30, 20, 0, tzinfo=UTC)) == date(2024, 1, 31)
    assert china_today(datetime(2024, 1, 30, 20, 0)) == date(2024, 1, 31)  # noqa: DTZ001  naive is UTC


def page(head: str = "", above: str = "", text: str = TEXT, below: str = "") -> bytes:
    return (
        f"<html><head><meta charset='utf-8'>{head}</head><body><h1>云溪县2023年法治政府建设年度报告</h1>"
        f"{above}<div id='zoom'>{text}</div>{below}</body></html>"
    ).encode()


def test_publication_date_prefers_labels_to_the_meta_tag() -> None:
    head = "<meta name='PubDate' content='2024-08-01 03:00'>"
    url = "http://www.yunxi.gov.cn/202403/t20240305_1.html"
    labelled = extract(page(head, "<div>发布日期：2024-03-01</div>"), url, now=NOW)
    assert (labelled.published_on, labelled.evidence["published_on"].basis) == (
        date(2024, 3, 1),
        "label 发布日期",
    )
    meta = extract(page(head), url, now=NOW)
    assert (meta.published_on, meta.evidence["published_on"].basis) == (date(2024, 8, 1), "meta PubDate")
    generated = head + "<meta name='others' content='页面生成时间 2024-08-01 03:00'>"
    assert extract(page(generated), url, now=NOW).published_on == date(2024, 3, 5)
    clock = "<div>今天是：2019年12月3日 星期二</div><div>2019年12月3日 星期二</div>"
    assert extract(page("", clock), "", now=NOW).published_on is None
    below = extract(page("", "", TEXT, "<div>发布日期：2024-03-02</div>"), url, now=NOW)
    assert below.published_on == date(2024, 3, 2)


def test_dates_after_today_are_not_believed() -> None:
    found = extract(page("", "<div>发布日期：2026-12-31</div>"), now=NOW)
    assert found.published_on is None
    assert [issue.code for issue in found.issues if "future" in issue.code] == ["date_in_future"]


def test_own_number_and_cited_number() -> None:
    cited = TEXT.replace("一、主要成效", "根据厅字〔2019〕28号要求")
    assert extract(page("", "", cited), now=NOW).doc_number is None
    own = extract(page("", "", "<p>云政发〔2024〕 9号</p>" + TEXT), now=NOW)
    assert (own.doc_number, own.evidence["doc_number"].basis) == ("云政发〔2024〕 9号", "number line")
    assert own.body_text.startswith("云政发")
    above = extract(page("", "<div>云政发〔2024〕9号</div>"), now=NOW)
    assert (above.doc_number, above.evidence["doc_number"].basis) == ("云政发〔2024〕9号", "number line")
    assert extract(page("", "<p>发文字号: 〔〕 号</p>"), now=NOW).doc_number is None


def test_source_is_what_the_page_shows() -> None:
    head = "<meta name='ContentSource' content='县司法局'>"
    assert extract(page("", "<p>来源：县政府办 浏览次数：12</p>"), now=NOW).source == "县政府办"
    assert extract(page(head, "<p>时间：2024-01-01 来源： 浏览次数：12</p>"), now=NOW).source is None
    confirmed = extract(page(head, "<p>责任部门：县司法局</p><p>发布日期：2024-01-01</p>"), now=NOW)
    assert (confirmed.source, confirmed.evidence["source"].basis) == ("县司法局", "meta ContentSource")
    assert extract(page(head), now=NOW).source == "县司法局"
    assert extract(page(), now=NOW).source is None


def test_text_lost_in_decoding_is_an_issue() -> None:
    broken = page().replace("云溪县推进".encode(), b"\xe4\xba\xff\xfe")
    assert "replacement_characters" in [
        issue.code for issue in extract(broken, charset="utf-8", now=NOW).issues
    ]


def test_hidden_text_and_scripts_are_not_visible() -> None:
    hidden = "<script>document.write('甲')</script><p hidden>乙</p><p style='DISPLAY : none'>丙</p><!-- 丁 --><noscript>戊</noscript>"
    found = extract(page("", hidden, TEXT + hidden), now=NOW)
    assert not set("甲乙丙丁戊") & set(found.body_text + "".join(receipt.text for receipt in found.removed))


def test_shell_of_a_container_gives_way_to_the_text() -> None:
    shell = page(text="<p> </p>", below=f"<div class='x'>{TEXT * 3}</div>")
    assert extract(shell, now=NOW).body_text.startswith("2023年，云溪县推进")


def test_file_in_the_container_stands_for_the_text() -> None:
    foot = (
        "<div>本网站由云溪县人民政府办公室主办，未经许可不得转载，欢迎提出意见，"
        + "共建，共享，" * 12
        + "</div>"
    )
    found = extract(
        page(text="<p><a href='/d/2023.pdf'>全文</a></p>", below=foot), "http://a.gov.cn/x.html", now=NOW
    )
    assert found.body_text == ""
    assert [file.url for file in found.attachments] == ["http://a.gov.cn/d/2023.pdf"]
    assert "no_body" in [issue.code for issue in found.issues]


def test_attachments_need_an_address() -> None:
    links = "<p>附件：<a href='/d/1.pdf'>一.pdf</a> <a href='javascript:void(0)'>二.doc</a> <a href='2.docx?v=1'><img></a></p>"
    found = extract(
        page("", "<a href='guide.pdf'>导航</a>", TEXT, links), "http://a.gov.cn/x/y.html", now=NOW
    )
    assert [(file.url, file.name) for file in found.attachments] == [
        ("http://a.gov.cn/d/1.pdf", "一.pdf"),
        ("http://a.gov.cn/x/2.docx?v=1", "2.docx"),
    ]
    assert extract(page(below=links), now=NOW).attachments == ()


def test_lead_beside_the_densest_block_is_kept() -> None:
    lead = (
        "2023年，云溪县围绕中心工作推进法治政府建设，" + "压实责任，完善机制，" * 8 + "现将有关情况报告如下："
    )
    rest = "".join(
        f"<p>（一）持续推进第{number}项工作，研究部署，抓好落实，取得成效。</p>" for number in range(9)
    )
    article = f"<div class='a'><div class='b'><p>{lead}</p></div><div class='c'>{rest}</div></div>"
    foot = "<div>主办：云溪县人民政府办公室，欢迎来信来电</div>"
    found = extract(
        f"<html><body><h1>云溪县2023年法治政府建设年度报告</h1>{article}{foot}</body></html>".encode(),
        now=NOW,
    )
    assert found.body_text.startswith(lead)
    assert "主办" not in found.body_text
