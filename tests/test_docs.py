"""The documentation is true: what can be typed is documented, what is documented can be typed, links lead somewhere.

In README*.md, CONTRIBUTING.md and docs/ a block marked `sh`, `sql` or `python` is run on a copy of the demo's
archive, in a folder where it is at data/demo. A block marked `sh live` needs the live web, a running server or
a set-up: only its commands and options are checked.
"""

import ast
import csv
import inspect
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
from typing import NamedTuple

import click
import duckdb
import pytest

from extraction.families import FAMILIES
from extraction.families.rows import ROWS
from flows.cli import main
from storage.database.connection import connect
from storage.paths import DataDir
from tests.conftest import ROOT, Demo

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")])
FENCE = re.compile(r"^( *)```([^\n]*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


class Block(NamedTuple):
    page: Path
    info: str
    text: str


def blocks(info: str) -> list[Block]:
    """The fenced blocks with this info string, in order; a Chinese page has those of the English one."""
    return [
        Block(page, info, re.sub(rf"^{indent}", "", text, flags=re.MULTILINE))
        for page in PAGES
        if not page.name.endswith(".zh-CN.md")
        for indent, found, text in FENCE.findall(page.read_text("utf-8"))
        if found.strip() == info
    ]


def named(block: Block) -> str:
    return f"{block.page.name}:{block.text.splitlines()[0][:50]}"


def prose(*names: str) -> str:
    return "\n".join((ROOT / name).read_text("utf-8") for name in names)


def verbs() -> Iterator[tuple[str, click.Command]]:
    """`fazhi` itself and each of its commands."""
    yield "", main
    yield from main.commands.items()


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


# What can be typed is documented.


def test_every_command_and_option_is_documented() -> None:
    text = prose("docs/operations.md", "README.md")
    missing = [f"fazhi {name}" for name in main.commands if f"fazhi {name}" not in text]
    for name, command in verbs():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                long = max(parameter.opts, key=len)
                missing += [f"{name} {long}"] if not re.search(rf"{long}\b", text) else []
    assert missing == []


def test_every_exit_code_is_documented() -> None:
    codes = set(re.findall(r"^ +(\d)  |   (\d)  ", main.epilog or "", re.MULTILINE))
    rows = re.findall(r"^\| (\d) \| (?!\|)", prose("docs/operations.md"), re.MULTILINE)
    assert sorted(rows) == sorted("".join(pair) for pair in codes) != []


def test_every_make_target_is_known_to_the_help_and_used_right() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE))
    used = {
        name
        for page in PAGES
        for name in re.findall(r"(?:`|^)make ([a-z][a-z-]*)", page.read_text(), re.MULTILINE)
    }
    assert used - targets == set()
    assert targets - used <= {"help", "clean"}


def test_every_view_and_its_columns_are_documented(archive: duckdb.DuckDBPyConnection) -> None:
    schema, guide = prose("docs/schema.md"), prose("docs/querying.md", "README.md", "README.zh-CN.md")
    views = archive.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
    assert len(views) > 5
    for (view,) in views:
        assert guide.count(f"| `{view}` |") == 3, f"{view} has a row in the tables of views"
        section = schema.partition(f"\n### {view}\n")[2].partition("\n### ")[0]
        for column, *_ in archive.execute(f"DESCRIBE {view}").fetchall():
            assert f"| `{column}` |" in section


def test_every_family_is_documented() -> None:
    rows = set(re.findall(r"^\| `(\w+)\.py` \|", prose("docs/adding-a-family.md"), re.MULTILINE))
    of_data = {family.name for family in ROWS}
    assert rows == {family.name for family in FAMILIES} - of_data | {"rows"}
    assert rows <= {path.stem for path in (ROOT / "extraction" / "families").glob("*.py")}


def test_every_column_of_sites_csv_is_documented() -> None:
    with (ROOT / "crawlers" / "sites.csv").open(encoding="utf-8") as lines:
        header, first, *_ = csv.reader(lines)
    page = prose("docs/adding-a-site.md")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == header
    (example,) = blocks("csv")
    assert [len(row) for row in csv.reader(example.text.splitlines())] == [len(first)]


def test_every_folder_of_the_data_is_documented() -> None:
    page = prose("docs/operations.md")
    data = DataDir(Path("data"))
    places = (
        *(data.warc, data.crawls, data.work_archive, data.writer_lock, data.published, data.published_sets),
        *(data.releases, data.prefect, data.decisions),
    )
    for place in places:
        assert place.relative_to(data.root).as_posix() in page


def test_every_flow_parameter_is_documented() -> None:
    from flows.crawl import crawl
    from flows.nightly import nightly
    from flows.reextract import reextract

    page = prose("docs/operations.md")
    for flow in (nightly, crawl, reextract):
        (row,) = re.findall(rf"^\| `{flow.name}/{flow.name}` \|.*$", page, re.MULTILINE)
        assert re.findall(r"`(\w+)`", row.rpartition(" | ")[2]) == list(flow.parameters.properties)


# What is documented can be typed.


@pytest.mark.parametrize("block", blocks("sh"), ids=named)
def test_a_shell_block_runs(block: Block, desk: Path) -> None:
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


# Links lead somewhere.


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_relative_links_lead_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(FENCE.sub("", page.read_text("utf-8"))) if "://" not in link]
    targets = [page.parent / link.partition("#")[0] for link in links if not link.startswith("#")]
    assert [target for target in targets if not target.exists()] == []


CHINESE = sorted([*ROOT.glob("*.zh-CN.md"), *(ROOT / "docs").glob("*.zh-CN.md")])


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.name)
def test_a_chinese_page_shows_what_the_english_one_shows(page: Path) -> None:
    """The same blocks but for comments, so that a block that runs on one page runs on both; the same links."""
    english = page.with_name(page.name.replace(".zh-CN", "")).read_text("utf-8")
    chinese = page.read_text("utf-8")

    def shown(text: str) -> list[list[str]]:
        marked = [(info, body) for _, info, body in FENCE.findall(text) if info]
        return [
            [info, *(line.partition("  #")[0].rstrip() for line in body.splitlines())]
            for info, body in marked
        ]

    def documents(text: str) -> set[str]:
        links = [link.partition("#")[0] for link in LINK.findall(FENCE.sub("", text))]
        return {link.replace(".zh-CN", "") for link in links} - {page.name.replace(".zh-CN", "")}

    assert shown(chinese) == shown(english), f"{page.name} needs the blocks of the English page"
    assert documents(chinese) == documents(english)


WIDTH = 110


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_line_of_prose_is_too_long(page: Path) -> None:
    """Tables, blocks and lines that are one link may be longer; the schema's page is written by the database."""
    if page.name == "schema.md":
        return
    prose_lines = FENCE.sub("", page.read_text("utf-8")).splitlines()
    assert [line for line in prose_lines if len(line) > WIDTH and line[:1] not in "|!<"] == []


# The worked example of a new family, on a copy of the project.


def test_a_family_added_as_described_reads_its_pages(tmp_path: Path) -> None:
    page = prose("docs/adding-a-family.md")
    for folder in ("extraction", "records", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
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
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/extraction"]
    done = subprocess.run(
        [*tests, "-k", "jeecms or every_family"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert int(re.findall(r"(\d+) passed", done.stdout)[0]) >= 4
