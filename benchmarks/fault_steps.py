"""What benchmarks.faults disturbs: the steps of an archive, the folders they begin in, how their ends are
looked at."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.crawls import Plan, make_crawls
from flows.pipeline import promotion as promoting
from flows.pipeline import stages
from flows.pipeline.rebuild import make_archive, rebuild
from records import clock
from storage.archive import Archive
from storage.database.connection import connect
from storage.database.fingerprint import fingerprint
from storage.database.lock import writer_lock
from storage.database.migrate import apply, migrations
from storage.evidence.crawl_logs import stored
from storage.paths import DataDir
from storage.preservation.backup import backup, restore
from storage.preservation.verify import verify
from storage.publishing.manifest import DATABASE
from storage.publishing.query import open_published
from storage.publishing.release import make_release, verify_release

PLAN = Plan(sites=2, years=3, nights=2)
COPY = "elsewhere"
RESTORED = "restored"
RELEASE = "2026.03"
OLD_SCHEMA = 3
OLD_COLUMNS = {
    "body_text": "array_to_string(body_lines, chr(10))",
    "homepage": "coalesce(homepage, '')",
    "homepage_evidence": "coalesce(homepage_evidence, '')",
}
"""How columns of the older schema are made from those of today."""
OLD_VERSION = "0"


class Step(NamedTuple):
    """What is disturbed, the folder it begins in, and how its end is looked at: a fingerprint, and what else
    is wrong (an empty text when nothing is)."""

    name: str
    start: str
    run: Callable[[DataDir], Any]
    look: Callable[[DataDir], tuple[str, str]]


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
    log = stored(data.crawl(second.parent.name) / "captures.jsonl")
    assert log is not None
    log.unlink()


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
