"""Files that mean harm, or are broken, each with the one issue that tells it."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from replica.files.ofd import report_ofd
from replica.files.ole import report_doc, report_xls, write_doc, write_ole
from replica.files.ooxml import report_docx, report_xlsx, write_docx
from replica.files.pdf import Page, Words, report_pdf, write_pdf
from replica.files.zip import write_zip

TITLE = ["云溪县2023年法治政府建设年度报告"]
LINES = ["2023年，全县推进法治政府建设，现将有关情况报告如下：", "一、主要举措", "办结案件1208件，占98.7%。"]
ENTITIES = "abcdefghij"
LAUGHS = '<!DOCTYPE w [<!ENTITY a "哈哈哈哈哈哈哈哈">' + "".join(
    f'<!ENTITY {name} "{before * 10}">'
    for name, before in zip(ENTITIES[1:], (f"&{name};" for name in ENTITIES), strict=False)
)


def entity_bomb(package: bytes, member: str, element: str) -> bytes:
    """The package with nine levels of tenfold entities in one of its members."""
    members = read_members(package)
    members[member] = f'<?xml version="1.0"?>{LAUGHS}]><{element}>&j;</{element}>'.encode()
    return write_zip((name.encode(), content) for name, content in members.items())


def reading_a_file_of_the_machine() -> bytes:
    members = read_members(report_docx(TITLE, LINES))
    members["word/document.xml"] = (
        b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        b"<w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    return write_zip((name.encode(), content) for name, content in members.items())


def read_members(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def flat_bomb() -> bytes:
    """27 members of 8 MB of nothing each."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(27):
            archive.writestr(f"{number}.txt", bytes(8_000_000))
    return written.getvalue()


def bomb_in_a_document() -> bytes:
    return write_docx("<w:p/>", {f"word/media/{n}.xml": " " * 8_000_000 for n in range(27)})


def nested(depth: int) -> bytes:
    inner = report_docx(TITLE, LINES)
    for level in range(depth):
        inner = write_zip([(f"{level}.zip".encode(), inner)])
    return inner


def too_many_members() -> bytes:
    return write_zip((b"%d" % number, b"") for number in range(2_500))


def lying_about_its_size() -> bytes:
    """The directory promises ten bytes where a hundred thousand come."""
    package = write_zip([(b"report.docx", bytes(100_000))])
    return package.replace(struct.pack("<I", 100_000), struct.pack("<I", 10))


def ten_thousand_pages() -> bytes:
    return write_pdf([Page((Words(80, 700, "一"),))] * 10_000)


def encrypted_pdf() -> bytes:
    guard = b"/Encrypt <</Filter/Standard/V 1/R 2/P -4/Length 40/O <%s>/U <%s>>>/ID[<00><00>]/Root 1 0 R" % (
        b"41" * 32,
        b"42" * 32,
    )
    return report_pdf(TITLE, LINES).replace(b"/Root 1 0 R", guard)


def stream_of_two_hundred_megabytes(declared_only: bool) -> bytes:
    """A page whose content is declared, or really is, 200 MB long."""
    whole = write_pdf([Page((Words(80, 700, "一" * 60),))])
    start, end = whole.index(b"stream\n") + 7, whole.index(b"\nendstream")
    head = whole.rindex(b"<<", 0, start)
    if declared_only:
        return whole[:head] + b"<</Length 200000000>>\nstream\n" + whole[start:]
    packed = zlib.compress(b" " * 200_000_000, 1)
    return whole[:head] + b"<</Filter/FlateDecode/Length %d>>\nstream\n" % len(packed) + packed + whole[end:]


def encrypted_zip() -> bytes:
    package = bytearray(write_zip([(b"report.docx", b"x" * 100)]))
    package[6] |= 1
    package[package.index(b"PK\x01\x02") + 8] |= 1
    return bytes(package)


def encrypted_xls() -> bytes:
    """FILEPASS, the record of an encrypted workbook, behind the first record."""
    return report_xls(TITLE, LINES).replace(
        struct.pack("<HH", 0x0042, 2), struct.pack("<HH6x", 0x002F, 6) + struct.pack("<HH", 0x0042, 2), 1
    )


ERROR_PAGE = (
    b"<!DOCTYPE html><html><head><title>\xe7\xb3\xbb\xe7\xbb\x9f\xe6\x8f\x90\xe7\xa4\xba</title></head>"
    + b" " * 4800
)


HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    # defect: (the file, its kind, the code of its issue)
    "zip-bomb-flat": (flat_bomb, "zip", "too_large"),
    "zip-bomb-nested": (lambda: write_zip([(b"a.zip", flat_bomb())]), "zip", "too_large"),
    "zip-bomb-in-docx": (bomb_in_a_document, "docx", "too_large"),
    "zip-in-zip-in-zip": (lambda: nested(5), "zip", "too_deep"),
    "zip-too-many-members": (too_many_members, "zip", "too_large"),
    "zip-lying-about-its-size": (lying_about_its_size, "zip", "damaged"),
    "zip-encrypted": (encrypted_zip, "zip", "encrypted"),
    "entity-bomb-docx": (
        lambda: entity_bomb(report_docx(TITLE, LINES), "word/document.xml", "w"), "docx", "xml_entities"
    ),
    "entity-bomb-xlsx": (
        lambda: entity_bomb(report_xlsx(TITLE, LINES), "xl/worksheets/sheet1.xml", "w"), "xlsx", "xml_entities"
    ),
    "entity-bomb-ofd": (
        lambda: entity_bomb(report_ofd(TITLE, LINES), "Doc_0/Document.xml", "w"), "ofd", "xml_entities"
    ),
    "entity-reading-a-file": (reading_a_file_of_the_machine, "docx", "xml_entities"),
    "pdf-ten-thousand-pages": (ten_thousand_pages, "pdf", "too_large"),
    "pdf-encrypted": (encrypted_pdf, "pdf", "encrypted"),
    "pdf-truncated": (lambda: report_pdf(TITLE, LINES * 300)[:-20_000], "pdf", "truncated"),
    "pdf-header-only": (lambda: b"%PDF-1.7\n", "pdf", "truncated"),
    "docx-truncated": (lambda: report_docx(TITLE, LINES)[:-300], "docx", "truncated"),
    "docx-encrypted": (
        lambda: write_ole({"EncryptionInfo": bytes(200), "EncryptedPackage": bytes(9000)}),
        "encrypted",
        "encrypted",
    ),
    "doc-truncated": (lambda: report_doc(TITLE, LINES * 300)[:6000], "doc", "truncated"),
    "doc-encrypted": (lambda: write_doc("一\r", flags=0x0300), "doc", "encrypted"),
    "xlsx-truncated": (lambda: report_xlsx(TITLE, LINES)[:-300], "xlsx", "truncated"),
    "xls-encrypted": (encrypted_xls, "xls", "encrypted"),
    "ofd-truncated": (lambda: report_ofd(TITLE, LINES)[:-300], "ofd", "truncated"),
    "html-instead-of-the-file": (lambda: ERROR_PAGE, "html", "wrong_type"),
    "empty": (lambda: b"", "empty", "empty"),
    "nothing-known": (lambda: b"\x00\x01\x02" * 99, "unknown", "wrong_type"),
    "rar": (lambda: b"Rar!\x1a\x07\x01\x00" + bytes(99), "rar", "unsupported"),
}  # fmt: skip
