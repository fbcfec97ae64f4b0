"""Put in front of a process's path by rehearsal.clock, Python runs this at its start: the clock of the project is
moved by so many seconds as the rehearsal says. Without the rehearsal's variable nothing happens."""

import os
from datetime import UTC, datetime, timedelta

if moved_by := os.environ.get("REHEARSAL_MOVED_BY_SECONDS"):
    import records.clock

    offset = timedelta(seconds=float(moved_by))
    records.clock.now = lambda: datetime.now(UTC).replace(tzinfo=None) + offset
