"""The demo's archive behind the web application, and a copy of it in which everything that can hold words is
hostile."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from starlette.testclient import TestClient

from storage.lookup.published import Published, rows
from storage.paths import DataDir
from tests.conftest import Demo
from web.page import Ask, Site
from web.serving.app import create_app
from web.serving.run import make_server

BASE = "https://fazhi.example"
CHANGED = "130407-2022"
REMOVED = "510402-2019"
MOVED = "330282-2021"
SCRIPT = "<script>document.title='broken'</script>"
BREAKOUT = f"</script></title></pre>\"'><img src=x onerror=alert(1)>{SCRIPT}{{{{7*7}}}}"


def client_of(data: DataDir, cache: Path, site: Site | None = None) -> TestClient:
    server = make_server(data, site or Site(base=BASE, sql=True), cache)
    server.warms = False
    return TestClient(create_app(server), follow_redirects=False)


@pytest.fixture(scope="session")
def client(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(demo.data, tmp_path_factory.mktemp("kept")) as made:
        yield made


@pytest.fixture(scope="session")
def published(demo: Demo) -> Iterator[Published]:
    opened = Published.open(demo.data)
    yield opened
    opened.close()


@pytest.fixture
def ask(published: Published) -> Iterator[Ask]:
    with published.cursor() as cursor:
        yield Ask(published, cursor, Site(base=BASE), "/")


@pytest.fixture
def copied(demo: Demo, tmp_path: Path) -> DataDir:
    """A data folder of its own with the demo's archive and evidence."""
    root = tmp_path / "data"
    shutil.copytree(demo.data.root, root, symlinks=True, ignore=shutil.ignore_patterns("prefect"))
    return DataDir(root)


@pytest.fixture(scope="session")
def hostile(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> DataDir:
    """The demo's archive, every word of it replaced by something that wants to break out of its place."""
    root = tmp_path_factory.mktemp("hostile") / "data"
    shutil.copytree(demo.data.root, root, symlinks=True, ignore=shutil.ignore_patterns("prefect"))
    data = DataDir(root)
    path = data.published.resolve()
    path.chmod(0o644)
    with duckdb.connect(path) as connection:
        text = (
            f'一、{BREAKOUT}\n（一）=HYPERLINK("http://x")\t{BREAKOUT}\n全年受理行政复议案件205件。{BREAKOUT}'
        )
        words = {
            "title": BREAKOUT,
            "issuer": BREAKOUT,
            "doc_number": BREAKOUT,
            "source": BREAKOUT,
            "body_text": text,
        }
        _set(
            connection,
            "flat_reports",
            words | {"url": "javascript:alert(1)", "government": BREAKOUT, "folded": text.lower()},
        )
        _set(connection, "flat_versions", {"title": BREAKOUT, "url": "javascript:alert(1)"})
        _set(
            connection, "flat_changes", {"title": BREAKOUT, "sentence": BREAKOUT, "number": f"1{SCRIPT} → 2"}
        )
        _set(connection, "flat_sources", {"url": "javascript:alert(1)", "government": BREAKOUT})
        _set(
            connection, "flat_attachments", {"name": BREAKOUT, "url": "javascript:alert(1)", "text": BREAKOUT}
        )
        _set(
            connection,
            "flat_ledger",
            {"title": BREAKOUT, "url": "javascript:alert(1)", "published_basis": BREAKOUT},
        )
        _set(connection, "flat_events", {"from_url": BREAKOUT, "government": BREAKOUT})
        for table in ("figure_cell", "flat_panel_cell"):
            _set(connection, table, {"printed": BREAKOUT, "sentence": BREAKOUT, "unit": BREAKOUT})
        _set(connection, "figure_mention", {"printed": BREAKOUT, "sentence": BREAKOUT, "unit": BREAKOUT})
        _set(connection, "government", {"full_name": BREAKOUT}, "adcode = '330282'")
        _set(connection, "flat_site_health", {"verdict": f"blocked:{SCRIPT}"})
        _set(connection, "capture", {"link_title": BREAKOUT}, "role = 'detail'")
    return data


@pytest.fixture(scope="session")
def hostile_client(hostile: DataDir, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(hostile, tmp_path_factory.mktemp("kept")) as made:
        yield made


def _set(
    connection: duckdb.DuckDBPyConnection, table: str, values: dict[str, str], where: str = "true"
) -> None:
    assignments = ", ".join(f"{name} = ?" for name in values)
    connection.execute(f"UPDATE internal.{table} SET {assignments} WHERE {where}", list(values.values()))


def capture_of(published: Published, report_id: str) -> str:
    """The name of the capture that shows a report's current text."""
    with published.cursor() as cursor:
        (row,) = rows(cursor, "SELECT capture_id FROM reports WHERE report_id = ?", [report_id])
    return str(row["capture_id"]).removeprefix("urn:uuid:")
