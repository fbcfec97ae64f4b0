"""A fold that reads only what is new tells the same as one that reads everything."""

import shutil
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extraction.works.change import compare_documents
from extraction.works.lineage import histories
from extraction.works.reuse import sketch
from storage.archive import Archive
from storage.database.connection import connect
from storage.database.fingerprint import fingerprint
from storage.paths import DataDir
from tests.storage.nights import PAGE, nights, report

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
    "folded",
    "issue",
    "decision",
    "change",
    "compared",
    "reuse",
)

answers = st.one_of(
    st.sampled_from([404, 500]),
    st.builds(report, st.sampled_from(TEXTS), year=st.sampled_from([2023, 2024, None])),
    st.just(report("网站维护中", is_report=False)),
)
HEAD = "page_url,decision,report_id,reason,decided_on,decided_by\n"
DECISIONS = ["carries,330282-2024", "carries,330282-2023-2", "separate,", "no_report,"]
a_night = st.tuples(
    st.dictionaries(st.sampled_from(PAGES), st.sampled_from(DECISIONS), max_size=2),
    st.dictionaries(st.sampled_from(PAGES), answers, max_size=4),
    st.sampled_from([[], [], ["list page x: 503"]]),
)


def rows(data_dir: DataDir) -> dict[str, list[tuple[Any, ...]]]:
    with connect(data_dir.work_archive, read_only=True) as connection:
        return {table: connection.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for table in TOLD}


@pytest.mark.nightly
@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(st.lists(a_night, min_size=2, max_size=4))
def test_fold_by_fold_is_as_at_once(tmp_path_factory, empty_archive, history) -> None:
    data_dir = DataDir(tmp_path_factory.mktemp("nights"))
    data_dir.work.mkdir()
    shutil.copy(empty_archive, data_dir.work_archive)
    for decided, pages, problems in history:
        lines = [f"{url},{decision},why,2026-03-09,Li\n" for url, decision in decided.items()]
        data_dir.decisions.write_text("".join([HEAD, *lines]))
        nights(data_dir, pages, problems=problems)
    step_by_step = rows(data_dir)
    with Archive.open(data_dir) as archive:
        for table in {*TOLD, "reuse_sketch"} - {"issue", "decision"}:
            archive._connection.execute(f"DELETE FROM {table}")
        archive.fold("1", histories)
        archive.write_changes(compare_documents)
        archive.write_reuse("1", sketch)
    assert rows(data_dir) == step_by_step


def test_only_what_may_be_told_otherwise_is_read_again(data_dir: DataDir) -> None:
    nights(data_dir, {url: report("甲", year=2010 + at) for at, url in enumerate(PAGES)})
    with Archive.open(data_dir) as archive:
        assert archive.fold("1", histories).pages_read == 0
    read: list[str] = []

    def noting(sightings, text_of, decisions):
        found = list(sightings)
        read.extend(sighting.observation.page_url for sighting in found)
        return histories(found, text_of, decisions)

    # A new page that says it is the report of the second one concerns both.
    nights(data_dir, {PAGE: report("甲", year=2011)})
    with Archive.open(data_dir) as archive:
        archive._connection.execute("DELETE FROM folded WHERE canonical_url = ?", [PAGE])
        archive.fold("1", noting)
    assert set(read) == {PAGE, PAGES[1]}


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
