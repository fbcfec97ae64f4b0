"""Lines in and around a text, one kind a test, each kind in several wordings and makes: counters, notes,
credits, advertisements, links, invisible characters."""

import pytest

from tests.extraction.one_report import HEAD, REST, TEXT, TITLE, is_whole, page, paragraphs, read

COUNTERS = (
    "（点击数：411）", "此文章共有411人阅读", "本文已被浏览411次", "浏览次数：411", "阅读：411次", "您是第411位访客",
    "【浏览量：1,411次】", "本页面访问量 411", "已有411人浏览", "阅读(411)", "点击：[411]", "本文阅读量：4.1万", "累计访问：411人次",
    "人气：411", "本条信息已被查看411次", "411人已阅读", "浏览：",
)  # fmt: skip


@pytest.mark.parametrize("counter", COUNTERS)
def test_counters_are_no_text_in_any_wording(counter: str) -> None:
    assert is_whole(read(page(TEXT + f"<p>{counter}</p>")))
    assert is_whole(read(page(TEXT + f"<div>{counter}</div><p>【打印】</p>", box="TRS_Editor")))


NOTES = ("注释：[1]一窗受理率按照办件量计算。", "[2]调解结案包括撤回申请的67件。")


@pytest.mark.parametrize(
    "related",
    [
        "相关解读：<a href='/1.html'>图解报告</a>",
        "相关链接",
        "相关阅读：<a href=2.html>一图读懂</a>",
        "<a href='3.html'>上一篇：关于防汛的通知</a>",
    ],
)
@pytest.mark.parametrize(
    "notes",
    [
        NOTES,
        ("注1：一窗受理率按照办件量计算。",),
        ("①一窗受理率按照办件量计算，不含网上办件。", "②含撤回。"),
        ("备注：以上数据均截至2023年12月31日。",),
        ("【1】数据来源为县司法局统计报表。",),
    ],
)
def test_notes_stand_behind_related_links(notes: tuple[str, ...], related: str) -> None:
    found = read(page(TEXT + f"<p>{related}</p>" + paragraphs(notes)))
    assert is_whole(found, HEAD + REST + notes), found.body_text


@pytest.mark.parametrize(
    "credit",
    [
        "图文来源：云溪县司法局",
        "编辑：张某",
        "责任编辑：李某",
        "审核：王某",
        "（供稿：县司法局）",
        "图文：赵某",
        "终审：孙某　复审：钱某",
        "撰稿人：周某",
    ],
)
def test_credits_in_an_element_of_their_own_are_no_text(credit: str) -> None:
    assert is_whole(read(page(TEXT + f"<p>{credit}</p>")))


ADVERTS = (
    "<div class='ad'><p>云溪农商银行助力乡村振兴，贷款利率更优惠，欢迎广大客户到网点咨询办理。</p></div>",
    "<p>【广告】云溪特产上新，限时优惠，点击购买。</p>",
    "<div class='ad-banner' id='ad_2'>关注我们，了解更多精彩内容。</div>",
    "<p>推广：某品牌空调大促销，满1000减100。</p>",
    "<div class='guanggao'><a href='http://ad.example.com'>云溪旅游节，等你来。</a></div>",
)


@pytest.mark.parametrize("advert", ADVERTS)
@pytest.mark.parametrize("box", ["con", "TRS_Editor"])
def test_an_advertisement_in_mid_text_is_no_text(advert: str, box: str) -> None:
    assert is_whole(read(page(paragraphs(HEAD) + advert + paragraphs(REST), box=box)))


@pytest.mark.parametrize("box", ["con", "TRS_Editor"])
@pytest.mark.parametrize(
    "link", ["<p><a href='#'>{}</a></p>", "<a href='/x.html'><p>{}</p></a>", "<p><a><span>{}</span></a></p>"]
)
def test_paragraphs_that_are_links_are_text(link: str, box: str) -> None:
    text = "".join(link.format(line) for line in HEAD + REST)
    assert is_whole(read(page(text, box=box)))


@pytest.mark.parametrize(
    "code",
    [
        0x200E,
        0x200F,
        0x202A,
        0x202E,
        0x2063,
        0x180E,
        0x3164,
        0xFE0F,
        0x061C,
        0x00AD,
        0x200B,
        0x7F,
        0x9F,
        0x2066,
    ],
)
@pytest.mark.parametrize("written", ["{}", "&#{};"])
def test_invisible_characters_change_nothing(code: int, written: str) -> None:
    mark = chr(code) if written == "{}" else written.format(code)
    if code in (0x7F, 0x9F) and written != "{}":
        mark = chr(code)  # HTML reads &#159; as a letter
    markup = (
        page()
        .replace("法治政府", f"法治{mark}政府")
        .replace("160宗", f"16{mark}0宗")
        .replace("一、", f"{mark}一、")
    )
    found, plain = read(markup), read(page())
    assert (found.title, found.body_text, found.kind, found.report_year) == (
        plain.title,
        plain.body_text,
        "report",
        2023,
    )


@pytest.mark.parametrize("outer", ["utf-8", "gb18030"])
def test_a_text_in_another_encoding_than_its_template_is_read(outer: str) -> None:
    inner = "gb18030" if outer == "utf-8" else "utf-8"
    before, after = page("@@@").replace("charset='utf-8'", f"charset='{outer}'").split("@@@")
    found = read(before.encode(outer) + TEXT.encode(inner) + after.encode(outer))
    assert is_whole(found)
    assert (found.title, found.source) == (TITLE, "云溪县司法局")
