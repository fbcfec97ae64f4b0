"""flow reextract: stored captures → new extractions beside the promoted ones → what would change.

Nothing of it is seen by readers until it is promoted, and published after that.
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
    """Read all captures that the present extractor version has not read, and tell what promoting it changes;
    with promote, promote it. None where the archive is read with this version already.

    data_dir, wait_minutes and archive_id as in nightly. Also takes in crawls that a killed run left on disk.
    """
    show_log_lines()
    data = DataDir.from_environment(data_dir)
    check_archive(data, archive_id)
    return read_again(data, tasks, promote=promote, wait_seconds=wait_minutes * 60)
