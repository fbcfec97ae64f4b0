"""The verbs of an archive on many machines (docs/scaling.md): what Prefect's runs do, by hand.

flows.cluster and its packages are imported inside the verbs: one machine needs none of them.
"""

import click

from flows.commands.options import main, pass_data
from storage.paths import DataDir


@main.group()
def cluster() -> None:
    """One archive on many machines: plan a night, do a shard of it, commit what landed."""


@cluster.command("plan")
@click.option("--via", default="", help="Proxy HOST:PORT that every request goes through.")
@click.option("--site", "targets", multiple=True, help="Only this division code or site_id (repeatable).")
@pass_data
def plan_verb(data: DataDir, via: str, targets: tuple[str, ...]) -> None:
    """Write what is due tonight, cut into shards, to the object store, and print the night's name."""
    from flows.cluster.commit import committing
    from flows.cluster.night_plan import plan_night
    from flows.cluster.settings import Cluster
    from flows.pipeline.nights import nightly_order
    from records import clock
    from storage.database.identity import archive_id
    from storage.evidence.object_store import ObjectStore

    where = Cluster.from_environment()
    order = nightly_order(targets, (), clock.now(), via=via)
    with committing(data, where):
        plan = plan_night(data, order, ObjectStore(where.store), archive_id(data), where.shards)
    print(plan.night, *plan.shards)


@cluster.command("shard")
@click.argument("night")
@click.argument("shard")
@pass_data
def shard_verb(data: DataDir, night: str, shard: str) -> None:
    """Crawl one shard of a night on this machine and land it. Again: go on where it stopped."""
    from flows.cluster.settings import Cluster
    from flows.cluster.shard_run import run_shard

    print(run_shard(data, Cluster.from_environment(), night, shard) or "nothing to do: it has landed")


@cluster.command("land")
@pass_data
def land_verb(data: DataDir) -> None:
    """Bring to the object store what earlier runs left on this machine's disk."""
    from flows.cluster.landing import waiting
    from flows.cluster.settings import Cluster
    from flows.cluster.shard_run import land_waiting
    from storage.evidence.object_store import ObjectStore

    before = waiting(data)
    land_waiting(data, ObjectStore(Cluster.from_environment().store))
    print(f"landed {len(before) - len(waiting(data))} of {len(before)} crawls")


@cluster.command("commit")
@click.argument("night")
@click.option(
    "--take-over", is_flag=True, help="The folder that committed last is given up; this one goes on."
)
@pass_data
def commit_verb(data: DataDir, night: str, take_over: bool) -> None:
    """Take what has landed of a night into the archive, and publish. Again: nothing changes."""
    from flows.cluster.commit import bring_to_lake, commit_night, committing
    from flows.cluster.settings import Cluster
    from flows.pipeline import stages
    from storage.evidence.object_store import ObjectStore

    where = Cluster.from_environment()
    with committing(data, where, take_over=take_over) as lease:
        print(commit_night(data, ObjectStore(where.store), night, stages, lease).headline())
        bring_to_lake(data, where)


@cluster.command("upload")
@pass_data
def upload_verb(data: DataDir) -> None:
    """Bring the evidence of a single machine's archive to the object store: the way to a cluster."""
    from flows.cluster.moving import upload
    from flows.cluster.settings import Cluster
    from storage.evidence.object_store import ObjectStore

    print(f"uploaded {upload(data, ObjectStore(Cluster.from_environment().store))} files")


@cluster.command("download")
@pass_data
def download_verb(data: DataDir) -> None:
    """Bring all evidence of the object store into the data folder: the way back to one machine."""
    from flows.cluster.moving import download
    from flows.cluster.settings import Cluster
    from storage.evidence.object_store import ObjectStore

    print(f"downloaded {download(data, ObjectStore(Cluster.from_environment().store))} files")


@cluster.command("reread")
@click.option(
    "--executor", type=click.Choice(["local", "prefect", "dask"]), help="Who reads. Default: $FAZHI_EXECUTOR."
)
@pass_data
def reread_verb(data: DataDir, executor: str | None) -> None:
    """Read all captures that this version of the extractor has not read, by many processes."""
    from flows.cluster.reading.executors import chosen
    from flows.cluster.reading.rereading import reread
    from storage.database.lock import writer_lock

    with writer_lock(data):
        print(f"read {reread(data, chosen(executor))} captures and files")
