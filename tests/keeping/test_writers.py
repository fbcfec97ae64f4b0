"""One writer, proven: two nights, an ad-hoc crawl and a reextract started together end in order, none
lost."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import replica
from storage.paths import DataDir
from storage.publishing.query import open_published
from tests.conftest import PATIENCE

WRITER = """
import sys
from pathlib import Path
from crawlers.registry import find_pages, find_sites
from flows.pipeline import stages
from flows.pipeline.order import CrawlOrder
from flows.pipeline.promotion import preview
from storage.database.lock import writer_lock
from storage.paths import DataDir
data, kind, target, via = DataDir(Path(sys.argv[1])), *sys.argv[2:5]
print("ready", flush=True)
sys.stdin.readline()
with writer_lock(data, 600):
    if kind == "reextract":
        stages.ingest(data)
        stages.read_with_this_version(data)
        assert preview(data) is None
        stages.version(data)
    else:
        pages = find_pages([target]) if kind == "page" else ()
        order = CrawlOrder(find_sites([target]), pages, via=via, delay=0.01, budget=5)
        stages.crawl(data, stages.plan(data, order))
        stages.ingest(data)
        stages.read(data)
        stages.version(data)
        stages.check(data)
        stages.publish(data)
"""
PAGE = "http://www.cixi.gov.cn/"
WRITERS = (("night", "330282"), ("night", "440881"), ("page", PAGE), ("reextract", "-"))


@pytest.mark.nightly
def test_four_writers_started_together_end_in_order_and_none_is_lost(tmp_path: Path) -> None:
    data = DataDir(tmp_path / "data")
    with replica.running(night=1) as pretend:
        runs = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER, str(data.root), *writer, pretend.address],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for writer in WRITERS
        ]
        for run in runs:
            assert run.stdout is not None and run.stdout.readline() == "ready\n"
        for run in runs:
            assert run.stdin is not None
            run.stdin.write("\n")
            run.stdin.flush()
        said = [run.communicate(timeout=3 * PATIENCE)[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0, 0], said
    with open_published(data) as archive:
        crawls = archive.execute(
            "SELECT started_at, finished_at, finish_reason FROM crawl ORDER BY started_at"
        ).fetchall()
        kept = {row[0] for row in archive.execute("SELECT capture_id FROM capture").fetchall()}
    assert [reason for *_, reason in crawls] == ["finished"] * 3
    assert all(ended <= began for (_, ended, _), (began, *_) in zip(crawls, crawls[1:], strict=False))
    logged = [line for log in data.crawls.glob("*/captures.jsonl") for line in log.read_text().splitlines()]
    assert {json.loads(line)["capture_id"] for line in logged} == kept
    assert len(kept) > 8
