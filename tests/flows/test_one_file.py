"""One published file in place of the data folder: verbs that read take it, before and behind the verb; others
say why not."""

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from storage.lookup.published import Published
from storage.paths import DataDir
from tests.conftest import Demo, fazhi
from web.page import Site
from web.serving.app import create_app
from web.serving.run import make_server

READING = (
    ("status",),
    ("sites", "show", "330282"),
    ("sql", "SELECT count(*) FROM reports"),
    ("history", "330282-2024"),
    ("show", "慈溪市", "2024"),
    ("diff", "130407-2022"),
    ("ledger", "--late"),
    ("changes",),
    ("search", "行政复议", "--all"),
    ("cite", "--query", "行政复议", "--format", "ris"),
    ("figures", "330282-2023"),
)
WRITING = (
    ("crawl", "330282"),
    ("harvest", "--site", "330282"),
    ("publish",),
    ("verify",),
    ("release",),
    ("rebuild",),
    ("status", "--disk"),
    ("demo",),
)


@pytest.fixture(scope="module")
def one_file(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the published file, alone in its folder."""
    place = tmp_path_factory.mktemp("handed") / "fazhi 2026.duckdb"
    shutil.copyfile(demo.data.published.resolve(), place)
    return place


@pytest.mark.parametrize("verb", READING, ids=" ".join)
def test_a_verb_that_reads_takes_one_published_file(
    demo: Demo, one_file: Path, verb: tuple[str, ...]
) -> None:
    before = fazhi("--data", str(one_file), *verb)
    assert before.code == 0, before.err
    # Without the index beside it equal hits come in another order.
    of_folder = fazhi(*verb, "--data", str(demo.data.root)).out
    assert sorted(before.out.splitlines()) == sorted(of_folder.splitlines())


@pytest.mark.parametrize("verb", WRITING, ids=" ".join)
def test_any_other_verb_says_in_one_line_that_it_needs_the_folder(
    one_file: Path, verb: tuple[str, ...]
) -> None:
    done = fazhi(*verb, "--data", str(one_file))
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert "one published file" in done.err and "data folder" in done.err
    assert [place.name for place in one_file.parent.iterdir()] == [one_file.name]


@pytest.mark.parametrize(
    ("content", "is_one"),
    [(bytes(8) + b"DUCK", True), (bytes(8) + b"DUCK.", True), (bytes(8) + b"DUC", False)],
)
def test_a_database_is_known_by_how_it_begins_whatever_its_name(
    tmp_path: Path, content: bytes, is_one: bool
) -> None:
    named = tmp_path / "of a friend"
    named.write_bytes(content)
    assert (DataDir.from_environment(str(named)).file == named) is is_one


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = fazhi("--data", str(tmp_path / "none.duckdb"), "search", "行政复议")
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert "none.duckdb does not exist" in done.err


def test_exports_and_samples_are_made_of_one_file(one_file: Path, tmp_path: Path) -> None:
    data = ("--data", str(one_file))
    assert fazhi(*data, "export", str(tmp_path / "texts"), "--year", "2024").code == 0
    assert len(list((tmp_path / "texts").glob("*.txt"))) == 6
    assert fazhi(*data, "audit", "--into", str(tmp_path / "audit"), "--sample", "5").code == 0


def test_one_file_is_served_and_offered_under_its_usual_name(one_file: Path, tmp_path: Path) -> None:
    (one_file.parent / "private.parquet").write_bytes(b"of somebody else")
    server = make_server(DataDir.from_environment(str(one_file)), Site(), tmp_path)
    server.warms = False
    with TestClient(create_app(server)) as client:
        assert "慈溪市" in client.get("/search?q=行政复议").text
        names = [row["name"] for row in client.get("/data.json").json()["files"]]
        assert names == ["archive.duckdb"]
        assert client.get("/data/archive.duckdb").content == one_file.read_bytes()
        assert client.get("/data/private.parquet").status_code == 404
    (one_file.parent / "private.parquet").unlink()


def test_pages_are_rendered_ahead_from_one_file(one_file: Path) -> None:
    opened = Published.open(DataDir.from_environment(str(one_file)))
    assert opened.name.startswith("fazhi 2026-")
    opened.close()
