"""How editors' programs write a text as HTML: the same blocks in twelve dresses."""

import html
import re
from collections.abc import Callable, Iterable

from benchmarks.prose import Block, Rows

INDENT = "\u3000\u3000"
HARD = "&nbsp;" * 8


def text_of(blocks: Iterable[Block]) -> str:
    """The truth: paragraphs as lines, table rows as lines with cells between tabs."""
    lines: list[str] = []
    for block in blocks:
        lines += ["\t".join(row) for row in block.rows] if block.role == "table" else [block.text]
    return "\n".join(lines)


def plain_table(rows: Rows) -> str:
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>\n" for row in rows
    )
    return f'<table border="1" cellspacing="0" width="90%"><tbody>\n{body}</tbody></table>\n'


def word_table(rows: Rows) -> str:
    def cell(text: str) -> str:
        inner = _word_runs(text)
        return (
            '<td style="width:133.0pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt" width="177">'
            f'<p class="MsoNormal" style="text-align:center;mso-pagination:widow-orphan" align="center">{inner}'
            '<span lang="EN-US"><o:p></o:p></span></p></td>'
        )

    body = "".join('<tr style="mso-yfti-irow:0">' + "".join(map(cell, row)) + "</tr>\n" for row in rows)
    return f'<table class="MsoNormalTable" style="border-collapse:collapse;mso-yfti-tbllook:480">{body}</table>\n'


def _word_runs(text: str) -> str:
    """Word puts what is not Chinese into runs of its own."""
    runs = re.split(r"([0-9A-Za-z.%]+)", text)
    return "".join(
        f'<span lang="EN-US" style="font-size:16.0pt;font-family:仿宋_GB2312">{run}</span>'
        if number % 2
        else f'<span style="font-size:16.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:宋体">{html.escape(run)}</span>'
        for number, run in enumerate(runs)
        if run
    )


def _lines(
    blocks: Iterable[Block], write: Callable[[Block], str], table: Callable[[Rows], str] = plain_table
) -> str:
    return "".join(table(b.rows) if b.role == "table" else write(b) + "\n" for b in blocks)


def paragraphs(blocks: Iterable[Block]) -> str:
    """<p> with ideographic indentation."""

    def write(block: Block) -> str:
        text = html.escape(block.text)
        if block.role == "title":
            return f'<p style="text-align: center"><strong>{text}</strong></p>'
        if block.role == "sign":
            return f'<p style="text-align: right">{text}</p>'
        return f"<p>{text}</p>" if block.role == "salute" else f"<p>{INDENT}{text}</p>"

    return _lines(blocks, write)


def hard_spaces(blocks: Iterable[Block]) -> str:
    """<p> indented with &nbsp;, an empty paragraph between any two."""
    return _lines(blocks, lambda b: f"<p>{HARD}{html.escape(b.text)}</p>\n<p>&nbsp;</p>")


def styled(blocks: Iterable[Block]) -> str:
    """Inline styles on everything, headings bold."""

    def write(block: Block) -> str:
        text = html.escape(block.text)
        inner = f"<strong>{text}</strong>" if block.role in ("h1", "h2") else f"<span>{text}</span>"
        side = "right" if block.role == "sign" else "justify"
        return f'<p style="margin-top: 0px; text-indent: 2em; text-align: {side}; line-height: 1.75em;">{inner}</p>'

    return _lines(blocks, write)


def broken(blocks: Iterable[Block]) -> str:
    """No paragraphs at all: text with <br>."""
    return _lines(blocks, lambda b: f"{INDENT}{html.escape(b.text)}<br />")


def twice_broken(blocks: Iterable[Block]) -> str:
    """Text with <br><br> and non-breaking indentation, in capitals."""
    return _lines(blocks, lambda b: f"{HARD}{html.escape(b.text)}<BR><BR>")


def divisions(blocks: Iterable[Block]) -> str:
    """Only <div>."""
    return _lines(blocks, lambda b: f'<div style="text-indent:2em;">{html.escape(b.text)}</div>')


def spans(blocks: Iterable[Block]) -> str:
    """Every paragraph a section of spans, as an app's editor leaves it."""

    def write(block: Block) -> str:
        pieces = re.split(r"(?<=[，。；])", html.escape(block.text))
        inner = "".join(f'<span style="letter-spacing: 0.5px;">{piece}</span>' for piece in pieces if piece)
        return f'<section><section style="margin: 0 8px;"><p>{inner}</p></section></section>'

    return _lines(blocks, write)


def word(blocks: Iterable[Block]) -> str:
    """Pasted from Word: MsoNormal, runs, o:p, empty spans, conditional comments."""

    def write(block: Block) -> str:
        inner = _word_runs(block.text)
        start = "<!--[if !supportLists]--><span></span><!--[endif]-->" if block.role in ("h1", "h2") else ""
        return (
            '<p class="MsoNormal" style="text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt;'
            f'mso-line-height-rule:exactly">{start}{inner}<span lang="EN-US"><o:p></o:p></span></p>'
        )

    head = (
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->\n"
    )
    return head + _lines(blocks, write, word_table)


def fonts(blocks: Iterable[Block]) -> str:
    """Old editors: <font>, <b>, upper case, unclosed <P>."""

    def write(block: Block) -> str:
        text = html.escape(block.text)
        inner = f"<B>{text}</B>" if block.role in ("h1", "title") else text
        return f"<P><FONT face=仿宋_GB2312 size=3>{INDENT}{inner}</FONT>"

    return _lines(blocks, write)


def cells(blocks: Iterable[Block]) -> str:
    """The body in nested layout tables, one row a paragraph."""
    rows = _lines(blocks, lambda b: f"<tr><td align=left>{INDENT}{html.escape(b.text)}</td></tr>", _nested)
    return (
        '<table width="100%"><tr><td><table width="95%" align="center" cellpadding="0">\n'
        f"{rows}</table></td></tr></table>"
    )


def _nested(rows: Rows) -> str:
    return f"<tr><td>{plain_table(rows)}</td></tr>\n"


def bare(blocks: Iterable[Block]) -> str:
    """Text lines in one element, kept apart by white-space: pre-wrap alone."""
    lines = _lines(blocks, lambda b: f"{INDENT}{html.escape(b.text)}")
    return f'<div style="white-space: pre-wrap">{lines}</div>'


def articles(blocks: Iterable[Block]) -> str:
    """Real headings and lists of attributes that editors add."""

    def write(block: Block) -> str:
        text = html.escape(block.text)
        if block.role in ("h1", "h2"):
            tag = {"h1": "h2", "h2": "h3"}[block.role]
            return f'<{tag} data-line="true">{text}</{tag}>'
        return f'<p class="ue-text" data-ignore="no">{text}</p>'

    return _lines(blocks, write)


DRESSES: dict[str, Callable[[Iterable[Block]], str]] = {
    dress.__name__: dress
    for dress in (
        paragraphs,
        hard_spaces,
        styled,
        broken,
        twice_broken,
        divisions,
        spans,
        word,
        fonts,
        cells,
        bare,
        articles,
    )
}
