"""A crash at every step, at many points of each: does the next run end where an undisturbed one ends?

`python -m benchmarks.faults --most 24`: a small archive is taken to the start of each step; a child process (forked
from this one, which has everything imported) runs the step and is struck at a point of it; then the step is run
again, the night ended, and the archive compared. A point is a call that changes something: a statement to DuckDB,
a file opened for writing, renamed, removed, linked, synced. Strikes:

    kill    SIGKILL before the call
    torn    the files open for writing lose their ends, then SIGKILL: a power cut
    full    the call fails with ENOSPC, and whatever that raises runs its course
    short   no file may grow beyond so many bytes; the write that would is cut off there, with SIGKILL at that byte
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from benchmarks.crawls import Plan, make_crawls
from benchmarks.strikes import Strike, in_child, limit_files
from extraction.reading import EXTRACTOR_VERSION
from flows.pipeline import promotion as promoting
from flows.pipeline import stages
from flows.pipeline.rebuild import make_archive, rebuild
from records import clock
from storage.archive import Archive
from storage.database.connection import connect
from storage.database.fingerprint import fingerprint
from storage.database.lock import writer_lock
from storage.database.migrate import apply, migrations
from storage.paths import DataDir
from storage.preservation.backup import backup, restore
from storage.preservation.verify import verify
from storage.publishing.manifest import DATABASE
from storage.publishing.query import open_published
from storage.publishing.release import make_release, verify_release

PLAN = Plan(sites=2, years=3, nights=2)
STRIKES = ("kill", "torn", "full", "short")
COPY = "elsewhere"
RESTORED = "restored"
RELEASE = "2026.03"
OLD_SCHEMA = 3
OLD_COLUMNS = {"body_text": "array_to_string(body_lines, chr(10))"}
"""How columns of the older schema are told from those of today."""
OLD_VERSION = "0"


class Step(NamedTuple):
    """What is disturbed, the folder it begins in, and how its end is looked at: a fingerprint, and what else
    is wrong (an empty text when nothing is)."""

    name: str
    start: str
    run: Callable[[DataDir], Any]
    look: Callable[[DataDir], tuple[str, str]]


class Crash(NamedTuple):
    """One strike at one point of a step; for `short` the point is a number of bytes."""

    step: Step
    strike: str
    point: int


# The steps.


def _publish(data: DataDir) -> None:
    stages.check(data)
    stages.publish(data)


def _release(data: DataDir) -> None:
    if not (data.releases / f"fazhi-{RELEASE}").exists():
        make_release(data, RELEASE, clock.now())


def _migrate(data: DataDir) -> None:
    with Archive.open(data):
        pass


def _promote(data: DataDir) -> None:
    stages.read_with_this_version(data)
    promotion = promoting.preview(data)
    if promotion is not None:
        promoting.promote(data, promotion)


def _backup(data: DataDir) -> None:
    backup(data, str(data.root / COPY))


def _restore(data: DataDir) -> None:
    restore(str(data.root / COPY), DataDir(data.root / RESTORED))


def _rebuild(data: DataDir) -> None:
    rebuild(data, replace=True)


def _repair(data: DataDir) -> None:
    with Archive.open(data) as archive:
        archive.repair(str(data.root / COPY))


def ended(data: DataDir) -> tuple[str, str]:
    """The night is ended from wherever it was; what the working archive then tells."""
    with writer_lock(data):
        make_archive(data)
        stages.check(data)
    with connect(data.work_archive, read_only=True) as archive:
        return fingerprint(archive), "; ".join(verify(data, archive))


def published(data: DataDir) -> tuple[str, str]:
    """The same as readers see it; nothing half made may be left of a second publishing."""
    ended(data)
    _publish(data)
    left = [path.name for path in data.published_sets.glob("*.new*")]
    with open_published(data) as archive:
        return fingerprint(archive), ", ".join(left)


def released(data: DataDir) -> tuple[str, str]:
    folder = data.releases / f"fazhi-{RELEASE}"
    with connect((folder / DATABASE).resolve(), read_only=True) as archive:
        return fingerprint(archive), "; ".join(verify_release(folder))


def copied(data: DataDir) -> tuple[str, str]:
    """The copy, restored elsewhere, makes the same archive."""
    _restore(data)
    return restored(data)


def restored(data: DataDir) -> tuple[str, str]:
    return ended(DataDir(data.root / RESTORED))


STEPS = (
    Step("ingest", "waiting", stages.ingest, ended),
    Step("extract", "ingested", stages.read, ended),
    Step("version", "read", stages.version, ended),
    Step("migrate", "old schema", _migrate, ended),
    Step("promote", "old version", _promote, ended),
    Step("publish", "versioned", _publish, published),
    Step("release", "published", _release, released),
    Step("backup", "half copied", _backup, copied),
    Step("restore", "copied", _restore, restored),
    Step("rebuild", "published", _rebuild, ended),
    Step("repair", "damaged", _repair, ended),
)


# The folders in which they start.


def make_starts(at: Path) -> None:
    """All of them, each a copy of the one before with a step more."""
    data = DataDir(at / "waiting")
    make_crawls(data, Plan(PLAN.sites, PLAN.years, 1))
    _night(data)
    _publish(data)
    _copy(at, "waiting", "half copied", _backup)
    make_crawls(data, PLAN, 2)
    make_crawls(DataDir(at / "half copied"), PLAN, 2)
    _night(DataDir(at / "half copied"))
    _copy(at, "waiting", "ingested", stages.ingest)
    _copy(at, "ingested", "read", stages.read)
    _copy(at, "read", "versioned", stages.version)
    _copy(at, "versioned", "published", _publish)
    _copy(at, "published", "copied", _backup)
    _copy(at, "copied", "damaged", _damage)
    _copy(at, "versioned", "old version", _as_other_version)
    _copy(at, "versioned", "old schema", _as_old_schema)


def _night(data: DataDir) -> None:
    stages.ingest(data)
    stages.read(data)
    stages.version(data)


def _copy(at: Path, old: str, new: str, then: Callable[[DataDir], Any]) -> None:
    shutil.copytree(at / old, at / new, symlinks=True)
    then(DataDir(at / new))


def _damage(data: DataDir) -> None:
    """A flipped bit in one file, the end of another gone, a log lost."""
    first, second = sorted(data.warc.rglob("*.gz"))
    broken = bytearray(first.read_bytes())
    broken[len(broken) // 2] ^= 0xFF
    first.write_bytes(broken)
    os.truncate(second, second.stat().st_size * 2 // 3)
    (data.crawl(second.parent.name) / "captures.jsonl").unlink()


def _as_other_version(data: DataDir) -> None:
    with connect(data.work_archive) as archive:
        archive.execute("UPDATE extraction SET extractor_version = ?", [OLD_VERSION])
        archive.execute("UPDATE meta SET value = ? WHERE key = 'extractor_version'", [OLD_VERSION])


def _as_old_schema(data: DataDir) -> None:
    """The same rows as far as an older schema has room for them."""
    new = data.work_archive.rename(data.work_archive.with_suffix(".new"))
    with connect(data.work_archive) as old:
        apply(old, migrations()[:OLD_SCHEMA])
        old.execute(f"ATTACH '{new}' AS newer (READ_ONLY)")
        tables = old.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'archive'"
        ).fetchall()
        for (table,) in tables:
            names = [name for name, *_ in old.execute(f"DESCRIBE {table}").fetchall()]
            values = ", ".join(OLD_COLUMNS.get(name, name) for name in names)
            if table != "migration":
                old.execute(f"DELETE FROM {table}")
                old.execute(
                    f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM newer.internal.{table}"
                )
        old.execute("DELETE FROM meta WHERE key = 'views'")
    new.unlink()


# The crashes.


def points_of(step: Step, data: DataDir) -> tuple[int, int]:
    """How many calls the step makes, and how large the largest file is that it leaves."""

    def count() -> int:
        counted = Strike(data.root)
        counted.install()
        step.run(data)
        return counted.count

    status, answer = in_child(count)
    if status:
        raise RuntimeError(f"{step.name} fails undisturbed")
    return int(answer), max(path.stat().st_size for path in data.root.rglob("*") if path.is_file())


def strike(crash: Crash, data: DataDir) -> bool:
    """Runs the step and strikes; whether it was hit."""

    def run() -> None:
        if crash.strike == "short":
            limit_files(crash.point)
        else:
            Strike(data.root, crash.strike, crash.point).install()
        crash.step.run(data)

    return in_child(run, quiet=True)[0] != 0


def crashes(step: Step, calls: int, largest: int, most: int, seed: int) -> Iterator[Crash]:
    """That many strikes, spread over the step; every kind in turn, the first by the seed."""
    for at in range(most):
        kind = STRIKES[(at + seed) % len(STRIKES)]
        share = (at + Random(seed + at).random()) / most
        yield Crash(step, kind, int(share**3 * largest) if kind == "short" else 1 + int(share * calls))


def half_seen(data: DataDir, good: set[str]) -> str:
    """What is wrong with what readers have right after a crash; empty when it is an old or a new whole."""
    if data.published.exists():
        with open_published(data) as archive:
            if fingerprint(archive) not in good:
                return "readers see a half state"
    for folder in data.releases.glob("fazhi-*"):
        if not folder.name.endswith(".new") and verify_release(folder):
            return f"{folder.name} is a half release"
    return ""


def try_out(crash: Crash, starts: Path, scratch: Path, good: set[str], expected: str) -> tuple[bool, str]:
    """One crash and the run after it: whether the strike hit, and what is wrong then (empty: nothing)."""
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        data = DataDir(Path(folder) / "data")
        shutil.copytree(starts / crash.step.start, data.root, symlinks=True)
        hit = strike(crash, data)

        def after() -> str:
            if wrong := half_seen(data, good):
                return wrong
            crash.step.run(data)
            found, wrong = crash.step.look(data)
            return wrong or ("" if found == expected else "another fingerprint")

        status, wrong = in_child(after)
        return hit, wrong if status == 0 else "the next run failed"


class Tried(NamedTuple):
    """What came of the crashes in one step."""

    name: str
    calls: int
    struck: int
    equal: int
    wrong: tuple[str, ...]


def try_all(most: int, names: Collection[str] = (), seed: int = 0) -> Iterator[Tried]:
    """`most` crashes in each of these steps (all without names); one result a step."""
    with tempfile.TemporaryDirectory(prefix="fazhi-faults-") as folder:
        scratch, starts = Path(folder), Path(folder) / "starts"
        if in_child(lambda: make_starts(starts))[0]:
            raise RuntimeError("the archives to disturb could not be made")
        _, before = in_child(lambda: _seen(DataDir(starts / "waiting")))
        _, expected = in_child(lambda: _seen(DataDir(starts / "published")))
        for number, step in enumerate(STEPS):
            if names and step.name not in names:
                continue
            calm = DataDir(scratch / "calm" / step.name)
            shutil.copytree(starts / step.start, calm.root, symlinks=True)
            calls, largest = points_of(step, calm)
            results = [
                (crash, *try_out(crash, starts, scratch, {before, expected}, expected))
                for crash in crashes(step, calls, largest, most, seed + number)
            ]
            wrong = tuple(f"{crash.strike} at {crash.point}: {told}" for crash, _, told in results if told)
            struck = [told for _, hit, told in results if hit]
            yield Tried(step.name, calls, len(struck), struck.count(""), wrong)
            shutil.rmtree(calm.root)


def _seen(data: DataDir) -> str:
    with open_published(data) as archive:
        return fingerprint(archive)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--most", type=int, default=24, help="crashes a step")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--step", action="append", default=[], choices=[step.name for step in STEPS])
    chosen = parser.parse_args()
    table = Table("step", "calls", "crashes", "equal", title=f"extractor {EXTRACTOR_VERSION}")
    wrong: list[str] = []
    total = good = 0
    for tried in try_all(chosen.most, chosen.step, chosen.seed):
        table.add_row(tried.name, str(tried.calls), str(tried.struck), str(tried.equal))
        total, good = total + tried.struck, good + tried.equal
        wrong += [f"{tried.name}: {line}" for line in tried.wrong]
        print(f"{tried.name}: {tried.equal} of {tried.struck} equal", file=sys.stderr, flush=True)
    Console().print(table)
    print(f"{good} of {total} crashes ended like an undisturbed run")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
