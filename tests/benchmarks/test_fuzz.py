"""A short, seeded run of what `make fuzz` does for ten minutes: no crash, no hang, no memory."""

import subprocess
import sys

from benchmarks.fuzz import make
from tests.conftest import PATIENCE


def test_damaged_inputs_are_read_or_refused() -> None:
    asked = [sys.executable, "-m", "benchmarks.fuzz", "--inputs", "200"]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0 and done.stdout.endswith("0 wrong\n"), done.stdout


def test_an_input_can_be_made_again() -> None:
    for kind in ("page", "file", "log", "csv"):
        assert make(kind, 5, 77) == make(kind, 5, 77) != make(kind, 5, 78)


def test_records_that_once_crashed_the_check() -> None:
    for number in ("137", "277", "297", "377"):
        asked = [sys.executable, "-m", "benchmarks.fuzz", "--only", "warc", "--at", number]
        assert subprocess.run(asked, capture_output=True, timeout=PATIENCE).returncode == 0
