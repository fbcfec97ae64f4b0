"""Columns, encodings, titles, neighbours and strangers: further ones."""

import re

from replica.strange.beside import draft, notices
from replica.strange.columns import older, open_report, texts
from replica.strange.encodings import encoded
from replica.strange.parts import HELD_OUT
from replica.strange.shapes import Entry
from replica.strange.site import StrangeSite
from replica.strange.strangers import entries
from replica.strange.titles import titled
from replica.web import Response

TEXT = "class: columns of text"
for _name, _tell, _one, _around in (
    ("definitions", "terms and definitions", "<dt>{title}</dt><dd>{text}</dd>", "<dl>{}</dl>"),
    ("fieldsets", "fieldsets with legends", "<fieldset><legend>{title}</legend>{text}</fieldset>", "{}"),
    (
        "slides",
        "slides of a carousel",
        '<div class="swiper-slide"><h3>{title}</h3>{text}</div>',
        '<div class="swiper">{}</div>',
    ),
    (
        "dialogs",
        "dialogs that a link opens",
        '<a href="#d{i}" data-toggle="modal">{title}</a><div class="modal" id="d{i}">{text}</div>',
        "{}",
    ),
    (
        "anchors",
        "anchors on the same page",
        '<p><a href="#y{year}">{title}</a></p><section id="y{year}">{text}</section>',
        "{}",
    ),
    (
        "nested_tables",
        "tables in tables",
        "<tr><td><b>{title}</b></td></tr><tr><td><table><tr><td>{text}</td></tr></table></td></tr>",
        "<table>{}</table>",
    ),
):
    texts(_name, TEXT, _tell, _one, _around, HELD_OUT)


@HELD_OUT.part("column", "newest_above_select", "class: a report at the column's address")
def newest_above_select(site: StrangeSite) -> str:
    """the newest report, older ones in a select"""
    options = "".join(
        f'<option value="{site.address(entry).target}">{entry.list_title}</option>'
        for entry in site.entries[1:]
    )
    select = f'<select onchange="location=this.value"><option>往年</option>{options}</select>'
    return select + open_report(site, site.entries[0])


@HELD_OUT.part("column", "newest_in_tab", "class: a report at the column's address")
def newest_in_tab(site: StrangeSite) -> str:
    """a tab 最新报告 with the text, a tab 历年报告 with links"""
    return (
        "<ul><li class=on>最新报告</li><li>历年报告</li></ul>"
        f"<div class=con>{open_report(site, site.entries[0])}</div><div class=con "
        f"style=display:none>{older(site)}</div>"
    )


HTML = "text/html"
for _name, _tell, _codec, _meta, _type, _mark in (
    ("gb18030_header", "GB18030 in the header", "gb18030", "", "text/html; charset=GB18030", b""),
    ("quoted_header", 'charset="gbk" in the header', "gbk", "", 'text/html; charset="gbk"', b""),
    (
        "header_utf8_meta_gbk",
        "UTF-8 in the header, gb2312 in the page",
        "utf-8",
        '<meta charset="gb2312">',
        "text/html; charset=utf-8",
        b"",
    ),
    (
        "mark_against_header",
        "a byte order mark of UTF-8, GBK in the header",
        "utf-8",
        "",
        "text/html; charset=gbk",
        b"\xef\xbb\xbf",
    ),
    ("utf16_be", "UTF-16 with the big end first", "utf-16-be", "", HTML, b"\xfe\xff"),
    (
        "meta_semicolon",
        "charset=gbk; with a semicolon",
        "gbk",
        '<meta http-equiv="content-type" content="text/html;charset=gbk;">',
        HTML,
        b"",
    ),
    (
        "xml_declaration",
        "an XML declaration and a meta element",
        "gbk",
        '<meta http-equiv="Content-Type" content="application/xhtml+xml; charset=gb2312"/>',
        HTML,
        b"",
    ),
    ("chinese_name", "charset=chinese", "gbk", '<meta charset="chinese">', HTML, b""),
    ("utf8_underscore", "charset=UTF8 in the header", "utf-8", "", "text/html;charset=UTF8", b""),
):
    encoded(_name, "class: encodings and what pages say", _tell, _codec, _meta, _type, _mark, HELD_OUT)


@HELD_OUT.part("encoding", "hex_references", "class: character references")
def hex_references(site: StrangeSite, html: str) -> Response:
    """half of the Chinese as hexadecimal references"""
    told = html.replace("@CHARSET@", '<meta charset="utf-8">')
    told = re.sub(
        r"[\u4e00-\u9fff]", lambda found: f"&#x{ord(found[0]):X};" if ord(found[0]) % 2 else found[0], told
    )
    return Response(200, told.encode(), "text/html")


for _name, _form in (
    ("open_edition", "{n}{y}年法治政府建设工作报告（公开版）"),
    ("year_in_brackets", "关于{n}法治政府建设情况的报告（{y}年度）"),
    ("public_notice", "{y}年{n}法治政府建设情况公示"),
    ("self_assessment", "{i}{y}年度推进法治政府建设情况的自评报告"),
    ("briefing", "{n}{y}年法治政府建设情况汇报"),
    ("summary_plan", "{i}{y}年法治政府建设工作总结和下一年工作打算"),
    ("month_after", "{n}{y}年度法治政府建设年度报告（{z}年3月）"),
    ("period", "{n}法治政府建设情况报告（{y}年1月1日至12月31日）"),
    ("carrying_out", "{n}{y}年落实法治政府建设实施纲要情况报告"),
    ("announcement", "关于公布{n}{y}年法治政府建设年度报告的公告"),
    ("digits_apart", "{n} 二〇 {y} 年度法治政府建设报告".replace("二〇 ", "")),
    ("year_report_of", "{n}法治政府建设{y}年年度报告"),
    ("state", "{n}人民政府{y}年度法治政府建设工作情况"),
    ("dash", "{n}法治政府建设年度报告——{y}年"),
    ("three_lines", "{i}\n{y}年度法治政府建设\n情况报告"),
):
    titled(_name, "class: kinds of title", _form, into=HELD_OUT)
for _name, _listed in (
    ("bare_year", "{y}"),
    ("state_of_year", "{y}年情况"),
    ("annual", "{y}年法治年报"),
    ("whole", "{y}年全文"),
    ("report_of", "报告（{y}年度）"),
    ("chinese", "{c}年度报告"),
    ("number_title", "年报{y}"),
    ("place_year", "{n}{y}年报告"),
):
    titled(
        f"short_{_name}",
        "class: short titles in a telling column",
        "{i}关于{y}年度法治政府建设情况的报告",
        _listed,
        HELD_OUT,
    )

draft("first_draft", "{n}{y}年法治政府建设年度报告（初稿）", 15, HELD_OUT)
draft("discussion", "{n}{y}年度法治政府建设情况报告（讨论稿）", 9, HELD_OUT)
draft("to_be_shown", "{i}关于{y}年度法治政府建设情况的报告（公示稿）", 5, HELD_OUT)
draft("asking_again", "{n}{y}年法治政府建设年度报告（征求意见稿第二稿）", 11, HELD_OUT)
notices("court", ("{n}人民法院{y}年行政审判白皮书", "{n}{y}年行政复议工作年度报告"), into=HELD_OUT)
notices(
    "party", ("中共{n}委全面依法治{s}委员会{z}年工作要点", "{n}党政主要负责人{y}年度述法情况"), into=HELD_OUT
)
notices("congress", ("{n}人大常委会关于{y}年法治政府建设情况报告的审议意见",), into=HELD_OUT)
notices(
    "template",
    ("某县{y}年度法治政府建设情况报告（模板）", "{y}年法治政府建设年度报告编写指南"),
    into=HELD_OUT,
)
notices("assessment", ("{n}法治政府建设示范创建{y}年中期评估报告", "{n}{z}年营商环境报告"), into=HELD_OUT)

notices(
    "fifty",
    (
        "{n}{z}年法治政府建设工作要点",
        "关于开展{z}年行政执法监督检查的通知",
        "{n}{y}年规范性文件清理结果公告",
        "{n}行政执法证件管理办法解读（{y}年）",
        "{n}{z}年普法责任清单",
        "{n}举行{z}年宪法宣传周活动",
        "{n}重大行政执法决定法制审核目录（{y}年版）",
        "{n}{y}年行政复议典型案例",
        "{n}{z}年学法计划",
        "{n}法治政府建设示范创建动态（{y}年第4期）",
    ),
    times=5,
    into=HELD_OUT,
)


@HELD_OUT.part("stranger", "experience", "class: another government's reports on a site")
def experience(site: StrangeSite) -> list[Entry]:
    """他山之石: invented reports of another government"""
    victim = site.victim
    years = [year for year in range(2017, 2026) if victim and year not in victim.years][:2]
    return entries(site, "foreign", years, "【他山之石】{n}{y}年法治政府建设年度报告", copied=False)


@HELD_OUT.part("stranger", "reposted", "class: another government's reports on a site")
def reposted(site: StrangeSite) -> list[Entry]:
    """true copies, （转载） behind the title"""
    return entries(
        site,
        "copy",
        site.victim.years[:2] if site.victim else [],
        "{n}{y}年法治政府建设年度报告（转载）",
        copied=True,
    )


@HELD_OUT.part("stranger", "other_years", "class: another government's reports on a site")
def other_years(site: StrangeSite) -> list[Entry]:
    """invented reports for a year with a report and for one without"""
    victim = site.victim
    years = (
        [*victim.years[:1], *[y for y in range(2017, 2026) if y not in victim.years][:1]] if victim else []
    )
    return entries(site, "foreign", years, "{i}{y}年度法治政府建设情况报告", copied=False)
