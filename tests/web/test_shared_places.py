"""What readers hand on: a sentence by its address, a table of sentences, what a person decided, whom to tell
of an error."""

import csv
import io
import re
from pathlib import Path

import duckdb
import pytest
from starlette.testclient import TestClient

from storage.paths import DataDir
from tests.web.conftest import CHANGED, client_of
from web.figures.marks import Sentence, marked
from web.page import Site
from web.prose import paragraphs
from web.views import search

DECIDED = """
INSERT INTO internal.decision (line, page_url, canonical_url, decision, report_id, reason, decided_on, decided_by)
SELECT 1, canonical_url, canonical_url, 'carries', report_id, '正文写的是这一年', DATE '2026-03-09', '李文'
FROM internal.page WHERE report_id = ? LIMIT 1
"""
FORMER = """
INSERT INTO internal.alias (report_id, became, page_url, reason, decided_on, decided_by)
SELECT ?, ?, page_url, reason, decided_on, decided_by FROM internal.decision
"""


def test_every_hit_leads_to_its_sentence(client: TestClient) -> None:
    html = client.get("/search?q=行政复议").text
    links = re.findall(r'href="/report/([^"#]+)#(p\d+(?:s\d+)?)"', html)
    assert len(links) > 10 and all("s" in place for _, place in links)
    for report_id in {report_id for report_id, _ in links}:
        page = client.get(f"/report/{report_id}").text
        for place in [place for named, place in links if named == report_id]:
            told = re.search(rf'<span class="s" id="{place}">(.*?)</span>', page)
            assert told and "行政复议" in re.sub("<[^>]+>", "", told[1])


def test_every_number_leads_to_its_sentence(client: TestClient) -> None:
    html = client.get("/figure/recon_accepted").text
    links = re.findall(r'href="/report/([^"#]+)#(n\d+)"', html)
    assert links
    for report_id, place in links:
        assert f'id="{place}"' in client.get(f"/report/{report_id}").text
    listed = re.findall(r'class="v" href="#([a-z]\d+)"', page := client.get(f"/report/{CHANGED}").text)
    assert listed and all(f'id="{place}"' in page for place in listed)


def test_a_sentence_ends_with_the_marks_that_lead_to_it() -> None:
    text = "一、概况。全年受理205件。他说：“好。”然后\n（一）标题\n甲\t12\n"
    section = {"start": 0, "number": "一、", "heading": "概况", "level": 1}
    table = {"start": text.index("甲"), "end": len(text)}
    shown = paragraphs(text, [section], [table])
    figure = {"code": "recon_accepted", "name": "x", "printed": "205", "char_from": 9, "char_to": 12}
    told = marked(text, shown, [figure])

    def words(one: Sentence) -> str:
        return "".join(piece.words for piece in one.pieces)

    assert [(one.anchor, words(one), one.end) for one in told[1][0]] == [
        ("p1s1", "一、概况", "。"),
        ("p1s2", "全年受理205件", "。"),
        ("p1s3", "他说：“好", "。”"),
        ("p1s4", "然后", ""),
    ]
    assert [piece.words for piece in told[1][0][1].pieces if piece.figures] == ["205"]
    assert [[(one.anchor, words(one)) for one in cell] for cell in told[3]] == [[("", "甲")], [("", "12")]]


def test_a_table_of_a_search_has_a_row_a_sentence(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "/search.csv?q=行政复议&sentences=1"
    table = list(csv.DictReader(io.StringIO(client.get(asked).text)))
    hits = client.get("/search.json?q=行政复议&most=1000").json()["hits"]
    assert [(hit["report_id"], one["sentence"]) for hit in hits for one in hit["sentences"]] == [
        (row["report_id"], row["sentence"]) for row in table
    ]
    assert {row["place"] for row in table} >= {"text"} and all(
        row["page"].startswith("http") for row in table
    )
    assert re.search(r"#p\d+s\d+$", table[-1]["page"])
    monkeypatch.setattr(search, "SENTENCES_MOST", 1)
    last = client.get(asked).text.splitlines()[-1]
    assert last.strip('"') == f"# 只含前 1 篇报告的句子，另有 {len(hits) - 1} 篇；全部正文见 /data"
    assert "sentences=1" in client.get("/search?q=行政复议").text


def test_what_a_person_decided_is_said_on_top_and_in_the_ledger(copied: DataDir, tmp_path: Path) -> None:
    path = copied.published.resolve()
    path.chmod(0o644)
    with duckdb.connect(path) as connection:
        connection.execute(DECIDED, ["330282-2023"])
        connection.execute(FORMER, ["330282-2017", "330282-2023"])
    with client_of(copied, tmp_path) as client:
        html = client.get("/report/330282-2023").text
        top, _, below = html.partition('id="p1"')
        assert "报告年度经人工更正：2017 改为 2023" in top
        for part in (top, below):
            assert (
                "李文 于 <time" in part
                and "理由：正文写的是这一年。原编号 330282-2017 仍可打开本页。" in part
            )
        assert "（人工认定）" in top
        cell = client.get("/ledger/330282/2023").text
        assert "报告年度经人工更正：2017 改为 2023" in cell and "理由：正文写的是这一年" in cell
        page = client.get("/government/330282").text
        assert "人工更正</h3>" in page and "报告年度经人工更正：2017 改为 2023" in page
        assert "人工更正</h3>" not in client.get("/government/130407").text
        told = client.get("/report/330282-2023.json").json()["decisions"]
        assert [(one["decided_by"], one["former"]) for one in told] == [("李文", ["330282-2017"])]
        assert "corrected by hand: 2017 became 2023" in client.get("/report/330282-2023?lang=en").text
        assert "经人工更正" not in client.get("/report/330282-2024").text


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("archive@fazhi.example", 'href="mailto:archive@fazhi.example"'),
        ("https://fazhi.example/issues", 'href="https://fazhi.example/issues"'),
        ("javascript:alert(1)", "：javascript:alert(1)，"),
        ("<b>", "：&lt;b&gt;，"),
    ],
)
def test_every_page_says_whom_to_tell_of_an_error(
    contact: str, link: str, copied: DataDir, tmp_path: Path, client: TestClient
) -> None:
    with client_of(copied, tmp_path, Site(contact=contact)) as told:
        html = told.get("/about").text
        assert link in html and "发现错误" in html and 'href="javascript' not in html
    assert "发现错误" not in client.get("/about").text


def test_reports_are_counted_by_province_and_year_one_step_from_the_ledger(client: TestClient) -> None:
    assert 'href="/ledger/shares">各省各年度的报告数</a>' in client.get("/ledger").text
    table = list(csv.DictReader(io.StringIO(client.get("/ledger/shares.csv").text)))
    some = list(csv.DictReader(io.StringIO(client.get("/ledger/shares.csv?with=reports").text)))
    assert some == [row for row in table if row["reports"] != "0"] and 0 < len(some) < len(table)
    parts = ("in_time", "late", "public", "gone")
    assert all(int(row["reports"]) == sum(int(row[name]) for name in parts) for row in table)
    html = client.get("/ledger/shares?with=reports").text
    assert "报告（含已撤下）" in html and html.count("<tr>") == len(some) + 1


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/government/330282", "订阅本政府的变动（Atom）"),
        ("/search?q=行政复议", "订阅这次检索（Atom）"),
        ("/government/330282?lang=en", "Subscribe to this government (Atom)"),
        (f"/report/{CHANGED}", "仍在网上"),
        (f"/report/{CHANGED}", '在 <a href="https://replayweb.page/"'),
        ("/data", '<details class="digest"><summary>SHA-256</summary>'),
    ],
)
def test_what_can_be_done_is_said_in_words(client: TestClient, path: str, words: str) -> None:
    assert words in client.get(path).text.replace("\n", " ")


@pytest.mark.parametrize(
    "path",
    [f"/report/{CHANGED}", f"/report/{CHANGED}/v/1", f"/report/{CHANGED}.bib", f"/report/{CHANGED}.ris",
     f"/report/{CHANGED}.csl.json", "/search.bib?q=行政复议"],
)  # fmt: skip
def test_a_citation_of_an_invented_text_says_so(client: TestClient, path: str) -> None:
    told = client.get(path).text
    assert (
        "【演示档案：文字虚构，不能引用】" in told or "INVENTED TEXT of a demonstration, DO NOT CITE" in told
    )


@pytest.mark.parametrize("path", ["/removed", "/ledger/510402/2019"])
def test_a_removal_says_by_what_rule(client: TestClient, path: str) -> None:
    assert "本档案的认定条件：1 个夜晚。" in client.get(path).text
    assert "The rule of this archive: 1 night." in client.get(f"{path}?lang=en").text
