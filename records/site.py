"""A site: one publisher's web site, a row of crawlers/sites.csv."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """What a crawl needs to know of one web site.

    site_id is `<adcode>-<short name>`; adcode names the government whose reports are looked for;
    seeds are absolute URLs (the homepage first, then known report columns); hosts are the host names
    that belong to the site; min_reports is how many reports a healthy crawl finds at the least.
    """

    site_id: str
    adcode: str
    homepage: str
    seeds: tuple[str, ...]
    hosts: tuple[str, ...]
    min_reports: int = 0
