"""Titles, lines and short texts composed by chance of the words that reports are made of, and what is read in
them."""

from datetime import date
from random import Random
from typing import Any

from extraction.facts.drafts import draft_sign
from extraction.facts.issuer import attribute
from extraction.facts.kinds import is_report_title, judge, may_title_a_report, reads_like_report, title_kind
from extraction.facts.listed_titles import read_listed_title
from extraction.facts.places import Hints, find_places
from extraction.facts.plain_titles import names_issuer, plain_title
from extraction.facts.public_bodies import fitting_publisher, lead_body, signature, title_issuer
from extraction.facts.sections import read_sections
from extraction.facts.years import report_year
from extraction.listing.candidates import is_candidate, may_be_report, runs_together
from extraction.listing.column_scoring import column_score, is_part, lead_score, slug_score
from extraction.markup.urls import canonical_url, is_detail_url, path_of
from extraction.prose.boilerplate import end_mark, furniture, is_content, is_labelled, widget
from extraction.prose.counters import is_counter
from extraction.prose.dates import (
    chinese_number,
    date_place,
    find_date,
    is_date_line,
    leading_date,
    url_date,
    value_date,
)
from extraction.prose.labels import is_label, is_label_row, may_be_names, read_labels
from extraction.prose.outline import heading_level, number_of
from extraction.prose.prescribed_parts import announced_parts
from extraction.prose.sentences import changed_numbers, frame, kinship, sentences
from extraction.prose.shapes import is_list, looks_emptied
from extraction.prose.text import Words, narrow_figures, squeeze, tight
from extraction.prose.visits import is_of_visit
from extraction.reading import extract_text
from records import Link

PLACES = (
    "浙江省", "宁波市", "慈溪市", "宁波", "云溪县", "北京市", "朝阳区", "鼓楼区", "梅县区", "新疆生产建设兵团", "第八师", "石河子市", "我市", "全县",
    "广东省惠州市惠东县", "宁波市鄞州区", "市", "县", "逍林镇", "白沙路街道", "甲", "",
)  # fmt: skip
BODIES = (
    "人民政府", "人民政府办公室", "司法局", "市场监督管理局", "自然资源和规划局", "委员会", "管委会", "政府", "公安局交警支队", "发改委", "经济开发区管理委员会",
    "依法治市委员会办公室", "部", "", "",
)  # fmt: skip
YEARS = (
    "2023年",
    "2023年度",
    "二〇二三年",
    "2023",
    "2021-2023年",
    "2019年至2023年",
    "上半年",
    "2035年",
    "1999年",
    "",
    "2023年、2024年",
)
TOPICS = ("法治政府建设", "依法行政", "法治建设", "普法", "政府信息公开", "推进法治政府建设", "法治", "")
KINDS = (
    "年度报告", "情况报告", "工作总结", "工作情况的报告", "实施方案", "工作要点", "通知", "解读", "公示", "征求意见稿", "(草案)", "报告(全文)", "年报", "情况",
    "报告…", "报告.doc", "",
)  # fmt: skip
STARTS = (
    "",
    "",
    "",
    "关于",
    "印发",
    "关于印发",
    "《",
    "转发",
    "【解读】",
    "公开",
    "一图读懂",
    "[2024-03-01]",
    "附件:",
    "市司法局:",
)
HEADS = (
    "一、",
    "二、",
    "三、",
    "（一）",
    "（二）",
    "1.",
    "2、",
    "(1)",
    "第一章 ",
    "第一部分 ",
    "① ",
    "一是",
    "",
    "",
    "",
    "",
    "十一、",
)
PARTS = (
    "主要举措和成效", "存在的不足和原因", "党政主要负责人履行推进法治建设第一责任人职责", "下一年度工作安排", "全年办理行政复议案件205件，同比增长12.5%。", "特此报告",
    "现将有关情况报告如下：", "市人民政府：", "根据《法治政府建设与责任落实督察工作规定》要求", "2024年1月15日", "二〇二四年一月五日", "慈溪市人民政府", "扫一扫在手机打开当前页",
    "上一篇：无", "来源：市司法局", "发布时间：2024-03-01 10:20", "浏览次数：12次", "索引号 11330282", "责任编辑：张三", "附件：1.报告.docx", "版权所有",
    "当前位置：首页 > 政务公开", "今天是2026年10月31日 星期六", "打印本页 关闭窗口", "记者从市司法局获悉", "本报讯", "征求意见截止", "【字体：大 中 小】", "全市共办结1,205件",
    "受理2 024件", "约3.5万人次", "0.5%", "甲", "主动公开", "网站标识码：3302820001",
)  # fmt: skip
NUMBERS = ("205", "205.0", "1,205", "1205", "12.5%", "0.125", "3万", "30000")
MARKS = ("", "", "", "", "。", "；", "：", "，", " ", "\t", "…", "！", "（", "）", "　")
URLS = (
    "/art/2024/3/1/art_12_345.html", "/zwgk/fzzfjsnb/", "/202403/t20240301_12.html", "/content/post_12.html", "/a.doc", "/?id=7", "/fzbg/index_2.html",
    "/2024-03/01/content_1.htm", "/info/1021/3.htm", "/a b.html", "http://[::1", "//b.cn/x;jsessionid=A", "javascript:void(0)", "/index.html#x",
)  # fmt: skip


def title(rng: Random) -> str:
    parts = [rng.choice(STARTS), rng.choice(PLACES), rng.choice(BODIES)]
    rest = [
        rng.choice(("", "关于")),
        rng.choice(YEARS),
        rng.choice(TOPICS),
        rng.choice(KINDS),
        rng.choice(("", "", "的报告", "》", "的通知")),
    ]
    if rng.randrange(6) == 0:
        rng.shuffle(rest)
    return "".join(parts + rest)


def line(rng: Random) -> str:
    made = rng.choice(HEADS) + rng.choice(PARTS + (title(rng),)) + rng.choice(MARKS)
    if rng.randrange(5) == 0:
        made += rng.choice(PARTS)
    if rng.randrange(6) == 0:
        made = (made * 40)[: rng.choice((2, 5, 12, 30, 31, 60, 61, 79, 80, 81, 90, 91, 120, 400, 1001))]
    if rng.randrange(6) == 0:
        at = rng.randrange(len(made) + 1)
        made = made[:at] + rng.choice(MARKS) + made[at + rng.randrange(2) :]
    return made


def text_readings(rng: Random, now: Any) -> Any:
    """What is read in a title, some lines and a text of them."""
    name, other = title(rng), title(rng)
    lines = [line(rng) for _ in range(rng.choice((1, 3, 8, 20)))]
    body = "\n".join(lines)
    publishers = [rng.choice(PLACES) + rng.choice(BODIES) for _ in range(rng.randrange(3))]
    adcode = rng.choice(("", "330282", "330200", "330000", "441322"))
    published = rng.choice((None, date(2024, 3, 1), date(2023, 1, 4), date(2023, 12, 31)))
    numbers = [f"办结{rng.choice(NUMBERS)}件" for _ in range(2)]
    hints = Hints({adcode: "the site's host"} if adcode else {}, rng.choice((None, 2023, 2010)))
    url = "http://a.gov.cn" + rng.choice(URLS)
    link = Link(url, name, published)
    return (
        (
            title_kind(name),
            is_report_title(name),
            may_title_a_report(name),
            plain_title(name),
            title_issuer(name),
        ),
        (
            read_listed_title(name, adcode),
            draft_sign(name, body, [other]),
            names_issuer(name),
            find_places(name + body[:200]),
        ),
        attribute(name, body, publishers, hints),
        (judge(name, body), reads_like_report(body), report_year(name, body, published)),
        (signature(lines), lead_body(lines), fitting_publisher(publishers, lines), read_sections(body)),
        (is_candidate(name), runs_together(name), may_be_report(link, rng.randrange(2) == 0)),
        (
            column_score(name),
            is_part(other),
            lead_score(name[:12], path_of(url), (other[:12],)),
            slug_score(path_of(url)),
        ),
        (canonical_url(url), is_detail_url(url), url_date(url)),
        [_of_line(one) for one in lines],
        [(sentences(one), frame(one), squeeze(one), tight(one), narrow_figures(one)) for one in lines],
        (
            changed_numbers(*numbers) if frame(numbers[0]) == frame(numbers[1]) else (),
            kinship(lines[0], lines[-1]),
            is_list(body),
            looks_emptied(body),
        ),
        extract_text(f"{name}\n{body}", (), "docx", url=url, now=now),
    )


def _of_line(text: str) -> Any:
    words = Words(text)
    return (
        (
            widget(words),
            end_mark(words),
            furniture(words),
            is_labelled(words),
            is_content(words),
            is_counter(text),
        ),
        (
            find_date(text),
            date_place(words.narrow),
            leading_date(words.narrow),
            value_date(text),
            is_date_line(words),
        ),
        (read_labels(words), is_label(text), is_label_row(words), may_be_names(words)),
        (
            heading_level(words),
            number_of(text[:3]),
            announced_parts(1, text),
            is_of_visit(words, date(2024, 3, 1)),
        ),
        chinese_number("".join(one for one in text if one in "一二三四五六七八九十〇零")[:4] or "一"),
    )
