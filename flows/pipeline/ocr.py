"""OCR, if the extra `[ocr]` is installed: its models are in its package, nothing is downloaded."""

import logging
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from extraction.files.ocr import Ocr, Recognised


def has_ocr() -> bool:
    """Whether pictures of text can be read here; loads nothing."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@lru_cache(maxsize=1)
def load_ocr() -> Ocr | None:
    """The engine, loaded at the first picture; None without the extra."""
    return _Engine() if has_ocr() else None


class _Engine:
    def __init__(self) -> None:
        self._engine: Any = None

    def __call__(self, picture: Any) -> list[Recognised]:
        if self._engine is None:
            from rapidocr import RapidOCR

            logging.getLogger("RapidOCR").setLevel(logging.ERROR)
            self._engine = RapidOCR()
        # RapidOCR accepts the bytes of an image file.
        drawn = picture if isinstance(picture, bytes) else picture.to_numpy()[:, :, :3]
        found = self._engine(drawn)
        if found.boxes is None:
            return []
        return [
            Recognised(text, (*box.min(axis=0), *box.max(axis=0)), float(score))
            for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
        ]
