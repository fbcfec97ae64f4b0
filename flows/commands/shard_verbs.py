"""The verbs of an archive on many machines (docs/scaling.md): the steps of Prefect's runs, by hand.

flows.cluster and its packages are imported inside the verbs: a single machine needs none of them.
"""

import click

from flows.commands.options import main, pass_data
from storage.paths import DataDir


@main.group()
def cluster() -> None:
    """Run one archive on many machines: plan a night, crawl its shards, commit the results
    (docs/scaling.md)."""


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
    """Crawl one shard of a night on this machine and upload it. Can be repeated after an interruption."""
    from flows.cluster.settings import Cluster
    from flows.cluster.shard_run import run_shard

    print(run_shard(data, Cluster.from_environment(), night, shard) or "nothing to do: it is uploaded")


@cluster.command("land")
@pass_data
def land_verb(data: DataDir) -> None:
    """Upload finished crawls that earlier runs left on this machine's disk."""
    from flows.cluster.landing import waiting
    from flows.cluster.settings import Cluster
    from flows.cluster.shard_run import land_waiting
    from storage.evidence.object_store import ObjectStore

    before = waiting(data)
    land_waiting(data, ObjectStore(Cluster.from_environment().store))
    print(f"uploaded {len(before) - len(waiting(data))} of {len(before)} crawls")


@cluster.command("commit")
@click.argument("night")
@click.option(
    "--take-over",
    is_flag=True,
    help="Commit from this data folder from now on, although another one committed last.",
)
@pass_data
def commit_verb(data: DataDir, night: str, take_over: bool) -> None:
    """Ingest the uploaded crawls of a night and publish. Repeating it changes nothing."""
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
    """Upload all evidence to the object store (to move to a cluster)."""
    from flows.cluster.moving import upload
    from flows.cluster.settings import Cluster
    from storage.evidence.object_store import ObjectStore

    print(f"uploaded {upload(data, ObjectStore(Cluster.from_environment().store))} files")


@cluster.command("download")
@pass_data
def download_verb(data: DataDir) -> None:
    """Download all evidence from the object store (to move back to one machine)."""
    from flows.cluster.moving import download
    from flows.cluster.settings import Cluster
    from storage.evidence.object_store import ObjectStore

    print(f"downloaded {download(data, ObjectStore(Cluster.from_environment().store))} files")


@cluster.command("reread")
@click.option(
    "--executor",
    type=click.Choice(["local", "prefect", "dask"]),
    help="Where the work runs. Default: $FAZHI_EXECUTOR.",
)
@pass_data
def reread_verb(data: DataDir, executor: str | None) -> None:
    """Read all captures again with this extractor version, in many processes."""
    from flows.cluster.reading.executors import chosen
    from flows.cluster.reading.rereading import reread
    from storage.database.lock import writer_lock

    with writer_lock(data):
        print(f"read {reread(data, chosen(executor))} captures and files")
