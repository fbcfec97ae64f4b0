"""What must hold for any page: nothing visible is lost, nothing raises, spans fit."""

from collections import Counter
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.facts.sections import read_sections
from extraction.markup.errors import NotAPage
from extraction.markup.lines import visible_text
from extraction.markup.page import read_page
from extraction.prose.text import bare
from extraction.reading import extract
from extraction.unshown.unshown_text import as_shown
from tests.conftest import examples

NOW = datetime(2026, 6, 1, tzinfo=UTC)
WORDS = [
    "当前位置：首页 &gt; 政务公开",
    "发布日期：2024-02-29 11:31　信息来源：市司法局",
    "【打印】【字体：大 中 小】",
    "扫一扫在手机打开当前页",
    "浏览次数：<span>128</span>",
    "索 引 号：008320033/2025-00070",
    "文&emsp;号：云政发〔2024〕9号",
    "云溪县2023年法治政府建设年度报告",
    "2023年，全县推进法治政府建设，成效明显。现将有关情况报告如下：",
    "一、主要举措",
    "（一）健全机制。一是抓学习；二是抓考核。",
    "1.完成立项15.5万元，占98%。",
    "云溪县人民政府",
    "2024年1月11日",
    "上一篇：通知",
    "版权所有：云溪县人民政府",
    "附件：<a href='a.pdf'>表.pdf</a>",
    "<a href='/'>首页</a>",
    "&nbsp;&nbsp;a &lt;b&gt; &amp; \u200b1 2",
    "<!-- 注释 -->",
    "<script>var a = '<p>脚本</p>';</script>",
    "<style>p{color:red}</style>",
    "<span style='display: none'>隐藏</span>",
    "<br>",
]
WRAPPERS = [
    "<div>{}</div>",
    "<p>{}</p>",
    "<span>{}</span>",
    "<h1>{}</h1>",
    "<div id='zoom'>{}</div>",
    "<div class='TRS_Editor'>{}</div>",
    "<div class='share'>{}</div>",
    "<div class='article-content'>{}</div>",
    "<ul><li>{}</li><li>尾</li></ul>",
    "<table><tr><td>{}</td><td>乙</td></tr></table>",
    "<table><tbody><tr><td>甲</td><td>{}</td><td>1,234</td></tr></tbody></table>",
    "<a href='b.docx'>{}</a>",
    "<div hidden>{}</div>",
    "<dl><dt>甲</dt><dd>{}</dd></dl>",
    "{}<noscript>无脚本</noscript>",
]
trees = st.recursive(
    st.sampled_from(WORDS) | st.text("法治政府建设2023年，。：〔〕一、（） \t\n", max_size=30),
    lambda inner: st.builds(
        lambda wrapper, parts: wrapper.replace("{}", "".join(parts)),
        st.sampled_from(WRAPPERS),
        st.lists(inner, min_size=1, max_size=5),
    ),
    max_leaves=40,
)


@given(st.lists(trees, max_size=8))
@settings(max_examples=examples(250))
def test_nothing_visible_is_lost_on_generated_pages(parts: list[str]) -> None:
    payload = f"<html><head><title>题</title></head><body>{''.join(parts)}</body></html>".encode()
    url = "http://www.cixi.gov.cn/art/2024/2/29/art_1_2.html"
    found = extract(payload, url, now=NOW)
    # A hidden half that goes on with the text is shown; other hidden prose is a receipt that nobody sees.
    visible = visible_text(as_shown(read_page(payload, url)))
    seen = (receipt.text for receipt in found.removed if receipt.rule != "hidden")
    kept, removed = bare(found.body_text), bare("".join(seen))
    assert Counter(kept + removed) == Counter(visible)
    for part in (kept, removed):
        rest = iter(visible)
        assert all(character in rest for character in part)


TRADITIONAL = str.maketrans(
    "设报开关机构实务员会县镇国个这来时长为与发权责证据监业产导现应对经济环护卫医党进过还说动后总门问题点织线组级续维网罗义习",
    "設報開關機構實務員會縣鎮國個這來時長為與發權責證據監業產導現應對經濟環護衛醫黨進過還說動後總門問題點織線組級續維網羅義習",
)


@given(st.lists(trees, max_size=6))
@settings(max_examples=examples(60))
def test_traditional_pages_keep_their_characters(parts: list[str]) -> None:
    many = "<p>现将有关情况报告如下：组织开展监督，应对问题，维护权责，发证。</p>"
    payload = f"<html><body>{many}{''.join(parts)}{many}</body></html>".translate(TRADITIONAL).encode()
    found = extract(payload, "http://www.cixi.gov.cn/art/2024/2/29/art_1_2.html", now=NOW)
    assert "traditional_characters" in [issue.code for issue in found.issues]
    kept, removed = bare(found.body_text), bare("".join(receipt.text for receipt in found.removed))
    assert Counter(kept + removed) == Counter(visible_text(read_page(payload)))
    assert all(found.body_text.startswith(s.number + s.heading, s.start) or s.heading for s in found.sections)


def test_a_row_that_is_cut_into_pieces_is_no_row_any_more() -> None:
    """Furniture in one of its cells: each piece had the cells of the whole, and more than its own
    characters."""
    row = "【打印】【字体：大 中 小】索 引 号：008320033/2025-00070<div class='share'>当前位置：首页 &gt; 政务公开</div>"
    text = "<p>现将有关情况报告如下：组织开展监督，应对问题，维护权责，发证。</p>"
    page = f"<html><body>{text}<table><tr><td>{row}</td><td>乙</td></tr></table>{text}</body></html>"
    plain, other = (extract(one.encode(), now=NOW) for one in (page, page.translate(TRADITIONAL)))
    assert plain.tables == () == other.tables
    assert len(other.body_text) == len(plain.body_text)


PLAIN = [word for word in WORDS if "<" not in word and "&" not in word]


@given(st.lists(st.sampled_from(PLAIN) | st.text(max_size=60), max_size=30))
@settings(max_examples=examples(150))
def test_nothing_visible_is_lost_on_plain_text(lines: list[str]) -> None:
    payload = "\n".join(lines).encode("utf-8", "replace")
    try:
        page = read_page(payload, charset="utf-8")
    except NotAPage:
        return
    found = extract(payload, charset="utf-8", now=NOW)
    kept, removed = bare(found.body_text), bare("".join(receipt.text for receipt in found.removed))
    assert Counter(kept + removed) == Counter(visible_text(page))


@given(
    st.binary(max_size=400)
    | st.text("<>/&;#divptrable\"'= !-[]年月日第号:：\x00\x1f﷐", max_size=200).map(str.encode)
)
@settings(max_examples=examples(250))
def test_any_bytes_are_read_or_refused(payload: bytes) -> None:
    try:
        found = extract(payload, "http://a.gov.cn/x.html", now=NOW)
    except NotAPage:
        return
    assert found.body_text == found.body_text.strip()


OUTLINE = [
    "一、甲\n",
    "二、乙。丙\n",
    "（一）丁。",
    "(二)戊\n",
    "1.己\n",
    "2、庚",
    "一是辛。",
    "二是壬；",
    "第十一、\n",
    "文，",
    "1.5亿元\n",
]


@given(st.lists(st.sampled_from(OUTLINE) | st.text("一二十、是（）.1。\n字", max_size=12), max_size=40))
@settings(max_examples=examples(300))
def test_sections_lie_in_the_text_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    sections = read_sections(text)
    assert [section.start for section in sections] == sorted({section.start for section in sections})
    for at, section in enumerate(sections):
        assert 0 <= section.start < section.end <= len(text)
        assert text.startswith(section.number, section.start)
        assert section.heading in text[section.start : section.end]
        inside = [other for other in sections[at + 1 :] if other.start < section.end]
        assert all(other.end <= section.end and other.level > section.level for other in inside)
