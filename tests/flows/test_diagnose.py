"""One visit of a site: its trail, its bundle, the same offline."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import replica
from flows.errors import BundleInvalid
from flows.operation.diagnosis import NAMES, diagnose_site, open_bundle, replay
from tests.conftest import fazhi


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    path = tmp_path_factory.mktemp("visit") / "visit.zip"
    with replica.running(1) as pretend:
        return diagnose_site("330282", path, via=pretend.address, delay=0.02, budget=40)


def test_the_trail_tells_leads_lists_reports_and_the_verdict(visit: tuple[Path, str]) -> None:
    _, trail = visit
    for words in ("home 200 http://www.cixi.gov.cn/", "lead ", " items", ": report on 2024", "verdict: "):
        assert words in trail


def test_the_same_offline(visit: tuple[Path, str]) -> None:
    path, trail = visit
    assert replay(path) == (trail, True)
    told = fazhi("sites", "replay", str(path))
    assert told.code == 0 and told.out.startswith(trail)


def test_nothing_of_this_machine_is_in_it(visit: tuple[Path, str]) -> None:
    path, _ = visit
    with zipfile.ZipFile(path) as bundle:
        assert sorted(bundle.namelist()) == sorted(NAMES)
        everything = b"".join(bundle.read(name) for name in bundle.namelist())
    for trace in (b"/tmp/", str(Path.home()).encode(), b"mailto:", b"User-Agent", b"127.0.0.1"):
        assert trace not in everything


def test_what_is_told_otherwise_is_shown(visit: tuple[Path, str], tmp_path: Path) -> None:
    path, trail = visit
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in NAMES:
            payload = old.read(name)
            new.writestr(name, payload + b"one line more\n" if name == "trail.txt" else payload)
    assert replay(other) == (trail, False)
    told = fazhi("sites", "replay", str(other))
    assert told.code == 1 and "-one line more" in told.out


@pytest.mark.parametrize("fault", ["no zip", "a file missing", "another format", "no capture"])
def test_what_is_no_bundle_is_refused_in_one_line(
    visit: tuple[Path, str], tmp_path: Path, fault: str
) -> None:
    path, bad = visit[0], tmp_path / "bad.zip"
    if fault == "no zip":
        bad.write_bytes(b"PK\x03\x04")
    else:
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(bad, "w") as new:
            for name in NAMES[1:] if fault == "a file missing" else NAMES:
                payload = old.read(name)
                if fault == "another format" and name == "bundle.json":
                    payload = json.dumps(json.loads(payload) | {"format": 99}).encode()
                if fault == "no capture" and name == "captures.jsonl":
                    payload = b'{"url": 1}\n'
                new.writestr(name, payload)
    with pytest.raises(BundleInvalid, match="bundle"), open_bundle(bad):
        pass


def test_a_page_of_it_becomes_a_test(
    visit: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.commands.add_page import add_page
    from flows.errors import PageNotAdded
    from storage.paths import DataDir

    path, _ = visit
    (tmp_path / "tests/extraction/pages/details").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    with open_bundle(path) as bundle:
        report = next(one for one in bundle.visit.captures if one.role == "detail" and one.status == 200)
        assert replace(report, url="") != report
    add_page(DataDir(tmp_path), str(path), report.url, "")
    (made,) = tmp_path.rglob("*.expected.json")
    assert json.loads(made.read_text())["url"] == report.url
    with pytest.raises(PageNotAdded, match="has no page from"):
        add_page(DataDir(tmp_path), str(path), "http://a.gov.cn/", "")
