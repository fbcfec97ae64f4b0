"""Columns that only a sitemap names; what is read of sitemaps."""

from crawlers.walk.sitemaps import Sitemaps
from extraction.markup.sitemaps import sitemap_urls
from extraction.navigation import leads_of_sitemap

HOME = "http://www.one.gov.cn/"


def test_pages_and_sitemaps() -> None:
    pages = b"<urlset><url><loc> http://www.one.gov.cn/fzbg/?a=1&amp;b=2 </loc></url><url><loc><![CDATA[http://www.one.gov.cn/x/]]></loc></url></urlset>"
    assert sitemap_urls(pages) == ([f"{HOME}fzbg/?a=1&b=2", f"{HOME}x/"], [])
    assert sitemap_urls(
        b"<sitemapindex><sitemap><loc>http://www.one.gov.cn/m.xml</loc></sitemap></sitemapindex>"
    ) == (
        [],
        [f"{HOME}m.xml"],
    )
    assert sitemap_urls(b"<html>no such page</html>") == ([], [])
    assert sitemap_urls(b"<loc>" * 200_000) == ([], [])


def test_only_folders_of_reports_are_leads() -> None:
    urls = [HOME, f"{HOME}zwgk/", f"{HOME}zwgk/fzzfjsbg/", f"{HOME}xw/", "http://www.two.gov.cn/fzzfjsbg/"]
    assert [lead.request.url for lead in leads_of_sitemap(urls, HOME)] == [
        f"{HOME}zwgk/fzzfjsbg/",
        f"{HOME}zwgk/",
    ]


def test_four_sitemaps_of_the_site_are_asked_for() -> None:
    maps = Sitemaps(HOME)
    maps.name([f"{HOME}{n}.xml" for n in range(9)])
    maps.name(["http://www.two.gov.cn/s.xml"])
    taken = [maps.take(lambda key: True) for _ in range(6)]
    assert [one.url if one else None for one in taken] == [*(f"{HOME}{n}.xml" for n in range(4)), None, None]
    assert Sitemaps(HOME).take(lambda key: True) is None
