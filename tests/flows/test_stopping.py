"""Ctrl-C and SIGTERM: one line, the agreed exit code, nothing left running. No Prefect server is needed or
started."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import replica
from tests.conftest import PATIENCE, fazhi_process, wait_until


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_harvest_says_one_line_and_leaves_nothing_running(number, code, tmp_path: Path):
    with replica.running(night=1) as pretend:
        asked = ("--data", str(tmp_path), "harvest", "--via", pretend.address, "--delay", "0.5")
        run = subprocess.Popen(
            [sys.executable, "-m", "flows.cli", *asked],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"},
        )
        logs = tmp_path.glob
        wait_until(
            lambda: (
                run.poll() is not None or any(path.stat().st_size for path in logs("crawls/*/captures.jsonl"))
            ),
            "the first capture",
        )
        assert run.poll() is None, run.communicate()
        # Ctrl-C in a terminal goes to all processes of the group, a service manager's SIGTERM to one.
        (os.killpg if number == signal.SIGINT else os.kill)(run.pid, number)
        out, err = run.communicate(timeout=PATIENCE)
    assert run.returncode == code
    assert err.splitlines()[-1] == "fazhi: stopped; run the same command to continue"
    assert "Traceback" not in err + out
    assert not _naming(tmp_path)
    assert not (tmp_path / "prefect").exists()


def _naming(folder: Path) -> list[bytes]:
    """The commands of all processes that name the folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
        except OSError:
            continue
        if str(folder).encode() in command:
            found.append(command)
    return found


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["harvest", "--delay", "0"], "a delay of 0.0 s is refused"),
        (["harvest", "--budget", "0"], "budget is 0: it must be 1 or more"),
        (["harvest", "--via", "nowhere"], "give the proxy as HOST:PORT"),
        (["harvest", "--window", "1-6"], "give it as HH:MM-HH:MM"),
        (["harvest", "--site", "999999"], "999999"),
        (["crawl", "330282", "--delay", "1"], "a delay of 1.0 s is refused"),
    ],
)
def test_what_makes_no_sense_is_said_before_anything_starts(asked, said, tmp_path: Path):
    ended = fazhi_process("--data", str(tmp_path / "data"), *asked)
    assert ended.code == 2
    assert said in ended.err and len(ended.err.splitlines()) == 1
    assert not (tmp_path / "data").exists()
