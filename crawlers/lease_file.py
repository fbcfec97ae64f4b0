"""Courtesy across machines: the hosts of a crawl's shard, and until when the crawl holds their lease.

Another process renews the lease and writes its end into a file, in seconds since boot (a clock that cannot be
set and that counts while the machine sleeps). Before each request the crawl checks that end, and stops if the
lease has expired.
"""

import time
from dataclasses import dataclass
from pathlib import Path

from crawlers.host_sharding import shard_of

ENDED = 5
"""Exit code of a crawl whose lease was lost."""


class LeaseLost(Exception):
    """The lease was lost: the crawl must send no further request."""


@dataclass(frozen=True, slots=True)
class ShardLease:
    """The shard and the leases of one crawl. epoch counts the holders of the lease; leases are (file, epoch)
    pairs, several for a joint crawl.

    moved are the registrable hosts that are not in the shard of their own hash, with their shards. A joint
    crawl holds all shards.
    """

    night: str
    shard: int
    shards: int
    epoch: int
    leases: tuple[tuple[str, int], ...] = ()
    moved: tuple[tuple[str, int], ...] = ()
    joint: bool = False

    def owns(self, host: str) -> bool:
        """True for a host that this crawl may contact."""
        return self.joint or shard_of(host, self.shards, dict(self.moved)) == self.shard


def boot_seconds() -> float:
    """Seconds since the machine started, including its sleep: the same in all processes."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class LeaseWatch:
    """Checks before every request whether the lease is still held."""

    def __init__(self, lease: ShardLease) -> None:
        self._lease = lease
        self._until = 0.0

    def check(self) -> None:
        """Raises LeaseLost if the lease has expired. Reads the file again only after the end it last read has
        passed."""
        if boot_seconds() < self._until:
            return
        self._until = min(read_lease(Path(file), epoch) for file, epoch in self._lease.leases)
        if boot_seconds() >= self._until:
            raise LeaseLost(
                f"the lease of shard {self._lease.shard} (epoch {self._lease.epoch}) ended: stopped before"
                " the next request; another worker continues"
            )


def read_lease(path: Path, epoch: int) -> float:
    """The end of the lease of this epoch (boot_seconds); 0 if the file is gone or belongs to another
    holder."""
    try:
        holder, until = path.read_text(encoding="utf-8").split()
        return float(until) if int(holder) == epoch else 0.0
    except (OSError, ValueError):
        return 0.0


def write_lease(path: Path, epoch: int, until: float) -> None:
    """Replaces the file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(f"{epoch} {until:.3f}\n", encoding="utf-8")
    part.replace(path)
