"""Assigns hosts to shards: a pure function of the night's sites and the addresses of their hosts.

Sites that share a registrable host, or a platform's address, are crawled by one process. Together they are in
the shard of the smallest of their names.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crawlers.host_sharding import hash_shard, registrable
from extraction.markup.urls import host_of
from records import Site


@dataclass(frozen=True, slots=True)
class Sharding:
    """of_site is the shard of each site_id; moved are the registrable hosts that are not in the shard of
    their own hash."""

    shards: int
    of_site: dict[str, int]
    moved: tuple[tuple[str, int], ...]


def shard_sites(
    sites: Sequence[Site], shards: int, together: Mapping[str, Iterable[str]] | None = None
) -> Sharding:
    """Every site in one shard, every host in one shard.

    together names, by site_id, what else the site shares with others: the addresses its hosts resolve to, and
    hosts that it was seen to lead to.
    """
    groups = _Groups()
    names: set[str] = set()
    for site in sites:
        own = sorted({registrable(host) for host in (*site.hosts, host_of(site.homepage)) if host})
        names.update(own)
        for other in (together or {}).get(site.site_id, ()):
            key = registrable(other)
            if not key.startswith("@"):
                names.add(key)
            own.append(key)
        groups.join([f"site:{site.site_id}", *own])
    shard = {
        key: hash_shard(min(name for name in group if name in names), shards)
        for group in groups.all()
        for key in group
        if any(name in names for name in group)
    }
    moved = ((name, shard[name]) for name in sorted(names) if shard[name] != hash_shard(name, shards))
    return Sharding(shards, {site.site_id: shard[f"site:{site.site_id}"] for site in sites}, tuple(moved))


def address_key(address: str) -> str:
    """The name of an address that several hosts may share, for `together`."""
    return f"@{address}"


class _Groups:
    """Names that belong together (union by the smaller name, so that their order does not matter)."""

    def __init__(self) -> None:
        self._root: dict[str, str] = {}

    def join(self, names: Sequence[str]) -> None:
        roots = sorted({self._find(name) for name in names})
        for root in roots[1:]:
            self._root[root] = roots[0]

    def _find(self, name: str) -> str:
        self._root.setdefault(name, name)
        while (up := self._root[name]) != name:
            self._root[name] = self._root[up]
            name = up
        return name

    def all(self) -> list[list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._root:
            found[self._find(name)].append(name)
        return list(found.values())
