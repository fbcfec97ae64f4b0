"""The nights of a chaos run: a zoo of hosts whose reports are edited from night to night."""

import json
from pathlib import Path
from typing import Any

from flows.pipeline.order import CrawlOrder
from rehearsal.night import sites_of
from replica import Zoo

PATIENCE = 2.0
EDITS = 0.2


def note_zoo(home: Path, hosts: int, seed: int) -> Zoo:
    """Keeps which zoo it is, for the processes of the run."""
    (home / "zoo.json").write_text(json.dumps({"hosts": hosts, "seed": seed}))
    return zoo_of(home)


def zoo_of(home: Path) -> Zoo:
    told = json.loads((home / "zoo.json").read_text())
    return Zoo(hosts=told["hosts"], seed=told["seed"], edits=EDITS, patience=PATIENCE)


def order_of(truth: dict[str, Any], address: str) -> CrawlOrder:
    """All hosts, their reports looked at again."""
    return CrawlOrder(sites_of(truth["governments"]), via=address, timeout=PATIENCE, recheck="all")
