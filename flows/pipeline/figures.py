"""The stage that reads the figures of the texts: pure, on all cores, once a text and version of the rules."""

import logging
import re
from collections.abc import Iterator
from itertools import chain, islice

from extraction.figures.reading import FIGURES_VERSION, read_figures
from flows.pipeline.parallel import in_batches, map_batches
from storage.archive import Archive
from storage.history.figures import FigureDifference, Read, Unread
from storage.paths import DataDir

log = logging.getLogger(__name__)

_NUMBER = re.compile(r"\d[\d,.]*")
_BATCH = 40
"""Texts handed to a process at once."""
_SAVED_TOGETHER = 2000
"""Texts saved in one transaction: what a kill can cost."""


def figures(data: DataDir) -> int:
    """Read the figures of the texts that are new and choose those of the panel; how many texts. None are read where
    another version of the rules is promoted: a person promotes this one (fazhi reextract --figures)."""
    with Archive.open(data) as archive:
        if archive.figures.promoted() not in ("", FIGURES_VERSION):
            return 0
        read = _read_all(archive)
        archive.figures.choose(FIGURES_VERSION)
    log.info("read the figures of %d texts", read)
    return read


def preview_figures(data: DataDir) -> list[FigureDifference]:
    """What promoting this version of the rules would change, by code; nothing is seen of it until then."""
    with Archive.open(data) as archive:
        _read_all(archive)
        return archive.figures.compare(FIGURES_VERSION)


def promote_figures(data: DataDir) -> int:
    """Show the figures as this version of the rules reads them; of how many reports they are chosen anew."""
    with Archive.open(data) as archive:
        return archive.figures.choose(FIGURES_VERSION)


def _read_all(archive: Archive) -> int:
    unread = archive.figures.unread(FIGURES_VERSION)
    read = chain.from_iterable(map_batches(_read_batch, in_batches(unread, _BATCH)))
    done = 0
    while some := list(islice(read, _SAVED_TOGETHER)):
        archive.figures.save(FIGURES_VERSION, some)
        done += len(some)
        log.info("figures: %d texts", done)
    return done


def _read_batch(texts: list[Unread]) -> list[Read]:
    return list(_read(texts))


def _read(texts: list[Unread]) -> Iterator[Read]:
    for one in texts:
        yield Read(one, read_figures(one.text, one.report_year), len(_NUMBER.findall(one.text)))
