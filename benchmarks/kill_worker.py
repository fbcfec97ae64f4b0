"""kill -9 of the Prefect worker at random moments of a night, and whether the next run ends like one that was
never disturbed: `python -m benchmarks.kill_worker --moments 6`.

The worker is killed alone, as when it runs out of memory (the run it began goes on), or with all it started,
as when the machine loses power. Then the night is run again, and the archive is compared with an undisturbed
one.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

import replica
from benchmarks.kills import run_night, told
from benchmarks.prefect_server import deploy, prefect, process, running
from storage.database.fingerprint import differences
from storage.database.lock import writer_lock
from storage.paths import DataDir


def disturbed(env: dict[str, str], data: DataDir, delay: float, seconds: float, *, whole_group: bool) -> str:
    """The first night through a worker that is killed so long after the crawl began; then the night again.
    How far the night had come."""
    data.root.mkdir(parents=True)
    params = {"via": "", "data_dir": str(data.root), "window": '""', "delay": str(delay), "wait_minutes": "1"}
    with (
        replica.running(1) as pretend,
        process(data.root / "worker.log", "worker", "start", "--pool", "local", env=env) as worker,
    ):
        params["via"] = pretend.address
        run = [word for name, value in params.items() for word in ("--param", f"{name}={value}")]
        prefect(env, "deployment", "run", "nightly/nightly", "--param", f"targets={targets()}", *run)
        _wait_for(data)
        time.sleep(seconds)
        (os.killpg if whole_group else os.kill)(worker.pid, signal.SIGKILL)
        far = f"{len(list(data.crawls.glob('*/summary.json')))} crawls done, {_captures(data)} captures"
        # A run whose worker was killed alone goes on, and keeps the lock for as long.
        with writer_lock(data, 300):
            pass
    run_night(data, 1, delay)
    return far


def targets() -> str:
    """The five governments of the replica, as a parameter of the deployment."""
    return "[" + ", ".join(f'"{one["adcode"]}"' for one in replica.truth(1)["governments"]) + "]"


def _captures(data: DataDir) -> int:
    return sum(path.read_bytes().count(b"\n") for path in data.crawls.glob("*/captures.jsonl"))


def _wait_for(data: DataDir) -> None:
    for _ in range(600):
        if _captures(data):
            return
        time.sleep(0.1)
    raise RuntimeError(f"no crawl began: {(data.root / 'worker.log').read_text()[-2000:]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--moments", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--delay", type=float, default=0.05, help="seconds between two requests to a host")
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory(prefix="fazhi-kills-", ignore_cleanup_errors=True) as folder:
        calm = DataDir(Path(folder) / "calm")
        seconds = run_night(calm, 1, chosen.delay)
        expected, bad = told(calm), 0
        for at in range(1, chosen.moments + 1):
            # A server of its own: the deployment runs one night at a time, and a killed one holds its place.
            home = Path(folder) / f"prefect-{at}"
            home.mkdir()
            with running(home) as env:
                deploy(env)
                moment, whole_group = chance.uniform(0, seconds), at % 2 == 0
                data = DataDir(Path(folder) / str(at))
                far = disturbed(env, data, chosen.delay, moment, whole_group=whole_group)
            odd = differences(expected, told(data))
            bad += bool(odd)
            whom = "worker and all below it" if whole_group else "worker alone"
            said = f"{at:3} {whom} after {moment:.1f} s ({far}): {'DIFFERENT' if odd else 'equal'}"
            print("\n".join([said, *odd]), flush=True)
    print(f"{chosen.moments - bad} of {chosen.moments} archives equal the undisturbed one")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
