"""Changes of a page's or a file's markup after which it says something else: each from its text to another
text.

Where benchmarks/mutators.py keeps what a page says, these are meant to move it over the edges of rules: a
line less, a longer name, a number one higher, a link without its address. Every choice is the given chance's.
"""

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

from benchmarks.mutators import OPENING, is_text, pieces

Change = Callable[[str, Random], str]

BLOCK = re.compile(
    r"<(li|p|tr|td|th|a|span|h\d|option|dd|dt|script|meta|div|w:p|w:r|w:tr|text:p)\b[^<>]*>.*?</\1>", re.S
)
NUMBER = re.compile(r"\d+")
ATTRIBUTE = re.compile(r"""\s[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*')""")
DAY = re.compile(r"(20\d\d)(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")
RENAMED = {
    "p": "div",
    "div": "p",
    "a": "span",
    "span": "a",
    "li": "p",
    "td": "th",
    "h1": "p",
    "b": "h2",
    "strong": "p",
}
EDGES = tuple(
    edge + more
    for edge in (
        1,
        2,
        3,
        4,
        5,
        6,
        8,
        10,
        12,
        14,
        15,
        20,
        24,
        25,
        30,
        40,
        48,
        60,
        80,
        90,
        100,
        120,
        150,
        160,
        200,
        300,
        400,
    )
    for more in (-1, 0, 1)
)
"""Lengths and counts around those at which rules change their mind."""
SIZES = (600, 1500, 2000, 4000, 4096, 60_000, 65_536, 200_000)
CODE = re.compile(r"[=!<>]=|[-+*?:&|;,(){}\[\]\"'.]")
SIGNS = (
    "==", "!=", "=", "+", "-", "?", ":", ";", ",", "(", ")", "{", "}", "[", "]", "'", '"', ".", "", "",
    " "
)  # fmt: skip
DAYS = ("{}-{:02}-{:02}", "{}年{}月{}日", "{}/{}/{}", "{}.{}.{}", "{}年{}月", "[{}-{:02}-{:02}]")
MARKS = (
    "：", ":", "，", "。", "、", " ", "　", "\xa0", "（", "）", "《", "》", "|", "-", "—", "\n", "<br>", ">",
    "“", "”", "…"
)  # fmt: skip
WORDS = (
    "来源：", "信息来源：市司法局", "发布时间：2024-03-01", "发布日期：", "索引号：", "文号：", "成文日期：2024年1月5日",
    "作者：", "责任编辑：张三", "浏览次数：12", "【打印】", "附件：", "附件1：报告.doc", "上一篇：", "下一篇", "相关链接", "首页",
    "尾页", "下一页", "共3页", "共 45 条", "第1/3页", "更多>>", "当前位置：", "分享到：", "关闭", "暂无数据", "法治政府建设",
    "年度报告", "2023年", "2024年度", "关于", "情况的报告", "工作总结", "通知", "解读", "公示", "征求意见稿", "人民政府", "办公室",
    "司法局", "市", "县", "区", "省", "镇", "街道办事处", "委员会", "一、", "（一）", "1.", "第一章", "目录", "特此报告",
    "二〇二四年一月五日", "政协第12号提案", "版权所有", "主办：", "备案号：", "网站地图", "扫一扫在手机打开", "责任编辑",
)  # fmt: skip


def changed(text: str, rng: Random) -> str:
    """The text after some changes, one after the other."""
    for _ in range(rng.choice((1, 1, 2, 3, 5, 8))):
        text = rng.choice(CHANGES)(text, rng)
    return text


def _one(pattern: re.Pattern[str], other: Callable[[re.Match[str], Random], str]) -> Change:
    """One of the places where the pattern is found is another text."""

    def change(text: str, rng: Random) -> str:
        places = list(pattern.finditer(text))
        if not places:
            return text
        at = rng.choice(places)
        return text[: at.start()] + other(at, rng) + text[at.end() :]

    return change


def _number(found: re.Match[str], rng: Random) -> str:
    digits = found[0]
    value = int(digits[:15])
    others = (
        value + 1,
        max(0, value - 1),
        0,
        1,
        value * 10,
        value * 2,
        digits[:-1],
        digits * 2,
        rng.choice(EDGES),
    )
    return str(rng.choice(others))


def _block(found: re.Match[str], rng: Random) -> str:
    whole = found[0]
    times = rng.choice((0, 0, 2, 2, 3, 5, 12, rng.choice(EDGES)))
    return whole * (times if len(whole) * times < 60_000 else 2)


def _emptied(found: re.Match[str], rng: Random) -> str:
    return re.sub(r">.*<", rng.choice(("><", "> <", ">&nbsp;<", ">附件<")), found[0], count=1, flags=re.S)


def _attribute(found: re.Match[str], rng: Random) -> str:
    name, _, value = found[0].partition("=")
    bare = value.strip()[1:-1]
    others = (
        "",
        bare[:-1],
        bare + "2",
        bare.upper(),
        "#",
        "javascript:void(0)",
        "/",
        "./" + bare,
        bare[: len(bare) // 2],
    )
    return rng.choice(("", f'{name}="{rng.choice(others)}"'))


def _code(found: re.Match[str], rng: Random) -> str:
    return rng.choice(SIGNS)


def _tag(found: re.Match[str], rng: Random) -> str:
    name = RENAMED.get(found[1].lower(), "div")
    return rng.choice(("", f"<{name}{found[2]}{found[3]}>", f"</{found[1]}>", found[0] + "<br>"))


def _day(found: re.Match[str], rng: Random) -> str:
    year, month, day = (int(part) for part in found.groups())
    year, month, day = rng.choice(
        ((year, month, day), (year + 1, month, day), (year - 1, month, day), (year + 3, month, day), (year, 13, day),
         (year, month, 32), (year, 12, 31), (year, 1, 1), (2027, month, day), (2014, month, day), (2026, 11, 30))
    )  # fmt: skip
    return rng.choice(DAYS).format(year, month, day)


def _runs(text: str, rng: Random) -> str:
    """A run of text: dropped, cut, repeated, exchanged with another one."""
    parts = pieces(text)
    runs = [at for at, part in enumerate(parts) if is_text(part) and part.strip()]
    if not runs:
        return text
    at, other = rng.choice(runs), rng.choice(runs)
    part = parts[at]
    how = rng.randrange(10)
    if how == 0:
        parts[at] = ""
    elif how == 1:
        parts[at] = part[: rng.randrange(len(part))]
    elif how == 2:
        parts[at] = part[rng.randrange(len(part)) :]
    elif how == 3:
        parts[at] = part * rng.choice((2, 3, 8))
    elif how == 4:
        parts[at], parts[other] = parts[other], part
    elif how == 5:
        parts[at] = rng.choice(WORDS) + part
    elif how > 6:
        size = rng.choice(EDGES)
        parts[at] = (part.strip() * (size // len(part.strip()) + 1))[:size]
    else:
        parts[at] = rng.choice(
            (part + rng.choice(WORDS), rng.choice(WORDS), f"<p>{rng.choice(WORDS)}</p>" + part)
        )
    return "".join(parts)


def _characters(text: str, rng: Random) -> str:
    """A character of a run of text: dropped, doubled, exchanged for a mark; a mark put in."""
    parts = pieces(text)
    runs = [at for at, part in enumerate(parts) if is_text(part) and part.strip()]
    if not runs:
        return text
    for _ in range(3):
        at = rng.choice(runs)
        part = parts[at]
        place = rng.randrange(len(part) + 1)
        parts[at] = part[:place] + rng.choice(MARKS) * rng.randrange(2) + part[place + rng.randrange(2) :]
    return "".join(parts)


def _joined(text: str, rng: Random) -> str:
    """What stands between two runs of text is gone: the tags there, or up to a few hundred characters."""
    places = [found.start() for found in re.finditer("<", text)]
    if not places:
        return text
    at = rng.choice(places)
    end = rng.choice((text.find(">", at) + 1, at + rng.randrange(400)))
    return text[:at] + text[max(at, end) :]


def _cut(text: str, rng: Random) -> str:
    """The end is gone, or what follows a place in its second half comes first."""
    at = len(text) // 2 + rng.randrange(len(text) // 2 + 1)
    return text[:at] if rng.randrange(3) else text[:at] * 2


def _sized(text: str, rng: Random) -> str:
    """As long as one of SIZES, a character less or more: a comment, a script or text at its end."""
    missing = rng.choice(SIZES) + rng.choice((-1, 0, 1)) - len(text)
    before, filling, after = rng.choice(
        (("<!--", " ", "-->"), ("<script>", ";", "</script>"), ("<p>", "县", "</p>"))
    )
    return (
        text + before + filling * (missing - len(before) - len(after)) + after
        if missing > 20
        else text[:missing]
    )


CHANGES: tuple[Change, ...] = (
    _one(NUMBER, _number), _one(NUMBER, _number), _one(BLOCK, _block), _one(BLOCK, _block), _one(BLOCK, _emptied),
    _one(ATTRIBUTE, _attribute), _one(ATTRIBUTE, _attribute), _one(OPENING, _tag), _one(DAY, _day), _one(CODE, _code), _runs, _runs, _runs,
    _characters, _characters, _joined, _cut, _sized,
)  # fmt: skip


def changed_file(payload: bytes, rng: Random) -> bytes:
    """A file whose text is another one: a part of a package, or the bytes as they stand."""
    if payload[:4] == b"PK\x03\x04":
        return _package(payload, rng)
    return changed(payload.decode("latin-1"), rng).encode("latin-1", "ignore")


def _package(payload: bytes, rng: Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(payload)) as old, zipfile.ZipFile(made, "w") as new:
        names = [name for name in old.namelist() if name.endswith(".xml")]
        largest = sorted(names, key=lambda name: -old.getinfo(name).file_size)[:3]
        chosen = rng.choice(largest) if largest else ""
        for name in old.namelist():
            part = old.read(name)
            if name == chosen:
                part = changed(part.decode("utf-8", "replace"), rng).encode()
            new.writestr(zipfile.ZipInfo(name), part)
    return made.getvalue()
