"""Moves a crawl's files from a worker's disk to the object store: written once, read back, then deleted.

warc/<crawl>/*.warc.gz          as they are rotated, the last at the end
crawls/<crawl>/*                logs, then files.json: the sha256 of everything
crawls/<crawl>/summary.json     last: the crawl is uploaded. died.json instead if it left no summary
"""

import contextlib
import hashlib
import json
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows.cluster.errors import ClusterRefused
from flows.cluster.night_plan import DIED, FINISHED, how_ended
from storage.evidence.object_store import ObjectStore
from storage.paths import DataDir
from storage.publishing.publish import sync

log = logging.getLogger(__name__)

FILES = "files.json"
RECEIPTS = "landed.jsonl"
NOT_LANDED = frozenset((FINISHED, DIED, FILES))


def place_of(spool: DataDir, crawl_id: str) -> DataDir:
    """The folder of one crawl on a worker's disk: a data folder of its own, deleted when everything is
    uploaded."""
    return DataDir(spool.root / "spool" / crawl_id)


def waiting(spool: DataDir) -> list[str]:
    """The crawls that are still on this disk."""
    return sorted(path.name for path in (spool.root / "spool").glob("*"))


def land_rotated(place: DataDir, store: ObjectStore, crawl_id: str) -> None:
    """Uploads the WARC files that a running crawl has closed; the newest is still being written."""
    done = _receipts(place)
    for path in sorted(place.warc_of(crawl_id).glob("*.warc.gz"))[:-1]:
        key = _key(place, path)
        if key not in done:
            receipt = {"key": key, **_bring(store, key, path)}
            place.work.mkdir(parents=True, exist_ok=True)
            with (place.work / RECEIPTS).open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(receipt) + "\n")


def land(place: DataDir, store: ObjectStore, crawl_id: str) -> None:
    """Uploads a finished crawl and deletes the local copy. Can be repeated after an interruption.

    Raises StoreUnusable; then everything is still on this disk.
    """
    if how_ended(store, crawl_id):  # a kill before the local copy was deleted
        shutil.rmtree(place.root)
        return
    told, done = {}, _receipts(place)
    for path in _files_of(place, crawl_id):
        key = _key(place, path)
        told[key] = done.get(key) or _bring(store, key, path)
    store.put(f"crawls/{crawl_id}/{FILES}", json.dumps(told, indent=0, sort_keys=True).encode())
    summary = place.crawl(crawl_id) / FINISHED
    if summary.exists():
        store.put(f"crawls/{crawl_id}/{FINISHED}", summary.read_bytes())
    else:
        store.put(f"crawls/{crawl_id}/{DIED}", b"{}")
    shutil.rmtree(place.root)
    log.info("uploaded %s: %d files", crawl_id, len(told) + 1)


def _bring(store: ObjectStore, key: str, path: Path) -> dict[str, Any]:
    """Uploads a file and reads it back. Returns its sha256 and size in bytes."""
    payload = path.read_bytes()
    return {"sha256": store.put(key, payload), "bytes": len(payload)}


def _receipts(place: DataDir) -> dict[str, dict[str, Any]]:
    """The files that were uploaded and read back while the crawl ran: key to sha256 and bytes. A line that a
    kill cut off is ignored; its file is uploaded again."""
    path, found = place.work / RECEIPTS, {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        with contextlib.suppress(ValueError):
            receipt = json.loads(line)
            found[receipt.pop("key")] = receipt
    return found


def fetch_landed(data: DataDir, store: ObjectStore, crawl_id: str, *, evidence: bool = True) -> None:
    """Downloads an uploaded crawl into a data folder, whole or not at all, with its WARC files unless
    evidence is False.

    Raises ClusterRefused if an object differs from files.json.
    """
    told = json.loads(store.read(f"crawls/{crawl_id}/{FILES}"))
    part = data.work / "landing" / crawl_id
    shutil.rmtree(part, ignore_errors=True)
    summary = f"crawls/{crawl_id}/{FINISHED}"
    for key in (*told, *([summary] if store.exists(summary) else ())):
        if key.startswith("warc/") and not evidence:
            continue
        payload = store.read(key)
        if key in told and hashlib.sha256(payload).hexdigest() != told[key]["sha256"]:
            raise ClusterRefused(
                f"{store.place}/{key} differs from files.json: nothing was ingested; run `fazhi verify` on"
                " the machine that uploaded it"
            )
        target = part / key
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(payload)
        sync(target)
    if (part / "warc" / crawl_id).exists():
        _put_in_place(part / "warc" / crawl_id, data.warc_of(crawl_id))
    _put_in_place(part / "crawls" / crawl_id, data.crawl(crawl_id))
    shutil.rmtree(part)


def _put_in_place(part: Path, target: Path) -> None:
    if target.exists():  # a kill between the two
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    part.replace(target)
    sync(target.parent)


def _files_of(place: DataDir, crawl_id: str) -> Iterator[Path]:
    yield from sorted(place.warc_of(crawl_id).glob("*.warc.gz"))
    yield from (path for path in sorted(place.crawl(crawl_id).glob("*")) if path.name not in NOT_LANDED)


def _key(place: DataDir, path: Path) -> str:
    return path.relative_to(place.root).as_posix()
