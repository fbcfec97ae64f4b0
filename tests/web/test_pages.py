"""Every page of the site on the demo's archive: what it says, in which formats, and what it says of what is
not there."""

import csv
import io
import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest
from starlette.testclient import TestClient

from storage.lookup.published import Published, rows
from storage.paths import DataDir
from tests.web.conftest import BASE, CHANGED, MOVED, REMOVED, client_of

ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = (
    "/",
    "/search",
    "/search?q=行政复议",
    f"/report/{CHANGED}",
    f"/report/{CHANGED}/versions",
    f"/report/{CHANGED}/v/1",
    f"/report/{CHANGED}/diff/1..2",
    "/government",
    "/government?name=慈溪",
    "/government/330282",
    "/compare",
    "/compare?a=330282-2022&b=330282-2023",
    "/ledger",
    "/ledger/33",
    "/ledger/33?level=county",
    "/ledger?province=四川",
    "/ledger?status=not_found",
    "/ledger/510402/2019",
    "/ledger/110000/2019",
    "/ledger/shares",
    "/changes",
    "/changes?class=number_changed",
    "/removed",
    "/late",
    "/figures",
    "/figures?q=复议",
    "/figure/recon_accepted",
    "/figure/recon_accepted?government=330282",
    "/page",
    "/sites",
    "/data",
    "/about",
    "/sql",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_a_whole_page_in_both_languages(client: TestClient, path: str, language: str) -> None:
    answer = (
        client.get(path, params={"lang": "en"} if language == "en" else None)
        if "?" not in path
        else client.get(f"{path}&lang={language}")
    )
    assert answer.status_code == 200
    html = answer.text
    assert html.count("<h1") == 1
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}">' in html
    assert 'id="main"' in html and "</html>" in html
    assert " style=" not in html and "onclick" not in html


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/report/330282-2099", 404, "330282-20"),
        ("/report/130407-2022/diff/1..9", 404, "第 1 至 2 版"),
        ("/report/130407-2022/diff/1-2", 400, "1..2"),
        ("/report/130407-2022/v/7", 404, "第 1 至 2 版"),
        ("/government/999999", 404, "999999"),
        ("/ledger/330282/1999", 404, "1999"),
        ("/ledger/99", 404, "99"),
        ("/ledger?province=大西洋", 400, "浙江省"),
        ("/ledger?status=lost", 400, "not_found"),
        ("/ledger?year=x", 400, "year"),
        ("/changes?class=moods", 400, "number_changed"),
        ("/capture/0000", 404, "0000"),
        ("/page?url=http://nowhere.gov.cn/", 404, "nowhere"),
        ("/search?q=“行政", 400, "引号没有成对"),
        ("/search?q=行政 OR", 400, "AND、OR、NOT 两侧须有检索词"),
        ("/nothing", 404, "没有这个页面"),
        ("/about.csv", 404, ".csv"),
    ],
)
def test_what_is_not_there_is_said_with_what_may_have_been_meant(
    client: TestClient, path: str, status: int, says: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert says in answer.text
    assert "ETag" not in answer.headers


def test_a_report_shows_text_outline_sources_citation_and_evidence(client: TestClient) -> None:
    html = client.get(f"/report/{CHANGED}").text
    assert 'id="p7"' in html and 'href="#p7"' in html
    assert "2839" in html and "2802" in html
    assert '<meta name="citation_title" content="关于2022年依法行政和法治政府建设工作的报告">' in html
    assert f'<link rel="canonical" href="{BASE}/report/{CHANGED}">' in html
    for words in ("规定要求写明的五项内容", "首先登载", "GB/T 7714", "本页依据", "sha256:", "早于期限 45 天"):
        assert words in html


def test_a_removal_stands_on_top_with_lateness_beside_it(client: TestClient) -> None:
    html = client.get(f"/report/{REMOVED}").text
    assert "这篇报告已从发布机关网站撤下" in html and "404" in html
    assert html.index("已撤下") < html.index("逾期公布") < html.index('id="p1"')
    late = client.get("/late").text
    assert REMOVED in late and "已撤下" in late
    assert "已变更网址" in client.get(f"/report/{MOVED}").text


def test_the_proof_of_a_removal_leads_to_its_captures(client: TestClient) -> None:
    html = client.get("/ledger/510402/2019").text
    named = re.findall(r'href="(/capture/[0-9a-f-]+)"', html)
    assert len(named) >= 2
    statuses = {client.get(path + ".json").json()["status"] for path in named}
    assert statuses == {200, 404}


def test_a_comparison_puts_numbers_first_and_says_it_without_colour(client: TestClient) -> None:
    html = client.get(f"/report/{CHANGED}/diff/1..2").text
    assert (
        '<del><span class="vh">删去：</span>2839' in html
        and '<ins><span class="vh">新增：</span>2802' in html
    )
    assert "−37（−1.3%）" in html
    only = client.get(f"/report/{CHANGED}/diff/1..2?view=side").text
    assert 'id="side"' in only and 'id="inline"' not in only


def test_a_comparison_says_when_the_old_text_was_last_read(client: TestClient) -> None:
    (change,) = client.get(f"/report/{CHANGED}.json").json()["changes"]
    told = f'最后一次抓取到 <time datetime="{change["old_last_seen_at"]}">'
    assert told in client.get(f"/report/{CHANGED}/diff/1..2").text
    assert "最后一次抓取到" not in client.get("/compare?a=330282-2022&b=330282-2023").text


def test_json_has_links_and_pages_by_key(client: TestClient) -> None:
    seen, path = [], "/changes.json?kind=appeared&most=20"
    while path:
        told = client.get(path).json()
        assert told["total"] == 46
        seen += [row["report_id"] for row in told["changes"]]
        following = told["links"].get("next", "")
        path = following.removeprefix(BASE).replace("/changes?", "/changes.json?")
    assert len(seen) == 46 and len(set(seen)) == 46


def test_csv_is_what_data_tools_expect(client: TestClient) -> None:
    answer = client.get("/search.csv?q=行政复议")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == client.get("/search.json?q=行政复议").json()["total"]
    assert {row["in_title"] for row in rows} <= {"true", "false"}
    assert client.get("/search.csv?q=行政复议&bom=1").text.startswith("\ufeff")


def test_a_csv_that_is_cut_says_so_in_its_last_line(client: TestClient) -> None:
    text = client.get("/changes.csv?kind=appeared&most=5").text
    assert text.rstrip().splitlines()[-1].startswith("# 只含前 5 行，共 46 行")


def test_feeds_are_named_after_captures_and_carry_the_sentence(
    client: TestClient, published: Published
) -> None:
    feed = ElementTree.fromstring(client.get("/changes.atom?class=number_changed").content)
    (entry,) = feed.findall(f"{ATOM}entry")
    with published.cursor() as cursor:
        (row,) = rows(cursor, "SELECT capture_id FROM changes WHERE class = 'number_changed'")
    assert row["capture_id"].removeprefix("urn:uuid:") in (entry.findtext(f"{ATOM}id") or "")
    assert (entry.findtext(f"{ATOM}summary") or "").startswith("行政处罚数 2839 → 2802：")
    for path in (
        "/index.atom",
        "/government/330282.atom",
        "/search.atom?q=行政复议",
        "/ledger/33.atom",
        "/removed.atom",
    ):
        ElementTree.fromstring(client.get(path).content)


def test_texts_and_citations_of_a_report_and_of_a_search(client: TestClient) -> None:
    assert client.get(f"/report/{CHANGED}.txt").text.startswith(
        "关于2022年依法行政和法治政府建设工作的报告\n\n2022年"
    )
    assert client.get(f"/report/{CHANGED}.md").text.startswith("# 关于2022年")
    assert "@techreport{fazhi-130407-2022-v2," in client.get(f"/report/{CHANGED}.bib").text
    assert client.get(f"/report/{CHANGED}.ris").text.startswith("TY  - RPRT\r\n")
    assert client.get(f"/report/{CHANGED}.csl.json").json()[0]["language"] == "zh-CN"
    total = client.get("/search.json?q=行政复议").json()["total"]
    assert client.get("/search.bib?q=行政复议").text.count("@techreport{") == total


def test_machines_find_the_bulk_file_and_every_report(client: TestClient) -> None:
    robots = client.get("/robots.txt").text
    assert f"{BASE}/data" in robots and "Disallow: /search" in robots
    sitemap = ElementTree.fromstring(client.get("/sitemap.xml").content)
    assert sum("/report/" in (one.text or "") for one in sitemap.iter() if one.tag.endswith("loc")) == 46
    assert client.get("/data/manifest.json").json()["tables"]
    assert client.get("/data/../work/archive.duckdb").status_code == 404
    assert client.get("/data/%2e%2e/current/archive.duckdb").status_code == 404


def test_a_feed_and_a_list_carry_both_readings_and_what_the_number_counts(client: TestClient) -> None:
    (entry,) = [
        one.findtext(f"{ATOM}summary") or ""
        for one in ElementTree.fromstring(client.get("/changes.atom?class=number_changed").content)
        if one.tag == f"{ATOM}entry"
    ]
    old, new = entry.removeprefix("行政处罚数 2839 → 2802：").split(" → ")
    assert "行政处罚2839件" in old and "行政处罚2802件" in new
    for path in ("/changes", f"/report/{CHANGED}/versions", f"/report/{CHANGED}/diff/1..2"):
        html = client.get(path).text
        assert "行政处罚数，−37（−1.3%）" in html and "<del>" in html, path
    (told,) = client.get(f"/report/{CHANGED}/diff/1..2.json").json()["differences"]
    assert told["figure"] == "行政处罚数"


def test_a_unified_diff_names_both_versions(client: TestClient) -> None:
    first, second, *lines = client.get(f"/report/{CHANGED}/diff/1..2.txt").text.split("\n")
    assert first.startswith(f"--- {CHANGED}/v/1\t") and second.startswith(f"+++ {CHANGED}/v/2\t")
    assert [line[0] for line in lines if line.startswith(("-", "+"))] == ["-", "+"]


@pytest.mark.parametrize(
    "named", ["慈溪 2023", "慈溪市2023年度", "慈溪市，2023 年", "330282 2023", "宁波市慈溪市　2023年度"]
)
def test_a_report_is_named_by_government_and_year(client: TestClient, named: str) -> None:
    found = client.get("/compare.json", params={"a": "330282-2022", "b": named}).json()
    expected = client.get("/compare.json?a=330282-2022&b=330282-2023").json()
    assert found | {"links": {}} == expected | {"links": {}}


@pytest.mark.parametrize("named", ["慈溪", "2023", "慈溪 20233", "慈溪 202", "慈溪 2099", "没有的地方 2023"])
def test_what_names_no_report_is_not_found(client: TestClient, named: str) -> None:
    assert client.get("/compare", params={"a": "330282-2022", "b": named}).status_code == 404


def test_reports_are_compared_by_government_and_year(client: TestClient) -> None:
    by_name = client.get("/compare.json?a=慈溪 2022&b=慈溪市2023年度").json()
    by_id = client.get("/compare.json?a=330282-2022&b=330282-2023").json()
    assert by_name["differences"] == by_id["differences"] and by_name["old"] == by_id["old"]
    assert client.get("/compare?a=慈溪 1999&b=330282-2022").status_code == 404


def test_a_former_name_leads_to_the_present_one(copied: DataDir, tmp_path: Path) -> None:
    file = copied.published.resolve()
    file.chmod(0o644)
    with duckdb.connect(file) as connection:
        connection.execute(
            "INSERT INTO internal.alias (report_id, became, page_url, reason, decided_on, decided_by)"
            " VALUES (?, ?, 'http://www.cixi.gov.cn/', 'another year', DATE '2026-01-01', 'R. Viewer')",
            ["330282-1999", MOVED],
        )
    with client_of(copied, tmp_path / "kept") as client:
        for asked, present in ((".json?lang=en", ".json?lang=en"), ("", ""), ("/v/1", "/versions")):
            answer = client.get(f"/report/330282-1999{asked}")
            assert (answer.status_code, answer.headers["location"]) == (301, f"/report/{MOVED}{present}")


def test_two_reports_differ_and_two_versions_were_changed(client: TestClient) -> None:
    two = client.get("/compare?a=330282-2022&b=330282-2023").text
    assert "数字不同" in two and "有修改" not in two and "旧版" not in two
    assert "数字有修改" in client.get(f"/report/{CHANGED}/diff/1..2").text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_moved_report_leads_to_the_history_of_its_old_address(client: TestClient, language: str) -> None:
    html = client.get(f"/report/{MOVED}?lang={language}").text
    (path,) = re.findall(r'class="notice.*href="(/page\?url=http[^"]+)"', html)
    history = client.get(unescape(path))
    assert history.status_code == 200 and ("lang=en" in path) == (language == "en")


def test_what_cannot_be_understood_can_be_corrected_at_once(client: TestClient) -> None:
    html = client.get("/search?q=“行政").text
    assert 'name="q" type="search" value="“行政"' in html
    assert client.get("/search.json?q=税").json()["total"] >= 0


@pytest.mark.parametrize("form", ["json", "txt", "bib"])
def test_a_format_that_a_page_does_not_have_is_named(client: TestClient, form: str) -> None:
    found = client.get(f"/about.{form}")
    assert found.status_code == 404 and f"不提供 .{form} 格式" in found.text
