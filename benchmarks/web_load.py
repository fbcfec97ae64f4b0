"""How many report pages a second the web application serves, while a publication happens and while bots walk
it.

    make bench-archive ROWS=22000 BENCH=--keep
    python -m benchmarks.web_load .cache/bench-archive/22000/data            # prints
    python -m benchmarks.web_load DIR --record   # and appends to benchmarks/README.md

The server is a process of its own (`fazhi serve`), the readers are connections of this one, over loopback.
The publication is a copy of the published set under a new name, made current as publishing does it.
"""

import argparse
import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.machine import machine, record
from storage.lookup.published import Published
from storage.lookup.totals import report_ids
from storage.paths import DataDir

PORT = 8791
READERS = 8
BOTS = 50
SECONDS = 20
LEAST_PAGES, MOST_P95, MOST_MEMORY = 200, 50, 400
SEED = 15


@dataclass
class Measured:
    """What readers got: milliseconds of each page, and every answer that was not 200."""

    took: list[float] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    """What the server used of the processors meanwhile, for whoever asked."""

    @property
    def rate(self) -> float:
        return len(self.took) / self.seconds

    def percentile(self, share: float) -> float:
        took = sorted(self.took)
        return took[min(int(share * len(took)), len(took) - 1)] if took else 0.0


class Reader:
    """A connection that asks for one page after the other."""

    async def connect(self) -> None:
        self.reading, self.writing = await asyncio.open_connection("127.0.0.1", PORT)

    async def get(self, path: str) -> int:
        """The status of the answer; its body is read to the end."""
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n"
        self.writing.write(head.encode())
        lines = (await self.reading.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
        length = next(int(line.split(":")[1]) for line in lines if line.startswith("content-length"))
        await self.reading.readexactly(length)
        return int(lines[0].split()[1])


async def read_for(seconds: float, ids: Sequence[str], readers: int = READERS) -> Measured:
    """So many readers ask for reports by chance, each as fast as it gets them."""
    measured, end = Measured(), time.perf_counter() + seconds

    async def one(seed: int) -> None:
        chance, reader = random.Random(seed), Reader()
        await reader.connect()
        while time.perf_counter() < end:
            begun = time.perf_counter()
            status = await reader.get(f"/report/{chance.choice(ids)}")
            if status == 200:
                measured.took.append(1000 * (time.perf_counter() - begun))
            else:
                measured.failed.append(status)

    begun = time.perf_counter()
    await asyncio.gather(*(one(SEED + number) for number in range(readers)))
    measured.seconds = time.perf_counter() - begun
    return measured


async def walk(ids: Sequence[str], stop: asyncio.Event) -> Measured:
    """So many bots as BOTS walk all reports, their data and their comparisons, until there are no more."""
    measured, waiting = Measured(), iter(ids)

    async def bot() -> None:
        reader = Reader()
        await reader.connect()
        for report_id in waiting:
            if stop.is_set():
                return
            for path in (f"/report/{report_id}", f"/report/{report_id}.json"):
                begun = time.perf_counter()
                status = await reader.get(path)
                if status == 200:
                    measured.took.append(1000 * (time.perf_counter() - begun))
                else:
                    measured.failed.append(status)

    begun = time.perf_counter()
    await asyncio.gather(*(bot() for _ in range(BOTS)))
    measured.seconds = time.perf_counter() - begun
    return measured


def publish_again(data: DataDir) -> float:
    """Makes a copy of the published set current; how long the copying took."""
    begun = time.perf_counter()
    old = data.published.resolve().parent
    name = time.strftime("%Y%m%dT%H%M%S000000Z", time.gmtime())
    shutil.copytree(old, old.with_name(name))
    new = data.published_sets / "current.load"
    new.symlink_to(name)
    new.replace(data.published_sets / "current")
    return time.perf_counter() - begun


def cpu(pid: int) -> float:
    """Seconds of processor time that a process used so far, its children left out."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> int:
    """Megabytes that a process and its children hold of their own."""
    pids = [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    held = 0
    for one in pids:
        for line in Path(f"/proc/{one}/status").read_text().splitlines():
            if line.startswith("RssAnon"):
                held += int(line.split()[1])
    return held // 1024


def renders(pid: int) -> bool:
    """Whether the server still renders ahead: a child of it runs. One that ended and was not asked for is
    none."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return any(" Z " not in Path(f"/proc/{one}/stat").read_text().rpartition(")")[2][:3] for one in children)


async def measure(
    data: DataDir, pid: int, ids: Sequence[str], warm_seconds: float
) -> list[tuple[str, Measured, int]]:
    found = []
    deadline = time.monotonic() + warm_seconds
    while renders(pid) and time.monotonic() < deadline:
        await asyncio.sleep(1)

    async def read(name: str, seconds: float, readers: int = READERS) -> None:
        begun = cpu(pid)
        measured = await read_for(seconds, ids, readers)
        measured.cpu_seconds = cpu(pid) - begun
        found.append((name, measured, memory(pid)))

    await read("report pages, rendered", SECONDS)
    publishing = asyncio.create_task(asyncio.to_thread(publish_again, data))
    await read("report pages while a publication is made, rendered and changed to", 3 * SECONDS)
    await publishing
    stop = asyncio.Event()
    walking = asyncio.create_task(walk(ids, stop))
    await asyncio.sleep(1)
    await read(f"report pages for 2 readers while {BOTS} connections walk all", SECONDS, 2)
    stop.set()
    found.append((f"the walk of {BOTS} connections: pages and their JSON", await walking, memory(pid)))
    return found


def table(found: Sequence[tuple[str, Measured, int]]) -> str:
    lines = [
        f"Targets: {LEAST_PAGES} pages/s, p95 below {MOST_P95} ms, {MOST_MEMORY} MB, no page refused to readers.",
        "",
        "| What | pages/s | median ms | p95 ms | p99 ms | not 200 | server's CPU s | server MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, one, held in found:
        lines.append(
            f"| {name} | {one.rate:,.0f} | {one.percentile(0.5):.1f} | {one.percentile(0.95):.1f} "
            f"| {one.percentile(0.99):.1f} | {len(one.failed)} | {one.cpu_seconds:.1f} | {held} |"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--record", action="store_true", help="append to benchmarks/README.md")
    parser.add_argument("--reports", type=int, help="ask only for so many, the first by name (default: all)")
    parser.add_argument("--warm", type=float, default=900, help="seconds that rendering ahead may take")
    asked = parser.parse_args()
    data = DataDir(asked.data)
    published = Published.open(data)
    with published.cursor() as cursor:
        ids = report_ids(cursor)[: asked.reports]
    published.close()
    with tempfile.TemporaryDirectory() as cache:
        command = [
            sys.executable,
            "-m",
            "flows.cli",
            "--data",
            str(data.root),
            "serve",
            "--port",
            str(PORT),
            "--cache",
            cache,
        ]
        server = subprocess.Popen(
            command, env=os.environ | {"PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, text=True
        )
        try:
            assert server.stdout is not None
            server.stdout.readline()
            time.sleep(2)
            found = asyncio.run(measure(data, server.pid, ids, asked.warm))
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)
    text = f"{len(ids):,} reports, {READERS} readers, {SECONDS} s each, loopback.\n\n{table(found)}\n"
    print(text)
    if asked.record:
        record(f"web: {machine()}", text)


if __name__ == "__main__":
    main()
