"""The stages as plain functions of the data folder: each can be killed and run again.

Every function here runs with the writer lock held by whoever called it (flows.harvest).
"""

import json
import logging
import secrets
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from itertools import batched
from multiprocessing import get_context
from pathlib import Path

from crawlers.spec import CrawlSpec
from extraction import EXTRACTOR_VERSION
from flows.errors import ChecksFailed
from flows.reader import read_batch
from records import Capture, Extraction, Issue, Site
from records.jsonlines import to_json
from storage.archive import Archive
from storage.paths import DataDir

log = logging.getLogger(__name__)

BATCH = 64
"""Captures one task of the process pool reads; a smaller night is read in this process."""


def new_crawl_id(now: datetime) -> str:
    """`20261121T173000Z-1f2e`: sorts by time, unique when two start in one second."""
    return f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
