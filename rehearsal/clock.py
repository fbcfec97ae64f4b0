"""Another moment than now, for this process and those it starts: nights of other days are played by it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from records import clock

MOVED_BY = "REHEARSAL_MOVED_BY_SECONDS"
HOOK = Path(__file__).with_name("moved_clock")


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """While the block lasts, clocks go on from this moment (UTC, without a zone); those of child processes by
    rehearsal/moved_clock/sitecustomize.py."""
    offset = moment - datetime.now(UTC).replace(tzinfo=None)
    path = os.pathsep.join(filter(None, (str(HOOK), os.environ.get("PYTHONPATH"))))
    moved = {MOVED_BY: str(offset.total_seconds()), "PYTHONPATH": path}
    with (
        patch.dict(os.environ, moved),
        patch.object(clock, "now", lambda: datetime.now(UTC).replace(tzinfo=None) + offset),
    ):
        yield
