"""What HTTP adds: tags, kept pages, changing over to a new publication, the line in front of the archive."""

import asyncio
import gzip
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from storage.lookup.published import Published
from storage.paths import DataDir
from tests.conftest import PATIENCE, Demo, wait_until
from tests.web.conftest import CHANGED, client_of
from web.answers import Answer
from web.page import Site
from web.serving.admission import Admission, Busy
from web.serving.current import LOOK_EVERY, Current
from web.serving.kept import Kept
from web.serving.warming import warm
from web.sql_process import MOST_ROWS
from web.views.sql import run


def republish(data: DataDir, name: str = "20990101T000000000000Z") -> None:
    """Another set that says the same, made current as publishing does it."""
    old = data.published.resolve().parent
    shutil.copytree(old, old.with_name(name))
    link = data.published_sets / "current"
    new = link.with_name("current.new")
    new.symlink_to(name)
    new.replace(link)


def test_a_reader_who_has_the_page_gets_304_without_a_question(demo: Demo, tmp_path: Path) -> None:
    with client_of(demo.data, tmp_path) as client:
        tag = client.get(f"/report/{CHANGED}").headers["ETag"]
        again = client.get("/search?q=行政复议", headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert client.get("/", headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_page_is_rendered_once_and_then_read_from_its_file(demo: Demo, tmp_path: Path) -> None:
    with client_of(demo.data, tmp_path) as client:
        first = client.get(f"/report/{CHANGED}").content
        (place,) = tmp_path.rglob(f"{CHANGED}.gz")
        assert gzip.decompress(place.read_bytes()) == first
        place.write_bytes(gzip.compress(b"kept"))
        assert client.get(f"/report/{CHANGED}").content == b"kept"
        plain = client.get(f"/report/{CHANGED}", headers={"Accept-Encoding": "identity"})
        assert plain.content == b"kept" and "Content-Encoding" not in plain.headers


@pytest.mark.parametrize("path", ["/report/../../x", "/a b", "/" + "x" * 200, "/.", "/report/..", "/%00"])
def test_addresses_that_are_no_file_names_are_not_kept(tmp_path: Path, path: str) -> None:
    kept = Kept(tmp_path, "set")
    kept.put(path, "zh", Answer(200, b"x", "text/html"))
    assert kept.get(path, "zh") is None and not list(tmp_path.rglob("*.gz"))


def test_a_new_publication_is_served_and_the_old_one_drained(copied: DataDir) -> None:
    current = Current(copied)
    with current.held() as old:
        republish(copied)
        current._looked = -LOOK_EVERY
        assert current.newer() == copied.published.resolve()
        fresh = current.change_over()
        assert fresh.name != old.name and current.now is fresh
        assert old.connection.execute("SELECT count(*) FROM reports").fetchone() == (46,)
    with pytest.raises(Exception, match="closed"):
        old.connection.execute("SELECT 1")
    current.close()


def test_the_application_changes_over_by_itself(copied: DataDir, tmp_path: Path) -> None:
    with client_of(copied, tmp_path / "kept") as client:
        before = client.get(f"/report/{CHANGED}").headers["ETag"]
        republish(copied)
        wait_until(lambda: client.get(f"/report/{CHANGED}").headers["ETag"] != before, "the new publication")


def test_pages_rendered_ahead_are_linked_where_they_say_the_same(copied: DataDir, tmp_path: Path) -> None:
    first = Published.open(copied)
    before = Kept(tmp_path, "one")
    assert warm(first, before, Kept(tmp_path, "none"), Site()) == (46, 0)
    republish(copied)
    second = Published.open(copied)
    assert warm(second, Kept(tmp_path, "two"), before, Site()) == (0, 46)
    assert before.get(f"/report/{CHANGED}", "zh") == Kept(tmp_path, "two").get(f"/report/{CHANGED}", "zh")
    first.close()
    second.close()


def test_who_would_wait_too_long_is_told_to_come_back() -> None:
    async def crowd() -> tuple[int, int]:
        line = Admission(at_once=1, patience=0.05)
        done = busy = 0
        all_refused = asyncio.Event()

        async def one() -> None:
            nonlocal done, busy
            try:
                async with line.admitted():
                    await all_refused.wait()
                    done += 1
            except Busy:
                busy += 1
                if busy == 4:
                    all_refused.set()

        await asyncio.gather(*(one() for _ in range(5)))
        async with line.admitted():
            done += 1
        return done, busy

    assert asyncio.run(crowd()) == (2, 4)


def test_headers_let_a_page_load_nothing_from_elsewhere(client: TestClient) -> None:
    headers = client.get(f"/report/{CHANGED}").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT repeat('x', 4000000000)", ""),
        ("CALL enable_logging(storage = 'file')", "SELECT"),
        ("COPY (SELECT 1) TO '/tmp/fazhi-escaped.csv'", ""),
        ("SELECT * FROM read_text('/etc/passwd')", ""),
        ("ATTACH '/tmp/fazhi-other.duckdb'", ""),
        ("SELECT 1; SELECT 2", "one statement"),
        ("DELETE FROM internal.report", ""),
        ("SELEC 1", "syntax"),
    ],
)
def test_a_query_can_do_nothing_but_read(
    published: Published, client: TestClient, query: str, says: str
) -> None:
    told = run(str(published.path), query, PATIENCE)
    assert says in told["error"]
    assert "/data/published" not in told["error"]
    assert run(str(published.path), "SELECT 42 AS x", PATIENCE)["rows"] == [[42]]
    assert client.get("/sql.json", params={"query": query}).status_code == 400


def test_a_query_that_takes_too_long_is_stopped(published: Published) -> None:
    told = run(str(published.path), "SELECT sum(i) FROM range(100000000000) t(i)", 0.5)
    assert "stopped after 0.5 seconds" in told["error"]


def test_a_query_is_cut_at_so_many_rows_and_says_so(published: Published) -> None:
    told = run(str(published.path), "SELECT i FROM range(20000) t(i)", PATIENCE)
    assert len(told["rows"]) == MOST_ROWS and told["cut"]


def test_the_query_page_is_closed_unless_opened(demo: Demo, tmp_path: Path) -> None:
    with client_of(demo.data, tmp_path, Site()) as client:
        assert client.get("/sql?query=SELECT 1").status_code == 404


def test_a_set_whose_files_are_gone_is_left_at_once(copied: DataDir, tmp_path: Path) -> None:
    with client_of(copied, tmp_path / "kept") as client:
        old = copied.published.resolve().parent
        republish(copied)
        shutil.rmtree(old)
        # Within the second in which nobody looks for a newer set.
        assert client.get("/data/texts.zip").status_code == 200
        assert client.get("/data").status_code == 200
