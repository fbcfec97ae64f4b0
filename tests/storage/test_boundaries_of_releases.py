"""What a published set and a release are made of: bundles, cells, the words of columns, the forms of
catalogues."""

from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from storage.publishing.companions.codebook_zh import meaning
from storage.publishing.companions.text_bundle import _cell, _put
from storage.publishing.companions.zip_copy import STAMP, SUMS, opened
from storage.publishing.descriptors.croissant import croissant
from storage.publishing.descriptors.dcat import dcat
from storage.publishing.descriptors.description import Column, Description, File
from storage.publishing.descriptors.frictionless import datapackage, field_type


def test_a_bundle_of_before_is_used_as_far_as_it_was_made_like_today(tmp_path: Path) -> None:
    place = tmp_path / "texts.zip"
    with ZipFile(place, "w", ZIP_DEFLATED) as bundle:
        _put(bundle, "a.txt", "甲".encode())
        bundle.writestr(ZipInfo("b.txt", (1981, 1, 1, 0, 0, 0)), "another time")
        _put(bundle, SUMS, b"1  a.txt\n2  b.txt\n3  c.txt\n")
    with ExitStack() as stack:
        last = opened(stack, place)
        assert last is not None and last.digests == {"a.txt": "1"}
        assert last.has("a.txt", "1") and not last.has("a.txt", "2") and not last.has("b.txt", "2")
        member = last.bundle.getinfo("a.txt")
        assert member.external_attr >> 16 == 0o644 and member.date_time == STAMP == (1980, 1, 1, 0, 0, 0)
        with ZipFile(tmp_path / "new.zip", "w") as new:
            last.copy("a.txt", new)
            last.copy(SUMS, new)
        with ZipFile(tmp_path / "new.zip") as new:
            assert new.read("a.txt").decode() == "甲" and new.testzip() is None
        assert opened(stack, None) is None and opened(stack, tmp_path) is None
        assert opened(stack, tmp_path / "none.zip") is None
    # A member that was written into a pipe has its sizes behind it, and cannot be copied as it is.
    with place.open("wb") as file, ZipFile(Pipe(file), "w") as bundle:
        _put(bundle, "a.txt", b"a")
        _put(bundle, SUMS, b"1  a.txt\n")
    with ExitStack() as stack:
        last = opened(stack, place)
        assert last is not None and last.digests == {}


class Pipe:
    """A file in which nobody can go back."""

    def __init__(self, file: IO[bytes]) -> None:
        self.write, self.flush = file.write, file.flush


@pytest.mark.parametrize(
    ("value", "cell"),
    [("=1", "'=1"), ("-", "'-"), ("甲", "甲"), ("", ""), (None, ""), (0, 0), (-1, -1), (False, False)],
)
def test_a_cell_is_no_formula(value: object, cell: object) -> None:
    assert _cell(value) == cell


def test_a_column_has_its_own_words_those_of_any_view_or_those_of_the_database() -> None:
    own, everywhere = (
        meaning("reports", "report_id", "english"),
        meaning("no_such_view", "report_id", "english"),
    )
    assert "english" not in (own, everywhere) and own and everywhere
    assert meaning("reports", "no_such_column", "english") == "english"
    assert meaning("reports", "no_such_column", None) == ""
    assert meaning("reports", "", "english") != "english"


FILES = (File("parquet/reports.parquet", 7, "aa"), File("README.md", 8, "bb"), File("Notes.V2.TXT", 9, "cc"))
COLUMNS = (
    Column("names", "VARCHAR[]", "m1"),
    Column("numbers", "DECIMAL(18,3)[]", "m2"),
    Column("days", "BIGINT", "m3"),
    Column("at", "TIMESTAMP", "m4"),
    Column("length", "DECIMAL(18,3)", "m5"),
    Column("map", "MAP(VARCHAR, VARCHAR)", "m6"),
    Column("structs", "STRUCT(a INTEGER)[]", "m7"),
)
DESCRIBED = Description(
    "2026.11",
    date(2026, 11, 21),
    {"reports": 1, "versions": 2, "captures": 3},
    FILES,
    {"reports": ("all", COLUMNS)},
)


def test_a_release_is_described_in_the_words_of_each_format() -> None:
    assert DESCRIBED.file("README.md") == FILES[1] and DESCRIBED.file("none") is None
    (table,) = DESCRIBED.tables()
    assert table[:2] == ("reports", FILES[0])
    said = dcat(DESCRIBED)["dcat:distribution"]
    assert said[1]["dcat:mediaType"] == {"@id": "https://www.iana.org/assignments/media-types/text/markdown"}
    package = datapackage(DESCRIBED)["resources"]
    assert [one["format"] for one in package] == ["parquet", "md", "txt"]
    assert ["schema" in one for one in package] == [True, False, False]
    (records,) = croissant(DESCRIBED)["recordSet"]
    assert [(one["dataType"], one.get("repeated")) for one in records["field"]] == [
        ("sc:Text", True), ("sc:Text", True), ("sc:Integer", None), ("sc:DateTime", None), ("sc:Text", None),
        ("sc:Text", None), ("sc:Text", True),
    ]  # fmt: skip
    assert [field_type(one.kind) for one in COLUMNS] == [
        "array", "array", "integer", "datetime", "any", "object", "array",
    ]  # fmt: skip
