"""From pages to reports, and what a change means: as the views tell it."""

from typing import Any

import pytest

from extraction.works.change import compare_documents
from extraction.works.lineage import histories
from records import Attachment, FileReading
from records.change import KINDS
from records.decision import DECISIONS
from storage.archive import Archive
from storage.database.connection import connect
from storage.errors import DecisionsInvalid, NotPublished
from storage.evidence.warc import read_payload
from storage.history.decisions import read_decisions
from storage.intake.files import FileSeen
from storage.paths import DataDir
from storage.publishing.cite import citation
from storage.publishing.query import history
from tests.conftest import ROOT, fazhi
from tests.storage.nights import CIXI, PAGE, Night, nights, read, report

MOVED = "http://www.cixi.gov.cn/art/2025/moved.html"
BUREAU = "http://sfj.cixi.gov.cn/report.html"
FIRST = "".join(f"全市第{n}季度开展行政执法检查{n * 37}次。\n" for n in range(1, 40))
OTHER = "".join(f"镇村第{n}批法律明白人培训共{n * 13}人参加。\n" for n in range(1, 40))


def ask(data_dir: DataDir, query: str) -> list[tuple[Any, ...]]:
    with connect(data_dir.work_archive, read_only=True) as connection:
        return connection.execute(query).fetchall()


def decide(data_dir: DataDir, *rows: str) -> None:
    head = "page_url,decision,report_id,reason,decided_on,decided_by\n"
    data_dir.decisions.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def fold(data_dir: DataDir) -> None:
    with Archive.open(data_dir) as archive:
        archive.fold("1", histories)
        archive.write_changes(compare_documents)
        assert archive.check() == []


def test_each_source_says_why_it_is_one(data_dir: DataDir) -> None:
    nearly = FIRST.replace("37次", "38次")
    nights(
        data_dir, {PAGE: report(FIRST)}, {PAGE: report(FIRST), MOVED: report(FIRST), BUREAU: report(nearly)}
    )
    told = ask(
        data_dir,
        "SELECT url, relation, is_primary, live, same_text, basis, compared_with FROM sources ORDER BY url",
    )
    assert told == [
        (BUREAU, "department", False, True, False, "similar", PAGE),
        (MOVED, "own", False, True, True, "same_text", PAGE),
        (PAGE, "own", True, True, True, "first", None),
    ]
    assert ask(
        data_dir, "SELECT similarity > 0.9 AND similarity < 1 FROM sources WHERE basis = 'similar'"
    ) == [(True,)]


@pytest.mark.usefixtures("one_night")
def test_a_page_after_the_last_one_is_gone_is_its_successor(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report(FIRST)}, {PAGE: 404}, {MOVED: report(OTHER)})
    told = ask(
        data_dir, "SELECT url, live, same_text, basis, similarity < 0.2 FROM sources ORDER BY first_seen_at"
    )
    assert told == [(PAGE, False, False, "first", None), (MOVED, True, True, "successor", True)]


@pytest.mark.parametrize(
    ("adcode", "relation"), [("330200", "lower"), ("330000", "lower"), ("330206", "other"), (None, "other")]
)
def test_whose_site_a_source_stands_on(data_dir: DataDir, adcode: str | None, relation: str) -> None:
    nights(data_dir, {PAGE: report(FIRST, adcode=adcode, level="prefecture")})
    assert ask(data_dir, "SELECT relation FROM sources") == [(relation,)]


def test_a_decision_joins_parts_and_takes_pages_out_and_is_taken_back(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report(FIRST), MOVED: report(OTHER, year=2023), BUREAU: report(FIRST)})
    owners = "SELECT url, report_id, basis FROM sources ORDER BY url"
    untouched = ask(data_dir, owners)
    assert untouched == [
        (BUREAU, "330282-2024", "same_text"),
        (MOVED, "330282-2023", "first"),
        (PAGE, "330282-2024", "first"),
    ]
    decide(
        data_dir,
        f"{MOVED},carries,330282-2024,the title names the wrong year,2026-03-09,Li",
        f"{PAGE}#top,separate,,a draft,2026-03-09,Li",
        f"{BUREAU},no_report,,a notice,2026-03-09,Li",
    )
    fold(data_dir)
    assert ask(data_dir, owners) == [(MOVED, "330282-2024", "decision"), (PAGE, "330282-2024-2", "decision")]
    named = ask(data_dir, "SELECT report_id, report_year FROM reports ORDER BY 1")
    assert named == [("330282-2024", 2024), ("330282-2024-2", 2024)]
    assert ask(data_dir, "SELECT count(*) FROM decision") == [(3,)]
    data_dir.decisions.unlink()
    fold(data_dir)
    assert ask(data_dir, owners) == untouched


def test_the_last_decision_on_a_page_counts(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report(FIRST)})
    decide(
        data_dir,
        f"{PAGE},no_report,,a notice,2026-03-09,Li",
        f"{PAGE},carries,330200-2024,signed by the city,2026-03-10,Wu",
    )
    fold(data_dir)
    told = ask(data_dir, "SELECT report_id, adcode, issuer, issuer_level FROM reports")
    assert told == [("330200-2024", "330200", "宁波市人民政府", "prefecture")]


def test_a_page_that_was_decided_on_is_still_followed(data_dir: DataDir) -> None:
    decide(data_dir, f"{PAGE},carries,330200-2024,signed by the city,2026-03-10,Wu")
    nights(data_dir, {PAGE: report(FIRST)}, {PAGE: report(OTHER)})
    assert ask(data_dir, "SELECT report_id, versions FROM reports") == [("330200-2024", 2)]


def test_a_decision_on_a_page_that_nobody_knows_is_an_issue(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report(FIRST)})
    decide(data_dir, f"{MOVED},no_report,,a notice,2026-03-09,Li")
    fold(data_dir)
    assert [code for (code,) in ask(data_dir, "SELECT code FROM issues")] == ["decision_without_report"]


def test_every_bad_row_of_the_decisions_is_named(data_dir: DataDir) -> None:
    decide(
        data_dir,
        "x,carries,330282-2024,why,2026-03-09,Li",
        f"{PAGE},keeps,,why,2026-03-09,Li",
        f"{PAGE},carries,cixi,why,2026-03-09,Li",
        f"{PAGE},carries,999999-2024,why,2026-03-09,Li",
        f"{PAGE},separate,330282-2024,why,2026-03-09,Li",
        f"{PAGE},no_report,,,2026-03-09,Li",
        f"{PAGE},no_report,,why,yesterday,Li",
        f"{PAGE},no_report,,why,2026-03-09,Li",
    )
    with pytest.raises(DecisionsInvalid) as refused:
        read_decisions(data_dir.decisions)
    lines = str(refused.value).splitlines()
    assert [line.partition(", line ")[2].partition(":")[0] for line in lines] == [
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
    ]
    nights_before = ask(data_dir, "SELECT count(*) FROM decision")
    with Archive.open(data_dir) as archive, pytest.raises(DecisionsInvalid):
        archive.fold("1", histories)
    assert ask(data_dir, "SELECT count(*) FROM decision") == nights_before
    data_dir.decisions.write_text("page,why\n", encoding="utf-8")
    with pytest.raises(DecisionsInvalid, match="the first line must be page_url,decision"):
        read_decisions(data_dir.decisions)


def test_the_example_of_the_documents_is_a_file_of_decisions(data_dir: DataDir) -> None:
    page = (ROOT / "docs" / "works.md").read_text(encoding="utf-8")
    example = page.partition("```csv decisions\n")[2].partition("```")[0]
    data_dir.decisions.write_text(example, encoding="utf-8")
    assert [one.decision for one in read_decisions(data_dir.decisions)] == list(DECISIONS)


def test_what_is_decided_by_command_is_read_back(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report(FIRST)})
    data_dir.decisions.unlink(missing_ok=True)
    for words in (
        ["separate", "--because", "a draft, not signed"],
        ["carries", "330282-2024", "--because", "same"],
    ):
        assert fazhi("--data", str(data_dir.root), "decide", PAGE, *words, "--by", "Li").code == 0
    refused = fazhi(
        "--data", str(data_dir.root), "decide", PAGE, "carries", "cixi", "--because", "x", "--by", "Li"
    )
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    unasked = fazhi(
        "--data", str(data_dir.root), "decide", MOVED, "no_report", "--because", "x", "--by", "Li"
    )
    assert unasked.code == 2 and "no crawl has ever asked for this address" in unasked.err
    told = [
        (one.decision, one.report_id, one.reason, one.decided_by)
        for one in read_decisions(data_dir.decisions)
    ]
    assert told == [("separate", "", "a draft, not signed", "Li"), ("carries", "330282-2024", "same", "Li")]


def test_what_a_change_means(data_dir: DataDir) -> None:
    edited = FIRST.replace("检查37次", "检查73次").replace("检查74次", "检查47次") + "建成法律服务站。"
    nights(data_dir, {PAGE: report(FIRST)}, {PAGE: report(FIRST, visits=3)}, {PAGE: report(edited)})
    assert ask(
        data_dir, "SELECT version_no, kind, class, kinds, differences, numbers, number, sentence FROM changes"
    ) == [
        (
            2,
            "changed",
            "number_changed",
            ["number_changed", "paragraph_added"],
            3,
            2,
            "37 → 73",
            "全市第1季度开展行政执法检查73次。",
        )
    ]
    order = ask(
        data_dir, "SELECT old_number, new_number FROM change WHERE kind = 'number_changed' ORDER BY change_no"
    )
    assert order == [("37", "73"), ("74", "47")]


def test_what_was_compared_is_compared_once_and_again_when_it_reads_otherwise(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report(FIRST)}, {PAGE: report(OTHER)})
    before = ask(data_dir, "SELECT * FROM change")
    with Archive.open(data_dir) as archive:
        assert archive.write_changes(compare_documents) == 0
        archive._connection.execute(
            "UPDATE extraction SET signed_on = '2025-01-09' WHERE body_lines = ?", [OTHER.split("\n")]
        )
        assert archive.write_changes(compare_documents) == 1
    after = ask(data_dir, "SELECT * FROM change")
    assert len(after) == len(before) + 1 and ("date_changed", "", "2025-01-09") in [row[3:6] for row in after]


def test_only_white_space_is_no_version(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report("依法行政。  强化监督。")}, {PAGE: report("依法行政。强化监督。")})
    assert ask(data_dir, "SELECT version_no, body_text FROM versions") == [(1, "依法行政。  强化监督。")]


def test_the_documents_name_every_class(data_dir: DataDir) -> None:
    (comment,) = ask(
        data_dir,
        "SELECT comment FROM duckdb_columns() WHERE table_name = 'changes' AND column_name = 'class'",
    )
    places = [comment[0].index(kind) for kind in KINDS]
    assert places == sorted(places)


def test_another_day_beside_the_same_text_is_a_silent_edit(data_dir: DataDir) -> None:
    days = ("2025-03-05", "2025-03-05", "2025-01-09")
    nights(data_dir, *({PAGE: report(FIRST, published_on=day)} for day in days))
    nights(data_dir, {PAGE: report(FIRST + "新增一段话。", published_on="2025-01-10")})
    told = ask(
        data_dir, "SELECT kind, version_no, kinds, old_text, new_text FROM changes ORDER BY observed_at"
    )
    assert told[0] == ("date_changed", 1, ["date_changed"], "2025-03-05", "2025-01-09")
    assert [row[:3] for row in told[1:]] == [("changed", 2, ["paragraph_added", "date_changed"])]
    assert ask(data_dir, "SELECT kind, version_no FROM events ORDER BY event_no") == [
        ("appeared", 1),
        ("date_changed", 1),
        ("changed", 2),
        ("date_changed", 2),
    ]


# Files beside the text.

ANNEX = "http://www.cixi.gov.cn/files/annex.pdf"


def night_with_files(
    data_dir: DataDir, number: int, files: dict[str, tuple[str, bytes, str]], body: str = FIRST
) -> None:
    """One night: the page, and its files by address: name, bytes, text (empty where none could be read)."""
    with Archive.open(data_dir) as archive:
        archive.save_sites([CIXI])
        night = Night(data_dir, number, archive.known([CIXI.site_id]))
        page = night.page(PAGE, report(body, visits=number))
        seen = {}
        for url, (name, payload, text) in files.items():
            capture = night.page(url, payload, role="attachment", media_type="application/pdf")
            reading = FileReading("1", "pdf", text)
            seen[url] = (name, FileSeen(capture.capture_id, reading))
        archive.ingest(night.end())
        archive.save_files((one.capture_id, one.reading) for _, one in seen.values())
        links = tuple(Attachment(url, name) for url, (name, _) in seen.items())
        understood = read(read_payload(data_dir, page))
        object.__setattr__(understood, "attachments", links)
        with_files = {url: one for url, (_, one) in seen.items()}
        archive.save_extractions([(page.capture_id, understood)], {page.capture_id: with_files})
        archive.fold("1", histories)
        archive.write_changes(compare_documents)


def replaced(data_dir: DataDir) -> list[tuple[Any, ...]]:
    return ask(
        data_dir,
        "SELECT file_url, version_no, old_text, new_text FROM changes"
        " WHERE class = 'attachment_replaced' ORDER BY observed_at",
    )


def test_a_replaced_attachment_is_a_silent_edit(data_dir: DataDir) -> None:
    night_with_files(data_dir, 1, {ANNEX: ("附件1", b"1", "受理12件。")})
    night_with_files(data_dir, 2, {ANNEX: ("附件1", b"2", "受理12件。\n")})
    assert replaced(data_dir) == []
    night_with_files(data_dir, 3, {ANNEX: ("附件1", b"3", "")})
    night_with_files(data_dir, 4, {ANNEX: ("附件1", b"4", "受理21件。")})
    assert replaced(data_dir) == [(ANNEX, 1, "受理12件。\n", "受理21件。")]
    assert ask(data_dir, "SELECT kind, version_no FROM events ORDER BY event_no") == [
        ("appeared", 1),
        ("attachment_replaced", 1),
    ]


def test_a_file_that_is_read_at_last_tells_what_it_replaced(data_dir: DataDir) -> None:
    night_with_files(data_dir, 1, {ANNEX: ("附件1", b"1", "受理12件。")})
    night_with_files(data_dir, 2, {ANNEX: ("附件1", b"2", "")})
    assert replaced(data_dir) == []
    with Archive.open(data_dir) as archive:
        newest = "SELECT capture_id FROM capture WHERE role = 'attachment' ORDER BY captured_at DESC LIMIT 1"
        (scan,) = archive._connection.execute(newest).fetchone() or ("",)
        archive.save_files([(scan, FileReading("1", "pdf", "受理15件。", ocr=0.9))])
    fold(data_dir)
    assert replaced(data_dir) == [(ANNEX, 1, "受理12件。", "受理15件。")]


def test_an_attachment_under_a_new_address_is_known_by_its_name(data_dir: DataDir) -> None:
    new = ANNEX.replace("annex", "annex-2")
    night_with_files(
        data_dir, 1, {ANNEX: ("附件1", b"1", "受理12件。"), ANNEX + "x": ("附件2", b"5", "附表。")}
    )
    night_with_files(
        data_dir, 2, {new: ("附件1", b"2", "受理13件。"), ANNEX + "y": ("附件3", b"6", "附图。")}
    )
    assert replaced(data_dir) == [(new, 1, "受理12件。", "受理13件。")]


COPY = "https://www.fxq.gov.cn/copy.html"


def test_a_report_of_a_foreign_host_is_unconfirmed_wherever_it_shows(data_dir: DataDir) -> None:
    nights(data_dir, {COPY: report(FIRST)})
    told = ask(data_dir, "SELECT unconfirmed, report_id FROM reports")
    assert told[0][0] and told[0][1].startswith("330282-2024-u")
    assert ask(data_dir, "SELECT status, unconfirmed, days_late FROM ledger WHERE report_id IS NOT NULL") == [
        ("unconfirmed", True, None)
    ]
    assert ask(data_dir, "SELECT code FROM issues") == [("foreign_host",)]
    nights(data_dir, {COPY: report(FIRST), PAGE: report(FIRST)})
    assert ask(data_dir, "SELECT report_id, became FROM aliases") == [(told[0][1], "330282-2024")]
    assert ask(data_dir, "SELECT report_id, unconfirmed, url FROM reports") == [("330282-2024", False, PAGE)]
    with connect(data_dir.work_archive, read_only=True) as connection:
        assert citation(connection, told[0][1]).report_id == "330282-2024"


def test_another_text_of_a_foreign_host_is_an_issue(data_dir: DataDir) -> None:
    nights(data_dir, {COPY: report(OTHER), PAGE: report(FIRST)})
    assert ask(data_dir, "SELECT code FROM issues ORDER BY 1") == [
        ("foreign_host",),
        ("foreign_text_differs",),
    ]
    assert ask(data_dir, "SELECT url FROM ledger WHERE report_id IS NOT NULL") == [(PAGE,)]


def test_a_decision_loses_no_cited_name(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report(FIRST), MOVED: report(OTHER, year=2018)})
    decide(data_dir, f"{MOVED},carries,330282-2017,the title names the wrong year,2026-03-09,Li Wen")
    fold(data_dir)
    with connect(data_dir.work_archive, read_only=True) as connection:
        cited = citation(connection, "330282-2018")
        assert cited.report_id == "330282-2017"
        assert "Li Wen" in cited.notes[0] and "the title names the wrong year" in cited.notes[0]
        assert "Li Wen" in history(connection, "330282-2018").notes[0]
    row = f"{MOVED},carries,330282-2017,the title names the wrong year,2026-03-09,Li Wen"
    decide(data_dir, row, f"{MOVED},no_report,,a speech,2026-03-10,Wu Hao")
    fold(data_dir)
    with connect(data_dir.work_archive, read_only=True) as connection:
        for name in ("330282-2018", "330282-2017"):
            with pytest.raises(NotPublished, match=r"Wu Hao decided on 2026-03-10: a speech"):
                citation(connection, name)
    data_dir.decisions.unlink()
    fold(data_dir)
    assert ask(data_dir, "FROM alias") == []


def test_aliases_are_the_same_whether_all_is_folded_or_what_is_new(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report(FIRST), MOVED: report(OTHER, year=2018)})
    decide(data_dir, f"{MOVED},carries,330282-2024,a part of it,2026-03-09,Li Wen")
    fold(data_dir)
    nights(data_dir, {f"{PAGE}?2": report(OTHER + FIRST, year=2018)})
    told = ask(data_dir, "FROM alias ORDER BY ALL")
    with connect(data_dir.work_archive) as connection:
        connection.execute("UPDATE folded SET digest = ''")
    fold(data_dir)
    assert ask(data_dir, "FROM alias ORDER BY ALL") == told
    assert [row[0] for row in told] == ["330282-2018"]
