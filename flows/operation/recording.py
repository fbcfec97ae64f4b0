"""A harvest as Prefect records it: the stages as tasks, an artifact for people, and a state that shows the
result."""

import logging
from collections.abc import Callable
from typing import cast

from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.logging.handlers import APILogHandler
from prefect.states import Cancelled, Completed

from flows.errors import NotNow, RunFailed
from flows.operation.night_run import run_night
from flows.pipeline import tasks
from flows.pipeline.order import CrawlOrder
from flows.pipeline.result import HarvestResult, markdown_text
from flows.rendering.console import STAGE_LOGGERS
from storage.paths import DataDir


def recorded(data: DataDir, order: CrawlOrder, *, wait_seconds: float) -> HarvestResult:
    """Runs a harvest inside a flow; recorded_as turns its result into a state. Raises what
    flows.pipeline.harvest raises."""
    return recorded_as(lambda: run_night(data, order, tasks, wait_seconds=wait_seconds))


def recorded_as(run: Callable[[], HarvestResult]) -> HarvestResult:
    """The return value of a flow that runs a harvest.

    Its state is Completed, Degraded (published, but a site was not healthy), or Cancelled if the window
    closed before it began. Raises what the harvest raises otherwise.
    """
    show_log_lines()
    try:
        result = run()
    except NotNow as error:
        return cancelled(str(error))
    except RunFailed as error:
        if error.result is not None:
            _leave_artifact(error.result)
        raise
    _leave_artifact(result)
    name = "Degraded" if result.degraded else None
    return _ended_as(Completed(name=name, message=result.headline(), data=result))


def show_log_lines() -> None:
    """Shows the stages' own log lines on Prefect's pages. Call it at the beginning of a flow.

    Prefect's setting extra_loggers leaves them at the level of the root logger, which drops everything below
    a warning.
    """
    for name in STAGE_LOGGERS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
        if not any(isinstance(handler, APILogHandler) for handler in logger.handlers):
            logger.addHandler(APILogHandler())


def cancelled(why: str) -> HarvestResult:
    """The return value of a flow that has nothing to do now."""
    return _ended_as(Cancelled(message=why))


def _leave_artifact(result: HarvestResult) -> None:
    create_markdown_artifact(
        key="harvest", markdown=result.markdown(), description=markdown_text(result.headline())
    )


def _ended_as(state: "State[HarvestResult]") -> HarvestResult:
    """A flow that returns a state ends in it; Prefect passes the data inside to its caller."""
    return cast(HarvestResult, state)
