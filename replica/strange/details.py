"""Pages of documents: texts in odd places that a reader can find, and pages that hold none."""

from html import escape

from replica.files import MEDIA_TYPES
from replica.files.ooxml import report_docx
from replica.files.pdf import report_pdf
from replica.strange.parts import part
from replica.strange.shapes import Detail, Entry
from replica.strange.site import StrangeSite
from replica.web import Response

SOFT = "internetarchive/heritrix3#729"


def text_of(site: StrangeSite, entry: Entry) -> str:
    return site.skin.paragraphs(site.lines_of(entry))


def whole_of(site: StrangeSite, entry: Entry) -> str:
    return site.document_page(entry, Detail(text_of(site, entry)))


def sent_as(site: StrangeSite, entry: Entry, content_type: str) -> Detail:
    response = site.reply(whole_of(site, entry))
    return Detail(whole=Response(200, response.body, content_type))


@part("details", "template_first", "class: templates before the page", without=("encoding",))
def template_first(site: StrangeSite, entry: Entry) -> Detail:
    """{{header}} stands before the page"""
    return Detail(page="{{header}}\n" + whole_of(site, entry))


@part("details", "as_json", "class: wrong types", without=("encoding",))
def as_json(site: StrangeSite, entry: Entry) -> Detail:
    """the page is sent as application/json"""
    return sent_as(site, entry, "application/json;charset=utf-8")


@part("details", "as_xml", "class: wrong types", without=("encoding",))
def as_xml(site: StrangeSite, entry: Entry) -> Detail:
    """the page is sent as text/xml"""
    return sent_as(site, entry, "text/xml")


@part("details", "as_octets", "class: wrong types", without=("encoding",))
def as_octets(site: StrangeSite, entry: Entry) -> Detail:
    """the page is sent as application/octet-stream"""
    return sent_as(site, entry, "application/octet-stream")


@part("details", "as_plain", "class: wrong types", without=("encoding",))
def as_plain(site: StrangeSite, entry: Entry) -> Detail:
    """the page is sent as text/plain"""
    return sent_as(site, entry, "text/plain; charset=utf-8")


@part("details", "hidden_input", "kingname/GeneralNewsExtractor#114")
def hidden_input(site: StrangeSite, entry: Entry) -> Detail:
    """the text stands in a hidden input, a script shows it"""
    return Detail(
        f'<input type="hidden" id="nr" value="{escape(text_of(site, entry))}"><div id="zw"></div>'
        "<script>$('#zw').html($('#nr').val());</script>"
    )


@part("details", "textarea", "kingname/GeneralNewsExtractor#114")
def textarea(site: StrangeSite, entry: Entry) -> Detail:
    """the text stands in a hidden textarea"""
    return Detail(
        f'<textarea id="t" style="display:none">{escape(text_of(site, entry))}</textarea><div id="zw"></div>'
        "<script>document.getElementById('zw').innerHTML=document.getElementById('t').value;</script>"
    )


@part("details", "template_script", "kingname/GeneralNewsExtractor#114")
def template_script(site: StrangeSite, entry: Entry) -> Detail:
    """the text stands in a script of type text/html"""
    return Detail(
        f'<script type="text/html" id="tpl">{text_of(site, entry)}</script><div id="zw"></div>'
        "<script>$('#zw').html($('#tpl').html());</script>"
    )


@part("details", "pre", "class: plain text in pages")
def pre(site: StrangeSite, entry: Entry) -> Detail:
    """the text in a pre"""
    return Detail("<pre>" + escape("\n".join(f"    {line}" for line in site.lines_of(entry))) + "</pre>")


@part("details", "breaks", "class: plain text in pages")
def breaks(site: StrangeSite, entry: Entry) -> Detail:
    """br and no paragraphs"""
    return Detail("<br><br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(line)}" for line in site.lines_of(entry)))


@part("details", "bare_cell", "kingname/GeneralNewsExtractor#91")
def bare_cell(site: StrangeSite, entry: Entry) -> Detail:
    """the text straight in an element, its lines divided by ideographic spaces"""
    return Detail(
        '<div class="zw-con">'
        + "<br/>\n".join(f"　　{escape(line)}" for line in site.lines_of(entry))
        + "</div>"
    )


@part("details", "two_boxes", "adbar/trafilatura#304")
def two_boxes(site: StrangeSite, entry: Entry) -> Detail:
    """the text in two boxes with an advertisement between"""
    lines = site.lines_of(entry)
    half = len(lines) // 2
    one, two = site.skin.paragraphs(lines[:half]), site.skin.paragraphs(lines[half:])
    return Detail(
        f'<div class="part">{one}</div><div class="ad"><img src="/images/ad.jpg"></div><div '
        f'class="part">{two}</div>'
    )


@part("details", "spans", "adbar/trafilatura#334")
def spans(site: StrangeSite, entry: Entry) -> Detail:
    """Word's markup: spans and fonts around every piece"""
    return Detail(
        "".join(
            '<p class="MsoNormal" style="text-indent:32pt">'
            + "".join(
                f'<span style="font-family:仿宋"><font>{escape(line[i : i + 9])}</font></span>'
                for i in range(0, len(line), 9)
            )
            + "<o:p></o:p></p>"
            for line in site.lines_of(entry)
        )
    )


@part("details", "table_cells", "class: tables as pages")
def table_cells(site: StrangeSite, entry: Entry) -> Detail:
    """every paragraph a row of a table"""
    return Detail(
        "<table border=0>"
        + "".join(f"<tr><td>{escape(line)}</td></tr>" for line in site.lines_of(entry))
        + "</table>"
    )


@part("details", "iframe", "class: texts in frames")
def iframe(site: StrangeSite, entry: Entry) -> Detail:
    """the text in an iframe of the same host"""
    path = f"/frames/{entry.number}.html"
    text = f"<html><head>@CHARSET@</head><body>{text_of(site, entry)}</body></html>"
    return Detail(
        f'<iframe src="{path}" width="100%" height="800" frameborder="0"></iframe>',
        files={path: lambda: site.reply(text)},
    )


def in_file(site: StrangeSite, entry: Entry, kind: str, html: str) -> Detail:
    path = f"/upload/{entry.day:%Y%m}/{entry.number}.{kind}"
    titles, lines = tuple(entry.title.split("\n")), site.lines_of(entry)
    writers = {"pdf": report_pdf, "docx": report_docx}
    return Detail(
        html.format(path=path, title=escape(entry.list_title)),
        files={path: lambda: Response(200, writers[kind](titles, lines), MEDIA_TYPES[kind])},
    )


@part("details", "pdf_link", "class: texts in files")
def pdf_link(site: StrangeSite, entry: Entry) -> Detail:
    """the text only in a PDF below 附件"""
    return in_file(site, entry, "pdf", '<p>附件：<a href="{path}">{title}.pdf</a></p>')


@part("details", "docx_link", "class: texts in files")
def docx_link(site: StrangeSite, entry: Entry) -> Detail:
    """the text only in a Word file"""
    return in_file(site, entry, "docx", '<p><a href="{path}" title="{title}">点击下载全文</a></p>')


@part("details", "pdf_viewer", "webrecorder/browsertrix#693")
def pdf_viewer(site: StrangeSite, entry: Entry) -> Detail:
    """the PDF in a viewer's iframe"""
    return in_file(
        site, entry, "pdf", '<iframe src="/js/pdfjs/web/viewer.html?file={path}" width="900"></iframe>'
    )


@part("details", "pdf_embed", "webrecorder/browsertrix#1489")
def pdf_embed(site: StrangeSite, entry: Entry) -> Detail:
    """the PDF in an embed element"""
    return in_file(
        site, entry, "pdf", '<embed src="{path}" type="application/pdf" width="100%" height="900">'
    )
