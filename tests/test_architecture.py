"""The rules of the house, held by machine: imports, sizes, names, and what no file may contain."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.conftest import ROOT
from tests.rooms import PAGE, name, renewed, rooms, says

PACKAGES = ("crawlers", "extraction", "flows", "records", "replica", "storage", "web")
MODULES = sorted(path for package in (*PACKAGES, "benchmarks") for path in (ROOT / package).rglob("*.py"))
NAMES_TO_AVOID = re.compile(r"utils?|helpers?|common|managers?|handlers?")
TOO_BIG, MEDIAN, MOST_MODULES, WIDE = 300, 100, 16, 110

# Written in pieces, or this file would be the first to be found.
REGISTRY_HOSTS = re.compile(
    r"py" r"pi\.|python" r"hosted|npm" r"js\.|cra" r"tes\.io|cr" r"an\.r-|ana" r"conda\.org|proxy\." r"golang|ruby" r"gems",
    re.IGNORECASE,
)  # fmt: skip
HOMES = re.compile(
    r"(?<![\w.~-])/(?:ro" + r"ot|ho" + r"me/[a-z]|Us" + r"ers/[A-Za-z]|wo" + r"rk)/|[A-Z]:\\Us" + r"ers\\"
)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = listed.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def loaded_by(imports: str) -> set[str]:
    """The top-level modules a fresh interpreter has after these imports."""
    code = f"{imports}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_import_contracts_are_kept() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_crawlers_load_neither_duckdb_nor_prefect() -> None:
    modules = [
        "crawlers." + ".".join(path.relative_to(ROOT / "crawlers").with_suffix("").parts)
        for path in MODULES
        if path.is_relative_to(ROOT / "crawlers") and path.stem != "__init__"
    ]
    loaded = loaded_by(f"import {', '.join(modules)}")
    assert "scrapy" in loaded
    assert not loaded & {"duckdb", "prefect"}


def test_reading_a_saved_page_loads_nothing_heavy() -> None:
    assert not loaded_by("import flows.cli, flows.commands.extract") & {
        "duckdb",
        "prefect",
        "scrapy",
        "twisted",
    }


def test_a_night_loads_no_crawler() -> None:
    """Crawls are processes of their own; what waits for them starts without Scrapy, which takes a second."""
    assert not loaded_by("import flows.operation.night_run, flows.pipeline.stages") & {"scrapy", "twisted"}


def test_every_module_is_small_and_says_what_it_is() -> None:
    assert [fault for path in MODULES for fault in faults(path)] == []


def faults(path: Path) -> Iterator[str]:
    """What is wrong with one module, in words."""
    text = path.read_text("utf-8")
    if (lines := text.count("\n")) > TOO_BIG:
        yield f"{relative(path)}: {lines} lines: split it"
    # An empty __init__ loads nothing, on purpose.
    if text and not ast.get_docstring(ast.parse(text)):
        yield f"{relative(path)}: a module begins with its purpose"
    yield from (f"{relative(path)}:{line}: over {WIDE} characters" for line in wide_prose(text))
    if any(NAMES_TO_AVOID.fullmatch(part) for part in path.relative_to(ROOT).with_suffix("").parts):
        yield f"{relative(path)}: the name says nothing"


def wide_prose(text: str) -> Iterator[int]:
    """The numbers of the lines of docstrings and comments that are too wide to read."""
    prose = {number for number, line in enumerate(text.splitlines(), 1) if line.lstrip().startswith("# ")}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.end_lineno:
            prose.update(range(node.lineno, node.end_lineno + 1))
    return (
        number for number, line in enumerate(text.splitlines(), 1) if number in prose and len(line) > WIDE
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('"""' + "a" * 104 + '"""\n', []),
        ('"""' + "a" * 105 + '"""\n', [1]),
        ("x = 1\n# " + "a" * 109 + "\n", [2]),
        ("x = '" + "a" * 120 + "'\n", []),
    ],
    ids=["wide enough", "docstring", "comment", "a text of the program"],
)
def test_wide_lines_are_found(text: str, lines: list[int]) -> None:
    assert list(wide_prose(text)) == lines


def test_every_module_of_tests_is_small() -> None:
    sizes = {relative(path): path.read_text("utf-8").count("\n") for path in (ROOT / "tests").rglob("*.py")}
    assert {name: lines for name, lines in sizes.items() if lines > TOO_BIG} == {}, "split it by subject"


def test_half_of_the_modules_have_a_hundred_lines_or_fewer() -> None:
    sizes = [path.read_text("utf-8").count("\n") for path in MODULES if path.stem != "__init__"]
    assert median(sizes) <= MEDIAN


def test_no_folder_is_too_full_to_find_a_module_in() -> None:
    full = {}
    for folder in {
        path.parent for path in MODULES if "benchmarks" not in path.parts and "replica" not in path.parts
    }:
        modules = [path for path in folder.glob("*.py") if path.stem != "__init__"]
        if len(modules) > MOST_MODULES and folder.name != "families":
            full[relative(folder)] = len(modules)
    assert full == {}


def test_every_room_says_what_it_does_in_the_table_of_the_architecture() -> None:
    assert [name(room) for room in rooms() if not says(room)] == []
    text = PAGE.read_text("utf-8")
    assert renewed(text) == text, "renew it with: python -m tests.rooms"


def test_inheritance_is_one_level_deep() -> None:
    bases: dict[str, set[str]] = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
    errors = {name for name in bases if is_error(name, bases)}
    deep = {
        name: base
        for name, own in bases.items()
        for base in own & bases.keys()
        if name not in errors and bases[base] & bases.keys()
    }
    assert deep == {}


def is_error(name: str, bases: dict[str, set[str]]) -> bool:
    """Errors make a tree on purpose: it is drawn in each errors module."""
    return any(
        base.endswith("Exception") or (base in bases and is_error(base, bases)) for base in bases[name]
    )


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert sorted(relative(folder) for folder in folders if not (folder / "__init__.py").exists()) == []


def test_the_package_lists_are_the_same_everywhere() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    lists = re.findall(r"^(?:packages|known-first-party|root_packages) = \[(.+)\]$", text, re.MULTILINE)
    assert len(lists) == 4
    assert {tuple(sorted(re.findall(r'"(\w+)"', names))) for names in lists} == {PACKAGES}


def test_no_file_names_a_package_registry_or_somebodys_machine() -> None:
    found = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "replace")
        found += [
            f"{relative(path)}: {match.group()}"
            for match in (*REGISTRY_HOSTS.finditer(text), *HOMES.finditer(text))
        ]
    assert found == []
