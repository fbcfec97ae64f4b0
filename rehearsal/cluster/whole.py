"""All parts of a cluster on this machine, in one folder; `python -m rehearsal.cluster.whole` is `make
cluster`."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.prefect_server import free_port, prefect, process, python, serving
from rehearsal.cluster.services import S3, Postgres, postgres_running, s3_running

POOL = "fazhi"
LEASE_SECONDS = 20


@dataclass(frozen=True)
class Whole:
    """A running cluster: env is what every part of it has in its environment, archive the committer's
    folder."""

    home: Path
    env: dict[str, str]
    postgres: Postgres
    s3: S3

    @property
    def archive(self) -> Path:
        return self.home / "archive"


@contextmanager
def cluster_running(
    home: Path, *, workers: int = 3, shards: int = 3, dask: int = 2, port: int = 0
) -> Iterator[Whole]:
    """Starts PostgreSQL, S3, Prefect's server, a committer, workers and Dask, each with a log in home; ends
    all of them with the block. Raises ServiceFailed."""
    home = home.resolve()
    home.mkdir(parents=True, exist_ok=True)
    with ExitStack() as parts:
        postgres = parts.enter_context(postgres_running())
        s3 = parts.enter_context(s3_running())
        own = {
            **os.environ,
            **s3.env,
            "FAZHI_STORE": s3.place,
            "FAZHI_DATABASE": postgres.address,
            "FAZHI_SHARDS": str(shards),
            "FAZHI_LEASE_SECONDS": str(LEASE_SECONDS),
            "PREFECT_API_DATABASE_CONNECTION_URL": postgres.address.replace("ql://", "ql+asyncpg://"),
        }
        with _environment(own):
            env, _ = parts.enter_context(serving(home, port or free_port()))
        env["DATA_DIR"] = str(home / "archive")
        deploy_cluster(env)
        for number in range(1, workers + 1):
            there = {**env, "DATA_DIR": str(home / f"worker-{number}")}
            parts.enter_context(worker_running(home / f"worker-{number}.log", "crawl", there))
        parts.enter_context(worker_running(home / "committer.log", "commit", env))
        if dask:
            env["FAZHI_DASK"] = parts.enter_context(dask_running(home, env, dask))
        yield Whole(home, env, postgres, s3)


def deploy_cluster(env: dict[str, str]) -> None:
    """Tells Prefect's server the pool and the deployments of prefect-cluster.yaml."""
    archive = python(env, "flows.cli", "archive-id").strip()
    prefect(env, "work-pool", "create", POOL, "--type", "process", "--overwrite")
    for queue in ("commit", "crawl"):
        prefect(env, "work-queue", "create", queue, "--pool", POOL)
    deploy = ("--no-prompt", "deploy", "--all", "--prefect-file", "prefect-cluster.yaml")
    prefect({**env, "FAZHI_ARCHIVE": archive}, *deploy)


@contextmanager
def worker_running(log: Path, queue: str, env: dict[str, str]) -> Iterator[None]:
    """A worker of one queue, at one run at a time, with its log; ends with the block, its runs too."""
    command = ("prefect", "worker", "start", "--pool", POOL, "--work-queue", queue, "--limit", "1")
    with process(log, *command, "--name", log.stem, env=env) as child:
        try:
            yield
        finally:
            # Prefect's worker waits for its runs and may wait for ever.
            os.killpg(child.pid, signal.SIGKILL)


@contextmanager
def dask_running(home: Path, env: dict[str, str], workers: int) -> Iterator[str]:
    """A scheduler and that many workers of one thread each: the scheduler's address."""
    address = f"127.0.0.1:{free_port()}"
    host, port = address.split(":")
    scheduler = ("distributed.cli.dask_scheduler", "--host", host, "--port", port, "--no-dashboard")
    one = (
        "distributed.cli.dask_worker",
        f"tcp://{address}",
        "--nthreads",
        "1",
        "--no-dashboard",
        "--no-nanny",
    )
    with ExitStack() as parts:
        parts.enter_context(process(home / "dask-scheduler.log", *scheduler, env=env))
        for number in range(1, workers + 1):
            parts.enter_context(process(home / f"dask-{number}.log", *one, env=env))
        yield f"tcp://{address}"


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@click.command(help=__doc__)
@click.option("--home", default="data/cluster", show_default=True, type=click.Path(path_type=Path))
@click.option("--port", default=4200, show_default=True, help="Where Prefect's pages are.")
def main(home: Path, port: int) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print(f"starting PostgreSQL, S3, Prefect, three workers, a committer and Dask in {home} …", flush=True)
    with cluster_running(home, port=port) as whole:
        print(f"Prefect's pages: http://127.0.0.1:{port}   logs: {home}/*.log   stop: Ctrl-C")
        print(
            "a night on the replica, from another terminal: make cluster-night VIA=…; two nights: make cluster-demo"
        )
        for name in ("PREFECT_API_URL", "FAZHI_STORE", "FAZHI_DATABASE", "AWS_ENDPOINT_URL", "FAZHI_DASK"):
            print(f"  export {name}={whole.env[name]}")
        try:
            while True:
                time.sleep(3600)
        except (KeyboardInterrupt, SystemExit):
            print("stopping …", flush=True)


if __name__ == "__main__":
    main()
