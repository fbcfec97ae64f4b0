"""An article's container → its visible lines, in reading order.

Nothing is dropped here: content beside the text becomes lines that carry the rule that takes
them out.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from extraction.markup.lines import Line
from extraction.markup.table_rows import CELL_BREAK, pieces_in_rows
from extraction.markup.visible import BREAK, LINK_MARKS, Visible
from extraction.prose import boilerplate
from extraction.prose.text import squeeze

FILE_LINK = re.compile(
    r"""
    # The name of a file.
    \.(?:pdf|docx?|xlsx?|wps|et|ofd|rtf|odt|mht|zip|rar|7z|pptx?)(?:$|[?\#])
    # Programs that hand out files: /downfile.jsp, /attach_download.do?, /file_down?
    |/downfile\.jsp|downloadfile|/filedownload\b
    |/(?:file|att\w{0,12})?_?down(?:load)?_?(?:file|att\w{0,12}|doc\w{0,6})?
        (?:\.(?:jsp|do|action|as[hp]x?|aspx|php|cgi)(?:$|[?\#])|\?)
    # A file's number in the query.
    |[?&](?:file_?id|fid|att(?:ach)?(?:ment)?_?id|file_?uuid|file_?code)=
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LINK_LIST = re.compile(
    r"""
    (?:相关)?附件(?:下载|列表)?\s?\d{0,2}\s?[:：]?  # 附件1:
    |\d{1,2}\s?[.、．]  # 1.
    |下载次数\s?[:：]?\s?\d{0,9}次?
    |[(（]\s?\d[\d.]{0,8}\s?[KMGkmg]?[Bb]?\s?[)）]  # (1.2MB)
    |[:：、,，;；【】\s]
    """,
    re.VERBOSE,
)
_ANNOUNCING = ("related", "links", "comments")  # rules of boilerplate
_ATTACHED = re.compile(r"[\[【]?(?:相关|正文)?附件(?:下载|列表|链接)?[\]】]?:?")
_WORD = re.compile(r"\w")
_Piece = tuple[str, str]  # text, and the target of the link it stands in ("" for none)


def container_lines(visible: Visible, container: Any, beside: Mapping[Any, str]) -> list[Line]:
    """The lines of a visible lxml element. beside are elements that are not part of the text, in it or
    elsewhere, with their rules. Cells of a data row are joined by a tab."""
    pieces = pieces_in_rows(visible, container)
    links = [anchor for anchor in container.iter("a") if visible.is_filled(anchor)]
    first, end = visible.starts[container], visible.ends[container]
    widgets = [one for one in beside if visible.is_filled(one) and first <= visible.starts[one] < end]
    if not links and not widgets:
        runs = (run for run in "".join(pieces).split(BREAK) if not run.isspace())
        return [line for line in map(_line, runs) if line]
    targets, rules, edges = [""] * len(pieces), [""] * len(pieces), {len(pieces)}
    for anchor in links:
        start, end = visible.starts[anchor] - first, visible.ends[anchor] - first
        targets[start:end] = [anchor.get("href") or "#"] * (end - start)
    for element in widgets:
        start, end = visible.starts[element] - first, visible.ends[element] - first
        rules[start:end] = [beside[element]] * (end - start)
        edges.update((start, end))
    return list(_lines(pieces, targets, rules, edges))


def _lines(pieces: list[str], targets: list[str], rules: list[str], edges: set[int]) -> Iterator[Line]:
    written: list[_Piece] = []
    rule = ""
    for at, piece in enumerate(pieces):
        if at in edges:
            yield from _finished(written, rule)
            rule = rules[at]
        if piece in LINK_MARKS:
            continue
        if BREAK not in piece:
            written.append((piece, targets[at]))
            continue
        for number, run in enumerate(piece.split(BREAK)):
            if number:
                yield from _finished(written, rule)
            written.append((run, targets[at]))
    yield from _finished(written, rule)


def _finished(pieces: list[_Piece], rule: str) -> Iterator[Line]:
    """The line that the pieces make, and the pieces used up."""
    written = [(text, target) for text, target in pieces if text and not text.isspace()]
    line = _line("".join(text for text, _ in pieces)) if written else None
    pieces.clear()
    if line is None:
        return
    if not rule and (parts := _label_and_links(written)):
        yield from parts
        return
    if rule or any(target for _, target in written):
        rule = rule or ("attachment" if _is_link_list(written) else "")
        line = Line(line.text, "body", rule, all(target for _, target in written), line.cells)
    yield line


def _label_and_links(pieces: list[_Piece]) -> list[Line]:
    """The two lines that a label like 延伸阅读 makes with the links behind it: it ends the text, alone or
    not."""
    first = next((at for at, (_, target) in enumerate(pieces) if target), 0)
    if not first or not all(target or not _WORD.search(text) for text, target in pieces[first:]):
        return []
    label = _line("".join(text for text, _ in pieces[:first]))
    links = _line("".join(text for text, _ in pieces[first:]))
    if label is None or links is None:
        return []
    if _ATTACHED.fullmatch(label.key):  # files behind pages of their own
        whole = _line("".join(text for text, _ in pieces))
        return [] if whole is None else [Line(whole.text, rule="attachment")]
    if boilerplate.end_mark(label) not in _ANNOUNCING:
        return []
    return [label, Line(links.text, linked=True)]


def _line(run: str) -> Line | None:
    """The text between two breaks, with the cells of a data row separated; None for no text."""
    before, *cells = map(squeeze, run.split(CELL_BREAK))
    text = "\t".join(filter(None, (before, *cells)))
    return Line(text, cells=tuple(cells)) if text else None


def _is_link_list(pieces: list[_Piece]) -> bool:
    """True for a line made of links to files and nothing but 附件 labels and numbers around them."""
    files = [text for text, target in pieces if FILE_LINK.search(target)]
    others = "".join(text for text, target in pieces if not FILE_LINK.search(target))
    return bool(files) and not _LINK_LIST.sub("", others).strip()
