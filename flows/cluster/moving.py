"""An archive moved to a cluster and back: its evidence, file by file, as it is."""

import logging

from flows.cluster.landing import FILES
from flows.cluster.night_plan import DIED
from storage.archive import Archive
from storage.database.identity import archive_id
from storage.database.lock import writer_lock
from storage.evidence.object_store import ObjectStore
from storage.paths import DataDir

log = logging.getLogger(__name__)


def upload(data: DataDir, store: ObjectStore) -> int:
    """Brings every WARC file and log that is not there yet; how many. Nothing is removed here.

    Raises ObjectDiffers where the two hold other bytes under one name.
    """
    with writer_lock(data):
        with Archive.open(data):
            store.claim(archive_id(data))
        done = 0
        for folder in (data.warc, data.crawls):
            there = set(store.listed(folder.name))
            for path in sorted(one for one in folder.rglob("*") if one.is_file()):
                key = path.relative_to(data.root).as_posix()
                if key not in there:
                    store.put(key, path.read_bytes())
                    done += 1
    return done


def download(data: DataDir, store: ObjectStore) -> int:
    """Brings every WARC file and log that is not here yet; how many. A part that a kill left is begun anew.

    Raises ForeignArchive for the store of another archive.
    """
    with writer_lock(data):
        with Archive.open(data):
            store.claim(archive_id(data))
        done = 0
        for key in (*store.listed("warc"), *store.listed("crawls")):
            target = data.root / key
            if target.name in (FILES, DIED) or target.exists():
                continue
            payload = store.read(key)
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(target.name + ".part")
            part.write_bytes(payload)
            part.replace(target)
            done += 1
    return done
