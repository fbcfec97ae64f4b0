"""Search: the macro of the file, and the index beside it, which grows by what is new."""

import os
import sys
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.lookup.published import Published
from storage.lookup.search.find import find
from storage.lookup.search.indexed import TextIndex
from storage.paths import DataDir
from storage.publishing.query import open_published
from storage.publishing.text_index import FOLDER, LINE, MARKS, WHITE, paired, write_text_index
from tests.storage.nights import nights, report


def address(at: int) -> str:
    return f"http://www.cixi.gov.cn/art/{at}.html"


def publish(data_dir: DataDir) -> None:
    with Archive.open(data_dir) as archive:
        archive.publish()


def found(data_dir: DataDir, query: str) -> list[str]:
    """The addresses of the hits, by the index."""
    published = Published.open(data_dir)
    try:
        with published.cursor() as cursor:
            assert TextIndex.beside(published.path)
            return [hit.row["url"] for hit in find(published, cursor, query).hits]
    finally:
        published.close()


def index_of(data_dir: DataDir) -> Path:
    return data_dir.published.resolve().parent / FOLDER


def segments(data_dir: DataDir) -> set[int]:
    """The files of the index, without those that every commit writes."""
    return {path.stat().st_ino for path in index_of(data_dir).iterdir() if path.suffix != ".json"}


def test_the_title_comes_first_in_the_index_and_in_the_macro(data_dir: DataDir) -> None:
    nights(
        data_dir,
        {
            address(1): report("复议", adcode="330282", year=2021),
            address(2): report("复议复议", adcode="330282", year=2019),
            address(3): report("复议", adcode="330282", year=2022),
            address(4): report("复议一次", adcode="130407", title="复议工作报告"),
            address(5): report("没有", adcode="130407"),
        },
    )
    publish(data_dir)
    by_index = found(data_dir, "复议")
    assert by_index[0] == address(4) and sorted(by_index) == [address(at) for at in range(1, 5)]
    with open_published(data_dir) as connection:
        rows = connection.execute("SELECT url, in_title, times FROM search('复议')").fetchall()
        assert rows == [
            (address(4), True, 1),
            (address(2), False, 2),
            (address(3), False, 1),
            (address(1), False, 1),
        ]
        assert connection.execute("SELECT url FROM search('复议 一次')").fetchall() == [(address(4),)]
        assert not connection.execute("FROM search('  ')").fetchall()


def test_only_current_texts_are_found_and_a_returning_one_again(data_dir: DataDir) -> None:
    for body, there in (("行政复议", True), ("行政应诉", False), ("行政复议", True)):
        nights(data_dir, {address(1): report(body)})
        publish(data_dir)
        assert bool(found(data_dir, "复议")) == there
        assert found(data_dir, "行政") == [address(1)]


def test_a_publication_indexes_what_is_new(data_dir: DataDir) -> None:
    nights(data_dir, {address(at): report(f"第{at}稿", adcode=f"{100000 + at}") for at in range(4)})
    publish(data_dir)
    first = segments(data_dir)
    publish(data_dir)
    assert segments(data_dir) == first, "nothing new: the same files"
    nights(data_dir, {address(9): report("又一篇", adcode="330282")})
    publish(data_dir)
    assert first < segments(data_dir)
    assert found(data_dir, "又一") == [address(9)] and len(found(data_dir, "第 稿")) == 4
    with open_published(data_dir) as connection:
        (database,) = connection.execute(
            "SELECT path FROM duckdb_databases() WHERE path IS NOT NULL"
        ).fetchone() or ("",)
    again = data_dir.root / "again"
    assert write_text_index(Path(database), again, index_of(data_dir)) == 0
    (again / MARKS).write_text("{}")
    assert write_text_index(Path(database), data_dir.root / "anew", again) == 5, "another version made it"


def test_an_index_of_another_file_is_not_asked(data_dir: DataDir) -> None:
    nights(data_dir, {address(1): report("复议")})
    publish(data_dir)
    old = index_of(data_dir)
    nights(data_dir, {address(2): report("复议", adcode="330282", year=2022)})
    publish(data_dir)
    new = index_of(data_dir)
    for path in new.iterdir():
        path.unlink()
    for path in old.iterdir():
        os.link(path, new / path.name)
    assert found(data_dir, "复议") == [address(1), address(2)] or found(data_dir, "复议") == [
        address(2),
        address(1),
    ]


def test_pairs_follow_each_other_and_single_characters_end_a_line() -> None:
    pairs = ["行政", f"政{LINE}", f"{LINE}法"]
    singles = [f"{one}{LINE}" for one in ("政", "法", "行", LINE)]
    assert paired("行政\n法") == " ".join(pairs + singles)
    assert paired("法") == f"法{LINE}"
    assert paired("") == ""
    assert paired("𠀀字") == f"𠀀字 字{LINE} 𠀀{LINE}", "a character beyond the first 65,536 is one"


def test_an_index_of_more_reports_than_are_looked_up_at_once(
    data_dir: DataDir, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.publishing.text_index.BATCH", 2)
    nights(data_dir, {address(at): report(f"复议{at}", adcode=f"{330100 + at}") for at in range(1, 6)})
    publish(data_dir)
    assert len(found(data_dir, "复议")) == 5


def test_white_space_in_a_text_is_part_of_its_words(data_dir: DataDir) -> None:
    assert sorted(WHITE) == [chr(at) for at in range(sys.maxunicode + 1) if chr(at).isspace()]
    texts = {
        address(at): report(f"复议{space}{space}应诉", adcode=f"{330100 + at}")
        for at, space in enumerate((" ", "\u3000", "\xa0", "\u2003"))
    }
    nights(data_dir, texts | {address(9): report("复议应诉", adcode="330282")})
    publish(data_dir)
    assert found(data_dir, '"复议应诉"') == [address(9)]
    assert sorted(found(data_dir, '"复议  应诉"')) == [address(0), address(1)], (
        "the ideographic space is folded"
    )
    assert len(found(data_dir, "复议 应诉")) == 5
