"""Captures → extractions: read the stored bytes, understand them, all cores, no database."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from extraction import extract
from extraction.errors import ExtractionFailed
from flows.parallel import in_batches, map_batches
from records import Capture, Extraction, Issue
from storage.paths import DataDir
from storage.warc import WarcDamaged, read_payload

log = logging.getLogger(__name__)

BATCH = 50
"""Captures read and saved together: what a kill can cost."""

Reading = tuple[Capture, Extraction | Issue]
Further = dict[str, dict[str, Capture]]
"""By capture_id of an article's first page: its further pages by address."""


def read_captures(
    data: DataDir, captures: Sequence[Capture], now: datetime, further: Further | None = None
) -> Iterator[list[Reading]]:
    """Read the captures in order, a batch at a time; what cannot be read comes back as an Issue.

    One odd page is an issue row; a structural break (a bug in the extractor) raises.
    """
    parts = further or {}
    whole = ((capture, parts.get(capture.capture_id, {})) for capture in captures)
    done = 0
    for readings in map_batches(partial(_read_batch, data, now), in_batches(whole, BATCH)):
        done += len(readings)
        if len(captures) > BATCH:
            log.info("reading: %d of %d captures", done, len(captures))
        yield readings


def _read_batch(
    data: DataDir, now: datetime, batch: Sequence[tuple[Capture, dict[str, Capture]]]
) -> list[Reading]:
    return [(capture, _read(data, capture, now, parts)) for capture, parts in batch]


def _read(data: DataDir, capture: Capture, now: datetime, parts: dict[str, Capture]) -> Extraction | Issue:
    try:
        payload = read_payload(data, capture)
        return extract(
            payload,
            capture.url,
            charset=capture.charset,
            media_type=capture.media_type,
            now=now,
            further={url: read_payload(data, part) for url, part in parts.items()},
        )
    except WarcDamaged as error:
        return Issue("warc_damaged", str(error))
    except ExtractionFailed as error:
        return Issue("not_a_page", str(error))
