"""flow reextract: stored captures → new extractions → versions; no network, nothing published.

What it changes is looked at first; `fazhi publish`, or the next night, puts it live.
"""

from prefect import flow

from flows import tasks
from storage.lock import writer_lock
from storage.paths import DataDir


@flow(name="reextract")
def reextract(data_dir: str | None = None, wait_minutes: float = 240) -> int:
    """Read all captures that the present extractor version has not read; how many that were.

    data_dir and wait_minutes as in nightly. Also takes in crawls that a killed run left on disk.
    """
    data = DataDir.from_environment(data_dir)
    with writer_lock(data, wait_minutes * 60):
        tasks.ingest(data)
        count = tasks.read(data)
        tasks.version(data)
    return count
