"""Builds the archive again from the evidence alone, and compares it with the live one."""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from extraction.reading import EXTRACTOR_VERSION
from flows.errors import RebuildDiffers
from flows.pipeline import stages
from storage.archive import Archive
from storage.database.fingerprint import differences
from storage.database.lock import writer_lock
from storage.paths import DataDir
from storage.preservation.rebuild import (
    begin_rebuild,
    live_content,
    live_is_invented,
    live_rule,
    put_in_place,
)

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The rebuilt archive and how it compares: odd are the rows that only one of the two archives has.
    compared is the live archive's extractor version, None if there is no live archive."""

    data: DataDir
    captures: int
    reports: int
    odd: tuple[str, ...]
    compared: str | None


def rebuild(data: DataDir, folder: Path | None = None, *, replace: bool = False) -> Rebuilt:
    """Ingests, reads and folds all evidence into an archive in folder (work/rebuilt without one); with
    replace it then becomes the working archive.

    Holds the writer lock, because evidence that grows meanwhile could not be compared. Continues after an
    interruption. Raises ArchiveLocked.
    """
    with writer_lock(data):
        there = begin_rebuild(data, folder or data.rebuilt, EXTRACTOR_VERSION)
        with Archive.open(there) as archive:
            archive.save_removal_rule(live_rule(data))
            if live_is_invented(data):
                archive.note_invented()
        make_archive(there)
        live = live_content(data)
        with Archive.open(there) as archive:
            told = archive.content()
            captures = archive.captures()
        odd = tuple(differences(live[1], told)) if live else ()
        rebuilt = Rebuilt(there, captures, len(told["report"]), odd, live[0] if live else None)
        if replace:
            put_in_place(data, there)
    return rebuilt


def make_archive(data: DataDir) -> None:
    """All stages except publishing, until nothing is left to read: when a fold takes a page for a report
    page, another capture of it may become readable."""
    stages.ingest(data)
    waiting: set[str] | None = None
    while True:
        stages.read(data)
        stages.version(data)
        with Archive.open(data) as archive:
            left = {capture.capture_id for capture in archive.pending(EXTRACTOR_VERSION)}
        if left == waiting or not left:
            return
        waiting = left


def show_rebuild(data: DataDir, folder: Path | None, *, replace: bool) -> None:
    """Rebuilds and prints the comparison. Raises RebuildDiffers if the two archives differ."""
    made = rebuild(data, folder, replace=replace)
    where = data.work_archive if replace else made.data.work_archive
    print(f"{made.captures} captures, {made.reports} reports: {where}")
    if made.compared is None:
        print("there is no live archive to compare it with")
    elif not made.odd:
        print("the rebuilt archive equals the live one")
    else:
        for line in islice(made.odd, SHOWN):
            print(line)
        raise RebuildDiffers(_why(made))


def _why(made: Rebuilt) -> str:
    tables = sorted({line.split()[1] for line in made.odd})
    line = f"{len(made.odd)} rows of {', '.join(tables)} differ"
    if made.compared != EXTRACTOR_VERSION:
        versions = f"the live archive was made with extractor {made.compared}, the rebuilt one with {EXTRACTOR_VERSION}"
        return f"{line}: {versions}; run `fazhi reextract` to compare the two"
    cure = "check the evidence with `fazhi verify`. Crawls that are not ingested yet also cause differences"
    return f"{line} from the live archive: {cure}"
