"""One harvest: crawl, ingest, extract, version, check, publish, under one lock.

Plain functions without Prefect: a command runs the stages themselves, a flow runs them as tasks (tasks.py).
A crawl that failed is still ingested, read and versioned, since evidence is evidence, but it is not
published and the run fails.
"""

from collections.abc import Sequence
from typing import Protocol

from crawlers.spec import CrawlSpec
from flows.errors import ChecksFailed, CrawlFailed, NothingHealthy, NotNow, RunFailed
from flows.pipeline.order import CrawlOrder
from flows.pipeline.result import HarvestResult, describe
from records import CrawlSummary, clock
from storage.database.lock import writer_lock
from storage.paths import DataDir

NOTHING_DUE = (
    "no site is due: all of them refused or did not answer lately and are paused; `fazhi status --sites`"
    " shows until when"
)


class Steps(Protocol):
    """The stages of a harvest: the module flows.pipeline.stages, or flows.pipeline.tasks."""

    def shards(self, data: DataDir, order: CrawlOrder, /) -> list[CrawlOrder]: ...
    def plan(self, data: DataDir, order: CrawlOrder, /) -> CrawlSpec: ...
    def crawl(self, data: DataDir, spec: CrawlSpec, /) -> CrawlSummary: ...
    def ingest(self, data: DataDir, /) -> int: ...
    def read(self, data: DataDir, /) -> int: ...
    def version(self, data: DataDir, /) -> None: ...
    def check(self, data: DataDir, /) -> None: ...
    def publish(self, data: DataDir, /) -> dict[str, int]: ...


def harvest(data: DataDir, order: CrawlOrder, steps: Steps, *, wait_seconds: float = 0) -> HarvestResult:
    """Runs the whole path for one order.

    The lock is held throughout: two harvests would request from the same hosts at once. Raises ArchiveLocked
    after wait_seconds, NotNow if the window closed meanwhile, CrawlFailed, NothingHealthy, ChecksFailed; the
    last three have the result so far as their `result`.
    """
    with writer_lock(data, wait_seconds):
        if order.closes_at and order.closes_at <= clock.now():
            raise NotNow(
                "the crawl window closed while another run held the archive: nothing was crawled; the next"
                " night continues"
            )
        crawl_ids, failure = _crawl(data, order, steps)
        return settle(data, order, crawl_ids, failure, steps)


def settle(
    data: DataDir, order: CrawlOrder, crawl_ids: Sequence[str], failure: RunFailed | None, steps: Steps
) -> HarvestResult:
    """The stages after the crawls of an order: ingest, extract, version, check, publish. The caller holds the
    lock.

    failure is the reason a crawl failed, None for none. Raises it, NothingHealthy or ChecksFailed, with the
    result so far.
    """
    steps.ingest(data)
    steps.read(data)
    steps.version(data)
    result = describe(data, crawl_ids)
    failure = failure or _nothing_read(order, result)
    published: dict[str, int] = {}
    if failure is None:
        published, failure = _check_and_publish(data, steps)
    result = result.ended(published, failure)
    if failure is not None:
        failure.result = result
        raise failure
    return result


def _crawl(data: DataDir, order: CrawlOrder, steps: Steps) -> tuple[list[str], RunFailed | None]:
    """Runs one crawl after the other, until the window closes. Returns their ids, and the first failure. Not
    in parallel: two sites may share a host."""
    crawl_ids: list[str] = []
    failure: RunFailed | None = None
    for part in steps.shards(data, order):
        if order.closes_at and order.closes_at <= clock.now():
            break
        spec = steps.plan(data, part)
        crawl_ids.append(spec.crawl_id)
        try:
            steps.crawl(data, spec)
        except CrawlFailed as error:
            failure = failure or error
    return crawl_ids, failure


def _nothing_read(order: CrawlOrder, result: HarvestResult) -> NothingHealthy | None:
    """NothingHealthy if no site or requested page could be read, else None."""
    if order.pages and not any(site.details for site in result.sites):
        pages = ", ".join(page.url for page in order.pages)
        return NothingHealthy(
            f"the page could not be read: {pages}; see crawls/{result.crawl_ids[0]}/failures.jsonl in the"
            " data folder"
        )
    if not result.crawl_ids:
        return NothingHealthy(NOTHING_DUE)
    if not order.pages and not any(site.healthy for site in result.sites):
        problems = next((site.why for site in result.sites if site.why), "see the crawl's log")
        first, *more = problems.split("; ")
        others = f" (and {len(more)} more problems of this site, in the table)" if more else ""
        return NothingHealthy(f"no site could be read: {first}{others}")
    return None


def _check_and_publish(data: DataDir, steps: Steps) -> tuple[dict[str, int], RunFailed | None]:
    try:
        steps.check(data)
    except ChecksFailed as error:
        return {}, error
    return steps.publish(data), None
