"""Checks, before the first night, whether a machine can run nights. Nothing is fetched from any site."""

import fcntl
import os
import socket
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.operation.disk import disk, megabytes
from flows.operation.health import Finding
from flows.operation.scheduling import scheduling
from storage.paths import DataDir

EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
SLOW_FSYNC_SECONDS = 0.5
NAME = "www.gov.cn"


def diagnose(data: DataDir) -> list[Finding]:
    """One finding per question, in the order in which to fix them."""
    return [
        _clock(),
        _zone(),
        _contact(),
        *_folder(data),
        _room(data),
        _names(socket.getaddrinfo),
        _prefect(),
    ]


def _clock() -> Finding:
    now = datetime.now(UTC)
    cure = "" if now > EARLIEST else " is wrong: set the clock (timedatectl set-ntp true)"
    return Finding("clock", now > EARLIEST, f"{now:%Y-%m-%d %H:%M} UTC{cure}")


def _zone() -> Finding:
    try:
        there = datetime.now(ZoneInfo("Asia/Shanghai"))
    except KeyError:
        return Finding("zone", False, "this machine has no time zone data: install tzdata")
    return Finding("zone", True, f"{there:%H:%M} in China")


def _contact() -> Finding:
    contact = os.environ.get("FAZHI_CONTACT")
    if contact:
        return Finding("contact", True, contact)
    return Finding("contact", False, "set FAZHI_CONTACT to a mail address or page where sites can complain")


def _folder(data: DataDir) -> list[Finding]:
    try:
        data.root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".doctor-", dir=data.root) as folder:
            return [_lock(Path(folder)), _fsync(Path(folder)), _links(Path(folder))]
    except OSError as error:
        return [Finding("folder", False, f"{data.root} cannot be written: {error.strerror}")]


def _lock(folder: Path) -> Finding:
    with (folder / "lock").open("w") as one, (folder / "lock").open("w") as other:
        fcntl.flock(one, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with suppress(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            line = "file locks do not work on this disk (it grants one lock twice): keep the data on a local disk"
            return Finding("lock", False, line)
    return Finding("lock", True, "a lock keeps a second writer away")


def _fsync(folder: Path) -> Finding:
    began = time.monotonic()
    with (folder / "sync").open("wb") as file:
        file.write(b"x")
        file.flush()
        os.fsync(file.fileno())
    took = time.monotonic() - began
    line = f"a write reaches the disk in {took * 1000:.0f} ms"
    slow = ", which is slow: nights will take longer; prefer a local SSD"
    return Finding("fsync", took < SLOW_FSYNC_SECONDS, line if took < SLOW_FSYNC_SECONDS else line + slow)


def _links(folder: Path) -> Finding:
    (folder / "one").write_bytes(b"x")
    try:
        os.link(folder / "one", folder / "two")
        (folder / "three").symlink_to("one")
    except OSError as error:
        line = f"this disk has no links ({error.strerror}): publishing needs them; use another disk"
        return Finding("links", False, line)
    return Finding("links", True, "hard and symbolic links")


def _room(data: DataDir) -> Finding:
    found = disk(data)
    enough = found.free >= found.needed
    line = f"{megabytes(found.free)} free, a night needs {megabytes(found.needed)}"
    return Finding("disk", enough, line if enough else f"{line}: make room")


def _names(ask: Callable[[str, int], object]) -> Finding:
    try:
        ask(NAME, 443)
    except OSError as error:
        why = error.strerror or error
        line = f"{NAME} cannot be resolved from here ({why}): check the DNS settings (/etc/resolv.conf)"
        return Finding("dns", False, line)
    return Finding("dns", True, f"{NAME} has an address")


def _prefect() -> Finding:
    url = os.environ.get("PREFECT_API_URL")
    if not url:
        return Finding(
            "prefect",
            True,
            "PREFECT_API_URL is not set: nights are expected to be started by a timer or cron",
        )
    wrong = scheduling(url)
    return Finding("prefect", not wrong, wrong or "the server schedules, and a worker waits")
