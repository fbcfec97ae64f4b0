"""How reading captures again grows with processes: `python -m benchmarks.rereading --sites 40 --nights 24`.

Generated crawls are read by one process, by two, and by two workers of Dask of which one is killed half-way. Printed:
captures a second, the ratio, whether the tables are equal, and how many pieces were done twice.
"""

import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from benchmarks.crawls import Plan, make_crawls
from flows.cluster.reading.executors import Executor, Piece, dask, local
from flows.cluster.reading.rereading import reread
from flows.pipeline import stages
from rehearsal.cluster.whole import dask_running
from storage.archive import Archive
from storage.paths import DataDir

ROWS = "SELECT md5(string_agg(extraction::VARCHAR, '' ORDER BY capture_id)), count(*) FROM extraction"


@click.command(help=__doc__)
@click.option("--sites", default=40, show_default=True)
@click.option("--years", default=4, show_default=True)
@click.option("--nights", default=24, show_default=True, help="Each is one crawl, and one WARC file.")
def main(sites: int, years: int, nights: int) -> None:
    home = Path(tempfile.mkdtemp(prefix="fazhi-reread-"))
    try:
        made = DataDir(home / "made")
        make_crawls(made, Plan(sites, years, nights))
        stages.ingest(made)
        one = _run(home, made, "one process", partial(local, processes=1))
        two = _run(home, made, "two processes", partial(local, processes=2))
        with dask_running(home, dict(os.environ), 2) as scheduler:
            hurt = _run(home, made, "two workers of Dask, one killed", _killing(home, scheduler))
        print(
            f"two processes: {one[0] / two[0]:.2f} times one; load {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores"
        )
        equal = one[1] == two[1] == hurt[1]
        print("equal tables" if equal else "TABLES DIFFER")
    finally:
        shutil.rmtree(home, ignore_errors=True)
    sys.exit(0 if equal else 1)


def _run(home: Path, made: DataDir, name: str, execute: Executor) -> tuple[float, tuple[str, int]]:
    """Seconds that the pieces took, and the digest and number of the extractions."""
    data = DataDir(home / name.replace(" ", "-"))
    shutil.copytree(made.root, data.root)
    took: list[float] = []
    reread(data, partial(_timed, execute, took))
    with Archive.open(data) as archive:
        row = archive._connection.execute(ROWS).fetchone()
    assert row is not None
    print(f"{name}: {row[1]} extractions in {took[0]:.1f} s, {row[1] / took[0]:.1f} a second", flush=True)
    return took[0], (row[0], row[1])


def _timed(execute: Executor, took: list[float], do: Piece, names: Sequence[str]) -> Iterator[str]:
    began = time.monotonic()
    yield from execute(do, names)
    took.append(time.monotonic() - began)


def _killing(home: Path, scheduler: str) -> Executor:
    """Dask, of whose workers one is killed when half of the pieces are done; counts those that were begun twice."""

    def execute(do: Piece, names: Sequence[str]) -> Iterator[str]:
        begun = home / "begun"
        for done, result in enumerate(dask(partial(_noted, str(begun), do), names, scheduler), start=1):
            if done == len(names) // 2:
                _kill_one()
            yield result
        lines = begun.read_text().splitlines()
        print(f"{len(lines) - len(names)} of {len(names)} pieces were begun twice", flush=True)

    return execute


def _noted(path: str, do: Piece, name: str) -> str:
    with Path(path).open("a", encoding="utf-8") as lines:
        lines.write(name + "\n")
    return do(name)


def _kill_one() -> None:
    mine = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    workers = [int(one) for one in mine if b"dask_worker" in Path(f"/proc/{one}/cmdline").read_bytes()]
    os.kill(workers[0], signal.SIGKILL)


if __name__ == "__main__":
    main()
