"""The disk: the size of each folder, what a night adds, and how many nights are left."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from flows.errors import DiskTooFull
from storage.paths import DataDir

LEAST_FREE = 500_000_000
"""Free bytes that a night needs at least, whatever earlier nights added; FAZHI_LEAST_FREE_MB sets another
minimum."""
FLOOR_SETTING = "FAZHI_LEAST_FREE_MB"
SPARE = 1.5
NIGHTS_LOOKED_AT = 14


@dataclass(frozen=True, slots=True)
class Disk:
    """Bytes by place of the data folder, free bytes, and what a night adds (the mean of the last
    fortnight)."""

    places: dict[str, int]
    free: int
    a_night: int

    @property
    def needed(self) -> int:
        """Free bytes that a night needs: its evidence, and briefly a third published set."""
        return max(_floor(), int(SPARE * (self.a_night + self.places["published"] // 2)))

    @property
    def days_left(self) -> int | None:
        """Nights until a night no longer has the room it needs; None before the first night."""
        return max(0, (self.free - self.needed) // self.a_night) if self.a_night else None


def disk(data: DataDir) -> Disk:
    """Measures the data folder; a file with several names counts once."""
    seen: set[int] = set()
    folders = (data.warc, data.crawls, data.work, data.published_sets, data.releases, data.prefect)
    places = {folder.name: _bytes(folder, seen) for folder in folders}
    return Disk(places, shutil.disk_usage(_existing(data.root)).free, _a_night(data))


def check_free(data: DataDir) -> None:
    """Raises DiskTooFull if the disk has too little room for a night."""
    found = disk(data)
    if found.free < found.needed:
        raise DiskTooFull(
            f"{data.root}: {megabytes(found.free)} are free, a night needs {megabytes(found.needed)}: make"
            " room (`fazhi status --disk` says what takes it), then run the same command"
        )


def _floor() -> int:
    told = os.environ.get(FLOOR_SETTING)
    if not told:
        return LEAST_FREE
    if not told.isdecimal():
        raise DiskTooFull(f"{FLOOR_SETTING} is {told}: give the megabytes that must stay free, such as 500")
    return int(told) * 1_000_000


def megabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def _a_night(data: DataDir) -> int:
    crawls = sorted(path.name for path in data.crawls.glob("*") if path.is_dir())
    by_day: dict[str, int] = {}
    for crawl_id in crawls[-200:]:
        size = _bytes(data.warc_of(crawl_id), set()) + _bytes(data.crawl(crawl_id), set())
        by_day[crawl_id[:8]] = by_day.get(crawl_id[:8], 0) + size
    last = [by_day[day] for day in sorted(by_day)[-NIGHTS_LOOKED_AT:]]
    return sum(last) // len(last) if last else 0


def _bytes(folder: Path, seen: set[int]) -> int:
    total = 0
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and (inode := path.stat().st_ino) not in seen:
            seen.add(inode)
            total += path.stat().st_size
    return total


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.absolute().parent
    return path
