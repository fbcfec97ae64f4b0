"""An archive folded again after decisions, and what its views answer."""

from typing import Any

from extraction.works.change import compare_documents
from extraction.works.lineage import histories
from storage.archive import Archive
from storage.database.connection import connect
from storage.paths import DataDir

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
