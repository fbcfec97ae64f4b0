"""Reads stored captures again in many processes: one WARC file → one Parquet file per extractor version.

readings/<version>/<warc file>.jsonl      what is to be read in it: captures, with their further pages
readings/<version>/<warc file>.parquet    the readings; if it exists, the piece is done
"""

import json
import logging
import os
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from extraction.reading import EXTRACTOR_VERSION
from flows.cluster.errors import ClusterRefused
from flows.cluster.reading.executors import Executor
from flows.pipeline.reader import read_page_of
from flows.pipeline.stages import read_with_this_version
from records import Capture, Extraction
from records.jsonlines import from_json, to_json
from storage.archive import Archive
from storage.errors import ObjectDiffers
from storage.evidence.object_store import ObjectStore
from storage.evidence.ranges import STORE
from storage.intake.readings import read_readings, write_readings
from storage.paths import DataDir

log = logging.getLogger(__name__)


def reread(data: DataDir, execute: Executor) -> int:
    """Reads the captures that this extractor version has not read. Returns how many. The caller holds the
    writer lock.

    The executor reads pages; files, and pages with their text in files, are read here
    (flows.pipeline.stages). Raises ClusterRefused if the executor left some out; then nothing was ingested.
    """
    place = readings_place(data)
    store = ObjectStore(place)
    with Archive.open(data) as archive:
        names = _hand_out(archive, store)
        missing = [name for name in names if not store.exists(result_of(name))]
        log.info("reading %d WARC files again, %d are read already", len(missing), len(names) - len(missing))
        do = partial(read_file_again, str(data.root.resolve()), EXTRACTOR_VERSION, place)
        for done, _ in enumerate(execute(do, missing), start=1):
            if done % 10 == 0 or done == len(missing):
                log.info("read again: %d of %d WARC files", done, len(missing))
        unread = sum(not store.exists(result_of(name)) for name in missing)
        if unread:
            raise ClusterRefused(
                f"{unread} of {len(missing)} WARC files were not read: see the logs of their runs, then run"
                " the same command; finished files are kept"
            )
        read = 0
        for name in names:
            read += _take_in(archive, store, result_of(name))
    return read + read_with_this_version(data)


def readings_place(data: DataDir) -> str:
    """The place of readings: the object store, or the data folder if there is none."""
    return os.environ.get(STORE) or str((data.work / "readings").resolve())


def name_of(warc_file: str) -> str:
    return f"readings/{EXTRACTOR_VERSION}/{warc_file}.jsonl"


def result_of(name: str) -> str:
    return name.removesuffix(".jsonl") + ".parquet"


def _hand_out(archive: Archive, store: ObjectStore) -> list[str]:
    """Writes what is to be read, by WARC file. Returns the names of the pieces."""
    waiting = archive.pending(EXTRACTOR_VERSION)
    further = archive.further_pages(waiting)
    pieces: dict[str, list[Capture]] = {}
    for capture in waiting:
        pieces.setdefault(capture.warc_file, []).append(capture)
    names = []
    for warc_file, captures in sorted(pieces.items()):
        lines = (_line(capture, further.get(capture.capture_id, {})) for capture in captures)
        name = name_of(warc_file)
        if not store.exists(name):
            store.put(name, "".join(lines).encode())
        names.append(name)
    return names


def _line(capture: Capture, parts: dict[str, Capture]) -> str:
    told = {"capture": to_json(capture), "parts": {url: to_json(one) for url, one in parts.items()}}
    return json.dumps(told, ensure_ascii=False) + "\n"


def read_file_again(root: str, version: str, place: str, name: str) -> str:
    """Reads the captures of one WARC file and writes their extractions. Returns the name of the result.

    Runs in any process on any machine that reaches the place. Raises RuntimeError on a machine with another
    extractor version.
    """
    if version != EXTRACTOR_VERSION:
        raise RuntimeError(
            f"this machine has extractor {EXTRACTOR_VERSION}, but version {version} is required: update fazhi"
            " here"
        )
    store, result = ObjectStore(place), result_of(name)
    if store.exists(result):
        return result
    pieces = [json.loads(line) for line in store.read(name).splitlines()]
    with tempfile.TemporaryDirectory(prefix="fazhi-") as folder:
        data = _with_evidence(DataDir(Path(root)), store, Path(folder), pieces)
        written = Path(folder) / "readings.parquet"
        write_readings(written, _read(data, pieces))
        try:
            store.put(result, written.read_bytes())
        except ObjectDiffers:  # two did it at once: either is good
            log.info("%s was read twice", name)
    return result


def _with_evidence(
    data: DataDir, store: ObjectStore, folder: Path, pieces: Sequence[dict[str, dict[str, Any]]]
) -> DataDir:
    """The data folder; if it lacks the WARC file, a folder with that file alone (one request instead of
    thousands). What lies in other files is then read by range."""
    warc_file = pieces[0]["capture"]["warc_file"]
    if (data.root / warc_file).exists():
        return data
    here = DataDir(folder)
    target = folder / warc_file
    target.parent.mkdir(parents=True)
    target.write_bytes(store.read(warc_file))
    return here


def _read(data: DataDir, pieces: Sequence[dict[str, dict[str, Any]]]) -> Iterator[tuple[str, Extraction]]:
    for one in pieces:
        capture = from_json(Capture, one["capture"])
        parts = {url: from_json(Capture, part) for url, part in one["parts"].items()}
        found = read_page_of(data, capture, parts, {})
        if isinstance(found, Extraction):
            yield capture.capture_id, found


def _take_in(archive: Archive, store: ObjectStore, result: str) -> int:
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        file.write(store.read(result))
        file.flush()
        return archive.save_extractions(read_readings(Path(file.name)))
