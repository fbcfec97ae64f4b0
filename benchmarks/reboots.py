"""The power goes: server, worker and flow are killed together, everything is started again, the next run
completes.

`python -m benchmarks.reboots`: on a real Prefect server, at each of three moments of a night. Exit code 1
where a later run does not complete, or a run stays under way that no process runs.
"""

import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import replica
from benchmarks.prefect_server import deploy, free_port, prefect, serving, working
from flows.operation.sweeping import UNDER_WAY, processes_of_runs
from storage.paths import DataDir
from storage.publishing.query import open_published, rows

TARGETS = ("330282", "440881")
WITHIN_SECONDS = 240


def runs_of(data: DataDir) -> list[int]:
    """The processes of flow runs that work on this data folder: another test may have some of its own."""
    wanted, found = f"DATA_DIR={data.root}".encode(), []
    for number in processes_of_runs():
        with suppress(OSError):  # it has ended
            if wanted in Path(f"/proc/{number}/environ").read_bytes().split(b"\0"):
                found.append(number)
    return found


def _begun(data: DataDir) -> bool:
    return bool(runs_of(data))


def _crawling(data: DataDir) -> bool:
    return any(path.stat().st_size > 0 for path in data.crawls.glob("*/captures.jsonl"))


def _crawled(data: DataDir) -> bool:
    return any(data.crawls.glob("*/summary.json*"))


MOMENTS: dict[str, Callable[[DataDir], bool]] = {
    "the flow's process has begun": _begun,
    "the crawl is under way": _crawling,
    "the crawl has ended, its pages are read": _crawled,
}


@dataclass(frozen=True, slots=True)
class Rebooted:
    """The states of all runs by name at the end, the newest first, and how many reports are published."""

    states: list[str]
    reports: int

    @property
    def good(self) -> bool:
        return self.states[:1] in (["COMPLETED"],) and self.reports > 0 and not {*self.states} & {*UNDER_WAY}


def reboot(home: Path, moment: Callable[[DataDir], bool]) -> Rebooted:
    """Kill everything at the moment, start it again, and wait for the end of the run that comes next."""
    data, port = DataDir(home / "data"), free_port()
    with replica.running(night=1) as pretend:
        with serving(home, port) as (env, server), working(home, env) as worker:
            deploy(env)
            _schedule(env, pretend.address)
            _wait(lambda: moment(data), "the moment to kill at")
            flows = []
            for number in runs_of(data):
                with suppress(ProcessLookupError):
                    flows.append(-os.getsid(number))
            for number in {-server.pid, -worker.pid, *flows}:
                _kill(number)
        with serving(home, port) as (env, _), working(home, env):
            _schedule(env, pretend.address)
            _wait(lambda: not {*_states(env)} & {*UNDER_WAY, "SCHEDULED"}, "the runs to end")
            states = _states(env)
    if not data.published.exists():
        return Rebooted(states, 0)
    with open_published(data) as archive:
        return Rebooted(states, len(rows(archive, "SELECT report_id FROM reports")))


def _schedule(env: dict[str, str], via: str) -> None:
    """A night that begins in a moment."""
    asked = {"targets": TARGETS, "window": "", "via": via, "delay": 0.2}
    words = [word for name, value in asked.items() for word in ("--param", f"{name}={json.dumps(value)}")]
    prefect(env, "deployment", "run", "nightly/nightly", "--start-in", "2 seconds", *words)


def _states(env: dict[str, str]) -> list[str]:
    """The states of all runs but those the schedule has planned for later, the newest first."""
    told = json.loads(prefect(env, "flow-run", "ls", "-o", "json", "--limit", "50"))
    return [run["state"]["type"] for run in told if not run["auto_scheduled"]]


def _wait(arrived: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + WITHIN_SECONDS
    while not arrived():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {WITHIN_SECONDS} s for {what}")
        time.sleep(0.1)


def _kill(group: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(group, signal.SIGKILL)


def main() -> int:
    good = True
    for name, moment in MOMENTS.items():
        with tempfile.TemporaryDirectory(prefix="fazhi-reboot-") as folder:
            ended = reboot(Path(folder), moment)
        good &= ended.good
        print(
            f"killed when {name}: runs {', '.join(ended.states)}; {ended.reports} reports published",
            flush=True,
        )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
