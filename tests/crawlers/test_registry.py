"""sites.csv is honest, and targets become sites."""

import csv
from urllib.parse import urlsplit

import pytest

from crawlers.errors import UnknownSite, UrlNotAllowed
from crawlers.registry import find_pages, find_sites, sites
from crawlers.spec import ExtraRequest
from records import government, governments
from tests.crawlers.web import ROOT


def test_sites_csv_is_honest() -> None:
    with (ROOT / "crawlers" / "sites.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["site_id"] for row in rows] == sorted({row["site_id"] for row in rows}), "sorted, each once"
    for row in rows:
        site = sites()[row["site_id"]]
        unit = government(site.adcode)
        assert site.site_id.startswith(f"{site.adcode}-")
        assert site.homepage == unit.homepage
        assert site.seeds[0] == site.homepage
        assert len(set(site.seeds)) == len(site.seeds)
        for seed in site.seeds:
            parts = urlsplit(seed)
            assert parts.scheme in ("http", "https")
            assert parts.hostname in site.hosts
            assert parts.path.startswith("/")
        assert all(host.endswith(".gov.cn") for host in site.hosts)
        assert site.min_reports >= 1


def test_the_five_first_sites_are_there() -> None:
    assert {site.adcode for site in sites().values()} >= {"130407", "640104", "330282", "510402", "440881"}


@pytest.mark.parametrize("target", ["330282", "330282-cixi", "http://www.cixi.gov.cn/"])
def test_an_adcode_a_site_id_or_a_homepage_is_the_whole_site(target: str) -> None:
    assert find_sites([target]) == (sites()["330282-cixi"],)
    assert find_pages([target]) == ()


def test_a_page_of_a_known_site_is_that_page_only() -> None:
    url = "http://www.cixi.gov.cn/art/2025/3/5/art_1229818496_4601975.html"
    (site,) = find_sites([url])
    assert (site.site_id, site.adcode, site.seeds) == ("330282-cixi", "330282", ())
    assert find_pages([url]) == (ExtraRequest("330282-cixi", url, "detail"),)
    assert find_sites([url, "330282"]) == find_sites(["330282", url]) == (sites()["330282-cixi"],)


def test_the_registry_knows_the_others() -> None:
    own = {site.adcode for site in sites().values()}
    unit = next(u for u in governments().values() if u.homepage and u.adcode not in own)
    (site,) = find_sites([unit.adcode])
    assert (site.adcode, site.seeds) == (unit.adcode, (unit.homepage,))
    assert site.hosts == (urlsplit(unit.homepage).hostname,)
    assert find_sites([unit.homepage]) == (site,)


def test_any_host_under_gov_cn_may_be_asked() -> None:
    (site,) = find_sites(["https://sfj.nowhere.gov.cn/zwgk/fz/"])
    assert (site.site_id, site.adcode, site.seeds) == ("sfj.nowhere.gov.cn", "", ())
    assert (site.homepage, site.hosts) == ("https://sfj.nowhere.gov.cn/", ("sfj.nowhere.gov.cn",))


def test_other_hosts_only_when_somebody_vouches_for_them() -> None:
    url = "https://www.example.org/fz/1.html"
    with pytest.raises(UrlNotAllowed, match="--allow-host www.example.org"):
        find_sites([url])
    with pytest.raises(UrlNotAllowed):
        find_pages([url])
    (site,) = find_sites([url], allow_hosts=["WWW.example.org"])
    assert find_pages([url], ["www.example.org"]) == (ExtraRequest(site.site_id, url, "detail"),)
    for trick in (
        "http://gov.cn.evil.com/",
        "http://evil.com/x.gov.cn",
        "http://fakegov.cn/",
        "ftp://a.gov.cn/",
    ):
        with pytest.raises(UrlNotAllowed):
            find_sites([trick])


def test_what_is_not_known_is_said_in_one_line() -> None:
    with pytest.raises(UnknownSite, match="999999: neither a division code"):
        find_sites(["999999"])
    without = next(u for u in governments().values() if not u.homepage)
    with pytest.raises(UnknownSite, match=f"{without.adcode}.*give the URL"):
        find_sites([without.adcode])
