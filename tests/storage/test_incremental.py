"""A fold that reads only what is new tells the same as one that reads everything."""

from pathlib import Path
from random import Random
from typing import Any

import pytest

from extraction.works.change import compare_documents
from extraction.works.lineage import histories
from extraction.works.reuse import sketch
from storage.archive import Archive
from storage.database.connection import connect
from storage.database.fingerprint import fingerprint
from storage.evidence.warc import read_payload
from storage.paths import DataDir
from tests.storage.nights import CIXI, PAGE, Night, nights, read, report

PAGES = [f"http://www.cixi.gov.cn/art/{at}.html" for at in range(4)]
TEXTS = [
    "全市开展执法检查三十七次。" * 20,
    "镇村培训法律明白人一百三十人。" * 20,
    "全市开展执法检查三十八次。" * 20,
]
TOLD = (
    "page",
    "report",
    "report_version",
    "event",
    "lineage",
    "alias",
    "folded",
    "missing_night",
    "ledger_entry",
    "issue",
    "decision",
    "change",
    "compared",
    "reuse",
)

HEAD = "page_url,decision,report_id,reason,decided_on,decided_by\n"
DECISIONS = ["carries,330282-2024", "carries,330282-2023-2", "separate,", "no_report,"]
ANSWERS = (
    404,
    500,
    *(report(text, year=year) for text in TEXTS for year in (2023, 2024, None)),
    report(TEXTS[0], year=2024, issuer="市政府"),
    report(TEXTS[0], year=2024, issues=["cut_off"]),
    report("短"),
    report("网站维护中", is_report=False),
)
PROBLEMS = ([], [], ["list page x: 503"])
KEPT_BY_THE_FOLD = ("folded_crawl", "folded_site", "reuse_sketch")


def rows(data_dir: DataDir) -> dict[str, list[tuple[Any, ...]]]:
    with connect(data_dir.work_archive, read_only=True) as connection:
        return {table: connection.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for table in TOLD}


def some_nights(data_dir: DataDir, dice: Random) -> None:
    """Nights in which most pages say what they said before, some say something else, and people decide."""
    now: dict[str, bytes | int] = {}
    for _ in range(dice.randint(4, 8)):
        decided = (
            [f"{dice.choice(PAGES)},{dice.choice(DECISIONS)},why,2026-03-09,Li\n"]
            if dice.random() < 0.15
            else []
        )
        data_dir.decisions.write_text("".join([HEAD, *decided]))
        for url in PAGES:
            if url not in now or dice.random() < 0.15:
                now[url] = dice.choice(ANSWERS)
        asked = {url: _counted(now[url], dice.randint(0, 2)) for url in PAGES if dice.random() < 0.85}
        nights(data_dir, asked, problems=dice.choice(PROBLEMS))


def _counted(answer: bytes | int, visits: int) -> bytes | int:
    """A page with a counter: other bytes, the same text."""
    return answer if isinstance(answer, int) else answer + b"<!-- %d -->" % visits


def fold_everything(data_dir: DataDir) -> None:
    with Archive.open(data_dir) as archive:
        for table in {*TOLD, *KEPT_BY_THE_FOLD} - {"issue", "decision"}:
            archive._connection.execute(f"DELETE FROM {table}")
        archive._connection.execute("DELETE FROM meta WHERE key = 'fold_basis'")
        archive.fold("1", histories)
        archive.write_changes(compare_documents)
        archive.write_reuse("1", sketch)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in (1, 2))])
def test_fold_by_fold_is_as_at_once(data_dir: DataDir, seed: int) -> None:
    some_nights(data_dir, Random(seed))
    step_by_step = rows(data_dir)
    fold_everything(data_dir)
    assert rows(data_dir) == step_by_step


def test_a_page_that_says_the_same_again_is_not_read_again(data_dir: DataDir) -> None:
    pages: dict[str, bytes | int] = {url: report("甲", year=2010 + at) for at, url in enumerate(PAGES)}
    nights(data_dir, pages, pages)
    with Archive.open(data_dir) as archive:
        night = Night(data_dir, 3, archive.known([CIXI.site_id]))
        for at, url in enumerate(pages):
            # Other bytes in which the same is read are the same.
            night.page(url, report("甲", year=2010 + at, visits=at % 2))
        archive.ingest(night.end())
        waiting = archive.pending("1")
        archive.save_extractions((one.capture_id, read(read_payload(data_dir, one))) for one in waiting)
        before = archive._connection.execute("SELECT max(read_at) FROM lineage").fetchone()
        assert archive.fold("1", histories).pages_read <= 1  # what is read whole by turns
        assert archive._connection.execute("SELECT min(read_at) FROM lineage").fetchone() > before
    step_by_step = rows(data_dir)
    fold_everything(data_dir)
    assert rows(data_dir) == step_by_step


def test_crawls_in_any_order_leave_the_same_behind(data_dir: DataDir, tmp_path: Path) -> None:
    pages: list[dict[str, bytes | int]] = [
        {PAGES[0]: report("甲"), PAGES[1]: report("乙")},
        {PAGES[0]: report("甲", visits=2), PAGES[1]: 404},
        {PAGES[0]: report("甲", visits=2), PAGES[1]: report("乙")},
    ]
    for looked_at, problems in zip(pages, ([], ["list page x: 503"], []), strict=True):
        nights(data_dir, looked_at, problems=problems)
    other = DataDir(tmp_path / "other")
    with Archive.open(other) as archive:
        for crawl in sorted(data_dir.crawls.iterdir(), reverse=True):
            archive.ingest(crawl)
            archive.ingest(crawl)
        archive.save_sites([CIXI])
    for table in ("known", "site_state"):
        with connect(data_dir.work_archive) as in_order, connect(other.work_archive) as backwards:
            query = f"SELECT * FROM {table} ORDER BY ALL"
            assert in_order.execute(query).fetchall() == backwards.execute(query).fetchall() != []


def test_only_what_may_be_told_otherwise_is_read_again(data_dir: DataDir) -> None:
    nights(data_dir, {url: report("甲", year=2010 + at) for at, url in enumerate(PAGES)})
    with Archive.open(data_dir) as archive:
        assert archive.fold("1", histories).pages_read == 0
    seen: list[str] = []

    def noting(sightings, text_of, decisions):
        found = list(sightings)
        seen.extend(sighting.observation.page_url for sighting in found)
        return histories(found, text_of, decisions)

    # A new page that says it is the report of the second one concerns both.
    nights(data_dir, {PAGE: report("甲", year=2011)})
    with Archive.open(data_dir) as archive:
        archive._connection.execute("DELETE FROM folded WHERE canonical_url = ?", [PAGE])
        archive._connection.execute("DELETE FROM folded_crawl WHERE crawl_id = 'night-2'")
        archive.fold("1", noting)
    assert {PAGE, PAGES[1]} <= set(seen) and len(set(seen)) <= 3


def test_equal_content_has_an_equal_fingerprint_whenever_it_was_seen(data_dir: DataDir) -> None:
    def taken() -> str:
        with connect(data_dir.work_archive, read_only=True) as connection:
            return fingerprint(connection)

    nights(data_dir, {PAGE: report("甲")})
    first = taken()
    nights(data_dir, {PAGE: report("甲", visits=7)})
    assert taken() == first
    nights(data_dir, {PAGE: report("乙")})
    assert taken() != first
