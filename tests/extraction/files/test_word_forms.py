"""What stands under the name .doc, and other forms of one document: all give the same text."""

import base64
import io
import quopri
import zipfile
from collections.abc import Callable

import pytest

from extraction.files import file_kind, read_file
from replica.files.ofd import write_ofd
from replica.files.ooxml import write_docx
from replica.files.pdf import HEIGHT, LEADING, LEFT, TOP, Page, Words, write_pdf
from replica.files.zip import write_zip

TITLE = "云溪县2023年法治政府建设年度报告"
LINES = [
    TITLE,
    "2023年，全县推进法治政府建设，办理行政复议案件205件。",
    "一、主要举措",
    "（一）健全“机制”，占98.7%。",
]
ROWS = [("事项", "数量"), ("复议", "205件")]
TEXT = "\n".join([*LINES, *("\t".join(row) for row in ROWS)])

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LINES) + "<w:tbl>{}</w:tbl>".format(
    "".join(
        "<w:tr>"
        + "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row)
        + "</w:tr>"
        for row in ROWS
    )
)
PAGE = (
    '<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta charset="{charset}"><title>无标题</title>'
    "<style>p{{margin:0}}</style></head><body>{body}</body></html>"
)
HTML_BODY = "".join(
    f"<p class=MsoNormal>{line}<o:p></o:p></p>" for line in LINES
) + "<table>{}</table>".format(
    "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in ROWS)
)


def html(charset: str = "gb2312") -> bytes:
    return PAGE.format(charset=charset, body=HTML_BODY).encode("gb18030" if charset == "gb2312" else charset)


def mhtml(encode: Callable[[bytes], bytes], name: str) -> bytes:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=_B"\r\n\r\n--=_B\r\n'
    part = f'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: {name}\r\n\r\n'
    return (head + part).encode() + encode(html()) + b"\r\n--=_B--\r\n"


def word_2003() -> bytes:
    body = BODY.replace("<w:p>", "<w:p><w:pPr/>")
    return (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument '
        'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
        'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint">'
        f"<w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>"
    ).encode()


def flat() -> bytes:
    with zipfile.ZipFile(io.BytesIO(write_docx(BODY))) as archive:
        parts = {name: archive.read(name).decode().partition("?>")[2] for name in archive.namelist()}
    written = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{xml}</pkg:xmlData></pkg:part>'
        for name, xml in parts.items()
    )
    namespace = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return f'<?xml version="1.0"?><pkg:package xmlns:pkg="{namespace}">{written}</pkg:package>'.encode()


def escaped(text: str) -> str:
    return "".join(
        one if ord(one) < 128 else "".join(f"\\'{b:02x}" for b in one.encode("gbk")) for one in text
    )


def rtf(escape: Callable[[str], str]) -> bytes:
    rows = "".join(f"\\trowd {escape(a)}\\cell {escape(b)}\\cell\\row\n" for a, b in ROWS)
    lines = "".join(f"\\pard {escape(line)}\\par\n" for line in LINES)
    hidden = rf"\pard {{\v {escape('内部稿')}}}\v {escape('审签')}\v0 \par"
    head = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}{\info{\title x}}\f0 "
    return f"{head}{hidden}{lines}{rows}}}".encode("gbk")


def odt(is_flat: bool = False) -> bytes:
    names = 'xmlns:office="{0}office:1.0" xmlns:text="{0}text:1.0" xmlns:table="{0}table:1.0"'.format(
        "urn:oasis:names:tc:opendocument:xmlns:"
    )
    lines = "".join(f"<text:p>{line[:3]}<text:span>{line[3:]}</text:span></text:p>" for line in LINES)
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in ROWS
    )
    deleted = "<text:tracked-changes><text:p>旧稿</text:p></text:tracked-changes>"
    body = f"<office:text>{deleted}{lines}<table:table>{rows}</table:table></office:text>"
    tag = "document" if is_flat else "document-content"
    xml = f'<?xml version="1.0"?><office:{tag} {names}><office:body>{body}</office:body></office:{tag}>'.encode()
    mime = b"application/vnd.oasis.opendocument.text"
    return xml if is_flat else write_zip([(b"mimetype", mime), (b"content.xml", xml)])


def strict() -> bytes:
    members = zipfile.ZipFile(io.BytesIO(write_docx(BODY)))
    strict_name = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    return write_zip(
        (name.encode(), members.read(name).replace(W.encode(), strict_name)) for name in members.namelist()
    )


def with_chunk(name: str, content: bytes) -> bytes:
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="c1" Type="x/aFChunk" Target="{name}"/></Relationships>'
    )
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    document = write_docx(
        f'<w:altChunk xmlns:r="{r}" r:id="c1"/>', {"word/_rels/document.xml.rels": relations}
    )
    members = zipfile.ZipFile(io.BytesIO(document))
    parts = [(one.encode(), members.read(one)) for one in members.namelist()]
    return write_zip([*parts, (f"word/{name}".encode(), content)])


FORMS: dict[str, tuple[str, bytes]] = {
    "mhtml, quoted": ("mhtml", mhtml(quopri.encodestring, "quoted-printable")),
    "mhtml, base64": ("mhtml", mhtml(base64.encodebytes, "base64")),
    "page of Word": ("html", html()),
    "page of Word in UTF-8": ("html", html("utf-8")),
    "word 2003": ("word_xml", word_2003()),
    "flat package": ("word_xml", flat()),
    "rich text, escaped": ("rtf", rtf(escaped)),
    "rich text, raw bytes": ("rtf", rtf(str)),
    "open document": ("odt", odt()),
    "flat open document": ("odt", odt(is_flat=True)),
    "strict names": ("docx", strict()),
    "chunk in HTML": (
        "docx",
        with_chunk("a.html", HTML_BODY.join(("<html><body>", "</body></html>")).encode()),
    ),
    "chunk is a document": ("docx", with_chunk("a.docx", write_docx(BODY))),
    "chunk in rich text": ("docx", with_chunk("a.rtf", rtf(escaped))),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_text_is_the_same_in_every_form(form: str) -> None:
    kind, payload = FORMS[form]
    assert file_kind(payload) == kind
    found = read_file(payload, "年度报告.doc" if kind in ("mhtml", "word_xml", "rtf") else "年度报告")
    assert found.text == TEXT, found.issues
    assert [table.rows for table in found.tables] == [tuple(ROWS)]
    assert found.issues == ()


@pytest.mark.parametrize("codec", ["gbk", "utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_is_read_in_each_encoding(codec: str) -> None:
    found = read_file("\r\n".join(LINES).encode(codec), "年度报告.txt")
    assert (found.kind, found.text, found.issues) == ("text", "\n".join(LINES), ())


def test_an_error_page_is_no_document() -> None:
    page = f"<html><head><script>x</script></head><body>{HTML_BODY}</body></html>".encode()
    found = read_file(page, "年度报告.doc")
    assert (found.kind, found.text, [issue.code for issue in found.issues]) == ("html", "", ["wrong_type"])


def test_hidden_runs_are_receipts() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="note"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="sub"><w:basedOn w:val="note"/></w:style></w:styles>'
    )
    run = "<w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r>"
    body = "".join(
        f"<w:p>{run.format(properties, text)}</w:p>"
        for properties, text in (
            ("<w:vanish/>", "甲稿"),
            ('<w:vanish w:val="0"/>', "乙"),
            ('<w:rStyle w:val="sub"/>', "丙稿"),
            ('<w:rStyle w:val="sub"/><w:vanish w:val="false"/>', "丁"),
        )
    )
    found = read_file(write_docx(body, {"word/styles.xml": styles}))
    assert found.text == "乙\n丁"
    assert [(one.rule, one.text) for one in found.removed] == [("hidden", "甲稿\n丙稿")]


JUNK = {
    "private characters": "\ue5e5\ue0a1\ue3b2" * 90,
    "one sign for all": "¤" * 300,
    "one character for all": "囗" * 300,
    "Latin-1 in place of GBK": "法治政府建设年度报告".encode("gbk").decode("latin-1") * 20,
    "other characters": "".join(chr(0x4E00 + 131 * at % 20_000) for at in range(300)),
}


@pytest.mark.parametrize("kind", ["ofd", "docx"])
@pytest.mark.parametrize("what", JUNK)
def test_junk_is_no_text(what: str, kind: str) -> None:
    rows = [JUNK[what][at : at + 30] for at in range(0, 300, 30)]
    words = tuple(Words(LEFT, TOP - LEADING * at, row, 14) for at, row in enumerate(rows))
    payload = (
        write_ofd([Page(words)])
        if kind == "ofd"
        else write_docx("".join(f"<w:p><w:r><w:t>{row}</w:t></w:r></w:p>" for row in rows))
    )
    found = read_file(payload)
    assert (found.text, [issue.code for issue in found.issues]) == ("", ["garbled"])
    assert found.removed[-1].rule == "garbled"


@pytest.mark.parametrize("write", [write_pdf, write_ofd])
def test_what_is_printed_twice_is_read_once(write: Callable[[list[Page]], bytes]) -> None:
    words = [Words(LEFT, TOP - LEADING * at, line) for at, line in enumerate(LINES)]
    again = [Words(one.x + 0.4, one.y, one.text) for one in words]
    assert read_file(write([Page((*words, *again))])).text.split("\n") == LINES


@pytest.mark.parametrize("write", [write_pdf, write_ofd])
def test_two_columns_are_read_one_after_the_other(write: Callable[[list[Page]], bytes]) -> None:
    size, wide = 10, 20
    prose = "".join(f"全县办理复议案件{at}件，推进法治建设取得新的进展，" for at in range(100, 140))
    rows = [prose[at : at + wide] for at in range(0, wide * 40, wide)]
    left, right = rows[:20], rows[20:]
    words = [Words(180, HEIGHT - 90, TITLE, 16)]
    words += [Words(60, 700 - 20 * at, row, size) for at, row in enumerate(left)]
    words += [Words(60 + size * (wide + 1.5), 700 - 20 * at, row, size) for at, row in enumerate(right)]
    found = read_file(write([Page(tuple(words))])).text.replace("\n", "")
    assert found == TITLE + "".join(rows)


def test_hidden_text_within_deleted_text_ends_where_the_deletion_ends() -> None:
    text = r"{\rtf1\ansi shown \deleted gone \v unseen\v0 gone too\deleted0 and shown again\par}"
    found = read_file(text.encode(), "a.doc")
    assert found is not None and found.text == "shown and shown again"


def test_hidden_text_without_an_end_costs_in_proportion_to_its_length() -> None:
    """5,000 characters were read again for each of these marks: 19 seconds a megabyte."""
    found = read_file(rb"{\rtf1\ansi shown " + rb"\v" * 200_000 + b"}", "a.doc")
    assert found is not None and found.text.strip() == "shown"
