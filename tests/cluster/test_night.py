"""A night over several workers, a committer and real leases: the archive of one machine, and one
committer."""

import json
import shutil
import threading
from pathlib import Path

import pytest

import replica
from crawlers.courtesy_proof import prove, requests_of
from crawlers.registry import sites
from flows.cluster.commit import commit_night, committing
from flows.cluster.errors import CommittedElsewhere, LeaseHeld
from flows.cluster.night import run_cluster_night
from flows.cluster.night_plan import plan_night
from flows.cluster.settings import Cluster
from flows.cluster.shard_run import run_shard
from flows.errors import NothingHealthy
from flows.pipeline import stages
from flows.pipeline.harvest import harvest
from flows.pipeline.nights import nightly_order
from records import clock
from storage.archive import Archive
from storage.database.fingerprint import content
from storage.database.identity import archive_id
from storage.errors import ArchiveLocked, ForeignArchive
from storage.evidence.object_store import ObjectStore
from storage.history.removal_rule import RemovalRule
from storage.paths import DataDir
from storage.publishing.query import open_published


def begun(root: Path) -> DataDir:
    data = DataDir(root)
    with Archive.open(data) as archive:
        archive.save_removal_rule(RemovalRule(nights=1, days=0))
    return data


@pytest.fixture
def cluster(database: str, tmp_path: Path) -> Cluster:
    return Cluster(str(tmp_path / "store"), database, shards=3, lease_seconds=10)


@pytest.mark.nightly
@pytest.mark.timeout(900)
def test_two_nights_over_three_workers_are_those_of_one_machine(cluster: Cluster, tmp_path: Path):
    single, many = begun(tmp_path / "single"), begun(tmp_path / "many")
    for night in (1, 2):
        with replica.running(night) as pretend:
            order = nightly_order(tuple(sites()), (), clock.now(), via=pretend.address, recheck="all")
            harvest(single, order, stages)
            pretend.turn_to(night)
            workers: list[threading.Thread] = []

            def start(name: str, shard: str, workers=workers) -> None:
                spool = DataDir(tmp_path / f"worker-{len(workers) % 3}")
                workers.append(threading.Thread(target=run_shard, args=(spool, cluster, name, shard)))
                workers[-1].start()

            run_cluster_night(many, cluster, order, stages, start)
            for worker in workers:
                worker.join()
            assert max(told["peak"] for told in json.loads(pretend.ask("/_served")).values()) == 1
    with open_published(single) as one, open_published(many) as other:
        assert content(one) == content(other)
    proofs = prove(asked for folder in many.crawls.iterdir() for asked in requests_of(folder))
    assert proofs and not any(proof.violations for proof in proofs)


def test_a_copy_of_the_archive_does_not_commit_beside_it(cluster: Cluster, tmp_path: Path):
    data = begun(tmp_path / "one")
    with committing(data, cluster):
        pass
    shutil.copytree(data.root, tmp_path / "copy")
    copy = DataDir(tmp_path / "copy")
    with (
        pytest.raises(
            CommittedElsewhere, match="the archive was last committed to in .*one, and this is .*copy"
        ),
        committing(copy, cluster),
    ):
        pass
    with committing(copy, cluster, take_over=True):
        pass
    with pytest.raises(CommittedElsewhere), committing(data, cluster):
        pass


def test_of_two_committers_one_works(cluster: Cluster, tmp_path: Path):
    data = begun(tmp_path / "one")
    shutil.copytree(data.root, tmp_path / "copy")
    held: list[BaseException] = []

    def other() -> None:
        try:
            with committing(DataDir(tmp_path / "copy"), cluster, take_over=True):
                raise AssertionError("two committers")
        except (LeaseHeld, ArchiveLocked) as error:
            held.append(error)

    with committing(data, cluster):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert "is held by" in str(held[0])


def test_a_store_of_another_archive_is_not_committed_to(cluster: Cluster, tmp_path: Path):
    with committing(begun(tmp_path / "one"), cluster):
        pass
    with pytest.raises(ForeignArchive, match="holds archive"), committing(begun(tmp_path / "other"), cluster):
        pass


def test_a_night_of_which_nothing_has_landed_says_so(cluster: Cluster, tmp_path: Path):
    data, store = begun(tmp_path / "one"), ObjectStore(cluster.store)
    order = nightly_order(tuple(sites())[:1], (), clock.now(), via="127.0.0.1:9")
    with committing(data, cluster) as lease:
        plan = plan_night(data, order, store, archive_id(data), cluster.shards)
        with pytest.raises(NothingHealthy, match=f"no crawl of night {plan.night} is uploaded"):
            commit_night(data, store, plan.night, stages, lease)
