"""The verbs that make or use a second copy: backup, restore, repair; what they print."""

from flows.errors import EvidenceDamaged
from flows.operation.journal import note
from flows.rendering.terminal import Terminal
from storage.archive import Archive
from storage.paths import DataDir
from storage.preservation.backup import Copied, backup, restore

MEGABYTE = 1_000_000


def show_backup(data: DataDir, place: str) -> None:
    """Copies new files and prints the counts."""
    console = Terminal(stderr=True)
    try:
        with console.status("copying …") as line:
            done = backup(data, place, lambda done, total: line.update(_progress("copying", done, total)))
    except Exception as error:  # any error is recorded, so that health shows it
        note(data, "backup", ok=False, why=(str(error) or type(error).__name__).splitlines()[0], place=place)
        raise
    note(data, "backup", ok=True, place=place)
    print(f"{_counts(done)}: {place}")


def show_restore(place: str, data: DataDir) -> None:
    """Restores a copy."""
    console = Terminal(stderr=True)
    with console.status("restoring …") as line:
        done = restore(place, data, lambda done, total: line.update(_progress("restoring", done, total)))
    print(f"{_counts(done)}: {data.root}")
    print(f"build the archive from it with: fazhi --data {data.root} rebuild --replace")


def show_repair(data: DataDir, place: str) -> None:
    """Repairs the evidence. Raises EvidenceDamaged after listing what could not be repaired."""
    console = Terminal(stderr=True)
    with Archive.open(data) as archive, console.status("verifying …") as line:
        repaired = archive.repair(
            place, lambda done, total: line.update(f"verifying: {done} of {total} captures")
        )
    for told in (*repaired.mended, *repaired.lost):
        print(told)
    if repaired.lost:
        raise EvidenceDamaged(
            f"{len(repaired.lost)} problems remain; the next harvest fetches the pages whose bytes are lost;"
            " their texts stay in the archive"
        )
    print(f"repaired: {len(repaired.mended)} files" if repaired.mended else "nothing is damaged")


def _progress(doing: str, done: int, total: int) -> str:
    return f"{doing}: {done // MEGABYTE} of {total // MEGABYTE} MB"


def _counts(done: Copied) -> str:
    return (
        f"{done.files} files ({done.bytes / MEGABYTE:.1f} MB) copied and checked, {done.unchanged} were there"
    )
