"""Lines in which page furniture and text run together, as converters and careless templates leave them:
当前位置：首页 > … 发布日期：… 【打印】 2023年，… 【关闭窗口】 上一篇：…

Such a line is cut into its pieces at both ends; the text in the middle stays one line.
"""

import re
from collections.abc import Iterator

from extraction.facts.kinds import is_report_title
from extraction.markup.lines import Line
from extraction.prose import boilerplate
from extraction.prose.text import Words, bare, half_width

_LONG, _SHORT = 120, 40  # the shorter for lines that begin with a button
_END = 600  # furniture reaches at most so far into a line
_PIECE = re.compile(r"\S+?】|[^\s【]+|【[^】\s]*")
_TITLE_LIMIT = 60
_SIGNATURE = re.compile(r"(?<=。)[\u4e00-\u9fff]{4,30}(?:政府|[局厅委]|委员会|办公室|办事处)$")
# Characters after which a sentence continues, and those that end one.
_GOES_ON = ("，", "、", ",")
_CLOSES = tuple("。！？!?；;：:】])）」”日")
_STRONG = ("breadcrumb", "info line", "print", "font", "share", "counter", "account")


def split_merged(lines: list[Line]) -> list[Line]:
    """The same characters in the same order; long lines of the body with furniture at an end are cut."""
    found: list[Line] = []
    for line in lines:
        is_short = len(line.text) < (_LONG if line.text[0] not in "【[" else _SHORT)
        is_one_piece = " " not in line.text and "【" not in line.text
        if line.rule or line.place != "body" or is_short or is_one_piece or "\t" in line.text:
            found.append(line)
            continue
        pieces = list(_pieces(line.text))
        # A piece is no row of a table any more: its cells are those of the whole.
        found.extend([line] if pieces == [line.text] else map(line.printed, pieces))
    return found


def _pieces(text: str) -> Iterator[str]:
    start = _head_end(text)
    yield from _joined(text[:start])
    end = _tail_start(text, start)
    if start and (title := _leading_title(text[start:end])):
        yield title
        start += len(title)
    middle = text[start:end].strip()
    # A signature has no full stop behind it: 。云溪县人民政府 2024年1月15日
    signed = _SIGNATURE.search(middle) if end < len(text) else None
    if signed:
        yield from (middle[: signed.start()], signed[0])
    elif middle:
        yield middle
    yield from text[end:].split()


def _head_end(text: str) -> int:
    """Where the furniture at the beginning of a line ends; 0 for a line that begins with text."""
    end, crumbs = 0, False
    for piece in _PIECE.finditer(text, 0, _END):
        word, words = piece[0], Words(piece[0])
        crumbs = crumbs or bool(re.match(r".{0,8}(?:位置|首页)", word))
        rule = boilerplate.furniture(words)
        if len(word) >= 25 and boilerplate.is_content(words) and not rule:
            break
        if (
            (rule in _STRONG and not word.isdigit())
            or (crumbs and word in (">", "->", "》", "»"))
            or crumbs
            and text[:end].rstrip().endswith((">", "»"))
            and not is_report_title(word)
        ):
            end = piece.end()
    return end


def _joined(head: str) -> Iterator[str]:
    """The pieces of the head: crumbs stay together, so do a label and its value; a title is its own."""
    run = ""
    for piece in head.split():
        if is_report_title(piece) and re.search(r"20\d\d", half_width(piece)):
            yield from filter(None, (run, piece))
            run = ""
        else:
            run = f"{run} {piece}".strip()
    yield from filter(None, (run,))


def _leading_title(text: str) -> str:
    """The report's title between the furniture and the text."""
    first = re.match(r"\s?\S{8,60}(?=\s)", text)
    if first and is_report_title(first[0]) and not re.search(r"[。,;:]", half_width(first[0])):
        return first[0] if len(bare(first[0])) <= _TITLE_LIMIT else ""
    return ""


def _is_within_sentence(before: str, piece: Words) -> bool:
    """True for the rest of a sentence that its source wraps: …45期， 点击290万次。"""
    if before.endswith(_GOES_ON):
        return True
    return (
        piece.text.endswith("。") and not before.endswith(_CLOSES) and boilerplate.widget(piece) == "counter"
    )


def _tail_start(text: str, start: int) -> int:
    """Where the furniture after the text begins; the length of a line that ends in text."""
    end = len(text)
    pieces = [
        (found.start(), Words(found[0])) for found in _PIECE.finditer(text, max(start, len(text) - _END))
    ]
    for at, (begin, words) in reversed(list(enumerate(pieces))):
        if _is_within_sentence(text[:begin].rstrip(), words):
            break
        if boilerplate.widget(words) or boilerplate.end_mark(words):
            end = begin
        elif not any(boilerplate.end_mark(before) for _, before in pieces[max(0, at - 2) : at]):
            break
    if end == len(text):
        return end
    # The signature and its date in front of the furniture are lines of their own.
    for begin, words in reversed(pieces):
        if begin < end and (len(words.text) > 30 or boilerplate.is_content(words)):
            break
        if begin < end:
            end = begin
    return end
