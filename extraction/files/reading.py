"""Choose the reader for a file, and turn its failure into an issue."""

from collections.abc import Callable
from dataclasses import replace

from extraction.files.kinds import READABLE, file_kind, fits_name, is_saved_as_page
from extraction.files.legible import if_legible
from extraction.files.limits import MAX_BYTES, MAX_DEPTH, READER_VERSION, Unreadable
from extraction.files.ocr import Ocr
from records import FileReading, Issue

_NO_READER = {
    "html": ("wrong_type", "a web page came instead of the file"),
    "empty": ("empty", "the file has no content"),
    "encrypted": ("encrypted", "the document needs a password"),
    "unknown": ("wrong_type", "the bytes are of no kind of file that is read"),
}


def read_file(payload: bytes, name: str = "", ocr: Ocr | None = None, depth: int = 0) -> FileReading:
    """The text of a file. Never raises because of its content: an Issue gives the reason when there is no
    text.

    name is the name people see, for noticing a wrong ending; ocr reads pictures of text where it is given;
    depth counts the archives around the file.
    """
    kind = file_kind(payload)
    try:
        if len(payload) > MAX_BYTES:
            raise Unreadable("too_large", f"{len(payload):,} bytes, at most {MAX_BYTES:,} are read")
        if kind not in READABLE and not (kind == "html" and is_saved_as_page(payload)):
            raise Unreadable(*_NO_READER.get(kind, ("unsupported", f"no reader for {kind} files")))
        reading = if_legible(_read(kind, payload, ocr, depth))
    except Unreadable as error:
        reading = unread(kind, error.code, error.detail)
    except MemoryError:
        reading = unread(kind, "memory", "reading the file takes more memory than it may have")
    except Exception as error:  # a damaged file can bring any library to raise anything
        told = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        reading = unread(kind, "damaged", told)
    if reading.kind in READABLE and not fits_name(reading.kind, name):
        odd = Issue("wrong_extension", f"{name} is a file of kind {reading.kind}")
        reading = replace(reading, issues=(*reading.issues, odd))
    return reading


def unread(kind: str, code: str, detail: str) -> FileReading:
    """The reading of a file that could not be read, and why."""
    return FileReading(READER_VERSION, kind, issues=(Issue(code, detail),))


def _read(kind: str, payload: bytes, ocr: Ocr | None, depth: int) -> FileReading:
    """Readers are loaded when they are needed: most runs read pages only."""
    if kind == "pdf":
        from extraction.files.readers.pdf import read_pdf

        return read_pdf(payload, ocr)
    if kind == "image":
        from extraction.files.readers.images import read_image

        return read_image(payload, ocr)
    if kind == "zip":
        from extraction.files.readers.archives import read_zip

        return read_zip(payload, depth, lambda member, name: read_file(member, name, ocr, depth + 1))
    if kind in ("docx", "word_xml"):
        from extraction.files.readers.docx import read_docx
        from extraction.files.readers.word_xml import read_word_xml

        def read_part(part: bytes, name: str) -> FileReading:
            if depth >= MAX_DEPTH:
                raise Unreadable("too_deep", f"documents nested more than {depth} deep are not opened")
            if file_kind(part) == "html":
                return _readers()["html"](part)
            return read_file(part, name, ocr, depth + 1)

        return (read_docx if kind == "docx" else read_word_xml)(payload, read_part)
    return _readers()[kind](payload)


def _readers() -> dict[str, Callable[[bytes], FileReading]]:
    from extraction.files.readers.doc import read_doc
    from extraction.files.readers.odt import read_odt
    from extraction.files.readers.ofd import read_ofd
    from extraction.files.readers.plain_text import read_text
    from extraction.files.readers.rtf import read_rtf
    from extraction.files.readers.spreadsheets import read_xls, read_xlsx
    from extraction.files.readers.web_documents import read_html, read_mhtml

    return {
        "doc": read_doc,
        "rtf": read_rtf,
        "mhtml": read_mhtml,
        "html": read_html,
        "odt": read_odt,
        "ofd": read_ofd,
        "xlsx": read_xlsx,
        "xls": read_xls,
        "text": read_text,
    }
