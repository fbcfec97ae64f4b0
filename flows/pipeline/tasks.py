"""The stages as Prefect tasks: a batch each, never a page; one line of body each.

Requests are retried by Scrapy; a whole crawl is not retried within a night, the next night comes anyway.
"""

from pathlib import Path

from prefect import task

from crawlers.spec import CrawlSpec
from flows.pipeline import promotion as promoting
from flows.pipeline import stages
from flows.pipeline.order import CrawlOrder
from records import CrawlSummary
from storage.history.promotion import Promotion
from storage.paths import DataDir


@task(name="shards")
def shards(data: DataDir, order: CrawlOrder) -> list[CrawlOrder]:
    return stages.shards(data, order)


@task(name="plan")
def plan(data: DataDir, order: CrawlOrder) -> CrawlSpec:
    return stages.plan(data, order)


@task(name="crawl", task_run_name="crawl-{spec.crawl_id}")
def crawl(data: DataDir, spec: CrawlSpec) -> CrawlSummary:
    return stages.crawl(data, spec)


@task(name="ingest")
def ingest(data: DataDir) -> int:
    return stages.ingest(data)


@task(name="extract")
def read(data: DataDir) -> int:
    return stages.read(data)


@task(name="extract-beside")
def read_with_this_version(data: DataDir) -> int:
    return stages.read_with_this_version(data)


@task(name="preview")
def preview(data: DataDir) -> Promotion | None:
    return promoting.preview(data)


@task(name="promote")
def promote(data: DataDir, promotion: Promotion) -> Path:
    return promoting.promote(data, promotion)


@task(name="version")
def version(data: DataDir) -> None:
    stages.version(data)


@task(name="check")
def check(data: DataDir) -> None:
    stages.check(data)


@task(name="publish")
def publish(data: DataDir) -> dict[str, int]:
    return stages.publish(data)
