"""How reading captures again grows with processes: `python -m benchmarks.rereading --sites 40 --nights 24`.

Generated crawls are read by one process, by two, by two workers of Dask, and by two of which one is killed
half-way. Printed: what was read a second, by the clock and by the time of the processors, the ratio, whether
the tables are equal, and how many pieces were begun twice.
"""

import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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

ROWS = "SELECT md5(string_agg(md5(extraction::VARCHAR), '' ORDER BY capture_id)), count(*) FROM extraction"


@click.command(help=__doc__)
@click.option("--sites", default=40, show_default=True)
@click.option("--years", default=4, show_default=True)
@click.option("--nights", default=24, show_default=True, help="Each is one crawl, and one WARC file.")
@click.option("--paragraphs", default=12, show_default=True, help="Of each report: fewer for many captures.")
@click.option(
    "--without-one", is_flag=True, help="Only two processes and the killed worker: for many captures."
)
def main(sites: int, years: int, nights: int, paragraphs: int, without_one: bool) -> None:
    home = Path(tempfile.mkdtemp(prefix="fazhi-reread-"))
    try:
        made = DataDir(home / "made")
        plan = Plan(sites, years, nights, paragraphs)
        make_crawls(made, plan)
        stages.ingest(made)
        print(f"{plan.captures:,} captures made", flush=True)
        runs = [] if without_one else [_run(home, made, "one process", partial(local, processes=1))]
        runs.append(_run(home, made, "two processes", partial(local, processes=2)))
        with dask_running(home, dict(os.environ), 2) as scheduler:
            if not without_one:
                runs.append(_run(home, made, "two workers of Dask", partial(dask, scheduler=scheduler)))
            runs.append(_run(home, made, "two workers of Dask, one killed", _killing(home, scheduler)))
        if not without_one:
            one, *others = runs[:3]
            for name, two in zip(("two processes", "two workers of Dask"), others, strict=True):
                print(
                    f"{name}: {one.seconds / two.seconds:.2f} times one by the clock, {2 * one.cpu / two.cpu:.2f} by the"
                    f" processors' time; load {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores"
                )
        equal = len({run.tables for run in runs}) == 1
        print("equal tables" if equal else "TABLES DIFFER")
    finally:
        shutil.rmtree(home, ignore_errors=True)
    sys.exit(0 if equal else 1)


@dataclass(frozen=True)
class Run:
    """Seconds that the pieces took by the clock, and by the processors' time of the processes that did them
    (without that of a worker that was killed); tables is the digest and number of the extractions."""

    seconds: float
    cpu: float
    tables: tuple[str, int]


def _run(home: Path, made: DataDir, name: str, execute: Executor) -> Run:
    data = DataDir(home / name.replace(" ", "-"))
    data.root.mkdir()
    # WARC files are never changed: one copy does for all.
    shutil.copytree(made.root, data.root, copy_function=_linked, dirs_exist_ok=True)
    took: list[float] = []
    before = _of_children()
    reread(data, partial(_timed, execute, took))
    cpu = _of_children() - before
    with Archive.open(data) as archive:
        row = archive._connection.execute(ROWS).fetchone()
    assert row is not None
    per = f"{row[1] / took[0]:.1f} a second"
    print(f"{name}: {row[1]:,} extractions in {took[0]:.1f} s, {per}; {cpu:.1f} s of CPU", flush=True)
    return Run(took[0], cpu, (row[0], row[1]))


def _linked(source: str, target: str) -> None:
    (os.link if "/warc/" in source else shutil.copy2)(source, target)


def _of_children() -> float:
    """Of the children that have ended, and of Dask's workers, which go on."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime + sum(map(_of_process, _workers()))


def _of_process(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _timed(execute: Executor, took: list[float], do: Piece, names: Sequence[str]) -> Iterator[str]:
    began = time.monotonic()
    yield from execute(do, names)
    took.append(time.monotonic() - began)


def _killing(home: Path, scheduler: str) -> Executor:
    """Dask, of whose workers one is killed when half of the pieces are done; counts those that were begun
    twice."""

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
    os.kill(_workers()[0], signal.SIGKILL)


def _workers() -> list[int]:
    """The processes of Dask's workers."""
    mine = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    return [int(one) for one in mine if b"dask_worker" in Path(f"/proc/{one}/cmdline").read_bytes()]


if __name__ == "__main__":
    main()
