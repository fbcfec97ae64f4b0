"""Put in front of a process's path by rehearsal.clock, Python runs this at its start: the clock of the
project is moved by so many seconds as the rehearsal says. Without the rehearsal's variable nothing
happens."""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

if moved_by := os.environ.get("REHEARSAL_MOVED_BY_SECONDS"):
    # The folder that the process will run in is not on the path yet; another copy of the project may be.
    sys.path.insert(0, str(Path(__file__).parents[2]))
    import records.clock

    offset = timedelta(seconds=float(moved_by))
    records.clock.now = lambda: datetime.now(UTC).replace(tzinfo=None) + offset
