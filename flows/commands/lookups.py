"""The verbs that only look: search, sql, verify. They open the published archive, read-only."""

import sys
from contextlib import nullcontext
from pathlib import Path

import click
import duckdb

from flows.errors import AnswerFailed, EvidenceDamaged
from flows.rendering.tables import print_rows
from flows.rendering.terminal import Terminal
from storage.paths import DataDir
from storage.publishing.query import open_published
from storage.publishing.sandbox import MOST_ROWS, close_in, time_limit

PROMPT_HELP = "End a query with ;  .tables lists what there is, .schema NAME its columns, .quit leaves."


def ask(data: DataDir, query: str, form: str, sandbox: bool = False) -> None:
    """Runs one query and prints its rows. Raises AnswerFailed (one line) if DuckDB refuses it."""
    with _opened(data, sandbox) as connection:
        _answer(connection, query, form, sandbox)


def prompt(data: DataDir, form: str, sandbox: bool = False) -> None:
    """Reads queries until .quit or the end of input; prints an error and waits for the next query."""
    with _opened(data, sandbox) as connection:
        interactive = sys.stdin.isatty()
        if interactive:
            click.echo(f"{data.published}, read-only. {PROMPT_HELP}")
        while (query := _read_query(interactive)) is not None:
            try:
                _answer(connection, query, form, sandbox)
            except AnswerFailed as error:
                click.secho(str(error), fg="red", err=True)


def _read_query(interactive: bool) -> str | None:
    """The next query: lines up to one that ends in `;`, or one line that begins with a dot."""
    lines: list[str] = []
    while True:
        try:
            line = input(("   ...> " if lines else "fazhi> ") if interactive else "")
        except (EOFError, KeyboardInterrupt):
            return "\n".join(lines).strip() or None
        word, _, argument = line.strip().partition(" ")
        if not lines and word == ".quit":
            return None
        if not lines and word.startswith("."):
            return _dot_command(word, argument.strip(" ;'"))
        lines.append(line)
        if line.rstrip().endswith(";"):
            return "\n".join(lines)


def _dot_command(word: str, argument: str) -> str:
    if word == ".tables":
        return "SELECT view_name AS name, comment FROM duckdb_views() WHERE NOT internal AND schema_name = 'main' ORDER BY 1"
    if word == ".schema" and argument:
        return (
            "SELECT column_name, data_type, comment FROM duckdb_columns() "
            f"WHERE table_name = '{argument.replace(chr(39), '')}' AND NOT internal ORDER BY column_index"
        )
    return f"SELECT {PROMPT_HELP.replace(chr(39), '')!r} AS help"


def _opened(data: DataDir, sandbox: bool) -> duckdb.DuckDBPyConnection:
    connection = open_published(data)
    if sandbox:
        close_in(connection)
    return connection


def _answer(connection: duckdb.DuckDBPyConnection, query: str, form: str, sandbox: bool) -> None:
    try:
        with time_limit(connection) if sandbox else nullcontext():
            cursor = connection.execute(query)
            names = [column[0] for column in cursor.description or []]
            rows = cursor.fetchmany(MOST_ROWS + 1) if sandbox else cursor.fetchall()
    except (duckdb.Error, MemoryError) as error:
        raise AnswerFailed(" ".join((str(error) or "out of memory").split())) from error
    if sandbox and len(rows) > MOST_ROWS:
        raise AnswerFailed(f"more than {MOST_ROWS:,} rows: a sandbox gives no more, add a LIMIT")
    if names:
        print_rows(names, rows, form)


def show_release_verification(folder: Path) -> None:
    """Checks a release. Raises EvidenceDamaged after listing the differences."""
    from storage.publishing.release import verify_release

    problems = verify_release(folder)
    for problem in problems:
        print(problem)
    if problems:
        raise EvidenceDamaged(
            f"{len(problems)} differences from the released state (listed above): get another copy of this"
            " release"
        )
    print("every file and every table is as it was released")


def show_verification(data: DataDir) -> None:
    """Checks the evidence behind the published archive. Raises EvidenceDamaged after listing the damage."""
    from flows.operation.journal import note
    from storage.preservation.verify import verify

    console = Terminal(stderr=True)
    with open_published(data) as connection, console.status("verifying …") as line:
        problems = verify(
            data, connection, lambda done, total: line.update(f"verifying: {done} of {total} captures")
        )
    for problem in problems:
        print(problem)
    note(
        data, "verify", ok=not problems, why=f"{len(problems)} problems with the evidence" if problems else ""
    )
    if problems:
        raise EvidenceDamaged(
            f"{len(problems)} problems with the evidence: fazhi verify --repair --from BACKUP"
        )
    print("every whole record, every capture and every text is as it was written")
