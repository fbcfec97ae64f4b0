"""Ctrl-C and SIGTERM end a command within seconds, in one line, and leave no process running.

The first signal raises Stopped in the main thread: running work stops its child processes on the way out.
What has not ended after GRACE_SECONDS is left as after a crash; the next run resumes it.
"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

GRACE_SECONDS = 4.5
LINE = "fazhi: stopped; run the same command to continue"
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopped(BaseException):
    """A person or a service manager ended the command."""


class Stopping:
    """The requested stop: exit_code is 130 after Ctrl-C, 143 after SIGTERM, 0 without one."""

    exit_code = 0

    def __call__(self, number: int, _frame: FrameType | None) -> None:
        if self.exit_code:
            return  # already ending
        self.exit_code = 128 + number
        watchdog = threading.Timer(GRACE_SECONDS, self._give_up)
        watchdog.daemon = True
        watchdog.start()
        raise Stopped

    def _give_up(self) -> None:
        os.write(2, f"{LINE}\n".encode())
        os._exit(self.exit_code)


@contextmanager
def stopped_by_signals() -> Iterator[Stopping]:
    """Within the block both signals raise Stopped."""
    stopping = Stopping()
    if threading.current_thread() is not threading.main_thread():
        yield stopping
        return
    before = {number: signal.signal(number, stopping) for number in SIGNALS}
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
