"""flow reextract: stored captures → new extractions beside the promoted ones → the differences.

Readers see nothing of it until it is promoted and then published.
"""

from prefect import flow

from flows.operation.recording import show_log_lines
from flows.pipeline import tasks
from flows.pipeline.promotion import read_again
from storage.database.identity import check_archive
from storage.history.promotion import Promotion
from storage.paths import DataDir


@flow(name="reextract")
def reextract(
    data_dir: str | None = None, promote: bool = False, wait_minutes: float = 240, archive_id: str = ""
) -> Promotion | None:
    """Reads all captures that the present extractor version has not read, and returns the differences that
    promoting it makes; with promote, promotes it.

    None if the archive uses this version already. data_dir, wait_minutes and archive_id as in nightly. Also
    ingests interrupted crawls that are still on disk.
    """
    show_log_lines()
    data = DataDir.from_environment(data_dir)
    check_archive(data, archive_id)
    return read_again(data, tasks, promote=promote, wait_seconds=wait_minutes * 60)
