"""Which sites there are to crawl: sites.csv first, then the homepages of the registry of governments."""

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

from crawlers.errors import UnknownSite, UrlNotAllowed
from crawlers.sites_csv import read_sites
from crawlers.spec import ExtraRequest
from extraction.markup.urls import host_of, is_gov_host
from records import Site, government, governments, present_code


@lru_cache(maxsize=1)
def sites() -> dict[str, Site]:
    """The rows of sites.csv by site_id. Raises BadSpec with one line for each invalid row."""
    return read_sites(files("crawlers").joinpath("sites.csv").read_bytes())


def all_sites(provinces: Iterable[str] = ()) -> tuple[Site, ...]:
    """The sites of every government that has a homepage, or of those of these provinces (name, its first two
    characters, or division code): the rows of sites.csv first. Raises UnknownSite."""
    within = {_province(word) for word in provinces}
    own: dict[str, list[Site]] = {}
    for site in sites().values():
        own.setdefault(site.adcode, []).append(site)
    return tuple(
        site
        for unit in governments().values()
        if unit.homepage and (not within or unit.adcode[:2] in within)
        for site in own.get(unit.adcode) or (_site(unit.homepage, unit.adcode),)
    )


def _province(word: str) -> str:
    """The first two digits of a province's code."""
    for unit in governments().values():
        if unit.level == "province" and (word in (unit.adcode, unit.adcode[:2], unit.name, unit.name[:2])):
            return unit.adcode[:2]
    raise UnknownSite(
        f"{word}: the registry has no province with this name or code; `fazhi sites list` shows all"
    )


def find_sites(targets: Iterable[str], allow_hosts: Iterable[str] = ()) -> tuple[Site, ...]:
    """The sites of these targets (adcodes, site_ids, URLs), each once, in the order given.

    The code of an abolished government finds its successor's sites. A URL finds its site, without the site's
    own seeds unless it is the home page: that one page is wanted, and find_pages names it. Raises UnknownSite
    and UrlNotAllowed.
    """
    allowed = frozenset(host.lower() for host in allow_hosts)
    found: dict[str, Site] = {}
    for target in targets:
        for site in _sites_of(target, allowed):
            # Named twice, as a site and as a page: the whole site.
            if site.site_id not in found or site.seeds:
                found[site.site_id] = site
    return tuple(found.values())


def find_pages(targets: Iterable[str], allow_hosts: Iterable[str] = ()) -> tuple[ExtraRequest, ...]:
    """The pages that the URLs among the targets ask for, for CrawlSpec.extra. Raises UrlNotAllowed."""
    allowed = frozenset(host.lower() for host in allow_hosts)
    return tuple(
        ExtraRequest(site.site_id, target)
        for target in targets
        if "://" in target
        for site in _sites_of(target, allowed)
        if not site.seeds
    )


def _sites_of(target: str, allowed: frozenset[str]) -> tuple[Site, ...]:
    if "://" in target:
        return (_site_of_url(target, allowed),)
    if target in sites():
        return (sites()[target],)
    adcode = present_code(target)
    own = tuple(site for site in sites().values() if site.adcode == adcode)
    return own or (_site_of_adcode(adcode),)


def _site_of_adcode(adcode: str) -> Site:
    try:
        unit = government(adcode)
    except KeyError:
        raise UnknownSite(
            f"{adcode}: neither a division code of the registry nor a site_id of crawlers/sites.csv;"
            " `fazhi sites list` shows all codes"
        ) from None
    if not unit.homepage:
        raise UnknownSite(f"{adcode} {unit.full_name}: no homepage is known; give the URL instead")
    return _site(unit.homepage, adcode)


def _site_of_url(url: str, allowed: frozenset[str]) -> Site:
    parts, host = urlsplit(url), host_of(url)
    if parts.scheme not in ("http", "https") or not host:
        raise UrlNotAllowed(f"{url}: not an http or https address")
    for site in sites().values():
        if host in site.hosts:
            return site if url == site.homepage else _without_seeds(site)
    if not is_gov_host(host) and host not in allowed:
        raise UrlNotAllowed(f"{url}: not under .gov.cn; if you trust it: --allow-host {host}")
    adcode = _adcode_by_host().get(host, "")
    homepage = f"{parts.scheme}://{parts.netloc}/"
    site = _site(homepage, adcode)
    return site if parts.path in ("", "/") and not parts.query else _without_seeds(site)


def _site(homepage: str, adcode: str) -> Site:
    """A site that has no row in sites.csv."""
    host = host_of(homepage)
    labels = [label for label in host.split(".") if label not in ("www", "gov", "cn")]
    site_id = f"{adcode}-{'-'.join(labels)}" if adcode else host
    return Site(site_id=site_id, adcode=adcode, homepage=homepage, seeds=(homepage,), hosts=(host,))


def _without_seeds(site: Site) -> Site:
    return Site(site.site_id, site.adcode, site.homepage, (), site.hosts, 0)


@lru_cache(maxsize=1)
def _adcode_by_host() -> dict[str, str]:
    """The homepage hosts of the registry that belong to one government only."""
    found: dict[str, str] = {}
    for unit in governments().values():
        host = host_of(unit.homepage)
        if host:
            found[host] = "" if host in found else unit.adcode
    return found
