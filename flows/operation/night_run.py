"""Runs a harvest for an installation: checks disk space first; afterwards writes the journal, metrics and
messages."""

import logging
import os
from collections.abc import Callable

from crawlers.courtesy_proof import prove, requests_of
from flows.errors import NotNow, NotTold
from flows.operation.disk import check_free
from flows.operation.journal import note
from flows.operation.metrics import write_metrics
from flows.operation.notify import heartbeat, notify
from flows.pipeline.harvest import Steps, harvest
from flows.pipeline.order import CrawlOrder
from flows.pipeline.result import HarvestResult
from storage.errors import ArchiveLocked
from storage.paths import DataDir

log = logging.getLogger(__name__)


def run_night(data: DataDir, order: CrawlOrder, steps: Steps, *, wait_seconds: float = 0) -> HarvestResult:
    """Runs a harvest. Raises what flows.pipeline.harvest raises, and DiskTooFull before anything starts."""
    check_free(data)
    return noted(data, lambda: harvest(data, order, steps, wait_seconds=wait_seconds))


def noted(data: DataDir, run: Callable[[], HarvestResult]) -> HarvestResult:
    """Runs a harvest, then writes its journal, metrics and messages. Raises what the harvest raises."""
    try:
        result = run()
    except (NotNow, ArchiveLocked):
        raise  # no night took place
    except Exception as error:  # any end of the night is recorded
        _afterwards(data, getattr(error, "result", None), str(error) or type(error).__name__, ok=False)
        raise
    _afterwards(data, result, result.headline(), ok=True)
    return result


def _afterwards(data: DataDir, result: HarvestResult | None, why: str, *, ok: bool) -> None:
    """Errors in here are logged and do not change the night's result."""
    try:
        note(data, "night", ok=ok, why=why.splitlines()[0])
        if result is not None:
            _prove_courtesy(data, result.crawl_ids)
        write_metrics(data)
        heartbeat(ok=ok)
        if os.environ.get("FAZHI_NOTIFY"):
            log.info("%s", notify(data))
    except NotTold as error:
        log.warning("%s", error)
    except Exception:  # the harvest itself has finished
        log.exception("the harvest has finished, but its journal, metrics or message could not be written")


def _prove_courtesy(data: DataDir, crawl_ids: tuple[str, ...]) -> None:
    proofs = prove(asked for crawl_id in crawl_ids for asked in requests_of(data.crawl(crawl_id)))
    early = sum(len(proof.violations) for proof in proofs)
    total = sum(proof.requests for proof in proofs)
    note(
        data,
        "courtesy",
        ok=not early,
        why=f"{early} of {total} requests came too early" if early else "",
        requests=total,
        violations=early,
    )
