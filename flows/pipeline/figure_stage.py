"""The stage that reads the figures of the texts: pure, on all cores, once per text and version of the
rules."""

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
from storage.history.figure_store import FigureDifference, Read, Unread, Written, write_read
from storage.paths import DataDir

log = logging.getLogger(__name__)

_NUMBER = re.compile(r"\d[\d,.]*")
_BATCH = 40
"""Texts passed to a process at a time."""
_SAVED_TOGETHER = 50
"""Batches saved in one transaction; a kill loses at most these."""


def figures(data: DataDir) -> int:
    """Reads the figures of new texts and chooses those of the panel. Returns the number of texts.

    Reads none if another version of the rules is promoted: a person promotes this one (fazhi reextract
    --figures).
    """
    with Archive.open(data) as archive:
        if archive.figures.promoted() not in ("", FIGURES_VERSION):
            return 0
        read = _read_all(archive)
        archive.figures.choose(FIGURES_VERSION)
    log.info("read the figures of %d texts", read)
    return read


def preview_figures(data: DataDir) -> list[FigureDifference]:
    """The differences that promoting this version of the rules would make, by code; readers see none of it
    until then."""
    with Archive.open(data) as archive:
        _read_all(archive)
        return archive.figures.compare(FIGURES_VERSION)


def promote_figures(data: DataDir) -> int:
    """Promotes this version of the rules. Returns the number of reports whose figures were chosen again."""
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
