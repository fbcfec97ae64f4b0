"""Walks that need hosts of several shards: one more crawl, alone, that holds all leases.

A crawl of one shard requests nothing from hosts of another; each skipped request is a failure `other_shard`
in its log. When all shards are uploaded, the sites with such failures are walked once more: their captures of
this night are replayed, and only what is missing is requested. The next night's plan keeps these sites and
hosts together.
"""

import json
import logging
import tempfile
from dataclasses import replace
from pathlib import Path

from crawlers.lease_file import ShardLease
from crawlers.spec import CrawlSpec
from flows.cluster.night_plan import JOINT, Begun, crawls_of, read_shard, write_shard
from storage.evidence.object_store import ObjectStore

log = logging.getLogger(__name__)


def plan_joint(store: ObjectStore, night: str) -> bool:
    """Writes the joint shard of a night if one is needed. Returns whether it is. Repeating it changes
    nothing."""
    if store.exists(f"nights/{night}/shard-{JOINT}.json"):
        return True
    landed = [one for one in crawls_of(store, night) if one.ended == "finished" and one.shard != JOINT]
    left = {one: sites for one in landed if (sites := _sites_left(store, one))}
    if not left:
        return False
    with tempfile.TemporaryDirectory(prefix="fazhi-") as folder:
        parts, known = [], Path(folder) / "known"
        with known.open("wb") as all_known:
            for begun, sites in left.items():
                one = Path(folder) / begun.shard
                parts.append(_only(read_shard(store, night, begun.shard, one), sites))
                all_known.write(one.read_bytes())
        spec = _together(night, parts, [one.crawl_id for one in left])
        write_shard(store, night, JOINT, spec, known)
    log.info("night %s: %d sites need hosts of several shards", night, len(spec.sites))
    return True


def _sites_left(store: ObjectStore, begun: Begun) -> set[str]:
    text = store.read(f"crawls/{begun.crawl_id}/failures.jsonl")
    lines = (json.loads(line) for line in text.splitlines() if line)
    return {line["site_id"] for line in lines if line["kind"] == "other_shard"}


def _only(spec: CrawlSpec, sites: set[str]) -> CrawlSpec:
    return replace(
        spec,
        sites=tuple(site for site in spec.sites if site.site_id in sites),
        extra=tuple(page for page in spec.extra if page.site_id in sites),
        columns=tuple(column for column in spec.columns if column.site_id in sites),
    )


def _together(night: str, parts: list[CrawlSpec], resume: list[str]) -> CrawlSpec:
    first = parts[0]
    assert first.fence is not None
    earlier = dict.fromkeys((*(one for part in parts for one in part.resume), *resume))
    return replace(
        first,
        sites=tuple(site for part in parts for site in part.sites),
        extra=tuple(page for part in parts for page in part.extra),
        columns=tuple(column for part in parts for column in part.columns),
        resume=tuple(earlier),
        fence=ShardLease(night, -1, first.fence.shards, 0, (), (), joint=True),
    )
