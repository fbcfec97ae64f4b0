"""What people see: one-line errors with exit codes, progress lines, JSON."""

import json
import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from rich.console import Console

from crawlers.errors import CrawlError
from extraction.markup.errors import ExtractionFailed
from flows.errors import RunFailed
from flows.rendering.stopping import LINE, Stopped, stopped_by_signals
from records.jsonlines import to_json
from storage.errors import ArchiveError

STAGE_LOGGERS = ("flows", "crawlers", "storage", "extraction")

errors = Console(stderr=True, soft_wrap=True, highlight=False)


# What a terminal obeys, or what turns the order of what a person reads: C0 and C1 but tab and line feed, marks of
# direction, what is invisible. A page may hold all of it.
_OBEYED = re.compile(
    r"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


def printable(text: str) -> str:
    """The text with every such character written as its code, so that a terminal does nothing but show it."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn the errors a person can cause or cure, and a stop, into one line on stderr and their exit code."""
    with stopped_by_signals() as stopping:
        try:
            with _one_line_errors():
                yield
        except BaseException:
            if not stopping.exit_code:
                raise
            # What is raised while a run is stopped comes of the stop.
            errors.print(LINE, style="red", markup=False)
            sys.exit(stopping.exit_code)


@contextmanager
def _one_line_errors() -> Iterator[None]:
    try:
        yield
    except Stopped:
        raise
    except (RunFailed, ArchiveError, CrawlError, ExtractionFailed) as error:
        errors.print(printable(f"fazhi: {error}"), style="red", markup=False)
        sys.exit(error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.format_message())
    except click.UsageError as error:
        verb = error.ctx.command_path if error.ctx else "fazhi"
        errors.print(
            printable(f"fazhi: {error.format_message()} (see: {verb} --help)"), style="red", markup=False
        )
        sys.exit(error.exit_code)
    except click.Abort:
        errors.print("fazhi: stopped", style="red")
        sys.exit(130)


@contextmanager
def deaf_readers() -> Iterator[None]:
    """The reader of a pipe may go before everything is said (`fazhi sql … | head`): no error, no more words."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


class _Printable(logging.Formatter):
    """Log lines name titles and addresses of pages."""

    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record))


def set_up_logging(verbose: bool) -> None:
    """Stages log their progress; it goes to stderr so that stdout holds answers only."""
    shown = logging.StreamHandler(sys.stderr)
    shown.setFormatter(_Printable("%(asctime)s %(message)s", datefmt="%H:%M:%S"))
    for name in STAGE_LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers[:] = [shown]
        logger.setLevel(logging.DEBUG if verbose else logging.INFO)
        logger.propagate = False


def print_json(record: Any, *, compact: bool) -> None:
    """One record as JSON on stdout: indented for people, one line for pipes."""
    print(json.dumps(to_json(record), ensure_ascii=False, indent=None if compact else 2))
