"""flow notify: sends people a message about what they must do; started by the automations of
flows.operation.automations."""

import logging
import os

from prefect import flow

from flows.operation.notify import notify as tell
from flows.operation.recording import show_log_lines
from storage.paths import DataDir

log = logging.getLogger(__name__)


@flow(name="notify")
def notify(data_dir: str | None = None) -> str:
    """Sends at most one message a night to the addresses in FAZHI_NOTIFY; nothing without any. data_dir as in
    nightly."""
    if not os.environ.get("FAZHI_NOTIFY"):
        return "nothing sent: FAZHI_NOTIFY is not set"
    show_log_lines()
    told = tell(DataDir.from_environment(data_dir))
    log.info("%s", told)
    return told
