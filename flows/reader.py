"""Captures → extractions: read the stored bytes, understand them, all cores, no database."""

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from itertools import islice
from multiprocessing import get_context

from extraction import extract
from extraction.combine import combine
from extraction.errors import ExtractionFailed
from records import Capture, Extraction, FileReading, Issue
from storage.paths import DataDir
from storage.warc import WarcDamaged, read_payload

log = logging.getLogger(__name__)

BATCH = 50
"""Captures read and saved together: what a kill can cost."""

Reading = tuple[Capture, Extraction | Issue]


def read_captures(data: DataDir, captures: Sequence[Capture], now: datetime) -> Iterator[list[Reading]]:
    """Read the captures in order, a batch at a time; what cannot be read comes back as an Issue.

    One odd page is an issue row; a structural break (a bug in the extractor) raises.
    """
    batches = list(_batches(captures))
    if len(batches) < 2:
        for batch in batches:
            yield read_batch(data, batch, now)
        return
    # Spawned, not forked: the parent may run Prefect's threads, and a child needs none of them.
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        done = 0
        for readings in pool.map(read_batch, [data] * len(batches), batches, [now] * len(batches)):
            done += len(readings)
            log.info("reading: %d of %d captures", done, len(captures))
            yield readings


def read_batch(data: DataDir, captures: Sequence[Capture], now: datetime) -> list[Reading]:
    return [(capture, _read(data, capture, now)) for capture in captures]


def _read(data: DataDir, capture: Capture, now: datetime) -> Extraction | Issue:
    try:
        return combine_page(data, capture, {}, now)
    except WarcDamaged as error:
        return Issue("warc_damaged", str(error))
    except ExtractionFailed as error:
        return Issue("not_a_page", str(error))


def combine_page(
    data: DataDir, capture: Capture, files: Mapping[str, FileReading], now: datetime
) -> Extraction:
    """The page of a capture together with what its files say (by URL). Raises WarcDamaged, NotAPage."""
    payload = read_payload(data, capture)
    page = extract(payload, capture.url, charset=capture.charset, media_type=capture.media_type, now=now)
    return combine(page, files, url=capture.url, now=now)


def _batches(captures: Sequence[Capture]) -> Iterator[list[Capture]]:
    remaining = iter(captures)
    while batch := list(islice(remaining, BATCH)):
        yield batch
