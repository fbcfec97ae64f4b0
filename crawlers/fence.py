"""Courtesy across machines, as one crawl sees it: which hosts are its own, and until when.

A crawl of many machines' work holds a lease that another process renews. The lease's file says until when it
holds, by a clock of this machine that nobody sets and that goes on while the machine sleeps. A crawl that was
stopped for longer looks at it first, and ends before its next request.
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
    """The crawl may not ask anybody any more."""


@dataclass(frozen=True, slots=True)
class Fence:
    """What a crawl of one shard holds. epoch counts the holders of its lease; leases are the files of its leases,
    each with its epoch: of a joint crawl there are several.

    moved are the registrable hosts that are not in the shard of their own hash, with their shards. A joint crawl
    holds all shards.
    """

    night: str
    shard: int
    shards: int
    epoch: int
    leases: tuple[tuple[str, int], ...] = ()
    moved: tuple[tuple[str, int], ...] = ()
    joint: bool = False

    def owns(self, host: str) -> bool:
        """Whether this crawl may ask the host."""
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
    """The part of a host name that its owner registered (`cixi.gov.cn` of `www.cixi.gov.cn`); an address as it is."""
    name = host.lower().rstrip(".")
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return str(_suffixes()(name).top_domain_under_public_suffix) or name


@lru_cache(maxsize=1)
def _suffixes() -> Any:
    import tldextract  # Scrapy brings it; only fenced crawls need it

    # The list in the package: nothing is fetched.
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def boot_seconds() -> float:
    """Seconds since the machine started, those in which it slept too: the same in all its processes."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class LeaseWatch:
    """Asked before every request whether the lease still holds."""

    def __init__(self, fence: Fence) -> None:
        self._fence = fence
        self._until = 0.0

    def check(self) -> None:
        """Raises LeaseLost. The file is read when what it said last has passed."""
        if boot_seconds() < self._until:
            return
        self._until = min(read_lease(Path(file), epoch) for file, epoch in self._fence.leases)
        if boot_seconds() >= self._until:
            raise LeaseLost(
                f"the lease of shard {self._fence.shard} (epoch {self._fence.epoch}) ended: stopped before the next"
                " request; another worker goes on"
            )


def read_lease(path: Path, epoch: int) -> float:
    """Until when the lease of this epoch holds (boot_seconds); 0 where the file is gone or another holder's."""
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
