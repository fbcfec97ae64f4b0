"""Recognise the kind of a file by its bytes, never by its name or declared media type."""

import io
import re
import zipfile
from pathlib import PurePosixPath

import olefile

from extraction.files.readers.plain_text import plain_text

# What is read as a file and never as a page; text and documents saved as a page may be either.
_FILES = ("pdf", "docx", "doc", "rtf", "mhtml", "word_xml", "odt", "ofd", "xlsx", "xls", "image", "zip")
DOCUMENTS = (*_FILES, "encrypted")
READABLE = (*_FILES, "text")
OTHER = ("pptx", "ppt", "rar", "7z", "gzip", "encrypted", "html", "empty", "unknown")
KINDS = READABLE + OTHER

_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"{\\rtf", "rtf"),
    (b"\xef\xbb\xbf{\\rtf", "rtf"),
    (b"\x1f\x8b", "gzip"),
)
# PDF allows some bytes before its header, and servers use that: line breaks, a byte order mark.
_PDF_WITHIN = 1024
# Word writes its documents also as one XML file, or as a page in a mail message; ODT is one as .fodt.
_XML = (
    (b"schemas.microsoft.com/office/word/2003/wordml", "word_xml"),
    (b"schemas.microsoft.com/office/2006/xmlpackage", "word_xml"),
    (b"urn:oasis:names:tc:opendocument:xmlns:office:1.0", "odt"),
)
_XML_WITHIN = 65_536
_MHTML = re.compile(rb"[\w-]{1,40}:[^\n]{1,400}\n(?:[^\n]{0,998}\n){0,40}?content-type:\s*multipart/related")
# A document that Word or WPS saved as a page says so in its head.
_SAVED_AS_PAGE = re.compile(
    rb"""
    urn:schemas-microsoft-com:office:(?:word|excel)  # a name space of Office
    |progid\W{1,20}content\W{1,3}(?:word|excel)\.  # <meta name=ProgId content=Word.Document>
    |name\W{1,3}generator\W{1,20}content\W{1,3}(?:microsoft\ word|wps)  # <meta name=Generator content="Microsoft Word 15">
    """,
    re.VERBOSE,
)
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<meta", b"<div", b"<title")
# Streams of an OLE file. WPS writes its own text documents in Word's format, and tables in Excel's.
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_TELLING = (b"OFD.xml", b"content.xml", b"mimetype", b"[Content_Types].xml", b"word/", b"xl/", b"ppt/")
_PARTS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
# File name endings and the kinds that may appear behind them.
_ENDINGS = {
    ".pdf": ("pdf",),
    # Word opens all of these under the name .doc, and programs that make documents rely on it.
    ".doc": ("doc", "rtf", "mhtml", "word_xml"),
    ".docx": ("docx",),
    ".wps": ("doc", "docx", "rtf"),
    ".wpt": ("doc", "docx"),
    ".rtf": ("rtf",),
    ".odt": ("odt",),
    ".fodt": ("odt",),
    ".mht": ("mhtml",),
    ".mhtml": ("mhtml",),
    ".xls": ("xls",),
    ".et": ("xls", "xlsx"),
    ".xlsx": ("xlsx",),
    ".ofd": ("ofd",),
    ".zip": ("zip",),
    ".jpg": ("image",),
    ".jpeg": ("image",),
    ".png": ("image",),
}


def file_kind(payload: bytes) -> str:
    """One of KINDS. A ZIP or OLE file whose directory is not readable is "zip" or "unknown"."""
    if not payload.strip(b"\x00\t\n\r "):
        return "empty"
    kind = next((kind for magic, kind in _MAGIC if payload.startswith(magic)), "")
    if kind == "ole":
        return _ole_kind(payload)
    if kind == "zip":
        return _zip_kind(payload)
    if kind:
        return kind
    start = payload[:_PDF_WITHIN].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if start.startswith(b"%pdf-") or (b"%pdf-" in start and b"startxref" in payload[-_PDF_WITHIN:]):
        return "pdf"
    if kind := _markup_kind(payload, start):
        return kind
    if start.startswith(b"<!--") or start.startswith(_HTML):
        return "html"
    return "text" if plain_text(payload) else "unknown"


def _markup_kind(payload: bytes, start: bytes) -> str:
    """The kind of a document written as text in a form of its own, "" for none."""
    if start.startswith((b"<?xml", b"<?mso-", b"<w:worddocument", b"<pkg:package", b"<office:document")):
        head = payload[:_XML_WITHIN].lower()
        if b"<html" not in head[:_PDF_WITHIN]:
            return next((kind for name, kind in _XML if name in head), "")
    return "mhtml" if _MHTML.match(payload[:_XML_WITHIN].lstrip().lower()) else ""


def is_saved_as_page(payload: bytes) -> bool:
    """True for HTML that is a document of Word or WPS, and not a page of a site."""
    head = payload[:_XML_WITHIN].lower()
    return _SAVED_AS_PAGE.search(head) is not None and b"<script" not in payload[:_XML_WITHIN].lower()


def fits_name(kind: str, name: str) -> bool:
    """False where the name ends like another kind of file. An ending we do not know fits everything."""
    expected = _ENDINGS.get(PurePosixPath(name.strip().lower()).suffix)
    return expected is None or kind in expected


def is_file_name(name: str) -> bool:
    """True where the name ends like a file that is read as one."""
    return PurePosixPath(name.strip().lower()).suffix in _ENDINGS


def _ole_kind(payload: bytes) -> str:
    try:
        with olefile.OleFileIO(io.BytesIO(payload)) as ole:
            return next((kind for stream, kind in _STREAMS if ole.exists(stream)), "unknown")
    except (OSError, ValueError, IndexError):
        # A cut file has lost its directory; what it was is told by the names that are left.
        return next((k for name, k in _STREAMS if name.encode("utf-16-le") in payload), "unknown")


def _zip_kind(payload: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        # Cut off: the directory appears at the end, the names in front of each member are still there.
        names = [name.decode() for name in _TELLING if name in payload]
    if any(name.lower() == "ofd.xml" for name in names):
        return "ofd"
    if "content.xml" in names and ("mimetype" in names or "META-INF/manifest.xml" in names):
        return "odt"
    if "[Content_Types].xml" not in names:
        return "zip"
    return next((kind for part, kind in _PARTS if any(name.startswith(part) for name in names)), "zip")
