"""What changes the account of earlier nights: a fold that reads only what is new notices each, and tells the
same as one that reads everything."""

import json
from dataclasses import replace
from pathlib import Path

from storage.archive import Archive
from storage.evidence.warc import read_payload
from storage.paths import DataDir
from tests.storage.nights import CIXI, PAGE, Night, nights, read, report, take_in
from tests.storage.test_incremental import PAGES, fold_everything, rows

A, B = PAGES[:2]


def told(data_dir: DataDir) -> dict[str, list[tuple[object, ...]]]:
    """The rows as they are, once it is sure that a fold of everything leaves the same."""
    step_by_step = rows(data_dir)
    fold_everything(data_dir)
    at_once = rows(data_dir)
    for table, found in step_by_step.items():
        assert found == at_once[table], table
    return at_once


def night(data_dir: DataDir, archive: Archive, number: int, pages: dict[str, bytes | int]) -> Night:
    one = Night(data_dir, number, archive.known([CIXI.site_id]))
    for url, answer in pages.items():
        one.page(url, status=answer) if isinstance(answer, int) else one.page(url, answer)
    return one


def quiet(data_dir: DataDir) -> None:
    """Two nights after which both pages are at rest."""
    nights(data_dir, *[{A: report("甲"), B: report("乙", year=2023)}] * 2)


def now(archive: Archive, table: str) -> list[tuple[object, ...]]:
    return archive._connection.execute(f"SELECT * FROM {table}").fetchall()


def change_summary(folder: Path, **fields: object) -> Path:
    path = folder / "summary.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))
    return folder


def test_a_crawl_that_died_is_told_as_the_one_that_went_on_with_it(data_dir: DataDir) -> None:
    quiet(data_dir)
    with Archive.open(data_dir) as archive:
        take_in(archive, data_dir, night(data_dir, archive, 3, {A: 404}).die())
        folder = night(data_dir, archive, 4, {B: report("乙", year=2023)}).end()
        take_in(archive, data_dir, change_summary(folder, resumed=["night-3"]))
    (missing,) = told(data_dir)["missing_night"]
    assert A in missing and "night-4" in missing


def test_a_crawl_that_is_taken_in_late_has_its_place(data_dir: DataDir) -> None:
    quiet(data_dir)
    with Archive.open(data_dir) as archive:
        late = night(data_dir, archive, 3, {A: report("丙")}).end()
        take_in(archive, data_dir, night(data_dir, archive, 4, {A: report("甲")}).end())
        assert len(now(archive, "report_version")) == 2
        take_in(archive, data_dir, late)
    assert len(told(data_dir)["report_version"]) == 4


def test_a_crawl_that_takes_its_account_back_proves_no_removal(data_dir: DataDir) -> None:
    quiet(data_dir)
    with Archive.open(data_dir) as archive:
        for number in (3, 6, 12):
            folder = night(data_dir, archive, number, {A: 404, B: report("乙", year=2023)}).end()
            take_in(archive, data_dir, folder)
        assert "removed" in str(now(archive, "report"))
        (site,) = json.loads((folder / "summary.json").read_text())["sites"]
        other = site | {"listing_healthy": False, "problems": ["list page x: 503"]}
        take_in(archive, data_dir, change_summary(folder, sites=[other]))
    assert "removed" not in str(told(data_dir)["report"])


def test_what_is_read_anew_of_an_earlier_night_is_told(data_dir: DataDir) -> None:
    quiet(data_dir)
    before = rows(data_dir)["report_version"]
    with Archive.open(data_dir) as archive:
        query = "SELECT min_by(capture_id, captured_at) FROM capture WHERE canonical_url = ?"
        (first,) = archive._connection.execute(query, [A]).fetchone()
        archive.save_extractions([(first, read(report("丁")))])
        take_in(archive, data_dir)
    assert told(data_dir)["report_version"] != before


def test_a_site_that_is_another_governments_tells_for_that_one(data_dir: DataDir) -> None:
    quiet(data_dir)
    before = rows(data_dir)["folded"]
    with Archive.open(data_dir) as archive:
        archive.save_sites([replace(CIXI, adcode="330281")])
        take_in(archive, data_dir)
    assert told(data_dir)["folded"] != before


def test_an_answer_that_somebody_judges_later_is_no_reading(data_dir: DataDir) -> None:
    quiet(data_dir)
    with Archive.open(data_dir) as archive:
        one = night(data_dir, archive, 3, {A: report("戊")})
        take_in(archive, data_dir, one.end())
        assert len(now(archive, "report_version")) == 3
        one.failed(A, "challenge", one.captures[0].capture_id)
        take_in(archive, data_dir, one.folder)
    assert len(told(data_dir)["report_version"]) == 2


def test_the_same_answer_taken_in_late_is_not_the_last_one(data_dir: DataDir) -> None:
    quiet(data_dir)
    with Archive.open(data_dir) as archive:
        late = night(data_dir, archive, 3, {A: report("甲")}).end()
        take_in(archive, data_dir, night(data_dir, archive, 4, {A: report("甲")}).end())
        before = now(archive, "lineage")
        take_in(archive, data_dir, late)
        assert now(archive, "lineage") == before
    told(data_dir)


def test_failures_of_a_page_without_a_report_are_counted_from_its_last_good_answer(data_dir: DataDir) -> None:
    quiet(data_dir)
    other = PAGES[2]
    nights(data_dir, {other: report("栏目", is_report=False)}, {other: 500}, {other: 404}, {other: 500})
    with Archive.open(data_dir) as archive:
        query = "SELECT failures FROM page WHERE canonical_url = ?"
        assert archive._connection.execute(query, [other]).fetchone() == (3,)
    told(data_dir)


def test_a_new_page_of_a_quiet_report_wakes_it(data_dir: DataDir) -> None:
    quiet(data_dir)
    nights(data_dir, {PAGE: report("甲"), A: report("甲")}, {PAGE: report("己")})
    told(data_dir)


def test_a_night_that_ends_before_the_fold_is_told_in_the_next(data_dir: DataDir) -> None:
    quiet(data_dir)
    with Archive.open(data_dir) as archive:
        folder = night(data_dir, archive, 3, {A: report("丙")}).end()
        archive.ingest(folder)
        waiting = archive.pending("1")
        archive.save_extractions((one.capture_id, read(read_payload(data_dir, one))) for one in waiting)
    nights(data_dir, {B: report("乙", year=2023)})
    assert len(told(data_dir)["report_version"]) == 3


def test_the_same_answer_that_was_judged_a_refusal_is_not_seen_again(data_dir: DataDir) -> None:
    quiet(data_dir)
    with Archive.open(data_dir) as archive:
        before = now(archive, "lineage")
        one = night(data_dir, archive, 3, {A: report("甲")})
        one.failed(A, "challenge", one.captures[0].capture_id)
        take_in(archive, data_dir, one.end())
        assert now(archive, "lineage") == before
    told(data_dir)


def test_a_quiet_page_that_comes_by_another_site_is_told_as_that_sites(data_dir: DataDir) -> None:
    quiet(data_dir)
    other = replace(CIXI, site_id="330281-yuyao", adcode="330281")
    with Archive.open(data_dir) as archive:
        archive.save_sites([CIXI, other])
        before = now(archive, "lineage")
        one = Night(data_dir, 3, archive.known([CIXI.site_id]))
        one.page(A, report("甲"), site_id=other.site_id)
        take_in(archive, data_dir, one.end(sites=[CIXI, other]))
        assert now(archive, "lineage") != before
    told(data_dir)
