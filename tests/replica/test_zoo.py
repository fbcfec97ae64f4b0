"""The zoo: every platform can be read to its last report, and it is the same zoo every time."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

import replica
from replica.dialects import DIALECTS
from replica.zoo import Zoo
from replica.zoo.governments import read_governments
from replica.zoo.internet import ZooInternet
from replica.zoo.shares import PLATFORMS
from tests.replica.browser import Browser
from tests.replica.reader import bare, read_site

Json = dict[str, Any]
ZOO = Zoo(hosts=400)
HOSTS_A_DIALECT = 2
TRS = r"/([\w]+/)+\d{6}/t\d{8}_\d+\.(s?html?)"
# Addresses of columns and of reports as they are on the platforms.
SHAPES = (
    ("channels", r"/channels/\d+\.html", r"/contents/\d+/\d+\.html"),
    ("cms_html", r"/cms/html/\w+/\w+/index\.html", r"/cms/html/\w+/\d{4}-\d\d-\d\d/\d+\.html"),
    (
        "epoint",
        r".*(govInfoPub\.html\?categorynum=\d{9}&deptcode=|/moreinfo\.html)",
        r"/.*/\d{8}/[0-9a-f-]{36}\.html",
    ),
    (
        "guangdong",
        r"/gkmlpt/index|/(\w+/)+",
        r"/gkmlpt/content/\d/\d{3,4}/post_\d+\.html|/(\w+/)+content/post_\d+\.html",
    ),
    ("jpaas", r"/col/col\d+/index\.html", r"/col/col\d+/art/\d{4}/art_[0-9a-f]{32}\.html"),
    ("jpage", r"/col/col1229\d{6}/index\.html", r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d+_\d+\.html"),
    (
        "kaipu",
        r"/zfwz/\w+/\w+_?list\.shtml|/zfwz/\w+/list\.shtml",
        r"/zfwz/\w+/\d{6}/(c01_\d+|[0-9a-f]{32})\.shtml",
    ),
    ("lonsun", r"/public/column/\d+\?type=4&action=list.*&catId=\d+|/\w+/", r"/public/\d+/\d+\.html"),
    ("openness", r"/(OpennessContent|Special)/showList/[\d/]+/page_1\.html", r"/\w+/show/\d+\.html"),
    ("snowflake", r"/(\w+/)+1\.html", r"/(\w+/)+\d{19}\.html"),
    ("trs_handan", r"/(\w+/)+", TRS),
    ("trs_ningxia", r"/(\w+/)+", TRS),
    ("trs_portal", r"/(\w+/)+", TRS),
    ("urls_pc", r"/\w+/c\d{5}/pc/list\.html", r"/\w+/c\d{5}/pc/content/content_\d+\.html"),
    ("vsb", r"(/\w+)+\.htm", r"/info/\d{4}/\d+\.htm"),
    ("xxgk", r"/col/col\d+/index\.html", r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d+_\d+\.html"),
)
pytestmark = pytest.mark.xdist_group("zoo")


@cache
def _truth() -> list[Json]:
    governments: list[Json] = replica.truth(1, zoo=ZOO)["governments"]
    return governments


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with replica.running(1, zoo=ZOO) as running:
        browser = Browser(running.address)
        yield browser
        browser.close()


def _largest(dialect: str) -> list[Json]:
    """The hosts of a dialect whose columns of reports hold most; their skins, which lists follow, differ."""
    hosts = [g for g in _truth() if g["dialect"] == dialect]
    hosts.sort(key=lambda host: max(host["column_items"]))
    by_skin = {g["variation"]["skin"]: g for g in hosts}
    return sorted(by_skin.values(), key=lambda host: -max(host["column_items"]))[:HOSTS_A_DIALECT]


def _in_columns_of_reports(host: Json) -> set[str]:
    """The addresses of everything that stands in the columns of reports."""
    internet = ZooInternet(1, ZOO)
    website = internet.website(internet.governments[host["host"]])
    wanted = {filing.column for filing in website.site.filings}
    dialect = website.dialect
    return {dialect.absolute(dialect.document_path(d)) for d in website.documents if d.column in wanted}


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_a_plain_client_reaches_every_item_of_the_columns_of_reports(browser: Browser, dialect: str) -> None:
    hosts = _largest(dialect)
    assert max(hosts[0]["column_items"]) > 20
    for host in hosts:
        items = _in_columns_of_reports(host)
        assert {report["url"] for report in host["reports"]} <= items
        assert not items - read_site(browser, host, items)


@pytest.mark.parametrize(("dialect", "column", "report"), SHAPES)
def test_addresses_are_of_their_platform(dialect: str, column: str, report: str) -> None:
    for host in (g for g in _truth() if g["dialect"] == dialect):
        assert all(
            re.fullmatch(column, urlsplit(url)._replace(scheme="", netloc="").geturl())
            for url in host["column_urls"]
        )
        assert all(re.fullmatch(report, urlsplit(r["url"]).path) for r in host["reports"])


def test_pages_of_vsb_lists_count_down(browser: Browser) -> None:
    url = next(url for url in _largest("vsb")[0]["column_urls"])
    text = browser.ask(url).text
    count = int(re.search(r"1/(\d+)</span></div>", text)[1])  # type: ignore[index]
    following = re.search(r'<span class="p_next p_fun"><a href="([^"]+)"', text)
    assert count > 1 and following
    assert urljoin(url, following[1]) == f"{url.removesuffix('.htm')}/{count - 1}.htm"


def test_pages_of_reports_show_their_titles_and_words(browser: Browser) -> None:
    zoo = Zoo(hosts=20)
    for host in replica.truth(1, zoo=zoo, bodies=True)["governments"]:
        report = host["reports"][0]
        answer = browser.ask(report["url"])
        assert answer.status == 200
        shown = bare(answer.text)
        assert report["title"] in shown
        assert bare(report["body_text"]) in shown


def test_hosts_publish_five_to_ten_reports_in_plausible_years() -> None:
    for host in _truth():
        years = Counter(r["report_year"] for r in host["reports"] if r["issuer_level"] == host["level"])
        assert 5 <= len(host["reports"]) <= 10
        assert set(years.values()) == {1} and years.keys() <= set(range(2016, 2025))
        assert len({r["url"] for r in host["reports"] + host["near_misses"]}) == len(
            host["reports"] + host["near_misses"]
        )
        assert {urlsplit(r["url"]).hostname for r in host["reports"]} == {host["host"]}
        assert 3 <= len(host["near_misses"]) <= 8


def test_platforms_have_their_shares() -> None:
    hosts = [g for g in _truth() if g["platform"] != "gkmlpt"]
    counts = Counter(g["platform"] for g in hosts)
    total = sum(share for share, _, _ in PLATFORMS)
    for share, platform, _ in PLATFORMS:
        assert abs(counts[platform] / len(hosts) - share / total) < 0.05


def test_home_pages_are_as_crowded_as_real_ones(browser: Browser) -> None:
    for host in _truth()[:40]:
        assert 60 <= browser.ask(host["homepage"]).text.count("<a href=") <= 170


def test_a_smaller_zoo_is_part_of_a_larger_one() -> None:
    assert replica.truth(1, zoo=Zoo(hosts=5))["governments"] == _truth()[:5]
    assert replica.truth(1, zoo=Zoo(hosts=5, seed=2))["governments"] != _truth()[:5]


def test_the_truth_on_the_command_line_is_the_same() -> None:
    zoo = Zoo(hosts=6, misbehaving=0.5, seed=3)
    command = [sys.executable, "-m", "replica", "--night", "2", "--truth", *zoo.arguments()]
    printed = subprocess.run(command, capture_output=True, check=True, env={"PYTHONHASHSEED": "7"})
    assert json.loads(printed.stdout) == replica.truth(2, zoo=zoo)


def test_hosts_that_share_a_homepage_are_one(tmp_path: Path) -> None:
    rows = ["adcode,name,level,province,prefecture,homepage"]
    rows += ["640104,兴庆区,county,宁夏回族自治区,银川市,http://www.a.gov.cn/"]
    rows += ["640105,西夏区,county,宁夏回族自治区,银川市,http://www.a.gov.cn/"]
    rows += ["640106,金凤区,county,宁夏回族自治区,银川市,"]
    path = tmp_path / "governments.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    assert [g.name for g in read_governments(path)] == ["兴庆区"]
    assert len(replica.truth(1, zoo=Zoo(hosts=9, governments=path))["governments"]) == 1


def test_static_hosts_answer_304_to_who_has_the_page(browser: Browser) -> None:
    static = next(g for g in _truth() if g["validators"])
    first = browser.ask(static["reports"][0]["url"])
    tag, date = first.headers["ETag"], first.headers["Last-Modified"]
    assert "浏览次数：<" in first.text or "浏览次数" not in first.text
    for headers in ({"If-None-Match": tag}, {"If-Modified-Since": date}, {"If-None-Match": f'"x", {tag}'}):
        answer = browser.ask(static["reports"][0]["url"], headers=headers)
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["ETag"] == tag
    for headers in ({"If-None-Match": '"x"'}, {"If-Modified-Since": "Mon, 01 Jan 2018 00:00:00 GMT"}):
        assert browser.ask(static["reports"][0]["url"], headers=headers).body == first.body
    dynamic = next(g for g in _truth() if not g["validators"])
    assert "ETag" not in browser.ask(dynamic["reports"][0]["url"]).headers
    assert 0.3 < sum(g["validators"] for g in _truth()) / len(_truth()) < 0.7


def test_what_was_asked_is_told(browser: Browser) -> None:
    host = next(g for g in _truth() if g["homepage"].startswith("http:"))
    before = json.loads(browser.ask("http://replica.invalid/_served").text).get(host["host"], {"requests": 0})
    browser.ask(host["homepage"])
    browser.ask(f"{host['homepage']}robots.txt")
    served = json.loads(browser.ask("http://replica.invalid/_served").text)
    assert served[host["host"]]["requests"] == before["requests"] + 2
    assert served[host["host"]]["peak"] == 1
    assert served[host["host"]]["shortest_gap"] >= 0
    lines = browser.ask(f"http://replica.invalid/_log?host={host['host']}").text.split("\n")
    entries = [json.loads(line) for line in lines]
    assert [entry[0] for entry in entries] == [host["host"]] * (before["requests"] + 2)
    assert [entry[2:] for entry in entries[-2:]] == [["GET", "/"], ["GET", "/robots.txt"]]
    assert entries[-2][1] <= entries[-1][1]
    assert "replica.invalid" not in served


def test_misbehaviour_keeps_to_its_nights_and_its_share() -> None:
    zoo = Zoo(hosts=60, misbehaving=0.5, since=3, until=4)
    acting = [
        sum(g["misbehaviour"] is not None for g in replica.truth(night, zoo=zoo)["governments"])
        for night in (1, 2, 3, 4, 5)
    ]
    assert acting == [0, 0, 30, 30, 0]
    one_way = Zoo(hosts=20, misbehaving=1.0, only=("redesign_overnight",))
    assert [
        {g["misbehaviour"] for g in replica.truth(night, zoo=one_way)["governments"]} for night in (1, 2)
    ] == [{None}, {"redesign_overnight"}]
    with pytest.raises(ValueError, match="no such misbehaviour: nonsense"):
        Zoo(hosts=1, only=("nonsense",))


def test_sites_long_not_asked_are_forgotten_and_come_back_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("replica.zoo.internet.SITES_KEPT", 2)
    internet = ZooInternet(1, Zoo(hosts=4))
    first, *others = internet.zoo.chosen
    before = internet.website(first)
    for government in others:
        internet.website(government)
    again = internet.website(first)
    assert again is not before
    assert [d.list_title for d in again.documents] == [d.list_title for d in before.documents]
