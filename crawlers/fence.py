"""Courtesy across machines: the hosts of a crawl's shard, and until when the crawl holds their lease.

Another process renews the lease and writes its end into a file, in seconds since boot (a clock that cannot be
set and that counts while the machine sleeps). Before each request the crawl checks that end, and stops if the
lease has expired.
"""

import hashlib
import ipaddress
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

ENDED = 5
"""Exit code of a crawl whose lease was lost."""


class LeaseLost(Exception):
    """The lease was lost: the crawl must send no further request."""


@dataclass(frozen=True, slots=True)
class Fence:
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


def shard_of(host: str, shards: int, moved: dict[str, int]) -> int:
    """The one shard of a host: that of its registrable host, by its hash unless it was moved."""
    name = registrable(host)
    found = moved.get(name)
    return hash_shard(name, shards) if found is None else found


def hash_shard(name: str, shards: int) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) % shards


@lru_cache(maxsize=100_000)
def registrable(host: str) -> str:
    """The part of a host name that its owner registered (`cixi.gov.cn` of `www.cixi.gov.cn`); an address as
    it is."""
    name = host.lower().rstrip(".")
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return str(_suffixes()(name).top_domain_under_public_suffix) or name


@lru_cache(maxsize=1)
def _suffixes() -> Any:
    import tldextract  # a package that Scrapy needs; only crawls of a shard load it

    # The list in the package: nothing is fetched.
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def boot_seconds() -> float:
    """Seconds since the machine started, including its sleep: the same in all processes."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class LeaseWatch:
    """Checks before every request whether the lease is still held."""

    def __init__(self, fence: Fence) -> None:
        self._fence = fence
        self._until = 0.0

    def check(self) -> None:
        """Raises LeaseLost if the lease has expired. Reads the file again only after the end it last read has
        passed."""
        if boot_seconds() < self._until:
            return
        self._until = min(read_lease(Path(file), epoch) for file, epoch in self._fence.leases)
        if boot_seconds() >= self._until:
            raise LeaseLost(
                f"the lease of shard {self._fence.shard} (epoch {self._fence.epoch}) ended: stopped before"
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
