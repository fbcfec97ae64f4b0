"""How long it takes to make the archive again from the evidence, and whether it is the same one.

`python -m benchmarks.rebuild 100000`: generates crawls of that many captures (benchmarks.crawls), takes them
in night by night as harvests do, rebuilds them in one go, and compares. `--record` keeps the result in
latest/.
"""

import argparse
import logging
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.crawls import Plan, make_crawls
from benchmarks.machine import machine, record
from flows.pipeline import stages
from flows.pipeline.rebuild import rebuild
from storage.paths import DataDir

GOAL_MINUTES = 15


def measure(data: DataDir, plan: Plan) -> tuple[str, bool]:
    """One line of Markdown on a rebuild of the plan, and whether all was as it must be."""
    live_seconds = 0.0
    for night in range(1, plan.nights + 1):
        make_crawls(data, Plan(plan.sites, plan.years, night), night)
        began = time.monotonic()
        stages.ingest(data)
        stages.read(data)
        stages.version(data)
        live_seconds += time.monotonic() - began
    began = time.monotonic()
    made = rebuild(data)
    seconds = time.monotonic() - began
    megabytes = sum(path.stat().st_size for path in data.warc.rglob("*.gz")) / 1e6
    told = "equal" if not made.odd else f"DIFFERENT in {len(made.odd)} rows"
    line = (
        f"{made.captures:,} captures ({megabytes:,.0f} MB of WARC), {made.reports:,} reports: "
        f"{seconds / 60:.1f} minutes ({1000 * seconds / made.captures:.1f} ms a capture; night by night "
        f"{live_seconds / 60:.1f}); fingerprint {told}"
    )
    return line, not made.odd


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("captures", type=int, nargs="?", default=100_000)
    parser.add_argument("--record", action="store_true", help="keep the result in benchmarks/latest")
    parser.add_argument("--at", type=Path, help="a folder to work in and to keep")
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    plan = Plan(max(1, chosen.captures // Plan(1).captures))
    with tempfile.TemporaryDirectory(prefix="fazhi-rebuild-") as folder:
        line, equal = measure(DataDir(chosen.at or Path(folder)), plan)
    print(f"{machine()}\n{line}")
    if chosen.record:
        record("rebuild", f"{line} (goal: {GOAL_MINUTES} minutes for 100,000)")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
