"""Captures → extractions: read the stored bytes, understand them, all cores, no database."""

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime
from itertools import islice
from multiprocessing import get_context

from extraction import extract
from extraction.attachments import file_name
from extraction.combine import combine, extract_file
from extraction.errors import ExtractionFailed
from records import Attachment, Capture, Extraction, FileReading, Issue
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
    batches = list(_batches(captures))
    if len(batches) < 2:
        for batch in batches:
            yield read_batch(data, batch, now, _of(batch, further))
        return
    # Spawned, not forked: the parent may run Prefect's threads, and a child needs none of them.
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        done = 0
        parts = [_of(batch, further) for batch in batches]
        for readings in pool.map(read_batch, [data] * len(batches), batches, [now] * len(batches), parts):
            done += len(readings)
            log.info("reading: %d of %d captures", done, len(captures))
            yield readings


def read_batch(data: DataDir, captures: Sequence[Capture], now: datetime, further: Further) -> list[Reading]:
    return [
        (capture, read_page_of(data, capture, now, further.get(capture.capture_id, {}), {}))
        for capture in captures
    ]


def _of(batch: Sequence[Capture], further: Further | None) -> Further:
    """The part of further that a batch needs: batches travel to other processes."""
    ids = {capture.capture_id for capture in batch}
    return {capture_id: parts for capture_id, parts in (further or {}).items() if capture_id in ids}


def read_page_of(
    data: DataDir,
    capture: Capture,
    now: datetime,
    parts: Mapping[str, Capture],
    files: Mapping[str, FileReading],
) -> Extraction | Issue:
    """The page of a capture, with its further pages and what its files say (both by address), or why it
    cannot be read."""
    try:
        payload = read_payload(data, capture)
        page = extract(
            payload,
            capture.url,
            charset=capture.charset,
            media_type=capture.media_type,
            now=now,
            further={url: read_payload(data, part) for url, part in parts.items()},
        )
        return combine(page, files, url=capture.url, now=now)
    except WarcDamaged as error:
        return Issue("warc_damaged", str(error))
    except ExtractionFailed as error:
        return Issue("not_a_page", str(error))


def file_alone(capture: Capture, reading: FileReading, now: datetime) -> Extraction:
    """What a file says that was fetched in a page's place: it is its own attachment."""
    name = file_name(capture.url, capture.link_title)
    found = extract_file(reading, name, title=capture.link_title, url=capture.url, now=now)
    itself = Attachment(capture.page_url, name or capture.link_title, holds_text=bool(found.body_text))
    return replace(found, attachments=(itself,))


def _batches(captures: Sequence[Capture]) -> Iterator[list[Capture]]:
    remaining = iter(captures)
    while batch := list(islice(remaining, BATCH)):
        yield batch
