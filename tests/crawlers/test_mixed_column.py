"""A column of reports that holds everything else as well: requests go where a report may be."""

from pathlib import Path

from tests.crawlers.web import crawl, link, page, serving, site

HOST = "http://www.mixed.gov.cn"
YEARS = range(2014, 2024)
# Seven beside each year's report, but for the last: 59 items.
BESIDE = (
    "清水县{z}年法治政府建设工作要点",
    "关于印发清水县{z}年法治政府建设工作要点的通知",
    "关于做好{y}年度法治政府建设年度报告编制工作的通知",
    "《清水县{y}年法治政府建设年度报告》政策解读",
    "清水县召开{y}年法治政府建设推进会",
    "清水县{y}年度法治政府建设示范创建方案",
)


def items() -> list[tuple[str, str, str]]:
    """Address, title and day of the 59 items, the newest first."""
    found = []
    for year in reversed(YEARS):
        short = (f"{year}年年度报告", f"关于{year}年度工作情况的报告", f"清水县{year}年法治政府建设年度报告")
        titles = [short[year % 3], *(form.format(y=year, z=year + 1) for form in BESIDE)]
        found += [
            (f"/fz/{year}/{n}.html", title, f"{year + 1}-03-0{9 - n}") for n, title in enumerate(titles)
        ]
    return found[:59]


def test_a_list_of_59_mixed_items_costs_25_requests_at_the_most(tmp_path: Path) -> None:
    rows = "".join(link(*item) for item in items())
    answers = {
        f"{HOST}/": page(link("/fz/", "法治政府建设年度报告")),
        f"{HOST}/fz/": page("<h2>法治政府建设年度报告</h2><ul>", rows, "</ul>"),
    }
    text = "<h1>{}</h1><p>清水县坚持依法行政，法治政府建设工作有进展，现将有关情况报告如下。</p>"
    answers |= {HOST + url: page(text.format(title)) for url, title, _ in items()}
    with serving(answers) as web:
        found = crawl(tmp_path, web, site("www.mixed.gov.cn"))
        asked = [url.removeprefix(HOST) for url in web.urls()]
    assert len(asked) <= 25
    reports = {url for url, _, _ in items() if url.endswith("/0.html")}
    assert len(reports) == 9
    assert reports <= set(asked)
    assert found.summary.sites[0].verdict == "ok"
