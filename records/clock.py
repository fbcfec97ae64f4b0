"""What time it is: the one place that asks. Called as `clock.now()`, so that a rehearsal of many nights can put
another clock in its place."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, UTC, without a zone: as the archive keeps all its instants."""
    return datetime.now(UTC).replace(tzinfo=None)
