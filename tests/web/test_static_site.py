"""The same pages as files."""

import json
import re
from pathlib import Path

import duckdb
import pytest

from storage.paths import DataDir
from tests.web.conftest import BASE, CHANGED
from web.static_site import export, place_of


@pytest.mark.slow
def test_a_site_is_written_whole_and_then_only_what_changed(copied: DataDir, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    seen: list[tuple[int, int]] = []
    first = export(copied, folder, BASE, lambda done, total: seen.append((done, total)), division="1304")
    assert first.pages == first.written and seen[-1][0] == seen[-1][1]
    html = (folder / "report" / CHANGED / "index.html").read_text(encoding="utf-8")
    assert "2802" in html and f"{BASE}/report/{CHANGED}" in html
    assert json.loads((folder / "report" / f"{CHANGED}.json").read_text())["report"]["report_id"] == CHANGED
    for path in set(re.findall(r'href="(/[^"?#]*)"', html)):
        assert any((folder / place).is_file() for place in (path.strip("/"), place_of(path, ""))), path
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.html")}
    second = export(copied, folder, BASE, division="1304")
    assert (second.pages, second.written, second.removed) == (first.pages, 0, 0)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.html") if path.name != "404.html"} == {
        path: at for path, at in before.items() if path.name != "404.html"
    }
    place = copied.published.resolve()
    place.chmod(0o644)
    with duckdb.connect(place) as connection:
        connection.execute("UPDATE internal.flat_reports SET title = '新标题' WHERE report_id = ?", [CHANGED])
    third = export(copied, folder, BASE, division="1304")
    assert 1 <= third.written <= 6
    assert "新标题" in (folder / "report" / CHANGED / "index.html").read_text(encoding="utf-8")


def test_every_format_of_an_address_has_a_file_of_its_own() -> None:
    assert place_of("/", "") == "index.html" and place_of("/", "json") == "index.json"
    assert (
        place_of("/report/x", "") == "report/x/index.html" and place_of("/report/x", "bib") == "report/x.bib"
    )
