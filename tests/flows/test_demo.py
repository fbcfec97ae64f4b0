"""The demo's archive against the truth of the replica: every report, every change, and nothing else."""

from collections import Counter

import pytest

import replica
from storage.publishing.query import history, open_published, rows


@pytest.fixture(scope="module")
def archive(demo):
    with open_published(demo.data) as connection:
        yield connection


@pytest.fixture(scope="module")
def truth():
    return replica.truth(2)


@pytest.fixture(scope="module")
def true_reports(truth):
    return {report["url"]: (g, report) for g in truth["governments"] for report in g["reports"]}


def live(archive):
    return {row["url"]: row for row in rows(archive, "SELECT * FROM reports WHERE status = 'live'")}


def test_exactly_the_reports_that_are_there_are_in_the_archive(archive, true_reports):
    assert sorted(live(archive)) == sorted(true_reports)


@pytest.mark.parametrize(
    "field",
    ["title", "report_year", "issuer", "issuer_level", "doc_number", "index_number", "source"]
    + ["published_on", "signed_on", "body_text"],
)
def test_every_field_is_the_true_one(archive, true_reports, field):
    found = {url: row[field] for url, row in live(archive).items()}
    if field in ("published_on", "signed_on"):
        found = {url: value.isoformat() if value else None for url, value in found.items()}
    assert found == {url: report[field] for url, (_, report) in true_reports.items()}


def test_every_report_belongs_to_its_government(archive, true_reports):
    assert {url: row["adcode"] for url, row in live(archive).items()} == {
        url: government["adcode"] for url, (government, _) in true_reports.items()
    }


def test_no_near_miss_is_taken_for_a_report(archive, truth):
    near_misses = {miss["url"] for government in truth["governments"] for miss in government["near_misses"]}
    assert not near_misses & set(live(archive))


def test_what_happened_between_the_nights_is_what_the_truth_says(archive, truth):
    found = rows(archive, "SELECT kind, url, from_url FROM events WHERE kind <> 'appeared'")
    late = rows(
        archive,
        "SELECT url FROM events JOIN captures USING (capture_id) WHERE kind = 'appeared' AND crawl_id ="
        " (SELECT max(crawl_id) FROM crawl)".replace("SELECT url", "SELECT events.url"),
    )
    expected = Counter(
        (change["kind"].replace("number_changed", "changed"), change["url"], change.get("from_url"))
        for change in truth["changes"]
        if change["kind"] != "furniture_only"
    )
    seen = Counter((row["kind"], row["url"], row["from_url"]) for row in found)
    seen.update(("appeared", row["url"], None) for row in late)
    assert seen == expected


def test_only_the_edited_report_has_a_second_version(archive, truth):
    edited = [change["url"] for change in truth["changes"] if change["kind"] == "number_changed"]
    assert [row["url"] for row in rows(archive, "SELECT url FROM reports WHERE versions > 1")] == edited


def test_the_edit_is_told_with_its_number_and_sentence(demo, archive, truth):
    change = next(change for change in truth["changes"] if change["kind"] == "number_changed")
    assert f"{change['old']} → {change['new']}" in demo.out and "number changed: " in demo.out
    assert f"- {change['sentence_old']}" in demo.out
    assert f"+ {change['sentence_new']}" in demo.out
    report_id = rows(archive, "SELECT report_id FROM reports WHERE url = ?", [change["url"]])[0]["report_id"]
    assert [version["version_no"] for version in history(archive, report_id).versions] == [1, 2]


def test_coverage_tells_what_was_removed(archive, truth):
    removed = {
        (change["adcode"], change["report_year"])
        for change in truth["changes"]
        if change["kind"] == "removed"
    }
    found = rows(archive, "SELECT adcode, report_year, status FROM coverage")
    assert len(found) == 5 * 7
    assert {
        (row["adcode"], row["report_year"]) for row in found if row["status"] == "published_then_removed"
    } == removed
    there = {"published", "published_late", "attachment_only"}
    assert {row["status"] for row in found} == {*there, "published_then_removed"}


def test_every_site_was_healthy(archive):
    assert [row for row in rows(archive, "SELECT * FROM site_health") if not row["healthy"]] == []


def test_what_did_not_change_is_a_revisit_and_not_a_copy(archive):
    kept = rows(
        archive,
        "SELECT count(*) AS n FROM capture AS now JOIN capture AS before USING (method, url, payload_digest)"
        " WHERE now.crawl_id > before.crawl_id AND now.status = 200 AND now.revisit_of = '' AND method = 'GET'",
    )
    assert kept[0]["n"] == 0
    assert rows(archive, "SELECT count(*) AS n FROM captures WHERE revisit_of <> ''")[0]["n"] > 0


def test_the_demo_shows_queries_that_run(demo, archive):
    queries = [
        line.partition('sql "')[2].rpartition('"')[0] for line in demo.out.splitlines() if ' sql "' in line
    ]
    assert len(queries) == 3
    for query in queries:
        assert rows(archive, query)
