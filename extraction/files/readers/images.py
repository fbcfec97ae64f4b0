"""A picture of a page, such as a scanned report. It is read where an OCR is installed."""

from extraction.files.layout.paragraphs import flow
from extraction.files.limits import READER_VERSION
from extraction.files.ocr import Ocr, read_picture
from records import FileReading, Issue


def read_image(payload: bytes, ocr: Ocr | None) -> FileReading:
    """The text in a picture; without an OCR nothing but that it is one."""
    if ocr is None:
        issue = Issue("scanned", "a picture, and there is no OCR to read it")
        return FileReading(READER_VERSION, "image", pages=1, scanned=True, issues=(issue,))
    page, confidences = read_picture(payload, ocr)
    read = flow([page])
    if not confidences:
        issue = Issue("no_text", "the OCR finds no text in the picture")
        return FileReading(READER_VERSION, "image", pages=1, scanned=True, issues=(issue,))
    mean = sum(confidences) / len(confidences)
    return FileReading(
        READER_VERSION,
        "image",
        text=read.text,
        tables=read.tables,
        pages=1,
        scanned=True,
        ocr=mean,
        removed=read.removed,
        issues=(Issue("ocr", f"read by OCR, confidence {mean:.2f}"),),
    )
