"""A crash in every step ends like no crash at all: a thin sample of `python -m benchmarks.faults`."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.nightly

# A process of its own: the test's has threads, and is not to be forked.
SAMPLE = """
from benchmarks.faults import try_all
for tried in try_all(1, seed={seed}):
    print(tried.name, tried.calls, tried.struck, *tried.wrong, sep="|")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_crash_in_every_step_ends_like_no_crash_at_all() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAMPLE.format(seed=1)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    steps = [line.split("|") for line in done.stdout.splitlines()]
    assert len(steps) == 11
    assert all(int(calls) > 10 for _, calls, *_ in steps)
    assert [step for step in steps if step[3:]] == []
    assert sum(int(struck) for _, _, struck, *_ in steps) >= 10
