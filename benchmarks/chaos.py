"""A cluster that is hurt all the time, beside one machine that is not: do their archives differ?

`python -m benchmarks.chaos --hosts 60 --nights 10 --faults 60`: each night of a zoo is played on one machine,
and over three workers, a committer, PostgreSQL and S3 of this machine, while one fault after the other
strikes. Exit code 1 unless the fingerprints are equal, no host was asked too early, and what had to be
refused was, in one line.
"""

import itertools
import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

import replica
from benchmarks.chaos_faults import FAULTS, Field
from benchmarks.chaos_store import way_to
from benchmarks.chaos_zoo import note_zoo, order_of
from crawlers.courtesy_proof import prove, requests_of
from crawlers.settings import REPLICA_DELAY
from flows.pipeline import stages
from flows.pipeline.harvest import harvest
from rehearsal.cluster.services import postgres_running, s3_running
from replica import Running, Zoo
from storage.archive import Archive
from storage.database.fingerprint import content, differences, fingerprint
from storage.evidence.crawl_logs import stored
from storage.history.removal_rule import RemovalRule
from storage.paths import DataDir
from storage.publishing.query import open_published

LEASE_SECONDS = 6
SHARDS = 6
MOST_SECONDS_A_NIGHT = 900


@click.command(help=__doc__)
@click.option("--hosts", default=60, show_default=True)
@click.option("--nights", default=10, show_default=True)
@click.option(
    "--faults", default=60, show_default=True, help="How many faults at the least, over all nights."
)
@click.option("--every", default=4.0, show_default=True, help="Seconds between two faults.")
@click.option("--seed", default=1, show_default=True)
@click.option("--keep", type=click.Path(path_type=Path), help="Keep everything in this new folder.")
def main(hosts: int, nights: int, faults: int, every: float, seed: int, keep: Path | None) -> None:
    home = (keep or Path(tempfile.mkdtemp(prefix="fazhi-chaos-"))).resolve()
    home.mkdir(parents=True, exist_ok=True)
    zoo = note_zoo(home, hosts, seed)
    single, many = DataDir(home / "single"), DataDir(home / "archive")
    for data in (single, many):
        with Archive.open(data) as archive:
            archive.save_removal_rule(RemovalRule(nights=1, days=0))
    kinds, struck, good = list(FAULTS), Counter[str](), True
    with postgres_running() as postgres, s3_running() as s3, way_to(s3.ports["s3"]) as (way, port):
        env = {**os.environ, **s3.env, "FAZHI_STORE": s3.place, "FAZHI_DATABASE": postgres.address}
        env["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{port}"
        env |= {"FAZHI_SHARDS": str(SHARDS), "FAZHI_LEASE_SECONDS": str(LEASE_SECONDS)}
        with replica.running(1, zoo=zoo) as pretend:
            field = Field(home, env, pretend.address, postgres, s3, way)
            for night in range(1, nights + 1):
                _single(single, zoo, night)
                pretend.turn_to(night)
                share = -(-faults * night // nights) - sum(struck.values())
                for name in _play(field, kinds, share, every):
                    struck[name] += 1
                early, equal = _early(pretend), _are_equal(single, many)
                good &= equal and not early
                print(
                    f"night {night}: {sum(struck.values())} faults so far, fingerprints"
                    f" {'equal' if equal else 'DIFFER'}, hosts asked early: {early or 'none'}",
                    flush=True,
                )
    good &= not field.wrong
    for line in field.wrong:
        print(f"WRONG: {line}")
    good &= _judge(single, many, struck) and sum(struck.values()) >= faults
    if not keep:
        shutil.rmtree(home, ignore_errors=True)
    sys.exit(0 if good else 1)


def _single(single: DataDir, zoo: Zoo, night: int) -> None:
    with replica.running(night, zoo=zoo) as pretend:
        harvest(single, order_of(replica.truth(1, zoo=zoo), pretend.address), stages)


def _play(field: Field, kinds: list[str], most: int, every: float) -> Iterator[str]:
    """Plays a night to its end, however often its committer is killed; the faults that struck. The kind that
    was not had for longest comes first. What a night that was over sooner left of its share comes in the
    next."""
    began = time.monotonic()
    field.begin()
    while time.monotonic() - began < MOST_SECONDS_A_NIGHT:
        time.sleep(every)
        code = field.committer.poll()
        if code == 0:
            field.settle()
            return
        if code is not None:
            field.begin()
            continue
        if most > 0 and (name := next((one for one in kinds if FAULTS[one](field)), "")):
            most -= 1
            kinds.remove(name)
            kinds.append(name)
            print(f"  {time.monotonic() - began:4.0f} s: {name}", flush=True)
            yield name
    field.wrong.append(f"a night did not end within {MOST_SECONDS_A_NIGHT} s")
    field.settle()


def _early(pretend: Running) -> list[str]:
    """The hosts that were asked twice at once, or sooner than the delay, as they saw it themselves."""
    told = json.loads(pretend.ask("/_served"))
    return [
        host
        for host, seen in told.items()
        if seen["peak"] > 1 or (seen["shortest_gap"] is not None and seen["shortest_gap"] < REPLICA_DELAY)
    ]


def _are_equal(single: DataDir, many: DataDir) -> bool:
    """Whether both published archives have one fingerprint; the first differences are printed."""
    with open_published(single) as one, open_published(many) as other:
        if fingerprint(one) == fingerprint(other):
            return True
        for line in itertools.islice(differences(content(one), content(other)), 20):
            print(line)
    return False


def _judge(single: DataDir, many: DataDir, struck: Counter[str]) -> bool:
    equal = _are_equal(single, many)
    folders = [folder for folder in many.crawls.iterdir() if stored(folder / "spec.json")]
    proofs = prove(asked for folder in folders for asked in requests_of(folder))
    early = sum(len(proof.violations) for proof in proofs)
    requests = sum(proof.requests for proof in proofs)
    told = ", ".join(f"{name} {count}" for name, count in sorted(struck.items()))
    print(f"{sum(struck.values())} faults: {told}")
    print(
        f"fingerprints {'equal' if equal else 'DIFFER'}; {requests} requests in {len(folders)} crawls, {early} too early"
    )
    return equal and not early


if __name__ == "__main__":
    main()
