"""The documentation is true: what can be typed is documented, and links lead somewhere.

The blocks are run by test_documented_blocks.
"""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import click
import duckdb
import pytest

from extraction.families import FAMILIES
from extraction.families.rows import ROWS
from flows.cli import main
from records.labels import labels
from storage.database.connection import connect
from storage.paths import DataDir
from tests.conftest import ROOT, Demo
from tests.documents import FENCE, LINK, PAGES, blocks, prose


def verbs() -> Iterator[tuple[str, click.Command]]:
    """`fazhi` itself and each of its commands."""
    yield "", main
    yield from main.commands.items()


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
    schema, guide = prose("docs/schema.md"), prose("docs/querying.md", "docs/querying.zh-CN.md")
    views = archive.execute("SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal").fetchall()
    assert len(views) > 5
    for room, view in views:
        name = view if room == "main" else f"{room}.{view}"
        assert guide.count(f"| `{name}` |") == 2, f"{name} has a row in the tables of views"
        section = schema.partition(f"\n### {view}\n")[2].partition("\n### ")[0]
        for column, *_ in archive.execute(f"DESCRIBE {view}").fetchall():
            assert f"| `{column}` |" in section
    shown = [
        re.findall(r"^\| `(\w+)` \|", prose(page), re.MULTILINE) for page in ("README.md", "README.zh-CN.md")
    ]
    assert shown[0] == shown[1]
    assert {*shown[0]} < {view for room, view in views if room == "main"}


def test_every_family_is_documented() -> None:
    rows = set(re.findall(r"^\| `(\w+)\.py` \|", prose("docs/adding-a-family.md"), re.MULTILINE))
    of_data = {family.name for family in ROWS}
    assert rows == {family.name for family in FAMILIES} - of_data | {"rows"}
    assert rows <= {path.stem for path in (ROOT / "extraction" / "families").glob("*.py")}


def test_the_tables_of_the_rules_of_figures_are_documented() -> None:
    folder, page = ROOT / "extraction" / "figures", prose("docs/figure-rules.md", "docs/figures.md")
    tables = sorted(folder.glob("*.csv"))
    columns = {
        name for table in tables for name in next(csv.reader([table.read_text("utf-8").splitlines()[0]]))
    }
    groups = {*re.findall(r"^# (\w+)  ", (folder / "lexicon.txt").read_text("utf-8"), re.MULTILINE)}
    assert len(tables) > 1 and len(groups) > 3
    assert {name for name in columns | groups if f"`{name}`" not in page} == set()
    assert {table.name for table in tables if f"`{table.name}`" not in page} == set()


def issue_codes() -> set[str]:
    """The codes that the code gives to issues: of Issue, Unreadable and unread, and of the queries of the
    fold."""
    found: set[str] = set()
    for path in (path for room in ("extraction", "storage", "flows") for path in (ROOT / room).rglob("*.py")):
        text = path.read_text("utf-8")
        found |= {*re.findall(r"SELECT 'fold',[^']*(?:'', *'', *)?'(\w+)'", text)}
        for call in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", "")
            at = {"Issue": 0, "Unreadable": 0, "unread": 1}.get(name, len(call.args))
            for one in call.args[at : at + 1]:
                found |= {str(one.value)} if isinstance(one, ast.Constant) else set()
    return found


def test_every_issue_code_is_documented_in_both_languages() -> None:
    labelled = {one.word: one for one in labels() if one.domain == "issue"}
    assert issue_codes() - {*labelled} == set() != issue_codes()
    code = "\n".join(
        path.read_text("utf-8")
        for room in ("extraction", "storage", "flows")
        for path in (ROOT / room).rglob("*.py")
    )
    assert {word for word in labelled if not re.search(rf"[\"']{word}[\"']", code)} == set()
    for page, language in (("docs/issues.md", "en"), ("docs/issues.zh-CN.md", "zh")):
        rows = re.findall(r"^\| `(\w+)` \| (.*?) \|", prose(page), re.MULTILINE)
        assert dict(rows) == {word: getattr(one, language) for word, one in labelled.items()}


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


# Links lead somewhere.


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_relative_links_lead_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(FENCE.sub("", page.read_text("utf-8"))) if "://" not in link]
    targets = [page.parent / link.partition("#")[0] for link in links if not link.startswith("#")]
    assert [target for target in targets if not target.exists()] == []


CHINESE = sorted([*ROOT.glob("*.zh-CN.md"), *(ROOT / "docs").glob("*.zh-CN.md")])


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.name)
def test_a_chinese_page_shows_what_the_english_one_shows(page: Path) -> None:
    """The same blocks but for comments, so that a block that runs on one page runs on both; the same
    links."""
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
    """Tables, blocks and lines that are one link may be longer; the schema's page is written by the
    database."""
    if page.name == "schema.md":
        return
    prose_lines = FENCE.sub("", page.read_text("utf-8")).splitlines()
    assert [line for line in prose_lines if len(line) > WIDTH and line[:1] not in "|!<"] == []
