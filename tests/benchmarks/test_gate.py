"""The extractor stays above its floors on the pinned gold, and the gate itself can shut."""

import json
import shutil
from pathlib import Path

import pytest

from benchmarks import gate, ours
from benchmarks.pages import BLIND, OWN, blind_gold, digest, own_gold, real_gold


@pytest.fixture(scope="module")
def reached() -> dict[str, float]:
    return ours.measure(own_gold())


@pytest.fixture(scope="module")
def baseline() -> dict[str, object]:
    return json.loads(gate.BASELINE.read_text(encoding="utf-8"))


def test_the_extractor_is_above_every_floor(reached: dict[str, float], baseline: dict[str, object]) -> None:
    assert gate.compare(baseline, reached, digest()) == []


def test_the_extractor_is_above_every_floor_of_the_blind_gold() -> None:
    baseline = json.loads(gate.BLIND_BASELINE.read_text(encoding="utf-8"))
    assert gate.compare(baseline, ours.measure(blind_gold()), digest(BLIND)) == []


def test_a_changed_page_is_another_gold(tmp_path: Path) -> None:
    copy = tmp_path / "gold"
    shutil.copytree(OWN, copy)
    assert digest(copy) == digest(OWN)
    page = next(copy.glob("vsb-*.html"))
    page.write_bytes(page.read_bytes() + b" ")
    assert digest(copy) != digest(OWN)


def test_the_gate_shuts_under_a_floor_and_on_another_gold(
    reached: dict[str, float], baseline: dict[str, object]
) -> None:
    assert any("title" in line for line in gate.compare(baseline, reached | {"title": 0.5}, digest()))
    assert any("leaks" in line for line in gate.compare(baseline, reached | {"leaks": 9999}, digest()))
    assert any("gold" in line for line in gate.compare(baseline, reached, "another"))
    fewer = {column: value for column, value in reached.items() if column != "source"}
    assert any("source" in line for line in gate.compare(baseline, fewer, digest()))


def test_pinning_never_lowers_a_floor_unasked(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    assert gate.pin(path, {"f1": 0.98765, "leaks": 3.0}, "first", allow_regression=False) == []
    assert gate.pin(path, {"f1": 0.99, "leaks": 2.0}, "second", allow_regression=False) == []
    for poorer in ({"f1": 0.98, "leaks": 2.0}, {"f1": 0.99, "leaks": 3.0}, {"f1": 0.99}):
        before = path.read_bytes()
        assert gate.pin(path, poorer, "third", allow_regression=False) != []
        assert path.read_bytes() == before
    assert gate.pin(path, {"f1": 0.98, "leaks": 3.0}, "third", allow_regression=True) == []
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "gold": "third",
        "floors": {"f1": 0.98, "leaks": 3.0},
    }


def test_what_was_pinned_passes_its_own_gate(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    columns = {"f1": 2 / 3, "exact": 0.29, "lost": 7.0}
    gate.pin(path, columns, "gold", allow_regression=False)
    assert gate.compare(json.loads(path.read_text(encoding="utf-8")), columns, "gold") == []


def test_real_pages_keep_what_was_promised() -> None:
    gold = real_gold()
    if gold is None:
        pytest.skip("needs the folder ../shared/pages with real pages, which is not here")
    columns = ours.measure(gold)
    assert columns["f1"] >= 0.99
    assert {columns["title"], columns["date"], columns["source"]} == {1.0}
    assert columns["leaks"] == 0
