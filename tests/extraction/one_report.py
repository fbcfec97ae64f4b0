"""One short report, and the page of a site around it: what changes is what stands around the text."""

from datetime import UTC, datetime

from extraction.reading import extract
from records import Extraction

NOW = datetime(2026, 11, 28, tzinfo=UTC)
TITLE = "云溪县2023年法治政府建设年度报告"
HEAD = (
    "2023年，云溪县坚持以习近平法治思想为指导，扎实推进法治政府建设。现将有关情况报告如下：",
    "一、主要举措和成效",
    "（一）健全决策机制。全年审查合同32份，提出意见71条。",
    "（二）规范行政执法。抽查案卷160宗，办结行政复议案件19件。",
)
REST = (
    "二、存在的不足",
    "基层执法力量仍显薄弱，持证人员只有83名。",
    "三、下一步安排",
    "加强培训，压实责任，新增执法记录仪45台。",
    "云溪县人民政府",
    "2024年1月15日",
)
TINY = ("一、主要工作", "抽查案卷160宗。", "二、下一步打算", "严格考核。", "云溪县人民政府", "2024年1月15日")


def paragraphs(lines: tuple[str, ...], tag: str = "p") -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


def page(
    text: str = paragraphs(HEAD + REST),
    info: str = "发布时间：2024-02-20 10:20　来源：云溪县司法局",
    title: str = f"<h1>{TITLE}</h1>",
    above: str = "",
    below: str = "<div class='footer'><p>主办：云溪县人民政府办公室　承办：云溪县大数据中心</p></div>",
    head: str = f"<title>{TITLE}-云溪县人民政府</title>",
    box: str = "con",
) -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>"
        f"<div class='header'><a href='/'>首页</a> <a href='/zwgk/'>政务公开</a></div>{above}"
        f"<div class='main'>{title}<div class='info'>{info}</div><div class='{box}'>{text}</div></div>{below}</body></html>"
    )


def read(markup: str | bytes, url: str = "") -> Extraction:
    return extract(markup if isinstance(markup, bytes) else markup.encode(), url, now=NOW)


def is_whole(found: Extraction, lines: tuple[str, ...] = HEAD + REST) -> bool:
    return found.body_text == "\n".join(lines)


TEXT = paragraphs(HEAD + REST)
