"""The addresses that hosts resolve to: sites on one platform share them, and are crawled by one process."""

import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from records import Site

AT_ONCE = 32


def resolved(sites: Iterable[Site]) -> dict[str, set[str]]:
    """The addresses of each site's hosts, by site_id; none for a name that does not resolve."""
    asked = [(site.site_id, host) for site in sites for host in site.hosts]
    found: dict[str, set[str]] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for (site_id, _), addresses in zip(
            asked, pool.map(_addresses, (host for _, host in asked)), strict=True
        ):
            found.setdefault(site_id, set()).update(addresses)
    return found


def _addresses(host: str) -> set[str]:
    try:
        return {str(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except OSError:
        return set()
