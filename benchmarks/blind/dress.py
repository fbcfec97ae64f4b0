"""Lines of text as different editors and pasted programs leave them in a page."""

import re
from collections.abc import Callable
from html import escape
from random import Random

HEADING = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])")


def dress(kind: str, lines: list[str], rng: Random) -> str:
    """The lines as HTML in the named manner; their characters stay what they are, white space apart."""
    return DRESSES[kind]([escape(line, quote=False) for line in lines], rng)


def _plain(lines: list[str], rng: Random) -> str:
    return "\n".join(f"<p>　　{line}</p>" for line in lines)


def _indent(lines: list[str], rng: Random) -> str:
    style = (
        'style="text-indent:2em;line-height:2;font-size:18px;font-family:仿宋,仿宋_GB2312;text-align:justify"'
    )
    return "".join(f"<p {style}>{f'<strong>{x}</strong>' if HEADING.match(x) else x}</p>\n" for x in lines)


def _digits(lines: list[str], rng: Random) -> str:
    """Every run of Latin letters and digits in a span of its own, as Word's HTML has it."""
    size = '<span style="FONT-SIZE: 16pt; FONT-FAMILY: 仿宋_GB2312; mso-hansi-font-family: 宋体">'
    latin = r'</span><span lang="EN-US" style="FONT-SIZE: 16pt">\g<0></span>' + size
    made = (f"{size}{re.sub(r'[A-Za-z0-9.%]+', latin, line)}</span>" for line in lines)
    return "".join(
        f'<p class="MsoNormal" style="TEXT-INDENT: 32pt; LINE-HEIGHT: 29pt; MARGIN: 0cm 0cm 0pt">{x}<o:p></o:p></p>\n'
        for x in made
    )


def _divs(lines: list[str], rng: Random) -> str:
    return "".join(f"<div>&nbsp;&nbsp;&nbsp; {line}</div><div>&nbsp;</div>\n" for line in lines)


def _breaks(lines: list[str], rng: Random) -> str:
    return "<br>\n".join(f"　　{line}" for line in lines) + "<br>"


def _double_breaks(lines: list[str], rng: Random) -> str:
    return "<p>" + "<br /><br />".join(f"&emsp;&emsp;{line}" for line in lines) + "</p>"


def _word(lines: list[str], rng: Random) -> str:
    field = "<!--[if supportFields]><span style='mso-element:field-begin'></span> TOC <![endif]-->"
    opening = (
        '<?xml:namespace prefix = o ns = "urn:schemas-microsoft-com:office:office" />'
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
        "<style>p.MsoNormal{mso-style-parent:'';margin:0cm} @page Section0{margin:72pt 90pt}</style>"
        '<div class="Section0" style="layout-grid:15.6pt">'
    )
    parts = []
    for line in lines:
        cut = rng.randrange(1, max(2, len(line))) if "&" not in line else len(line)
        parts.append(
            f'<p class="MsoNormal" style="mso-char-indent-count:2.0000;text-indent:32pt">{field}'
            f'<b style="mso-bidi-font-weight:normal"></b><span style="font-family:仿宋_GB2312;mso-spacerun:\'yes\'">'
            f'{line[:cut]}</span><a name="_Toc{rng.randrange(10**6)}"></a><span><font face="仿宋">{line[cut:]}'
            f"</font></span><span><o:p></o:p></span></p>\n"
        )
    return opening + "".join(parts) + "</div><!--EndFragment-->"


def _shouting(lines: list[str], rng: Random) -> str:
    """Upper case, attributes without quotes, paragraphs never closed."""
    return "\n".join(
        f"<P align=left><FONT size=4 face=宋体>&nbsp;&nbsp;&nbsp;&nbsp;{line}</FONT>" for line in lines
    )


def _items(lines: list[str], rng: Random) -> str:
    return "<ul>" + "".join(f"<li><p>{line}</p></li>\n" for line in lines) + "</ul>"


def _sections(lines: list[str], rng: Random) -> str:
    """A message editor's nested sections, pasted whole."""
    box = '<section style="box-sizing:border-box;margin:10px 0"><section style="display:inline-block;width:100%">'
    return (
        box
        + "".join(
            '<section style="letter-spacing:1.5px;line-height:1.75em" data-tools="135editor">'
            f'<p style="margin:0"><span leaf="" style="color:#3f3f3f">{line}</span></p></section>\n'
            for line in lines
        )
        + "</section></section>"
    )


def _rows(lines: list[str], rng: Random) -> str:
    rows = "".join(
        f'<tr><td class="STYLE{i % 7}" align="left">{line}</td></tr>\n' for i, line in enumerate(lines)
    )
    return f'<table width="96%" border="0" cellspacing="0" cellpadding="6"><tbody>{rows}</tbody></table>'


def _blocks(lines: list[str], rng: Random) -> str:
    return "".join(f'<span style="display:block;margin:15px auto">{line}</span>\n' for line in lines)


def _pre(lines: list[str], rng: Random) -> str:
    return "<pre style='white-space:pre-wrap'>" + "\n".join(f"    {line}" for line in lines) + "</pre>"


def _headings(lines: list[str], rng: Random) -> str:
    return "".join(
        f"<h{2 + line[0].startswith(('（', '('))} class='sec'>{line}</h{2 + line[0].startswith(('（', '('))}>\n"
        if HEADING.match(line) and len(line) < 40
        else f'<p class="para">{line}</p>\n'
        for line in lines
    )


def _reader(lines: list[str], rng: Random) -> str:
    """What an accessibility script leaves when the page is saved from the browser."""
    marks = 'class="skipAutoFix" setedaria="true" tabindex="0"'
    return "".join(f'<p style="text-indent:2em" {marks}><span {marks}>{line}</span></p> ' for line in lines)


def _broken(lines: list[str], rng: Random) -> str:
    """Runs cut in the middle of words and numbers, by an editor that colours what it checks."""
    parts = []
    for line in lines:
        cuts = sorted(rng.sample(range(1, len(line)), min(3, len(line) - 1))) if "&" not in line else []
        runs = [line[a:b] for a, b in zip([0, *cuts], [*cuts, len(line)], strict=True)]
        parts.append(
            "<p>　　"
            + "".join(f'<span style="color:rgb(0,0,{n})">{run}</span>' for n, run in enumerate(runs))
        )
    return "</p>\n".join(parts) + "</p>"


def _quote(lines: list[str], rng: Random) -> str:
    return "<blockquote>" + "".join(f"<p>{x}</p><p>&nbsp;</p>\n" for x in lines) + "</blockquote>"


def _mixed(lines: list[str], rng: Random) -> str:
    """Bare text, a paragraph, a div, a break: several hands over the years."""
    forms = (
        "　　{}<br>",
        "<p>{}</p>",
        "<div style='text-indent:2em'>{}</div>",
        "<p><span>{}</span><br/></p>",
    )
    return "\n".join(forms[rng.randrange(len(forms))].format(line) for line in lines)


DRESSES: dict[str, Callable[[list[str], Random], str]] = {
    "plain": _plain,
    "indent": _indent,
    "digits": _digits,
    "divs": _divs,
    "breaks": _breaks,
    "double": _double_breaks,
    "word": _word,
    "shouting": _shouting,
    "items": _items,
    "sections": _sections,
    "rows": _rows,
    "blocks": _blocks,
    "pre": _pre,
    "headings": _headings,
    "reader": _reader,
    "broken": _broken,
    "quote": _quote,
    "mixed": _mixed,
}
