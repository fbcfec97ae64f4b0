"""The stages as Prefect tasks: a batch each, never a page.

All retries are defined here. Scrapy retries requests; a crawl is not retried because the next night repeats
it; pure computations would fail again. Publishing and checking read and write a lot: after a failure of the
disk or DuckDB they are tried once more.
"""

from typing import Any

import duckdb
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task

from flows.pipeline import promotion, stages

RETRY_AFTER_SECONDS = 60


def _machine_failed(_task: Task[Any, Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether a retry may help: the machine failed, not a check."""
    return isinstance(state.data, OSError | duckdb.Error) or isinstance(
        getattr(state.data, "exception", None), OSError | duckdb.Error
    )


_repeated: Any = {
    "retries": 1,
    "retry_delay_seconds": RETRY_AFTER_SECONDS,
    "retry_condition_fn": _machine_failed,
    "cache_policy": NO_CACHE,
}

shards = Task(stages.shards, name="shards", cache_policy=NO_CACHE)
plan = Task(stages.plan, name="plan", cache_policy=NO_CACHE)
crawl = Task(stages.crawl, name="crawl", task_run_name="crawl-{spec.crawl_id}", cache_policy=NO_CACHE)
ingest = Task(stages.ingest, name="ingest", cache_policy=NO_CACHE)
read = Task(stages.read, name="extract", cache_policy=NO_CACHE)
read_with_this_version = Task(stages.read_with_this_version, name="extract-beside", cache_policy=NO_CACHE)
version = Task(stages.version, name="version", cache_policy=NO_CACHE)
preview = Task(promotion.preview, name="preview", cache_policy=NO_CACHE)
promote = Task(promotion.promote, name="promote", cache_policy=NO_CACHE)
check = Task(stages.check, name="check", **_repeated)
publish = Task(stages.publish, name="publish", **_repeated)
