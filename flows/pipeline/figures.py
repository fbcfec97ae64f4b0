"""The stage that reads the figures of the texts: pure, on all cores, once a text and version of the rules."""

import logging
import re
import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from extraction.figures.reading import FIGURES_VERSION, read_figures
from flows.pipeline.parallel import in_batches, map_batches
from storage.archive import Archive
from storage.history.figures import FigureDifference, Read, Unread, Written, write_read
from storage.paths import DataDir

log = logging.getLogger(__name__)

_NUMBER = re.compile(r"\d[\d,.]*")
_BATCH = 40
"""Texts handed to a process at once."""
_SAVED_TOGETHER = 50
"""Batches saved in one transaction: what a kill can cost."""


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
    unread = in_batches(archive.figures.unread(FIGURES_VERSION), _BATCH)
    done = 0
    with tempfile.TemporaryDirectory(prefix="fazhi-") as folder:
        written = map_batches(partial(_read_batch, Path(folder)), unread)
        while some := list(islice(written, _SAVED_TOGETHER)):
            archive.figures.save(FIGURES_VERSION, some)
            for one in some:
                one.readings.unlink()
                one.mentions.unlink()
            done += sum(len(one.reading_ids) for one in some)
            log.info("figures: %d texts", done)
    return done


def _read_batch(folder: Path, texts: list[Unread]) -> Written:
    """The figures of some texts, in two files of the folder."""
    return write_read(FIGURES_VERSION, list(_read(texts)), folder)


def _read(texts: list[Unread]) -> Iterator[Read]:
    for one in texts:
        yield Read(one, read_figures(one.text, one.report_year), len(_NUMBER.findall(one.text)))
