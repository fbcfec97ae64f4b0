"""What kind of file some bytes are: by what is in them, never by a name or a declared media type."""

import io
import zipfile
from pathlib import PurePosixPath

import olefile

READABLE = ("pdf", "docx", "doc", "ofd", "xlsx", "xls", "image", "zip")
OTHER = ("pptx", "ppt", "rar", "7z", "rtf", "gzip", "encrypted", "html", "empty", "unknown")
KINDS = READABLE + OTHER
# What is read as a file and never as a page.
DOCUMENTS = (*READABLE, "encrypted")

_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "gzip"),
)
# PDF allows some bytes before its header, and servers use that: line breaks, a byte order mark.
_PDF_WITHIN = 1024
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<meta", b"<div", b"<title")
# Streams of an OLE file. WPS writes its own text documents in Word's format, and tables in Excel's.
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_TELLING = (b"OFD.xml", b"[Content_Types].xml", b"word/", b"xl/", b"ppt/")
_PARTS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
# File name endings and the kinds that may stand behind them.
_ENDINGS = {
    ".pdf": ("pdf",),
    ".doc": ("doc",),
    ".docx": ("docx",),
    ".wps": ("doc", "docx"),
    ".wpt": ("doc", "docx"),
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
    return "html" if start.startswith(b"<!--") or start.startswith(_HTML) else "unknown"


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
    except (zipfile.BadZipFile, ValueError, OSError):
        # Cut off: the directory stands at the end, the names in front of each member are still there.
        names = [name.decode() for name in _TELLING if name in payload]
    if any(name.lower() == "ofd.xml" for name in names):
        return "ofd"
    if "[Content_Types].xml" not in names:
        return "zip"
    return next((kind for part, kind in _PARTS if any(name.startswith(part) for name in names)), "zip")
