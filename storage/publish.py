"""Puts a finished archive where people read it, in one step that no reader notices."""

import os
import shutil
from pathlib import Path

READ_ONLY = 0o444


def replace_published(work_archive: Path, published: Path) -> None:
    """Copies a closed, checkpointed database over the published one.

    Readers that have the old file open keep it; whoever opens it next has the new one. A crash leaves
    either the old file or the new one, and at worst a copy beside it that the next publishing overwrites.
    """
    copy = published.with_name(published.name + ".new")
    copy.unlink(missing_ok=True)
    shutil.copyfile(work_archive, copy)
    copy.chmod(READ_ONLY)
    _sync(copy)
    copy.replace(published)
    _sync(published.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
