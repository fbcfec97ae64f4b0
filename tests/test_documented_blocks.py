"""What is documented can be typed, and does what the page shows.

In README*.md, CONTRIBUTING.md and docs/ a block marked `sh`, `sql` or `python` is run on a copy of the demo's
archive, in a folder where it is at data/demo. A block marked `sh live` needs the live web, a running server
or a set-up: only its commands and options are checked.
"""

import ast
import inspect
import json
import os
import pkgutil
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from flows.cli import main
from storage.database.connection import connect
from tests.conftest import ROOT, Demo, fazhi
from tests.documents import Block, blocks, named, prose


@pytest.fixture(scope="module")
def desk(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to work in: the project's pages, and a copy of the demo's data that may be changed."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(demo.data.root, folder / "data" / "demo")
    (folder / "tests").symlink_to(ROOT / "tests")
    return folder


@pytest.fixture(scope="module")
def archive(demo: Demo) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(demo.data.published, read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("block", blocks("sh"), ids=named)
def test_the_commands_of_a_block_run(block: Block, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process where they are plain calls of fazhi, which is quicker; else as in the next test."""
    monkeypatch.chdir(desk)
    spoken = [shlex.split(line, comments=True) for line in block.text.splitlines()]
    if any(words[:1] != ["fazhi"] or {"|", "&&", "\\"} & {*words} for words in spoken):
        run_in_a_shell(block, desk)
        return
    for _, *words in spoken:
        arguments, target = (words[:-2], Path(words[-1])) if ">" in words else (words, None)
        done = fazhi(*arguments)
        assert done.code == 0, done.err
        if target:
            target.write_text(done.out, encoding="utf-8")


@pytest.mark.nightly
@pytest.mark.parametrize("block", blocks("sh"), ids=named)
def test_a_shell_block_runs(block: Block, desk: Path) -> None:
    run_in_a_shell(block, desk)


def run_in_a_shell(block: Block, desk: Path) -> None:
    program = shlex.split(block.text, comments=True)[0]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    if shutil.which(program, path=path) is None:
        pytest.skip(f"{program} is not installed here")
    done = subprocess.run(
        ["sh", "-e", "-c", block.text],
        cwd=desk,
        env={**os.environ, "PATH": path},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("block", blocks("sql"), ids=named)
def test_a_query_has_an_answer(block: Block, archive: duckdb.DuckDBPyConnection) -> None:
    assert archive.execute(block.text).fetchall()


def test_the_documented_digest_is_that_of_the_manifest(
    demo: Demo, archive: duckdb.DuckDBPyConnection
) -> None:
    """A reader who checks a table by the query of citing.md finds what manifest.json says."""
    manifest = json.loads((demo.data.published.resolve().parent / "manifest.json").read_text("utf-8"))
    (query,) = (block.text for block in blocks("sql") if block.text.startswith("SELECT 'sha256:'"))
    for table in ("report", "capture", "event"):
        asked = query.replace("internal.report ", f"internal.{table} ")
        assert archive.execute(asked).fetchall() == [(manifest["tables"][table]["digest"],)]


@pytest.mark.parametrize(
    "block", [block for block in blocks("python") if block.page.name != "adding-a-family.md"], ids=named
)
def test_a_python_block_runs(block: Block, desk: Path) -> None:
    done = subprocess.run([sys.executable, "-c", block.text], cwd=desk, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_commands_exist_with_their_options() -> None:
    lines = [line for block in (*blocks("sh live"), *blocks("sh")) for line in block.text.splitlines()]
    spoken = [shlex.split(line, comments=True) for line in lines if line.lstrip().startswith("fazhi ")]
    spoken = [words for words in spoken if "--version" not in words]
    assert len(spoken) > 20
    for words in spoken:
        end = min((words.index(mark) for mark in (">", "&&") if mark in words), default=len(words))
        verb = next(word for word in words if word in main.commands)
        at = words.index(verb)
        main.make_context("fazhi", words[1 : at + 1]).close()
        main.commands[verb].make_context(verb, words[at + 1 : end]).close()


def signature_of(name: str) -> str:
    """How the function is declared in the source, without self and cls, white space and quotes."""
    found = pkgutil.resolve_name(name)
    (declared,) = ast.parse(textwrap.dedent(inspect.getsource(found))).body
    assert isinstance(declared, ast.FunctionDef)
    arguments = declared.args.args
    declared.args.args = [argument for argument in arguments if argument.arg not in ("self", "cls")]
    return spelled(f"({ast.unparse(declared.args)}) -> {ast.unparse(declared.returns)}")


def spelled(signature: str) -> str:
    return re.sub(r"[\s'\"]", "", signature)


@pytest.mark.parametrize("block", blocks("python signatures"), ids=named)
def test_signatures_are_those_of_the_code(block: Block) -> None:
    for line in block.text.splitlines():
        name, parenthesis, rest = line.partition("(")
        assert signature_of(name) == spelled(parenthesis + rest), name


def test_a_family_added_as_described_reads_its_pages(tmp_path: Path) -> None:
    page = prose("docs/adding-a-family.md")
    for folder in ("extraction", "records", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    wordings = "benchmarks/figures/wordings.txt"
    (tmp_path / wordings).parent.mkdir(parents=True)
    shutil.copy(ROOT / wordings, tmp_path / wordings)
    files = re.findall(r"^`(\S+)`:\n\n```\w+\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    assert [name.rpartition(".")[2] for name, _ in files] == ["py", "html", "json", "html", "json"]
    for name, text in files:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (diff,) = re.findall(r"^```diff\n\+(.+)\n-(.+)\n\+(.+)\n```$", page, re.MULTILINE)
    registry = tmp_path / "extraction" / "families" / "__init__.py"
    known = registry.read_text("utf-8")
    assert known.count(diff[1]) == 1
    registry.write_text(
        known.replace(diff[1], diff[2]).replace(
            "from extraction.markup.page", f"{diff[0]}\nfrom extraction.markup.page"
        )
    )
    tests = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/extraction/test_families.py",
    ]
    done = subprocess.run(
        [*tests, "-k", "jeecms or every_family"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert int(re.findall(r"(\d+) passed", done.stdout)[0]) >= 4
