"""The shared parts of all verbs of the `fazhi` command: options, exit codes, one-line errors."""

import sys
from collections.abc import Callable
from functools import update_wrapper
from importlib.metadata import version
from typing import Any, Concatenate, ParamSpec, TypeVar

import click

from flows.rendering.console import deaf_readers, one_line_errors
from storage.paths import DataDir

EXIT_CODES = """\b
Exit codes:
  0  done                          4  done, but degraded: a site was not healthy
  1  a bug: please report it       5  a check failed, nothing was published
  2  the command or its input      6  another run holds the archive
  3  the crawl failed              7  the archive or the evidence needs a person
"""

EXIT_DEGRADED = 4
# The data folder that system errors name; set after the options are parsed.
_root = DataDir.from_environment().root
FORMAT = click.Choice(["table", "csv", "json"])

RAW = click.option(
    "--raw", is_flag=True, help="With --format csv: do not escape cells that spreadsheets take for formulas."
)

P = ParamSpec("P")
R = TypeVar("R")

pass_archive = click.make_pass_decorator(DataDir)
"""Passes the data folder to a verb that only reads, or the published file that --data names."""


def pass_data(verb: Callable[Concatenate[DataDir, P], R]) -> Callable[P, R]:
    """Passes the data folder to a verb; a published file in its place is refused."""

    def run(*values: P.args, **named: P.kwargs) -> R:
        return verb(whole_folder(click.get_current_context()), *values, **named)

    return update_wrapper(run, verb)


def whole_folder(ctx: click.Context) -> DataDir:
    """The data folder of a verb. Raises UsageError if --data names a published file."""
    data: DataDir = ctx.obj
    if data.file:
        raise click.UsageError(
            f"{data.file} is one published file, which can only be read: name the data folder for this"
            " command"
        )
    return data


def _set_data(ctx: click.Context, option: click.Parameter, value: str | None) -> None:
    """--data after the verb has the same effect as before it."""
    if value is not None:
        global _root
        ctx.obj = DataDir.from_environment(value)
        ctx.find_root().params["data"] = value
        _root = ctx.obj.root


def _data_behind(verb: click.Command) -> None:
    """Accepts --data after a verb that has no such option of its own."""
    if not any(one.name == "data" for one in verb.params):
        verb.params.append(click.Option(["--data"], expose_value=False, callback=_set_data, hidden=True))


class Verb(click.Command):
    """A verb; --data may stand before or after it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _data_behind(self)


class Verbs(click.Group):
    """A group of verbs. Every error that a person can cause or cure ends as one line and an exit code."""

    command_class = Verb
    group_class = type

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _data_behind(self)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        with deaf_readers(), one_line_errors(lambda: _root):
            sys.exit(super().main(*args, **{**kwargs, "standalone_mode": False}))

    def invoke(self, ctx: click.Context) -> Any:
        with deaf_readers():  # inside click, which would exit with 1
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order of a run, not of the alphabet


@click.group(cls=Verbs, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data",
    metavar="DIR|FILE",
    help="The data folder. Reading commands also accept one published .duckdb file. Default: $DATA_DIR, or"
    " data/.",
)
@click.option("-v", "--verbose", is_flag=True, help="Print every log line of every stage.")
@click.version_option(version("fazhi"), prog_name="fazhi")
@click.pass_context
def main(ctx: click.Context, data: str | None, verbose: bool) -> None:
    """The archive of Chinese governments' annual reports on law-based government (法治政府建设年度报告).

    \b
    See it work:      fazhi demo
    Collect:          fazhi harvest            every site of crawlers/sites.csv
                      fazhi crawl 330282       one government, now
    Ask:              fazhi sql "select * from coverage"
                      fazhi history 330282-2023
    """
    from flows.rendering.console import set_up_logging

    set_up_logging(verbose)
    ctx.obj = DataDir.from_environment(data)
    global _root
    _root = ctx.obj.root
