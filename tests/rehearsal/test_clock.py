"""Processes that are started within the block live at its moment, and others do not."""

import subprocess
import sys
from datetime import datetime, timedelta

from records import clock
from rehearsal.clock import clock_at
from tests.conftest import ROOT

MOMENT = datetime.fromisoformat("2026-03-31T17:00")
ASK = [sys.executable, "-c", "from records import clock; print(clock.now().isoformat())"]


def _told_by_a_child() -> datetime:
    done = subprocess.run(ASK, cwd=ROOT, capture_output=True, text=True, check=True)
    return datetime.fromisoformat(done.stdout.strip())


def test_the_clocks_of_this_process_and_its_children_are_moved_and_go_on() -> None:
    with clock_at(MOMENT):
        here, there = clock.now(), _told_by_a_child()
    assert MOMENT <= here <= there < MOMENT + timedelta(hours=1)


def test_afterwards_they_are_right_again() -> None:
    with clock_at(MOMENT):
        pass
    assert abs(_told_by_a_child() - clock.now()) < timedelta(hours=1)
    assert abs(clock.now() - MOMENT) > timedelta(days=1)
