"""Whether registry and sites.csv say nothing that contradicts itself: one line a contradiction."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawlers.registry import sites
from extraction.markup.urls import host_of, is_gov_host
from records import Government, Site, former_governments, governments


def contradictions() -> list[str]:
    """What is wrong in records/*.csv and crawlers/sites.csv; empty when nothing is."""
    return [*_governments(), *_former(), *_sites()]


def _governments() -> Iterator[str]:
    units = governments()
    provinces = {one.name for one in units.values() if one.level == "province"}
    prefectures = {(one.province, one.name) for one in units.values() if one.level == "prefecture"}
    hosts = Counter(host_of(one.homepage) for one in units.values() if one.homepage)
    for one in units.values():
        yield from (
            f"{one.adcode} {one.name}: {problem}" for problem in _of_unit(one, provinces, prefectures)
        )
        if one.homepage and hosts[host_of(one.homepage)] > 1:
            yield f"{one.adcode} {one.name}: shares the host of {one.homepage} with another government"


def _of_unit(one: Government, provinces: set[str], prefectures: set[tuple[str, str]]) -> Iterator[str]:
    if not (len(one.adcode) == 6 and one.adcode.isdigit()):
        yield "adcode must be six digits"
    if one.level not in ("province", "prefecture", "county"):
        yield f"level {one.level!r} must be province, prefecture or county"
    if one.province not in provinces:
        yield f"province {one.province!r} is not in the registry"
    if one.prefecture and (one.province, one.prefecture) not in prefectures:
        yield f"prefecture {one.prefecture!r} is not in the registry"
    parts = urlsplit(one.homepage)
    if one.homepage and (parts.scheme not in ("http", "https") or parts.path != "/" or not parts.hostname):
        yield f"homepage {one.homepage!r} must have the form http(s)://host/"


def _former() -> Iterator[str]:
    for one in former_governments():
        if one.successor not in governments():
            yield f"former {one.adcode} {one.name}: its successor {one.successor!r} is not in the registry"
        present = governments().get(one.adcode)
        if present and present.name == one.name:
            yield f"former {one.adcode} {one.name}: is still in the registry under this name"


def _sites() -> Iterator[str]:
    for site in sites().values():
        yield from (f"sites.csv {site.site_id}: {problem}" for problem in _of_site(site))


def _of_site(site: Site) -> Iterator[str]:
    if site.adcode not in governments():
        yield f"adcode {site.adcode} is not in the registry"
    if not site.site_id.startswith(site.adcode + "-"):
        yield "site_id must begin with its adcode and a hyphen"
    for seed in site.seeds:
        if host_of(seed) not in site.hosts:
            yield f"the host of seed {seed} is missing from hosts"
    for host in site.hosts:
        if not is_gov_host(host):
            yield f"host {host} is not under .gov.cn"
