"""Leases: who may do what, as rows of PostgreSQL. One row per lease, one holder, counted by an epoch.

Clocks of different machines are never compared. A holder renews its row and stops by its own clock well
before others may take the lease. A waiting process watches the row, and takes the lease when it was released,
or when the row was unchanged for lease_seconds by the watcher's own clock. So a lost connection, a stopped
process or a sleeping machine ends a holder's right before another's begins.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawlers.lease_file import boot_seconds, write_lease
from flows.cluster.errors import ClockOff, ClusterRefused, DatabaseUnusable, LeaseGone, LeaseHeld
from records import clock

if TYPE_CHECKING:
    import psycopg

log = logging.getLogger(__name__)

HELD_SHARE = 0.75
"""A holder stops after this share of lease_seconds without renewal: a margin for clocks that run at different
speeds."""
CLOCK_SECONDS = 5.0
"""How far a machine's clock may differ from the database's: instants of captures are compared across
machines."""

TABLE = """
CREATE TABLE IF NOT EXISTS fazhi_lease (
    archive_id text NOT NULL,
    name text NOT NULL,
    epoch bigint NOT NULL,
    beat bigint NOT NULL,
    holder text NOT NULL,
    place text NOT NULL,
    PRIMARY KEY (archive_id, name)
)
"""
FIRST = """
INSERT INTO fazhi_lease VALUES (%s, %s, 1, 0, %s, %s) ON CONFLICT DO NOTHING RETURNING epoch
"""
TAKE = """
UPDATE fazhi_lease SET epoch = epoch + 1, beat = 0, holder = %s, place = %s
WHERE archive_id = %s AND name = %s AND epoch = %s AND beat = %s AND holder = %s RETURNING epoch
"""
RENEW = """
UPDATE fazhi_lease SET beat = beat + 1
WHERE archive_id = %s AND name = %s AND epoch = %s AND holder = %s RETURNING beat
"""
RELEASE = (
    "UPDATE fazhi_lease SET holder = '' WHERE archive_id = %s AND name = %s AND epoch = %s AND holder = %s"
)
ROWS = "SELECT name, epoch, beat, holder, place FROM fazhi_lease WHERE archive_id = %s ORDER BY name"

Row = tuple[int, int, str, str]


class Lease:
    """A right that this process holds, renewed by a thread of its own during the block of `Leases.hold`."""

    def __init__(self, name: str, epoch: int, until: float, was_lost: bool) -> None:
        self.name, self.epoch, self.was_lost = name, epoch, was_lost
        self.until = until
        self._files: list[Path] = []

    def check(self) -> None:
        """Raises LeaseGone if another process may hold the lease by now."""
        if boot_seconds() >= self.until:
            raise LeaseGone(
                f"the lease '{self.name}' (epoch {self.epoch}) was lost: this process was stopped, or"
                " PostgreSQL did not answer, for too long; run the same command again, unless another process"
                " has taken over; nothing is lost"
            )

    def keep_file(self, path: Path) -> None:
        """Writes the end of the lease into a file whenever it is renewed (crawlers.lease_file)."""
        self._files.append(path)
        write_lease(path, self.epoch, self.until)

    def drop_files(self) -> None:
        """Stops writing the files; nobody reads them any more."""
        files, self._files = self._files, []
        for path in files:
            path.unlink(missing_ok=True)

    def renewed(self, until: float) -> None:
        self.until = until
        for path in self._files:
            write_lease(path, self.epoch, until)


class Leases:
    """The leases of one archive. holder names this process, place the folder it works in."""

    def __init__(self, database: str, archive_id: str, seconds: float, holder: str, place: str = "") -> None:
        self._database, self._archive_id, self._seconds = database, archive_id, seconds
        self._holder, self._place = holder, place

    def prepare(self) -> None:
        """Creates the table if it is missing. Raises ClockOff, DatabaseUnusable."""
        with self._connected() as connection:
            # Two processes that create a table at once fail although each may.
            with connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(hashtext('fazhi_lease'))")
                connection.execute(TABLE)
            self._check_clock(connection)

    def _check_clock(self, connection: "psycopg.Connection[Any]") -> None:
        before = time.monotonic()
        here = clock.now()
        row = connection.execute("SELECT clock_timestamp() AT TIME ZONE 'UTC'").fetchone()
        assert row is not None
        off = (here - row[0]).total_seconds()
        if abs(off) > CLOCK_SECONDS + time.monotonic() - before:
            raise ClockOff(
                f"the clock of this machine is {abs(off):.0f} s {'ahead of' if off > 0 else 'behind'} that of"
                " the database: set the one that is wrong (timedatectl set-ntp true), then start again; no"
                " request was sent"
            )

    def rows(self) -> dict[str, Row]:
        """Every lease by name: epoch, beat, holder (empty if it is free), place."""
        with self._connected() as connection:
            found = connection.execute(ROWS, [self._archive_id]).fetchall()
        return {name: (epoch, beat, holder, place) for name, epoch, beat, holder, place in found}

    @contextmanager
    def hold(self, name: str, wait_seconds: float = 0) -> Iterator[Lease]:
        """Holds the lease during the block.

        Raises LeaseHeld if another process holds it for longer than the waiting time. The lease of a killed
        holder is always waited for until it ends.
        """
        lease = self._take(name, wait_seconds)
        over = threading.Event()
        renewing = threading.Thread(target=self._renew, args=(lease, over), daemon=True)
        renewing.start()
        try:
            yield lease
        finally:
            over.set()
            renewing.join(self._seconds)
            self._release(lease)

    def _take(self, name: str, wait_seconds: float) -> Lease:
        seen: Row | None = None
        since = began = boot_seconds()
        while True:
            asked_at = boot_seconds()
            row = self.rows().get(name)
            was_lost = row is not None and row[2] != "" and row == seen and asked_at - since >= self._seconds
            if row is None or row[2] == "" or was_lost:
                epoch = self._write(name, row)
                if epoch:
                    return Lease(name, epoch, asked_at + HELD_SHARE * self._seconds, was_lost)
            elif row != seen:
                if seen is not None and asked_at - began > wait_seconds:  # it was renewed meanwhile
                    raise LeaseHeld(
                        f"'{name}' is held by {_in_words(row[2])} (epoch {row[0]}), which is still working:"
                        " wait until it has ended, or stop it"
                    )
                seen, since = row, asked_at
            time.sleep(min(1.0, self._seconds / 10))

    def _write(self, name: str, row: Row | None) -> int:
        """The epoch in which this process holds the lease now; 0 if another was faster."""
        with self._connected() as connection:
            if row is None:
                asked: list[Any] = [self._archive_id, name, self._holder, self._place]
                found = connection.execute(FIRST, asked).fetchone()
            else:
                asked = [self._holder, self._place, self._archive_id, name, *row[:3]]
                found = connection.execute(TAKE, asked).fetchone()
        return int(found[0]) if found else 0

    def _renew(self, lease: Lease, over: threading.Event) -> None:
        while not over.wait(self._seconds / 5):
            asked_at = boot_seconds()
            try:
                with self._connected() as connection:
                    asked = [self._archive_id, lease.name, lease.epoch, self._holder]
                    still = connection.execute(RENEW, asked).fetchone()
            except DatabaseUnusable as error:
                log.warning(
                    "the lease '%s' could not be renewed, retrying in %.0f s; without it this work stops in"
                    " %.0f s: %s",
                    lease.name,
                    self._seconds / 5,
                    max(0.0, lease.until - boot_seconds()),
                    error.what,
                )
                continue
            if not still:
                lease.renewed(0.0)
                return
            lease.renewed(asked_at + HELD_SHARE * self._seconds)

    def _release(self, lease: Lease) -> None:
        try:
            with self._connected() as connection:
                connection.execute(RELEASE, [self._archive_id, lease.name, lease.epoch, self._holder])
        except DatabaseUnusable as error:
            log.warning(
                "the lease '%s' could not be released, it expires in %.0f s: %s",
                lease.name,
                self._seconds,
                error.what,
            )

    @contextmanager
    def _connected(self) -> "Iterator[psycopg.Connection[Any]]":
        """A connection for one question: the right is kept in the row, not in the connection."""
        try:
            import psycopg
        except ImportError as error:
            raise ClusterRefused(
                f"leases need PostgreSQL's client ({error}): install fazhi[cluster]"
            ) from error
        wait = max(2, int(self._seconds / 5))
        try:
            with psycopg.connect(
                self._database,
                autocommit=True,
                connect_timeout=wait,
                options=f"-c statement_timeout={wait}s",
                application_name="fazhi",
                tcp_user_timeout=1000 * wait,
            ) as connection:
                yield connection
        except psycopg.Error as error:
            lines = str(error).strip().splitlines() or [type(error).__name__]
            raise DatabaseUnusable(
                f"PostgreSQL cannot be used ({self._without_secret(lines[0])[:200]})",
                "check that it runs and that FAZHI_DATABASE is correct, then run the same command again;"
                " nothing is lost",
            ) from error

    def _without_secret(self, line: str) -> str:
        """The line without an address that may contain a password."""
        return line.replace(self._database, "FAZHI_DATABASE")


def _in_words(holder: str) -> str:
    """The holder in words, from flows.cluster.shard_run.holder: its process and machine."""
    machine, _, rest = holder.rpartition(":")[0].rpartition(":")
    return f"process {rest} of {machine}" if machine and rest.isdecimal() else holder
