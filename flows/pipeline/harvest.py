"""One harvest: crawl, ingest, extract, version, check, publish, under one lock; what the flows share.

A crawl that failed is still ingested, read and versioned, since evidence is evidence, but it is not
published and the run fails.
"""

from typing import cast

from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.errors import ChecksFailed, CrawlFailed, NothingHealthy, RunFailed
from flows.pipeline import tasks
from flows.pipeline.order import CrawlOrder
from flows.pipeline.result import HarvestResult, describe
from records import clock
from storage.database.lock import writer_lock
from storage.paths import DataDir


def harvest(data: DataDir, order: CrawlOrder, *, wait_seconds: float = 0) -> HarvestResult:
    """Run the whole path for one order, inside a flow, and leave an artifact that people read.

    The lock is held throughout: two harvests would ask the same hosts at once. Ends as Completed, or as
    Degraded (published, but a site was not healthy). Raises ArchiveLocked after wait_seconds, CrawlFailed,
    NothingHealthy, ChecksFailed; the last three carry the result so far as their `result`.
    """
    with writer_lock(data, wait_seconds):
        crawl_ids, failure = _crawl(data, order)
        tasks.ingest(data)
        tasks.read(data)
        tasks.version(data)
        result = describe(data, crawl_ids)
        failure = failure or _nothing_read(order, result)
        published: dict[str, int] = {}
        if failure is None:
            published, failure = _check_and_publish(data)
    result = result.ended(published, failure)
    create_markdown_artifact(key="harvest", markdown=result.markdown(), description=result.headline())
    if failure is not None:
        failure.result = result
        raise failure
    name = "Degraded" if result.degraded else None
    return ended_as(Completed(name=name, message=result.headline(), data=result))


def ended_as(state: "State[HarvestResult]") -> HarvestResult:
    """What a flow returns to end in a state of its own; Prefect hands its caller the data inside."""
    return cast(HarvestResult, state)


def _crawl(data: DataDir, order: CrawlOrder) -> tuple[list[str], RunFailed | None]:
    """One crawl after the other, until the window closes; their ids, and the first failure.

    Not side by side: two sites may share a host.
    """
    crawl_ids: list[str] = []
    failure: RunFailed | None = None
    for part in tasks.shards(data, order):
        if order.closes_at and order.closes_at <= clock.now():
            break
        spec = tasks.plan(data, part)
        crawl_ids.append(spec.crawl_id)
        try:
            tasks.crawl(data, spec)
        except CrawlFailed as error:
            failure = failure or error
    return crawl_ids, failure


def _nothing_read(order: CrawlOrder, result: HarvestResult) -> NothingHealthy | None:
    """A run that saw nothing must not look green, whatever its exit code."""
    if order.pages and not any(site.details for site in result.sites):
        pages = ", ".join(page.url for page in order.pages)
        return NothingHealthy(f"the page could not be read: {pages} (its captures: {result.crawl_ids[0]})")
    if not result.crawl_ids:
        return NothingHealthy("no site is asked now: all are left alone for a while, see `fazhi status`")
    if not order.pages and not any(site.healthy for site in result.sites):
        why = next((site.why for site in result.sites if site.why), "see the crawl's log")
        return NothingHealthy(f"no site could be read: {why}")
    return None


def _check_and_publish(data: DataDir) -> tuple[dict[str, int], RunFailed | None]:
    try:
        tasks.check(data)
    except ChecksFailed as error:
        return {}, error
    return tasks.publish(data), None
