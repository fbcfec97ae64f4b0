"""Which site carries a page, seen from the issuer of the report, and how much the page counts.

The issuer's own site counts most; then the sites of its departments and of the governments above it. A page
of any other site is a copy.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from records import governments, present_code

RELATIONS = ("own", "department", "upper", "lower", "other")
_TIERS = {"own": 0, "department": 1, "upper": 1, "lower": 2, "other": 2}
FOREIGN = 2
"""The tier of a page whose word alone does not make a report its issuer's."""
_MAIN = ("www", "zfxxgk", "xxgk", "zwgk", "gk")
"""Names below a government's own that are its portal's, not a department's."""
_CORPS, _CITIES_OF_THE_CORPS = "660000", "6590"


def tier(relation: str) -> int:
    """0 for the issuer's own site, 1 for its departments' and the governments' above it, FOREIGN for
    others."""
    return _TIERS[relation]


def relation(page_url: str, site_adcode: str, adcode: str | None) -> str:
    """One of RELATIONS, for a report of the government with this division code.

    A host of the registry, or a name below one, is that government's. Another one is that of the government
    for whose site the page was fetched: its own site led there. A text that names no issuer has no foreign
    page.
    """
    if not adcode:
        return "other"
    issuer, host = present_code(adcode), host_of(page_url)
    owners, is_main = _owners(host.removeprefix("www."))
    if not owners and site_adcode:
        owners, is_main = (present_code(site_adcode),), host.split(".")[0] in _MAIN
    relations = [_seen_from(issuer, owner, is_main) for owner in owners]
    return min(relations, key=RELATIONS.index, default="other")


def host_of(url: str) -> str:
    """The host of an address in lower case; "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _seen_from(issuer: str, owner: str, is_main: bool) -> str:
    if owner == issuer:
        return "own" if is_main else "department"
    if issuer.startswith(_area(owner)):
        return "upper"
    return "lower" if owner.startswith(_area(issuer)) else "other"


def _area(code: str) -> str:
    return _CITIES_OF_THE_CORPS if code == _CORPS else code.removesuffix("00").removesuffix("00")


@lru_cache(maxsize=10_000)
def _owners(host: str) -> tuple[tuple[str, ...], bool]:
    """The governments whose homepage is on this host or on the nearest name above it, and whether it is the
    homepage's own name or a portal below it."""
    labels = host.split(".")
    for at in range(len(labels) - 2):
        if owners := _homepages().get(".".join(labels[at:])):
            return owners, at == 0 or labels[:at] in [[name] for name in _MAIN]
    return (), False


@lru_cache(maxsize=1)
def _homepages() -> Mapping[str, tuple[str, ...]]:
    """Division codes by the host of the homepage."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in governments().values():
        if host := host_of(one.homepage).removeprefix("www."):
            found[host].append(one.adcode)
    return {host: tuple(codes) for host, codes in found.items()}
