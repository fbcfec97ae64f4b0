"""Whether an installation is well: one line per question, with what a person should do if the answer is
no."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any

from extraction.reading import EXTRACTOR_VERSION
from flows.operation.disk import Disk, disk, megabytes
from flows.operation.journal import hours_since, last
from flows.operation.scheduling import scheduling
from records import clock
from storage.errors import ArchiveError
from storage.paths import DataDir
from storage.publishing.manifest import read_manifest
from storage.publishing.query import open_published

PUBLISHED_WITHIN_HOURS = 26
BACKUP_WITHIN_HOURS = 48
VERIFIED_WITHIN_HOURS = 35 * 24
DAYS_LEFT_AT_LEAST = 14


@dataclass(frozen=True, slots=True)
class Finding:
    """One question: its key (stable, so that it can be remembered), whether all is well, and one line."""

    key: str
    ok: bool
    line: str


def examine(data: DataDir) -> list[Finding]:
    """The answers to all questions, in the order in which a person should check them."""
    now = clock.now()
    manifest = published_manifest(data)
    room = disk(data)
    return [
        _published(data, manifest, now),
        _night(data),
        _disk(room),
        _age(data, "backup", BACKUP_WITHIN_HOURS, "run `fazhi backup DIR|URL`", now),
        _age(data, "verify", VERIFIED_WITHIN_HOURS, "run `fazhi verify`", now),
        _courtesy(data),
        _schedule(scheduling),
        _versions(manifest),
    ]


def published_manifest(data: DataDir) -> dict[str, Any]:
    """The manifest of the published set; empty if there is none."""
    try:
        return read_manifest(data.published_sets / "current")
    except (OSError, ValueError):
        return {}


def published_age(manifest: dict[str, Any], now: datetime) -> float | None:
    """Hours since the last publication."""
    return hours_since(manifest["published_at"].removesuffix("Z"), now) if manifest else None


def _published(data: DataDir, manifest: dict[str, Any], now: datetime) -> Finding:
    age = published_age(manifest, now)
    if age is None:
        return Finding("published", False, "nothing is published yet: run `fazhi harvest`")
    try:
        open_published(data).close()
    except ArchiveError as error:
        return Finding("published", False, str(error))
    line = f"published {age:.0f} hours ago"
    if age <= PUBLISHED_WITHIN_HOURS:
        return Finding("published", True, line)
    return Finding("published", False, f"{line}, more than {PUBLISHED_WITHIN_HOURS}: see the last night")


def _night(data: DataDir) -> Finding:
    kept = last(data, "night")
    if not kept:
        return Finding("night", True, "no night has run in this data folder yet")
    if kept["ok"]:
        return Finding("night", True, f"the last night succeeded at {kept['at']} UTC: {kept['why']}")
    return Finding("night", False, f"the last night failed at {kept['at']} UTC: {kept['why']}")


def _disk(found: Disk) -> Finding:
    left = found.days_left
    line = f"{megabytes(found.free)} free, a night adds {megabytes(found.a_night)}"
    line += "" if left is None else f": {left} nights left"
    if found.free < found.needed:
        return Finding("disk", False, f"{line}; a night needs {megabytes(found.needed)}: make room")
    if left is not None and left < DAYS_LEFT_AT_LEAST:
        return Finding("disk", False, f"{line}: make room")
    return Finding("disk", True, line)


def _age(data: DataDir, job: str, within: float, cure: str, now: datetime) -> Finding:
    kept = last(data, job)
    age = hours_since(kept.get("ok_at"), now)
    if kept and not kept["ok"]:
        return Finding(job, False, f"the last {job} failed at {kept['at']} UTC: {kept['why']}")
    if age is None:
        return Finding(job, False, f"{job} has never been run: {cure}")
    line = f"{job} last succeeded {age:.0f} hours ago"
    return Finding(job, age <= within, line if age <= within else f"{line}, more than {within:.0f}: {cure}")


def _courtesy(data: DataDir) -> Finding:
    kept = last(data, "courtesy")
    if not kept:
        return Finding("courtesy", True, "request pauses have not been checked yet: the next night does it")
    if kept["ok"]:
        return Finding("courtesy", True, f"{kept['requests']} requests of the last night, none too early")
    return Finding("courtesy", False, f"{kept['why']}: stop the schedule and run `fazhi verify courtesy`")


def _schedule(ask: Callable[[str], str]) -> Finding:
    url = os.environ.get("PREFECT_API_URL")
    if not url:
        line = "PREFECT_API_URL is not set: nights are expected to be started by a timer or cron"
        return Finding("schedule", True, line)
    wrong = ask(url)
    return Finding("schedule", not wrong, wrong or "the next night is scheduled and a worker waits for it")


def _versions(manifest: dict[str, Any]) -> Finding:
    mine = version("fazhi")
    if manifest and str(manifest["extractor_version"]) != str(EXTRACTOR_VERSION):
        line = (
            f"the archive uses extractor {manifest['extractor_version']}, this fazhi has {EXTRACTOR_VERSION}"
        )
        return Finding("version", False, f"{line}: run `fazhi reextract` and check the differences")
    if manifest and manifest["code_version"] != mine:
        return Finding("version", True, f"published by fazhi {manifest['code_version']}, this is {mine}")
    return Finding("version", True, f"fazhi {mine}, extractor {EXTRACTOR_VERSION}")
