"""What a night costs after so many nights: time, CPU and memory of every step, in one table.

`python -m benchmarks.nights 50 300 1000 3000 --sites 160`: for each number of nights an archive with as many
nights of these sites (3 captures a site and night, most of them revisits), published once; then one more
night in which nothing happened, each step in a process of its own. 3,209 sites are the country: 160 sites are
a twentieth of it.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.crawls import Plan, _known, _places, _write_night, make_crawls
from benchmarks.machine import machine, record
from crawlers.spec import CrawlSpec
from flows.pipeline import stages
from flows.pipeline.order import CrawlOrder, make_spec
from records import Site, clock
from storage.archive import Archive
from storage.evidence.crawl_logs import read_text
from storage.paths import DataDir

STEPS = ("ingest", "extract", "version", "check", "plan", "publish")
YEARS = 10

# The nights between the first and the last: the homepage, the list and the newest report of each site again.
AGAIN = """
CREATE TEMP TABLE again AS SELECT * FROM capture
WHERE role <> 'detail' OR contains(url, '/art/2025/');
INSERT INTO capture SELECT * EXCLUDE (night) REPLACE (
    'urn:uuid:' || uuid()::VARCHAR AS capture_id, captured_at + to_days(night::INTEGER) AS captured_at,
    strftime(captured_at + to_days(night::INTEGER), '%Y%m%dT000000Z-') || night AS crawl_id, capture_id AS revisit_of)
FROM again, range(1, $nights - 1) AS r(night);
INSERT INTO crawl SELECT * EXCLUDE (night) REPLACE (
    strftime(started_at + to_days(night::INTEGER), '%Y%m%dT000000Z-') || night AS crawl_id,
    started_at + to_days(night::INTEGER) AS started_at, finished_at + to_days(night::INTEGER) AS finished_at)
FROM (SELECT * FROM crawl), range(1, $nights - 1) AS r(night);
INSERT INTO site_outcome SELECT site_outcome.* REPLACE (
    strftime(started_at + to_days(night::INTEGER), '%Y%m%dT000000Z-') || night AS crawl_id)
FROM (SELECT * FROM site_outcome) AS site_outcome
JOIN (SELECT crawl_id, started_at FROM crawl ORDER BY started_at LIMIT 1) AS first USING (crawl_id),
    range(1, $nights - 1) AS r(night);
INSERT INTO column_seen SELECT column_seen.* REPLACE (
    strftime(started_at + to_days(night::INTEGER), '%Y%m%dT000000Z-') || night AS crawl_id)
FROM (SELECT * FROM column_seen) AS column_seen
JOIN (SELECT crawl_id, started_at FROM crawl ORDER BY started_at LIMIT 1) AS first USING (crawl_id),
    range(1, $nights - 1) AS r(night);
"""


def base(folder: Path, sites: int) -> DataDir:
    """One night, read and folded."""
    data = DataDir(folder)
    make_crawls(data, Plan(sites, YEARS, 1))
    for step in ("ingest", "extract", "version"):
        run(data, step)
    return data


def grow(data: DataDir, sites: int, nights: int) -> None:
    """The nights but the last one, published; and the last one as it is found on the disk."""
    with Archive.open(data) as archive:
        for statement in AGAIN.replace("$nights", str(nights)).split(";\n"):
            if statement.strip():
                archive._connection.execute(statement)
    run(data, "version")
    run(data, "publish")
    places = [place for place, _ in zip(_places(), range(sites), strict=False)]
    _write_night(data, nights, places, Plan(sites, 1, nights), list(_known(data)))


def run(data: DataDir, step: str) -> None:
    if step == "plan":
        order = CrawlOrder(_sites(data), recheck="due")
        with Archive.open(data) as archive:
            make_spec(archive, data, order, clock.now())
    elif step == "extract":
        stages.read(data)
    else:
        getattr(stages, step)(data)


def _sites(data: DataDir) -> tuple[Site, ...]:
    """The sites of the crawls that were made."""
    crawl = min(data.crawls.iterdir())
    return CrawlSpec.from_json(read_text(crawl / "spec.json")).sites


def measured(data: DataDir, step: str) -> dict[str, float]:
    """A step in a process of its own: seconds, CPU seconds and megabytes at most."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.nights", "--step", step, "--data", str(data.root)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def _step(data: DataDir, step: str) -> None:
    began = time.monotonic()
    before = time.process_time()
    run(data, step)
    # Not ru_maxrss: a child begins with that of its parent.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    most = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    told = {"s": time.monotonic() - began, "cpu": time.process_time() - before, "mb": most}
    print(json.dumps(told))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("nights", nargs="*", type=int, default=[50, 300, 1000, 3000])
    options.add_argument("--sites", type=int, default=160)
    options.add_argument("--record", action="store_true")
    options.add_argument("--step")
    options.add_argument("--data", type=Path)
    asked = options.parse_args()
    if asked.step:
        _step(DataDir(asked.data), asked.step)
        return 0
    lines = [
        "| nights | captures | " + " | ".join(STEPS) + " | CPU in all |",
        "|---" * (len(STEPS) + 3) + "|",
    ]
    with tempfile.TemporaryDirectory(prefix="fazhi-nights-") as folder:
        first = base(Path(folder) / "first", asked.sites)
        for nights in asked.nights:
            data = DataDir(Path(folder) / str(nights))
            shutil.copytree(first.root, data.root)
            grow(data, asked.sites, nights)
            told = {step: measured(data, step) for step in STEPS}
            with Archive.open(data) as archive:
                captures = archive.captures()
            cells = [f"{one['s']:.1f} s, {one['cpu']:.1f} CPU, {one['mb']:.0f} MB" for one in told.values()]
            cpu = sum(one["cpu"] for one in told.values())
            lines.append(f"| {nights} | {captures:,} | " + " | ".join(cells) + f" | {cpu:.1f} s |")
            print("\n".join(lines[-1:]), flush=True)
            shutil.rmtree(data.root)
    table = "\n".join(lines)
    print(table)
    if asked.record:
        record(f"a night after so many nights, {asked.sites} sites ({machine()})", table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
