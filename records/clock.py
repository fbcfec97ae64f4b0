"""The time of day: the one module that reads the clock.

Called as `clock.now()`, so that a rehearsal of many nights can replace the clock.
"""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment as naive UTC, the form of all instants in the archive."""
    return datetime.now(UTC).replace(tzinfo=None)
