"""Captures → extractions: reads the stored bytes and extracts them, on all cores, without a database."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from extraction.body.attachments import file_name
from extraction.combine import combine, extract_file
from extraction.files import DOCUMENTS, file_kind
from extraction.markup.errors import ExtractionFailed
from extraction.reading import extract
from flows.pipeline.parallel import in_batches, map_batches
from records import Attachment, Capture, Extraction, FileReading, Issue
from storage.evidence.warc import WarcDamaged, read_payload
from storage.paths import DataDir

log = logging.getLogger(__name__)

A_FILE = "file_in_place_of_page"
"""The issue code for bytes that are a document, whatever type the server declares."""

BATCH = 50
"""Captures read and saved in one transaction; a kill loses at most these."""

Reading = tuple[Capture, Extraction | Issue]
Further = dict[str, dict[str, Capture]]
"""By capture_id of an article's first page: its further pages by address."""


def read_captures(
    data: DataDir, captures: Sequence[Capture], further: Further | None = None
) -> Iterator[list[Reading]]:
    """Reads the captures in order, a batch at a time; a capture that cannot be read comes back as an Issue.

    "Now" is the day of the capture, so that reading it again later gives the same. One odd page is an issue
    row; a structural break (a bug in the extractor) raises.
    """
    parts = further or {}
    whole = ((capture, parts.get(capture.capture_id, {})) for capture in captures)
    done = 0
    for readings in map_batches(partial(_read_batch, data), in_batches(whole, BATCH)):
        done += len(readings)
        if len(captures) > BATCH:
            log.info("reading: %d of %d captures", done, len(captures))
        yield readings


def _read_batch(data: DataDir, batch: Sequence[tuple[Capture, dict[str, Capture]]]) -> list[Reading]:
    return [(capture, read_page_of(data, capture, parts, {})) for capture, parts in batch]


def read_page_of(
    data: DataDir,
    capture: Capture,
    parts: Mapping[str, Capture],
    files: Mapping[str, FileReading],
) -> Extraction | Issue:
    """The page of a capture combined with its further pages and the readings of its files (both by address),
    or why it cannot be read."""
    payload = b""
    try:
        payload = read_payload(data, capture)
        page = extract(
            payload,
            capture.url,
            charset=capture.charset,
            media_type=capture.media_type,
            now=capture.captured_at,
            further={url: read_payload(data, part) for url, part in parts.items()},
        )
        return combine(page, files, url=capture.url, now=capture.captured_at)
    except WarcDamaged as error:
        return Issue("warc_damaged", str(error))
    except ExtractionFailed as error:
        return Issue(A_FILE if file_kind(payload) in DOCUMENTS else "not_a_page", str(error))


def file_alone(capture: Capture, reading: FileReading) -> Extraction:
    """The extraction of a file that was fetched in place of a page: it is its own attachment."""
    name = file_name(capture.url, capture.link_title)
    found = extract_file(reading, name, title=capture.link_title, url=capture.url, now=capture.captured_at)
    itself = Attachment(capture.page_url, name or capture.link_title, holds_text=bool(found.body_text))
    return replace(found, attachments=(itself,))
