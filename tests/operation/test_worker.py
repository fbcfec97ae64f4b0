"""The worker's own process: what becomes of its child."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import wait_until

# The child is that of the worker in all but its program.
PARENT = """
import subprocess, sys, time
from flows.operation.worker import end_with_parent
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"],
    start_new_session=True, preexec_fn=end_with_parent)
print(child.pid, flush=True)
time.sleep(3600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_a_worker_whose_parent_is_killed_ends_too():
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        try:
            assert _runs(child)
            parent.kill()
            wait_until(lambda: not _runs(child), "the end of the child")
        finally:
            parent.kill()
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)


def _runs(process: int) -> bool:
    """False where it has ended, also while nobody has asked how."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
