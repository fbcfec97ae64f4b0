"""The archive made again from the evidence alone, and held against the live one."""

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
    """Where the archive was made again and how it compares: odd are the rows that only one of the two has.

    compared is the version of the extractor that the live archive is read with, None where there is none.
    """

    data: DataDir
    captures: int
    reports: int
    odd: tuple[str, ...]
    compared: str | None


def rebuild(data: DataDir, folder: Path | None = None, *, replace: bool = False) -> Rebuilt:
    """Ingest, read and fold all evidence into an archive in folder (work/rebuilt without one); with replace
    it then becomes the working archive.

    Holds the writer lock: evidence that grows meanwhile could not be compared. Killed at any moment, it
    goes on where it was. Raises ArchiveLocked.
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
    """All stages but publishing, until nothing is left to read: what a fold takes for a report page may make
    another capture one that is read."""
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
    """Rebuild and say how it compares. Raises RebuildDiffers where the two tell different things."""
    made = rebuild(data, folder, replace=replace)
    where = data.work_archive if replace else made.data.work_archive
    print(f"{made.captures} captures, {made.reports} reports: {where}")
    if made.compared is None:
        print("there is no live archive to compare it with")
    elif not made.odd:
        print("equal: it tells what the live archive tells")
    else:
        for line in islice(made.odd, SHOWN):
            print(line)
        raise RebuildDiffers(_why(made))


def _why(made: Rebuilt) -> str:
    tables = sorted({line.split()[1] for line in made.odd})
    told = f"{len(made.odd)} rows of {', '.join(tables)} differ from the live archive's"
    if made.compared != EXTRACTOR_VERSION:
        return f"{told}, which is read with extractor {made.compared}, this one with {EXTRACTOR_VERSION}"
    return f"{told}: run `fazhi verify` for the evidence; crawls that were not ingested yet tell more, too"
