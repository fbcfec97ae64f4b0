"""What all verbs of the `fazhi` command share: its options, its exit codes, how it ends in one line."""

import sys
from importlib.metadata import version
from typing import Any

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
# What an error of the machine is told of: the data folder, once the options are read.
_root = DataDir.from_environment().root
FORMAT = click.Choice(["table", "csv", "json"])

RAW = click.option("--raw", is_flag=True, help="With --format csv: cells as they are, also formulas.")

pass_data = click.make_pass_decorator(DataDir)


class Verbs(click.Group):
    """Every error a person can cause or cure ends as one line and an exit code."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        with deaf_readers(), one_line_errors(lambda: _root):
            sys.exit(super().main(*args, **{**kwargs, "standalone_mode": False}))

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order of a run, not of the alphabet


@click.group(cls=Verbs, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", metavar="DIR", help="The data folder. Default: $DATA_DIR, or data/.")
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
