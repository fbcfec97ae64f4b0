"""What a person decides about a page: joined, taken out, taken back, and no cited name lost."""

import pytest

from extraction.works.lineage import histories
from records.decision import DECISIONS
from storage.archive import Archive
from storage.database.connection import connect
from storage.errors import DecisionsInvalid, NotPublished
from storage.history.decisions import read_decisions
from storage.paths import DataDir
from storage.publishing.cite import citation
from storage.publishing.query import history
from tests.conftest import ROOT, Finished, fazhi
from tests.storage.folding import BUREAU, FIRST, MOVED, OTHER, ask, decide, fold
from tests.storage.nights import PAGE, nights, report


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
        assert by_command(data_dir, *words).code == 0
    refused = fazhi(
        "--data", str(data_dir.root), "decide", PAGE, "carries", "cixi", "--because", "x", "--by", "Li"
    )
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    unasked = fazhi(
        "--data", str(data_dir.root), "decide", MOVED, "no_report", "--because", "x", "--by", "Li"
    )
    assert unasked.code == 2 and "no crawl has ever requested this address" in unasked.err
    told = [
        (one.decision, one.report_id, one.reason, one.decided_by)
        for one in read_decisions(data_dir.decisions)
    ]
    assert told == [("carries", "330282-2024", "same", "Li")]


def by_command(data_dir: DataDir, *words: str) -> Finished:
    by = () if "--undo" in words else ("--by", "Li")
    return fazhi("--data", str(data_dir.root), "decide", PAGE, *words, *by)


def publish(data_dir: DataDir) -> None:
    fold(data_dir)
    with Archive.open(data_dir) as archive:
        archive.publish()


def test_a_name_that_was_never_published_is_no_former_name(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report(FIRST, year=2018), MOVED: report(OTHER, year=2023)})
    publish(data_dir)
    mistaken = by_command(data_dir, "carries", "330282-2023", "--because", "a slip")
    assert f"warning: 330282-2023 exists already, at {MOVED}: " in mistaken.out
    put_right = by_command(data_dir, "carries", "330282-2017", "--because", "the text says so")
    assert "removed the decision `carries 330282-2023` of Li on " in put_right.out
    assert "warning" not in put_right.out
    publish(data_dir)
    assert ask(data_dir, "SELECT report_id, became FROM alias") == [("330282-2018", "330282-2017")]
    with connect(data_dir.published.resolve(), read_only=True) as connection:
        assert citation(connection, "330282-2023").notes == ()
        assert (
            citation(connection, "330282-2017")
            .notes[-1]
            .endswith(f"that {PAGE} carries 330282-2017: the text says so")
        )


def test_a_published_decision_is_superseded_and_no_more_printed_as_if_it_held(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report(FIRST, year=2018)})
    by_command(data_dir, "carries", "330282-2016", "--because", "a slip")
    publish(data_dir)
    refused = by_command(data_dir, "--undo")
    assert (
        refused.code == 2 and "was published and may have been cited, so it cannot be undone" in refused.err
    )
    back = by_command(data_dir, "carries", "330282-2018", "--because", "it was right")
    assert back.code == 0 and "removed" not in back.out
    publish(data_dir)
    assert ask(data_dir, "SELECT report_id, became FROM alias") == [("330282-2016", "330282-2018")]
    with connect(data_dir.published.resolve(), read_only=True) as connection:
        assert [note for note in citation(connection, "330282-2018").notes if "a slip" in note] == []
        told = history(connection, "330282-2018").notes
    assert [note.partition(":")[0] for note in told if note.endswith("a slip")] == ["superseded"]
    same = by_command(data_dir, "carries", "330282-2018", "--because", "once more")
    assert "note: this page carries 330282-2018 already, nothing changes" in same.out


def test_a_decision_is_taken_back_before_it_is_published(data_dir: DataDir) -> None:
    nights(data_dir, {PAGE: report(FIRST)})
    by_command(data_dir, "no_report", "--because", "a slip")
    assert "removed the decision `no_report` of Li" in by_command(data_dir, "--undo").out
    assert read_decisions(data_dir.decisions) == []
    again = by_command(data_dir, "--undo")
    assert again.code == 2 and "decisions.csv has no decision on this address" in again.err
    for words in (["--undo", "--because", "x"], ["carries", "330282-2024"], []):
        assert by_command(data_dir, *words).code == 2


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
