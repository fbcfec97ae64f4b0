"""`make cluster-demo`: two nights of the replica over a cluster, and beside it on a single machine. Exit code
1 unless the archives are equal and no host was asked too early."""

import json
import shutil
import sys
from pathlib import Path

import click

import replica
from benchmarks.prefect_server import prefect
from crawlers.courtesy_proof import prove, requests_of
from crawlers.registry import sites
from crawlers.settings import REPLICA_DELAY
from flows.pipeline import stages
from flows.pipeline.harvest import harvest
from flows.pipeline.nights import nightly_order
from records import clock
from rehearsal.cluster.whole import Whole, cluster_running
from storage.archive import Archive
from storage.database.fingerprint import fingerprint
from storage.evidence.crawl_logs import stored
from storage.history.removal_rule import RemovalRule
from storage.paths import DataDir
from storage.publishing.query import open_published

NIGHTS = (1, 2)


@click.command(help=__doc__)
@click.option("--home", default="data/cluster-demo", show_default=True, type=click.Path(path_type=Path))
def main(home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    single, many = DataDir(home / "single"), DataDir(home / "archive")
    for data in (single, many):
        with Archive.open(data) as archive:
            archive.save_removal_rule(RemovalRule(nights=1, days=0))
    print("one machine: two nights …", flush=True)
    for night in NIGHTS:
        with replica.running(night) as pretend:
            order = nightly_order(tuple(sites()), (), clock.now(), via=pretend.address, recheck="all")
            harvest(single, order, stages)
    print("a cluster: PostgreSQL, S3, Prefect, three workers, a committer …", flush=True)
    good = True
    with cluster_running(home, dask=0) as whole:
        for night in NIGHTS:
            good &= _night(whole, night)
    good &= _compare(single, many)
    good &= _courtesy(many)
    sys.exit(0 if good else 1)


def _night(whole: Whole, night: int) -> bool:
    """Plays one night through Prefect; whether the replica itself saw no host asked twice at once or too
    early."""
    with replica.running(night) as pretend:
        asked = {"via": pretend.address, "window": "", "recheck": "all", "targets": list(sites())}
        asked_for = [
            word for name, value in asked.items() for word in ("--param", f"{name}={json.dumps(value)}")
        ]
        prefect(whole.env, "deployment", "run", "cluster-night/cluster-night", "--watch", *asked_for)
        served = json.loads(pretend.ask("/_served"))
    early = [
        host
        for host, told in served.items()
        if told["peak"] > 1 or (told["shortest_gap"] is not None and told["shortest_gap"] < REPLICA_DELAY)
    ]
    print(
        f"night {night}: {sum(told['requests'] for told in served.values())} requests to {len(served)} hosts,"
        f" {len(early)} asked too early as the hosts see it",
        flush=True,
    )
    return not early


def _compare(single: DataDir, many: DataDir) -> bool:
    found = []
    for name, data in (("one machine", single), ("the cluster", many)):
        with open_published(data) as archive:
            found.append(fingerprint(archive))
        print(f"{name}: {found[-1]}")
    print("equal" if found[0] == found[1] else "NOT EQUAL")
    return found[0] == found[1]


def _courtesy(many: DataDir) -> bool:
    folders = sorted(path for path in many.crawls.iterdir() if stored(path / "spec.json"))
    proofs = prove(asked for folder in folders for asked in requests_of(folder))
    early = sum(len(proof.violations) for proof in proofs)
    total = sum(proof.requests for proof in proofs)
    print(
        f"{total} requests to {len(proofs)} hosts in {len(folders)} crawls of all machines: {early} came too early"
    )
    return not early


if __name__ == "__main__":
    main()
