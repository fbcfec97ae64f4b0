"""The replica's process ends with whoever started it."""

import socket
import subprocess
import sys

import pytest

from tests.conftest import wait_until

PARENT = "import replica\nwith replica.running(night=1) as pretend:\n    print(pretend.address, flush=True)\n    input()"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent died")
def test_it_ends_with_a_parent_that_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        address = parent.stdout.readline().strip()
        assert answers(address)
        parent.kill()
    wait_until(lambda: not answers(address), "the replica to end with its parent")


def answers(address: str) -> bool:
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=10).close()
    except ConnectionError:
        return False
    return True
