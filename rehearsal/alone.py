"""A night in a process of its own, as `fazhi` runs it: what it holds in memory is not what the rehearsal
holds."""

import logging
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

LOG_FORMAT = "%(asctime)s %(message)s"


def run_alone(
    function: Callable[Arguments, Result], *args: Arguments.args, **named: Arguments.kwargs
) -> Result:
    """What the function returns, or raises, in a fresh process that logs as this one does."""
    level = logging.getLogger().getEffectiveLevel()
    with ProcessPoolExecutor(1, get_context("spawn"), _begin, (level,)) as alone:
        return alone.submit(function, *args, **named).result()


def _begin(level: int) -> None:
    logging.basicConfig(level=level, format=LOG_FORMAT)
    # Without a file of its program DuckDB, once it is imported, sees a person at a prompt and draws progress
    # bars.
    sys.modules["__main__"].__file__ = __file__
