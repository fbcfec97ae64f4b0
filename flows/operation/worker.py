"""The worker of an installation: `python -m flows.operation.worker POOL`.

Sweeps up what a crash left behind, then runs Prefect's worker and ends it at the first signal. Prefect's own
worker (3.8) waits after SIGTERM for its runs, possibly for ever.
"""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

import httpx

from flows.operation.sweeping import processes_of_runs, sweep
from flows.rendering.console import set_up_logging

log = logging.getLogger(__name__)

SERVER_WITHIN_SECONDS = 300
RUNS_END_WITHIN_SECONDS = 15
PR_SET_PDEATHSIG = 1
"""prctl(2): sets the signal that this process gets when its parent dies."""


class Ended(BaseException):
    """A signal asked for the end."""


def main(pool: str) -> int:
    """Exit code 0 after a signal, Prefect's own if the worker ended by itself, 1 without a server."""
    set_up_logging(verbose=False)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    worker: subprocess.Popen[bytes] | None = None
    try:
        if not _swept(pool):
            log.error(
                "no Prefect server answers at %s: start it first (make server)",
                os.environ.get("PREFECT_API_URL", "–"),
            )
            return 1
        worker = subprocess.Popen(
            [sys.executable, "-m", "prefect", "worker", "start", "--pool", pool],
            start_new_session=True,
            preexec_fn=end_with_parent,
        )
        return worker.wait()
    except Ended:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        if worker is not None:
            _stop(worker)
        return 0


def end_with_parent() -> None:
    """Run in a child before its program begins: a kill -9 of the parent ends it too. Linux only, else
    nothing.

    Otherwise an orphaned worker would keep taking up runs beside the next one.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _end(_number: int, _frame: FrameType | None) -> None:
    raise Ended


def _swept(pool: str) -> bool:
    """Whether the server answered in time and the remains of a crash were swept."""
    deadline = time.monotonic() + SERVER_WITHIN_SECONDS
    while time.monotonic() < deadline:
        try:
            sweep(pool)
            return True
        except (httpx.HTTPError, RuntimeError) as error:
            log.info("waiting for the Prefect server: %s", str(error).splitlines()[0] if str(error) else "…")
            time.sleep(5)
    return False


def _stop(worker: "subprocess.Popen[bytes]") -> None:
    """Stops first the runs, which stop their crawls and report, then the worker and everything it started."""
    runs = [process for process in processes_of_runs() if _session_of(process) == worker.pid]
    for process in runs:
        _signal(process, signal.SIGTERM)
    deadline = time.monotonic() + RUNS_END_WITHIN_SECONDS
    while any(_session_of(process) == worker.pid for process in runs) and time.monotonic() < deadline:
        time.sleep(0.2)
    _signal(-worker.pid, signal.SIGKILL)
    worker.wait()


def _session_of(process: int) -> int:
    """The session of a process; 0 if it has ended."""
    try:
        return os.getsid(process) if Path(f"/proc/{process}/cmdline").read_bytes() else 0
    except OSError:
        return 0


def _signal(process: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, number)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
