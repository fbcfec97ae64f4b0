"""Which faults are drawn: what is left alone, what is listed as changing nothing, and how a fault is put
in."""

import ast
import pickle
from pathlib import Path

import pytest

from benchmarks.mutation.collected import Memory
from benchmarks.mutation.equivalents import place_of, reasons
from benchmarks.mutation.mutate import Mutant, lines_to_run, mutants, names_at
from benchmarks.mutation.naming import those_naming
from benchmarks.mutation.prepared import Made, Prepared
from tests.conftest import ROOT

MODULE = '''"""A module."""
import logging
LONGEST = 30
BATCH = 500
log = logging.getLogger(__name__)

@decorated(3)
def fits(text: str, more: int = 2) -> bool:
    """At most 30."""
    log.info("looked at %s of %s", 1, 2)
    if len(text) > LONGEST and not more:
        raise ValueError(f"{len(text) + 1} is too long")
    return "a" + text == more - 1
'''


def test_each_comparison_number_and_connective_is_a_fault_and_nothing_that_people_read() -> None:
    assert [
        (mutant.line, mutant.what) for mutant in sorted(mutants("m.py", MODULE), key=lambda one: one.line)
    ] == [
        (3, "30 → 31"),
        (3, "30 → 29"),
        (8, "2 → 3"),
        (8, "2 → 1"),
        (11, "and → or"),
        (11, "> → >="),
        (11, "not x → x"),
        (13, "== → !="),
        (13, "- → +"),
        (13, "1 → 2"),
    ]


@pytest.mark.parametrize("number", range(10))
def test_a_fault_changes_one_thing(number: int) -> None:
    mutant = mutants("m.py", MODULE)[number]
    before, after = ast.unparse(ast.parse(MODULE)), mutant.source(MODULE).rstrip("\n")
    assert sum(one != other for one, other in zip(before.split("\n"), after.split("\n"), strict=True)) == 1


def test_the_tests_of_a_constant_are_those_of_the_lines_that_use_it() -> None:
    at = {mutant.what: mutant for mutant in mutants("m.py", MODULE)}
    assert lines_to_run(at["30 → 31"], {"m.py": MODULE}) == {"m.py": {3, 11}}
    assert lines_to_run(at["- → +"], {"m.py": MODULE}) == {"m.py": {13}}
    assert lines_to_run(at["> → >="], {"m.py": MODULE}) == {"m.py": {11}}


def test_a_constant_lives_on_in_those_made_of_it() -> None:
    module = "A = 3\nB = [A]\nC: int = len(B)\nD = 4\ndef used():\n    return C\n"
    assert names_at(module, 1) == {"A", "B", "C"} and names_at(module, 4) == {"D"}
    assert 6 in lines_to_run(mutants("m.py", module)[0], {"m.py": module})["m.py"]


def test_what_runs_on_import_is_held_against_the_tests_that_name_it(tmp_path: Path) -> None:
    assert (names_at(MODULE, 3), names_at(MODULE, 8), names_at(MODULE, 11)) == ({"LONGEST"}, {"fits"}, set())
    (tmp_path / "test_a.py").write_text(
        "LIMITS = [LONGEST]\nOTHER = LONGESTS\ndef test_own(x):\n    assert LONGEST\n"
        "def test_by_constant():\n    assert LIMITS\ndef test_other():\n    assert OTHER\n"
        "class TestIn:\n    @mark(LONGEST)\n    def test_in(self): ...\n"
    )
    functions = ("test_own[1]", "test_own[a::b]", "test_by_constant", "test_other", "TestIn::test_in")
    found = those_naming({"LONGEST"}, tmp_path, {f"test_a.py::{one}" for one in functions})
    assert found == {f"test_a.py::{one}" for one in functions if one != "test_other"}
    assert those_naming((), tmp_path, {"test_a.py::test_own"}) == set()


def test_a_fault_is_put_into_functions_in_memory_and_not_into_what_ran_on_import(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    path = "tests/benchmarks/to_break.py"
    text = Path(path).read_text(encoding="utf-8")
    from tests.benchmarks import to_break

    memory = Memory()
    faults = {mutant.what: mutant for mutant in mutants(path, text)}
    assert (to_break.fits("a" * 5), to_break.Box.holds(5)) == (True, True)
    assert memory.break_(faults["<= → <"], text)
    assert (to_break.fits("a" * 5), to_break.fits("a" * 4), to_break.Box.holds(5)) == (False, True, True)
    assert memory.break_(faults["== → !="], text)
    assert not to_break.Box.holds(5)
    assert not memory.break_(faults["5 → 6"], text)


def test_each_change_that_changes_nothing_is_one_that_could_be_drawn() -> None:
    drawn = set()
    for path in {path for path, _, _ in reasons()}:
        text = (ROOT / path).read_text(encoding="utf-8")
        drawn |= {place_of(mutant, text) for mutant in mutants(path, text)}
    assert set(reasons()) - drawn == set()
    assert all(reasons().values())


def test_a_fault_can_be_handed_on() -> None:
    mutant = mutants("m.py", MODULE)[0]
    assert Mutant(mutant.path, mutant.line, mutant.what, mutant.node, mutant.change) == mutant


def test_what_tests_share_is_made_again_by_a_fault_that_is_in_it(tmp_path: Path) -> None:
    """With what is made of it, and with the others of the same file."""
    makes = {
        ("", "tests.conftest", "demo"): ({"storage/a.py": {1, 2}}, ()),
        ("", "tests.conftest", "empty"): ({"storage/b.py": {1}}, ()),
        ("tests/test_c.py", "tests.test_c", "of_demo"): ({}, ("demo",)),
        ("tests/test_c.py", "tests.test_c", "beside_it"): ({}, ()),
        ("tests/test_d.py", "tests.test_d", "another"): ({"storage/a.py": {3}}, ()),
    }
    made = {key: Made(key, b"", 1.0, lines, uses) for key, (lines, uses) in makes.items()}
    (tmp_path / "index.pickle").write_bytes(pickle.dumps(made))
    prepared = Prepared(tmp_path)

    def stale(lines: dict[str, list[int]]) -> list[str]:
        return sorted(name for *_, name in prepared.touched_by(lines))

    assert stale({"storage/a.py": [2]}) == ["beside_it", "demo", "of_demo"]
    assert (stale({"storage/b.py": [1]}), stale({"storage/a.py": [3]})) == (["empty"], ["another"])
    assert stale({"storage/a.py": [4], "storage/c.py": [1]}) == []
    assert len(stale({})) == 5, "no line is known: it may be any"
    assert prepared.seconds(prepared.touched_by({"storage/a.py": [1, 3]})) == 4.0
    assert {name for *_, name in prepared.of_files()} == {"of_demo", "beside_it", "another"}


def test_what_a_test_has_changed_of_it_is_repaired(tmp_path: Path) -> None:
    for name in ("made", "pristine"):
        (tmp_path / name / "1").mkdir(parents=True)
    for name in ("made", "pristine"):
        (tmp_path / name / "1" / "file").write_text("sound")
    (tmp_path / "made" / "1" / "file").write_text("changed")
    (tmp_path / "made" / "1" / "more").write_text("more")
    Prepared(tmp_path).restore()
    found = {path.name: path.read_text() for path in (tmp_path / "made" / "1").iterdir()}
    assert found == {"file": "sound"}
