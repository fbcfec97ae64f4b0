"""Pages made to run away with time or memory: each ends, and every word is still there."""

import re
from datetime import UTC, datetime

import pytest

from extraction.markup.lines import visible_text
from extraction.markup.page import read_page
from extraction.markup.treeless import flatten
from extraction.prose.text import bare
from extraction.reading import extract
from records import Extraction

NOW = datetime(2026, 6, 1, tzinfo=UTC)
MEGA = 400_000
ZOOM = "<div id='zoom'>"
WORDS = "法治政府，依法行政。"

# Beyond what is judged line by line, or just below it. Whatever is quadratic takes minutes at this size.
HOSTILE = {
    "one line": "2023年法治政府建设情况报告\n" + "法治政府建设，一是" * (5 * MEGA // 27),
    "one line in the container": ZOOM + "法治政府建设，一是" * (5 * MEGA // 27),
    "one line below the limit": ZOOM + "法治政府建设，一是" * 50_000,
    "digits": "1" * 5 * MEGA,
    "spaces": f"{ZOOM}甲{' ' * MEGA}乙</div>",
    "no-break spaces": f"{ZOOM}甲{'&nbsp;' * MEGA}乙</div>",
    "wide spaces in a label": "索" + "\u3000" * MEGA + "引号：1",
    "line breaks": f"{ZOOM}甲{'<br>' * MEGA}乙",
    "list items": "<ul>" + "".join(f"<li>第{n}条 通知</li>" for n in range(40_000)) + "</ul>",
    "links": "<ul>" + "".join(f"<li><a href='/{n}.html'>第{n}条</a>" for n in range(40_000)),
    "lines below the limit": "\n".join(f"第{n}条 关于开展工作的通知" for n in range(8_000)),
    "labels in one line": "发布日期：2024-01-01 来源：" * (5 * MEGA // 34),
    "labels below the limit": ZOOM + "<p>" + "发布日期：2024-01-01 来源：" * 20_000,
    "lines of labels": "发布日期：2024-01-01 来源：\n" * 8_000,
    "breadcrumbs": "当前位置：" * (2 * MEGA // 15),
    "breadcrumbs in the title": f"<title>{'当前位置：' * (2 * MEGA // 15)}</title><p>{WORDS}",
    "separators in the title": f"<title>{'a-b_' * (MEGA // 2)}</title><p>{WORDS}",
    "headings": "<h1>关于</h1>" * 80_000,
    "heading of a megabyte": f"<h1>{'关于2023年法治政府建设情况的报告' * 30_000}</h1>",
    "attributes": f"<div {'a=1 ' * (MEGA // 2)}>{WORDS}",
    "classes": f"<div id=zoom class='{'share ' * (MEGA // 2)}'>{WORDS}",
    "meta tags": "<meta name=a content=b>" * 80_000 + WORDS,
    "tags that never end": "<div " * MEGA,
    "less-than signs": "<" * 5 * MEGA,
    "ampersands": ZOOM + "&" * 2 * MEGA,
    "ampersands below the limit": ZOOM + "& " * 200_000,
    "comments": "<!-- -->" * 100_000 + f"<p>{WORDS}",
    "comments that never end": "<!--" * MEGA,
    "scripts that never end": "<script>" * 100_000,
    "ends of the document": f"{'</html>' * (MEGA // 2)}<p>{WORDS}",
    "brackets": "[【（《" * (MEGA // 3),
    "brackets below the limit": "[【（《" * 120_000,
    "place names": "2023年" + "东区" * 240_000,
    "years": "现将" + "2023年" * 90_000,
    "breadcrumb marks": "<p>" + "首页>" * 150_000,
    "widgets": "【打印】\n" * 8_000,
    "titles": "关于2023年法治政府建设情况的报告\n" * 8_000,
    "attachment labels": "附件\n" * 8_000,
    "attachments": ZOOM + "".join(f"<a href='{n}.pdf'>附件{n}</a>" for n in range(5_000)),
    "pagers": "上一篇：通知\n" * 8_000,
    "headings of sections": "一、甲\n（一）乙\n1.丙。一是丁；二是戊\n" * 3_000,
    "run-in numbers": "一、甲\n" + "。一是" * 160_000,
    "signatures": "某市人民政府\n2024年1月1日\n" * 4_000,
    "table cells": ZOOM + "<table>" + "<tr><td>甲</td><td>1</td></tr>" * 4_000,
    "cells of one row": ZOOM + "<table><tr>" + "<td>甲</td>" * 8_000,
    "images": ZOOM + "<img src=x>" * 100_000,
    "nested divs": f"<html><body>{'<div>' * 10_000}{WORDS}{'</div>' * 10_000}{WORDS}",
    "nested containers": f"{ZOOM * 1_900}{f'<p>{WORDS}</p>' * 4_000}",
    "nested spans": f"{'<span>' * 1_900}{f'<i>{WORDS}</i>' * 8_000}",
    "nested widgets": f"{ZOOM}{'<div class=share>' * 1_900}{f'<p>{WORDS}</p>' * 4_000}",
    "nested rows": f"{ZOOM}<table>{'<tr><td><div>' * 600}{f'{WORDS}<br>' * 4_000}",
    "nested tables": f"{ZOOM}{'<table><tr><td>甲</td><td>' * 600}{f'{WORDS}<br>' * 4_000}",
    "furniture in one line": "当前位置：首页 > " * 30_000
    + "2023年，推进工作。"
    + "【打印】 上一篇：无 " * 20_000,
    "scripts": "<script>document.write('发布时间：2024-01-01');</script>" * 6_000,
    "one script": "<p>甲</p><script>" + "var pubTime = '2024-01-01';document.write(" * 400 + "</script>",
    "angle brackets": ZOOM + "&lt;p " * 60_000,
    "rows of spans": "<div>" + "<section><p><span>甲，</span></p></section>" * 8_000,
    "traditional characters": "現將有關情況報告如下，應對問題。" * 25_000,
    "embedded article": "<script>window._CONFIG = {DETAIL: {" + '"content": ' * 20_000 + "</script>",
    "numbers that run on": "一、甲。（一）乙。1.丙。" * 30_000,
}


def everything(found: Extraction) -> str:
    return bare(found.body_text) + "".join(bare(receipt.text) for receipt in found.removed)


# Half a second each, and another of their kind is tried by day.
SLOW = (
    "headings",
    "less-than signs",
    "links",
    "nested widgets",
    "one line below the limit",
    "run-in numbers",
)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.nightly] if name in SLOW else []) for name in HOSTILE]
)
def test_a_hostile_page_ends_and_loses_nothing(name: str) -> None:
    payload = HOSTILE[name].encode()
    found = extract(payload, now=NOW)
    said = everything(found)
    assert len(said) == len(visible_text(read_page(payload)))
    shown = re.sub(r"<title>[^<]*</title>|<script>[^<]*</script>", "", HOSTILE[name])
    for words in (WORDS, "法治政府建设", "发布日期", "当前位置", "附件", "东区", "通知", "甲"):
        assert said.count(words) == shown.count(words)


@pytest.mark.parametrize("inside", ["div", "p", "span", "font", "b", "li", "table><tr><td"])
@pytest.mark.parametrize("depth", [900, 2_030, 2_060, 9_000])
def test_what_is_nested_deeper_than_the_parser_goes_is_read(inside: str, depth: int) -> None:
    closing = "".join(f"</{tag}>" for tag in reversed(inside.split("><")))
    payload = (
        f"<body><p>前</p>{f'<{inside}>' * depth}<p>中</p>{closing * depth}<p>后</p><div>尾</div>".encode()
    )
    found = extract(payload, now=NOW)
    assert sorted(everything(found)) == sorted("前中后尾")
    deep = "nested_too_deep" in [issue.code for issue in found.issues]
    assert deep == read_page(payload).is_flattened
    nests = inside not in ("p", "li")  # a new one ends the one before
    assert deep == (nests and depth * len(inside.split("><")) > 2_040)


def test_flattening_leaves_shallow_pages_and_raw_text_alone() -> None:
    page = "<div title='a>b'><script>if (a<b) '</div>'</script><!-- <div> --><br/>甲<P>乙</div>"
    assert flatten(page) == page
    assert flatten("<div>" * 1_001 + "甲</div>乙<b>丙</b>") == "<div>" * 1_000 + "<br>甲<br>乙丙"


def test_a_text_beyond_judgement_is_kept_and_says_so() -> None:
    found = extract(("<p>法治政府。</p>" * 70_000).encode(), now=NOW)
    assert found.body_text.split("\n") == ["法治政府。"] * 70_000
    assert [issue.code for issue in found.issues] == ["too_long"]
    assert (found.title, found.kind, found.removed) == (None, "other", ())
