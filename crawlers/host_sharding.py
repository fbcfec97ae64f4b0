"""The shard of a host: the crawls of one night share their hosts by it, so that no host is asked by two
machines."""

import hashlib
import ipaddress
from functools import lru_cache
from typing import Any


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
