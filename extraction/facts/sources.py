"""The source a page names: 来源."""

import re
from collections.abc import Sequence

from extraction.markup.page import Page
from extraction.prose import boilerplate
from extraction.prose.dates import date_place
from extraction.prose.labels import Labelled, first_value, read_labels
from extraction.prose.text import Words, bare, half_width

_SOURCE_LIMIT = 60
_BODY_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,30}(?:[局厅府院委办部网社报科处股所站队]|办公室|委员会|中心|镇|乡|街道)"
)
_INFO_LINE = 80
_EDGES = "|-:：;；,，·丨[]【】 >»★☆"
# What a template prints until its script has a source to put in its place.
_OF_THE_SITE = ("本站", "本网", "本网站", "网站", "原创", "未知", "本站原创")
_RUN_IN = re.compile(r"[(\[【]\s?(?:信息|文章|稿件)?来源:\s?([^()\[\]【】。]{2,30}?)\s?[)\]】]$")
_BESIDE_A_SOURCE = ("published", "date", "updated", "counter", "font", "share", "tool")
_SOURCE_END = re.compile(
    r"""
    # A date.
    (?:19|20)\d\d\s?[-年/.]|(?<!\d)(?:19|20)\d{6}(?!\d)
    # Controls of the page.
    |我要(?:评论|纠错|投稿|分享|收藏|打印|咨询|留言)|分享[到至]|网友评论|加入收藏|收藏本|打印|复制(?:链接|全文)
    |(?:分享|收藏|复制|点赞|举报|下载|朗读)$
    |\s(?:分享|评论|收藏|纠错|下载|关闭|朗读|听|复制|举报|点赞|扫|查看|我要|关注我|微信|保存|浏览|阅读|更多|返回)
    # Text in brackets, or after a line.
    |[\[【|]|\(\s?(?:字|打|分|大|关|阅|收|我|下)
    """,
    re.VERBOSE,
)


def read_source(
    page: Page, pairs: list[Labelled], scripted: list[Labelled], head: Sequence[Words], text: Sequence[Words]
) -> tuple[str, str]:
    """The source that the page shows, by its label, by script or beside the date, and where it is shown.

    The meta tag counts only where a labelled line names the same body, or where there is no labelled line.
    """
    printed, evidence = first_value([pair for pair in pairs if _cut(pair.value)], "source", _SOURCE_LIMIT)
    if printed and _cut(printed) not in _OF_THE_SITE:
        return _cut(printed), evidence
    value, basis = first_value([pair for pair in scripted if _cut(pair.value)], "source", _SOURCE_LIMIT)
    if value:
        return _cut(value), f"script, {basis}"
    if printed:
        return _cut(printed), evidence
    if not any(pair.name == "source" for pair in pairs) and (value := _beside_date(head)):
        return value, "beside the date"
    if not any(pair.name == "source" for pair in pairs) and (value := _run_in(text)):
        return value, "end of the text"
    stated = page.meta("ContentSource") if page.is_html else ""
    shown = {bare(pair.value) for pair in pairs}
    if stated and (
        bare(stated) in shown or not any(pair.name in ("published", "date", "source") for pair in pairs)
    ):
        return stated, "meta ContentSource"
    return "", ""


def is_body_name(text: str) -> bool:
    """True for the name of a body or one of its offices."""
    return _BODY_NAME.fullmatch(text) is not None


def _run_in(text: Sequence[Words]) -> str:
    """The source an author typed behind the last sentence: 。（来源：县司法局）"""
    for line in text[-3:]:
        if found := _RUN_IN.search(line.narrow[-80:]):
            return found[1]
    return ""


def _beside_date(head: Sequence[Words]) -> str:
    """The body's name on an info line without labels: `2024-02-20 08:35 | 县司法局 | …`."""
    for line in head:
        narrow = line.narrow
        place = (
            date_place(narrow)
            if len(line.text) <= _INFO_LINE and boilerplate.furniture(line) != "banner clock"
            else None
        )
        if place is None:
            continue
        if any(pair.name not in _BESIDE_A_SOURCE for pair in read_labels(line)):
            continue
        for piece in re.split(r"[|丨\s]+", narrow[: place[0]] + "|" + narrow[place[1] :]):
            if _BODY_NAME.fullmatch(piece) and not read_labels(Words(piece)):
                return piece
    return ""


def _cut(value: str) -> str:
    """A source without what follows it on its line: a date, widgets."""
    narrow = half_width(value)
    end, dated = _SOURCE_END.search(narrow), date_place(narrow)
    first = min(end.start() if end else len(value), dated[0] if dated else len(value))
    words = value[:first].strip(_EDGES).rstrip("(（ ").split(" ")
    # Buttons behind it: 语音播报, 无障碍, A+ A-.
    buttons = (at for at, word in enumerate(words) if at and boilerplate.furniture(Words(word)))
    cut = " ".join(words[: next(buttons, None)]).strip(_EDGES)
    if cut[:1] + cut[-1:] in ("“”", '""', "「」"):
        cut = cut[1:-1]
    return cut if re.search("[(（]", cut) else cut.rstrip(")）")  # （来源：县法制办）
