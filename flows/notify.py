"""flow notify: tell people what needs them; started by the automations of flows.operation.automations."""

import logging
import os

from prefect import flow

from flows.operation.notify import notify as tell
from flows.operation.recording import show_log_lines
from storage.paths import DataDir

log = logging.getLogger(__name__)


@flow(name="notify")
def notify(data_dir: str | None = None) -> str:
    """One message a night at most, to the addresses in FAZHI_NOTIFY; without any, nothing.

    data_dir as in nightly.
    """
    if not os.environ.get("FAZHI_NOTIFY"):
        return "nobody to tell: FAZHI_NOTIFY is not set"
    show_log_lines()
    told = tell(DataDir.from_environment(data_dir))
    log.info("%s", told)
    return told
