"""Pages of documents: texts in further places, in further markup, under further types."""

from html import escape
from json import dumps

from replica.files import MEDIA_TYPES
from replica.files.ofd import report_ofd
from replica.files.ole import report_doc
from replica.files.pdf import report_pdf
from replica.strange.details import sent_as, text_of, whole_of
from replica.strange.parts import HELD_OUT
from replica.strange.shapes import Detail, Entry
from replica.strange.site import StrangeSite
from replica.web import Response

IN_SOURCE = "kingname/GeneralNewsExtractor#114"


def _first(name: str, before: str) -> None:
    def make(site: StrangeSite, entry: Entry) -> Detail:
        return Detail(page=before + whole_of(site, entry))

    HELD_OUT.part(
        "details",
        name,
        "class: templates before the page",
        f"{before.strip()} before the page",
        without=("encoding",),
    )(make)


for _name, _before in (
    ("php_first", "<?php /* cached */ ?>\n"),
    ("bracket_first", "[!--temp.header--]\n"),
    ("dollar_first", "${header}\n"),
    ("blank_first", "\n\n   \n"),
    ("comment_first", "<!-- {block:head} -->{\n"),
):
    _first(_name, _before)
for _name, _type in (
    ("as_xhtml", "application/xhtml+xml"),
    ("as_binary", "binary/octet-stream"),
    ("as_unknown", "unknown/unknown"),
    ("as_download", "application/x-download"),
    ("as_javascript", "application/javascript; charset=utf-8"),
):
    HELD_OUT.part(
        "details", _name, "class: wrong types", f"the page is sent as {_type}", without=("encoding",)
    )(lambda site, entry, kind=_type: sent_as(site, entry, kind))


def _marked(name: str, source: str, tell: str, one: str, around: str = "{}") -> None:
    """A text whose lines are a form: {line}."""

    def make(site: StrangeSite, entry: Entry) -> Detail:
        lines = "".join(one.replace("{line}", escape(line)) for line in site.lines_of(entry))
        return Detail(around.replace("{}", lines))

    HELD_OUT.part("details", name, source, tell)(make)


MARKUP = "class: texts in other markup"
_marked("ordered_list", MARKUP, "an ordered list", "<li>{line}</li>", "<ol style='list-style:none'>{}</ol>")
_marked("definition", MARKUP, "a list of definitions", "<dd>{line}</dd>", "<dl>{}</dl>")
_marked("headings", MARKUP, "every paragraph a heading", "<h4>{line}</h4>")
_marked("quotes", MARKUP, "quotations in quotations", "<blockquote><p>{line}</p></blockquote>")
_marked("centred", MARKUP, "center and font", "<center><font face=仿宋 size=4>{line}</font></center>")
_marked("labels", MARKUP, "labels with breaks", "<label>{line}</label><br/>")
_marked(
    "two_columns",
    MARKUP,
    "a table with an empty first column",
    "<tr><td width=9></td><td>{line}</td></tr>",
    "<table><tbody>{}</tbody></table>",
)
_marked("xmp", MARKUP, "an xmp element", "{line}\n", "<xmp>{}</xmp>")
_marked(
    "invisible",
    "mozilla/readability#186",
    "visibility:hidden until a script shows it",
    "<p>{line}</p>",
    "<div id=bd style='visibility:hidden'>{}</div><script>$('#bd').css('visibility','visible')</script>",
)
_marked(
    "hidden_attribute",
    "mozilla/readability#186",
    "the attribute hidden until a script takes it away",
    "<p>{line}</p>",
    "<article id=ar hidden>{}</article><script>ar.hidden=false</script>",
)
_marked(
    "read_all",
    "mozilla/readability#186",
    "a box of limited height and 展开阅读全文",
    "<p>{line}</p>",
    "<div style='max-height:200px;overflow:hidden'>{}</div><a class=unfold>展开阅读全文</a>",
)


@HELD_OUT.part("details", "data_content", IN_SOURCE)
def data_content(site: StrangeSite, entry: Entry) -> Detail:
    """the text in an attribute that a script unpacks"""
    return Detail(
        f'<div class="nr" data-content="{escape(text_of(site, entry))}"></div>'
        f'<script>$(".nr").html($(".nr").data("content"))</script>'
    )


@HELD_OUT.part("details", "noscript", IN_SOURCE)
def noscript(site: StrangeSite, entry: Entry) -> Detail:
    """the text in noscript"""
    return Detail(
        f"<div id=v></div><script src='/s/view.js'></script><noscript>{text_of(site, entry)}</noscript>"
    )


@HELD_OUT.part("details", "template", IN_SOURCE)
def template(site: StrangeSite, entry: Entry) -> Detail:
    """the text in a template element"""
    return Detail(
        f"<template id=tp>{text_of(site, entry)}</template><div id=o></div>"
        f"<script>o.append(tp.content)</script>"
    )


@HELD_OUT.part("details", "json_ld", "class: structured data")
def json_ld(site: StrangeSite, entry: Entry) -> Detail:
    """the text as articleBody of structured data, a script shows it"""
    data = {"@type": "Article", "headline": entry.title, "articleBody": "\n".join(site.lines_of(entry))}
    told = dumps(data, ensure_ascii=False)
    return Detail(
        f'<script type="application/ld+json">{told}</script><div id="root"></div><script '
        f'src="/s/r.js"></script>'
    )


@HELD_OUT.part("details", "script_string", IN_SOURCE, readable=False)
def script_string(site: StrangeSite, entry: Entry) -> Detail:
    """the text as a string of a script"""
    return Detail(
        f"<div id=zw></div><script>var content={dumps(text_of(site, entry))};zw.innerHTML=content;</script>"
    )


@HELD_OUT.part("details", "three_boxes", "adbar/trafilatura#304")
def three_boxes(site: StrangeSite, entry: Entry) -> Detail:
    """the text in three sections with pictures between"""
    lines = site.lines_of(entry)
    third = max(1, len(lines) // 3)
    parts = [lines[:third], lines[third : 2 * third], lines[2 * third :]]
    return Detail(
        "<figure><img src=/p.jpg><figcaption>资料图片</figcaption></figure>".join(
            f"<section>{site.skin.paragraphs(part)}</section>" for part in parts
        )
    )


@HELD_OUT.part("details", "frame_relative", "class: texts in frames")
def frame_relative(site: StrangeSite, entry: Entry) -> Detail:
    """the text in a frame without quotation marks, the page without any words"""
    path = f"/inner/{entry.number}.htm"
    text = f"<html><head>@CHARSET@</head><body>{text_of(site, entry)}</body></html>"
    return Detail(f"<iframe src={path} height=900></iframe>", files={path: lambda: site.reply(text)})


def _file(name: str, kind: str, html: str) -> None:
    def make(site: StrangeSite, entry: Entry) -> Detail:
        path = f"/files/{entry.number}.{kind}"
        titles, lines = tuple(entry.title.split("\n")), site.lines_of(entry)
        writers = {"pdf": report_pdf, "doc": report_doc, "ofd": report_ofd}
        told = html.replace("{path}", path).replace("{title}", escape(entry.list_title))
        return Detail(
            told, files={path: lambda: Response(200, writers[kind](titles, lines), MEDIA_TYPES[kind])}
        )

    HELD_OUT.part("details", name, "class: texts in files", f"{kind}: {html}")(make)


_file("doc_link", "doc", '<p>附件下载：<a href="{path}">{title}.doc</a></p>')
_file("ofd_link", "ofd", '<p><a href="{path}">{title}.ofd</a></p>')
_file("pdf_object", "pdf", '<object data="{path}" type="application/pdf" width="900" height="900"></object>')
_file("pdf_picture", "pdf", '<a href="{path}"><img src="/i/pdf.png"></a>')
