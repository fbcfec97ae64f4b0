"""Labels and values: info lines, metadata lists and metadata tables, however they are glued together.

Labels are matched with any spaces inside them (索 引 号), before a full- or half-width colon, in brackets
([ 文号 ] value), glued to the value before (…15:19来源:…), as a cell of their own or on a line of their
own. A value ends where the next label begins, so an empty one never swallows its neighbour.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extraction.prose.dates import leading_date
from extraction.prose.text import Words, once, squeeze
from extraction.prose.word_lists import WordList

# name → the ways pages print it. Names beginning with "widget" hold no value for any field.
LABELS = {
    "published": "发布日期 发布时间 发布于 信息时间 公开日期 公开时间 发表时间 发表日期 上传时间 上网时间 录入时间 录入日期 "
    "公布日期 公布时间 刊发时间 刊登日期 刊登时间 发表于 刊发于 发布",
    "date": "日期 时间",
    "generated": "生成日期 公文生成日期 生成时间 产生日期 形成日期 制作日期 登记日期",
    "updated": "更新时间 更新日期 更新",
    "dispatched": "发文日期 发文时间 印发日期 制发日期",
    "signed": "成文日期 成文时间",
    "effective": "施行日期 生效日期 实施日期 失效日期 废止日期 截止日期 有效期",
    "source": "信息来源 文章来源 稿件来源 内容来源 新闻来源 文章出处 文稿来源 消息来源 来源单位 来源部门 稿源 来源",
    "publisher": "发布机构 发文机关 发文机构 制发机构 发布单位 发布机关 发文单位 责任部门 公开主体 公开责任部门 发布者",
    "index": "索引号 信息索引号 信息索取号 索取号 索引码",
    "number": "备注/文号 发文字号 文件编号 文件字号 文号",
    "name": "标题 名称 信息名称 文件名称",
    "subject": "主题分类 信息分类 内容分类 组配分类 体裁分类 公文种类 公文体裁 分类 主题词 关键词 关键字 内容概述 内容摘要 "
    "资料来源 数据来源 图片来源 服务对象 公开方式 公开范围 公开时限 公开形式 公开程序 公开类别 公开属性 公开类型 公开目录 所属主题 所属栏目 有效性/截止日期 有效性 时效性 时效 效力状态 信息状态 载体类型 语种",
    "author": "责任编辑 信息审核 审核人 审核 编辑 作者 撰稿 供稿 初审 复审 终审 记者 编审 录入 录入人 录入员 校对 责编",
    "counter": "浏览 累计次数 浏览次数 阅读次数 访问次数 点击次数 浏览量 阅读量 访问量 点击量 点击数 点击率 阅读人次 浏览人次 点击 阅读 人气",
    "font": "选择阅读字号 浏览字号 字体大小 字号大小 字体颜色 字体 字号 视力保护色 背景色 颜色",
    "share": "分享到 分享至 分享",
    "tool": "打印本页 打印正文 打印内容 打印文本 打印 关闭窗口 关闭本页 关闭 收藏 我要纠错 纠错 返回顶部",
}
_NAME = {label: name for name, labels in LABELS.items() for label in labels.split()}
# Too common in sentences and inside other words to appear without a colon, or behind a Chinese character.
_WEAK_LABELS = "日期 时间 标题 名称 分类 编辑 审核 作者 记者 供稿 初审 复审 终审 点击 阅读 浏览 人气 颜色 时效 来源 分享 字体 字号 发布于 发表于 刊发于 发布 更新"
_GLUED_LABELS = "来源 字体 字号 分享 作者 点击 阅读 浏览 编辑 审核"
_WEAK, _GLUED = frozenset(_WEAK_LABELS.split()), frozenset(_GLUED_LABELS.split())
# A line that is nothing but this word is a label in an element of its own.
_ALONE = frozenset(("来源", "日期"))
_DATED = ("published", "date", "generated", "updated", "dispatched", "signed")


def _alternatives(labels: Iterable[str]) -> str:
    """A pattern for any of these words, longer ones first, with spaces inside; what they begin with is tried
    once."""
    behind: dict[str, list[str]] = {}
    for label in labels:
        behind.setdefault(label[:1], []).append(label[1:])
    ways = []
    for first, rests in behind.items():
        if longer := [rest for rest in rests if rest]:
            after = rf"(?:\s{{0,6}}(?:{_alternatives(longer)}))" + ("?" if "" in rests else "")
        ways.append(re.escape(first) + (after if longer else ""))
    return "|".join(ways)


def _named(name: str) -> list[str]:
    return LABELS[name].split()


_HAN = r"\u4e00-\u9fff"
_STRONG = [label for label in _NAME if label not in _WEAK]
_DATE_LABELS = [label for label in _NAME if _NAME[label] in _DATED]
# Pre-filter: nearly every line of running text contains no label word.
_LABELS = WordList(_NAME)
_LABEL_WORD = re.compile(_alternatives(_NAME))
_LABEL = re.compile(
    rf"""(?=[\[【{"".join({label[0] for label in _NAME})}])(?:
    # With a colon. A weak label only where it begins a word, unless it is known to be glued on.
    (?:(?P<a>{_alternatives(_STRONG)})
        |(?P<b>{_alternatives(_GLUED)})
        |(?<![{_HAN}])(?P<c>{_alternatives(_WEAK - _GLUED)})
    )\s?[\]】]?\s?(?::|(?=[【\[]))
    # In brackets: [ 文号 ] value, 【字体 大 中 小】.
    |[\[【]\s?(?P<d>{_alternatives(_NAME)})\s?(?:[\]】]|(?=\s))
    # A date right behind its label.
    |(?<![{_HAN}])(?P<e>{_alternatives(_DATE_LABELS)})\s?(?=(?:19|20)\d\d\D)
    # Glued to its value without a colon; the shape of the value tells.
    |(?:(?<=\s)|^)(?:
        (?P<g>{_alternatives(_named("index"))})(?=[0-9A-Za-z])
        |(?P<h>{_alternatives(_named("number"))})(?=[{_HAN}]{{1,14}}[〔\[(])
        |(?P<i>{_alternatives((*_named("publisher"), *_named("source")))})
            (?=[{_HAN}]{{2,30}}(?:[局厅府院委办]|办公室|委员会|中心)(?:\s|$))
    )
    # A cell, or a word of its own.
    |(?:(?<=\s)|^)(?P<f>{_alternatives(_STRONG)})(?=\s|$)
    )""",
    re.VERBOSE,
)
_EDGES = " \t|-—:;,·丨[]【】"
_NOTHING = re.compile(r"[-—/\\无\s*.|]*")
# Longer lines are running text; longer values on a line of their own too.
_LINE_LIMIT = 1000
_VALUE_LIMIT = 60
# Labels in a row above values, and on lines of their own above lines of values: so many at least.
_ROW, _STACK = 2, 3
_NAME_LIMIT, _ROW_LIMIT = 9, 400
_FIGURE = re.compile(r"\d")
_COLON = re.compile(r"(?<!\d):|:(?!\d\d)")  # not a time's


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label as printed (spaces removed), the name it goes by in LABELS, and its value ("" when empty);
    at is where the label starts in its line."""

    name: str
    label: str
    value: str
    at: int


@once
def read_labels(line: Words) -> tuple[Labelled, ...]:
    """The labels of one line with their values, in order; none in running text of great length."""
    narrow, text = line.narrow, line.text
    is_labelled = len(narrow) <= _LINE_LIMIT and _LABELS.is_in(line.key)
    word = _LABEL_WORD.search(narrow) if is_labelled else None
    if word is None:
        return ()
    if line.key in _ALONE:
        return (Labelled(_NAME[line.key], line.key, "", 0),)
    found = list(_LABEL.finditer(narrow, max(word.start() - 2, 0)))  # a bracket and a space may stand before
    pairs = []
    for index, match in enumerate(found):
        label = re.sub(r"\s", "", next(filter(None, match.groups())))
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        value = squeeze(text[match.end() : end]).strip(_EDGES)
        pairs.append(Labelled(_NAME[label], label, "" if _NOTHING.fullmatch(value) else value, match.start()))
    return tuple(pairs)


def read_lines(lines: Iterable[Words]) -> Iterator[Labelled]:
    """The labels of several lines. A label alone on its line takes the next line as its value, unless that
    has labels of its own or is a sentence; a row of labels, and labels below each other with as many lines of
    values behind them, take the values in their order."""
    waiting: Labelled | None = None
    rest = list(lines)
    at = 0
    while at < len(rest):
        line = rest[at]
        at += 1
        pairs = read_labels(line)
        if not pairs and waiting is None:
            continue
        if waiting is None and (taken := _row_of_values(rest, at - 1) or _stack_of_values(rest, at - 1)):
            yield from taken
            at += 1 if is_label_row(line) else 2 * len(taken) - 1
            continue
        if waiting is not None:
            yield replace(waiting, value="" if pairs or _is_no_value(line.text) else line.text)
            waiting = None
        if _is_alone(line):
            waiting = pairs[0]
            continue
        if not pairs:
            continue
        below = rest[at].narrow if at < len(rest) and pairs[-1].name in _DATED and not pairs[-1].value else ""
        day = leading_date(below) is not None and not read_labels(rest[at])
        yield from (*pairs[:-1], replace(pairs[-1], value=rest[at].text)) if day else pairs
    if waiting is not None:
        yield waiting


def is_label(text: str) -> bool:
    """True for a label and nothing else, not even a colon."""
    return text.replace(" ", "") in _NAME


def may_be_names(line: Words) -> bool:
    """True for a line that may be labels, or labels and values, run together: it holds one and no colon."""
    has_colon = _COLON.search(line.narrow) is not None
    return len(line.text) <= _ROW_LIMIT and not has_colon and _LABELS.is_in(line.key)


def is_label_row(line: Words) -> bool:
    """True for a row of a table whose cells are labels: the names above a row of values."""
    cells = [cell for cell in line.cells if cell]
    known = sum(map(is_label, cells))
    return known >= _ROW and all(len(cell) <= _NAME_LIMIT and not _FIGURE.search(cell) for cell in cells)


def is_row_of_values(lines: Sequence[Words], at: int) -> bool:
    """True for the one row below a row of labels; rows that go on are a list with a head."""
    if not 0 < at < len(lines) or not is_label_row(lines[at - 1]) or is_label_row(lines[at]):
        return False
    size = len(lines[at - 1].cells)
    behind = lines[at + 1] if at + 1 < len(lines) else None
    goes_on = behind is not None and len(behind.cells) == size and not is_label_row(behind)
    return len(lines[at].cells) == size and not goes_on


def _row_of_values(lines: list[Words], at: int) -> list[Labelled]:
    """The labels of a row with the values of the row below it."""
    line, below = lines[at], lines[at + 1] if at + 1 < len(lines) else None
    if below is None or not is_row_of_values(lines, at + 1):
        return []
    pairs = ((name.replace(" ", ""), value) for name, value in zip(line.cells, below.cells, strict=True))
    return [_labelled(name, value) for name, value in pairs if name in _NAME]


def _stack_of_values(lines: list[Words], at: int) -> list[Labelled]:
    """Labels on lines of their own with the values on as many lines behind them."""
    count = 0
    while at + count < len(lines) and _is_alone(lines[at + count]):
        count += 1
    values = lines[at + count : at + 2 * count]
    if (
        count < _STACK
        or len(values) < count
        or any(read_labels(line) or len(line.text) > _VALUE_LIMIT for line in values)
    ):
        return []
    taken = [
        _labelled(read_labels(name)[0].label, value.text)
        for name, value in zip(lines[at:], values, strict=False)
    ]
    return taken if all(_fits(pair) for pair in taken) else []


def _labelled(label: str, value: str) -> Labelled:
    return Labelled(_NAME[label], label, "" if _NOTHING.fullmatch(value) else value, 0)


def _fits(pair: Labelled) -> bool:
    """False for a value that its label cannot have: numbers and days have figures, names have none."""
    if not pair.value:
        return True
    has_figures = _FIGURE.search(pair.value) is not None
    return (
        has_figures
        if pair.name in (*_DATED, "index", "number")
        else pair.name != "publisher" or not has_figures
    )


@once
def _is_alone(line: Words) -> bool:
    """True for a line that is one label and nothing else."""
    pairs = read_labels(line)
    return (
        len(pairs) == 1 and not pairs[0].value and len(line.bare.strip(_EDGES + "：")) == len(pairs[0].label)
    )


def _is_no_value(line: str) -> bool:
    return len(line) > _VALUE_LIMIT or "。" in line or _NOTHING.fullmatch(line) is not None


def first_value(pairs: Iterable[Labelled], name: str, limit: int) -> tuple[str, str]:
    """The first value of this name that is not empty nor longer than limit, and its basis; ("", "")."""
    for pair in pairs:
        if pair.name == name and pair.value and len(pair.value) <= limit:
            return pair.value, f"label {pair.label}"
    return "", ""
