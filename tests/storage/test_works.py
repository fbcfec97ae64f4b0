"""From pages to reports, and what a change means: as the views tell it."""

import pytest

from extraction.works.change import compare_documents
from records.change import KINDS
from storage.archive import Archive
from storage.database.connection import connect
from storage.paths import DataDir
from storage.publishing.cite import citation
from tests.storage.folding import BUREAU, FIRST, MOVED, OTHER, ask
from tests.storage.nights import PAGE, nights, report


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
