"""What reading a picture needs, without the package that does it: the caller brings the engine."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from extraction.files.layout.rows import PageRows, Words, rows_of

SCALE = 2.0
"""Pixels a point when a page is drawn for OCR: 144 dots an inch, which small print needs."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """One run of text in a picture: left, top, right, bottom in pixels, confidence from 0 to 1."""

    text: str
    box: tuple[float, float, float, float]
    confidence: float


Ocr = Callable[[Any], list[Recognised]]
"""A picture, as the bytes of an image file or as PDFium's bitmap of a page → what is written in it."""


def read_picture(picture: Any, ocr: Ocr, page: int = 0) -> tuple[PageRows, list[float]]:
    """The rows of a picture, whose size is taken from what is written in it, and the confidence of each
    run of text."""
    found = ocr(picture)
    width = max((one.box[2] for one in found), default=0.0)
    height = max((one.box[3] for one in found), default=0.0)
    words = [
        Words(
            text=one.text,
            left=one.box[0],
            right=one.box[2],
            baseline=height - one.box[3],
            em=(one.box[3] - one.box[1]),
        )
        for one in found
    ]
    return PageRows(rows_of(words, page), width, height), [one.confidence for one in found]
