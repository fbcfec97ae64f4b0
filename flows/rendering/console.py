"""Output for people: one-line errors with exit codes, progress lines, JSON."""

import json
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from crawlers.errors import CrawlError
from extraction.markup.errors import ExtractionFailed
from flows.errors import RunFailed
from flows.rendering.stopping import LINE, Stopped, stopped_by_signals
from flows.rendering.system_errors import sentence
from flows.rendering.terminal import Terminal
from records.jsonlines import to_json
from records.text.printable import PlainFormatter, printable_json
from storage.errors import ArchiveError

STAGE_LOGGERS = ("flows", "crawlers", "storage", "extraction")

errors = Terminal(stderr=True, soft_wrap=True, highlight=False)


@contextmanager
def one_line_errors(root_of: Callable[[], Path]) -> Iterator[None]:
    """Turns errors that a person can cause or cure, and a stop, into one line on stderr and an exit code."""
    with stopped_by_signals() as stopping:
        try:
            with _one_line_errors():
                yield
        except BaseException as error:
            if not stopping.exit_code:
                told = None if isinstance(error, SystemExit) else sentence(error, root_of())
                if told is None:
                    raise
                errors.print(f"fazhi: {told[0]}", style="red", markup=False)
                sys.exit(told[1])
            # An exception during a stop is a consequence of the stop.
            errors.print(LINE, style="red")
            sys.exit(stopping.exit_code)


@contextmanager
def _one_line_errors() -> Iterator[None]:
    try:
        yield
    except Stopped:
        raise
    except (RunFailed, ArchiveError, CrawlError, ExtractionFailed) as error:
        errors.print(f"fazhi: {error}", style="red")
        sys.exit(error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.format_message())
    except click.UsageError as error:
        verb = error.ctx.command_path if error.ctx else "fazhi"
        errors.print(f"fazhi: {error.format_message()} (see: {verb} --help)", style="red")
        sys.exit(error.exit_code)
    except click.Abort:
        errors.print("fazhi: stopped", style="red")
        sys.exit(130)


@contextmanager
def deaf_readers() -> Iterator[None]:
    """Ends quietly when the reader of a pipe closes it early (`fazhi sql … | head`)."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def set_up_logging(verbose: bool) -> None:
    """Sends the stages' progress to stderr, so that stdout has only answers."""
    shown = logging.StreamHandler(sys.stderr)
    shown.setFormatter(PlainFormatter("%(asctime)s %(message)s", datefmt="%H:%M:%S"))
    for name in STAGE_LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers[:] = [shown]
        logger.setLevel(logging.DEBUG if verbose else logging.INFO)
        logger.propagate = False


def print_json(record: Any, *, compact: bool) -> None:
    """Prints one record as JSON on stdout: indented for people, one line for pipes."""
    print(printable_json(json.dumps(to_json(record), ensure_ascii=False, indent=None if compact else 2)))
