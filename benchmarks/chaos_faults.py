"""What happens to a cluster in a chaos run: each fault says whether it struck."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.chaos_store import Harm, Way
from rehearsal.clock import HOOK, MOVED_BY
from rehearsal.cluster.services import S3, Postgres

STOPPED_SECONDS = 9.0
"""Longer than a lease."""
HARMED_SECONDS = 4.0


class Field:
    """The cluster of a chaos run. wrong collects what should not have happened."""

    def __init__(
        self, home: Path, env: dict[str, str], address: str, postgres: Postgres, s3: S3, way: Way
    ) -> None:
        self.home, self.env, self.address = home, env, address
        self.postgres, self.s3, self.way = postgres, s3, way
        self.wrong: list[str] = []
        self.waking: list[threading.Timer] = []
        self.committer: subprocess.Popen[bytes]

    def begin(self) -> None:
        """Starts the committer: the night goes on where it was."""
        self.committer = self.start(self.env)

    def start(self, env: dict[str, str]) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "benchmarks.chaos_night", str(self.home), self.address]
        with (self.home / "committer.log").open("ab") as log:
            return subprocess.Popen(
                command, stdout=log, stderr=subprocess.STDOUT, env=env, start_new_session=True
            )

    def workers(self) -> list[int]:
        """The processes of shards that are alive, the newest first."""
        path = self.home / "workers.jsonl"
        lines = path.read_text().splitlines() if path.exists() else []
        found = [int(json.loads(line)["process"]) for line in lines]
        return [process for process in reversed(found) if _is_alive(process)]

    def settle(self) -> None:
        """Waits until everything that was stopped goes on, and every worker has ended."""
        for timer in self.waking:
            timer.join()
        self.waking.clear()
        deadline = time.monotonic() + 120
        while self.workers() and time.monotonic() < deadline:
            time.sleep(0.5)

    def refused(self, word: str, *command: str, **env: str) -> bool:
        """Runs something that has to be refused in one line that has this word."""
        done = subprocess.run(
            [sys.executable, "-m", *command],
            env={**self.env, **env},
            capture_output=True,
            text=True,
            check=False,
        )
        lines = done.stderr.strip().splitlines()
        if not done.returncode or len(lines) != 1 or word not in lines[0]:
            self.wrong.append(f"not refused with {word!r}: exit {done.returncode}, {done.stderr[-300:]!r}")
        return True


def _is_alive(process: int) -> bool:
    try:
        return b"cluster" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def _crawls_of(process: int) -> list[int]:
    """The crawl that a worker waits for."""
    try:
        text = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return []
    return [int(one) for one in text.split()]


def _signal(processes: list[int], number: int) -> None:
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, number)


def kill_worker(field: Field) -> bool:
    """The worker and its crawl, as when the machine dies."""
    for process in field.workers()[:1]:
        _signal([process, *_crawls_of(process)], signal.SIGKILL)
        return True
    return False


def kill_parent(field: Field) -> bool:
    """The worker alone: its crawl ends by itself."""
    for process in field.workers()[:1]:
        _signal([process], signal.SIGKILL)
        return True
    return False


def stop_worker(field: Field) -> bool:
    """The worker and its crawl stand still for longer than their lease, and go on."""
    for process in field.workers():
        if crawls := _crawls_of(process):
            everything = [process, *crawls]
            _signal(everything, signal.SIGSTOP)
            timer = threading.Timer(STOPPED_SECONDS, _signal, (everything, signal.SIGCONT))
            timer.start()
            field.waking.append(timer)
            return True
    return False


def kill_committer(field: Field) -> bool:
    if field.committer.poll() is not None:
        return False
    field.committer.kill()
    field.committer.wait()
    return True


def kill_postgres(field: Field) -> bool:
    field.postgres.crash()
    time.sleep(1)
    field.postgres.start()
    return True


def lose_postgres(field: Field) -> bool:
    """PostgreSQL is away for longer than a lease: every lease is lost."""
    field.postgres.crash()
    time.sleep(STOPPED_SECONDS)
    field.postgres.start()
    return True


def kill_s3(field: Field) -> bool:
    field.s3.crash()
    time.sleep(1)
    field.s3.start()
    return True


def _on_the_way(harm: Harm) -> Callable[[Field], bool]:
    """The way to the object store does this for a while, and to one request at the least."""

    def strike(field: Field) -> bool:
        before, until = field.way.hurt, time.monotonic() + HARMED_SECONDS
        field.way.harm = harm
        while time.monotonic() < until:
            time.sleep(0.1)
        field.way.harm = ""
        return field.way.hurt > before

    return strike


def second_committer(field: Field) -> bool:
    """The same folder twice: one of them does nothing."""
    if field.committer.poll() is not None:
        return False
    other = field.start(field.env)
    if other.wait() == 0 and field.committer.poll() is None:
        field.wrong.append("a second committer committed")
    return True


def foreign_folder(field: Field) -> bool:
    """Another archive's folder as the committer's: the object store is not its own."""
    field.refused(
        "holds archive", "benchmarks.chaos_night", str(field.home), field.address, CHAOS_DATA="foreign"
    )
    return True


def wrong_clock(field: Field) -> bool:
    path = os.pathsep.join(filter(None, (str(HOOK), field.env.get("PYTHONPATH", ""))))
    return _shard_refused(field, "the clock of this machine is", PYTHONPATH=path, **{MOVED_BY: "300"})


def wrong_credentials(field: Field) -> bool:
    return _shard_refused(field, "refuses these credentials", AWS_SECRET_ACCESS_KEY="wrong")


def wrong_bucket(field: Field) -> bool:
    return _shard_refused(field, "there is no such bucket", FAZHI_STORE="s3://nobodys-bucket/archive")


def full_spool(field: Field) -> bool:
    return _shard_refused(field, "are free, a night needs", FAZHI_LEAST_FREE_MB="999999999")


def _shard_refused(field: Field, word: str, **env: str) -> bool:
    """A worker that must not work: on the shard of this night that was begun last."""
    path = field.home / "workers.jsonl"
    if not path.exists():
        return False
    last = json.loads(path.read_text().splitlines()[-1])
    shard = ("cluster", "shard", last["night"], last["shard"])
    return field.refused(word, "flows.cli", "--data", str(field.home / "worker-9"), *shard, **env)


FAULTS: dict[str, Callable[[Field], bool]] = {
    "worker killed": kill_worker,
    "worker stopped": stop_worker,
    "PostgreSQL killed": kill_postgres,
    "S3 killed": kill_s3,
    "committer killed": kill_committer,
    "S3 answers 500": _on_the_way("refuses"),
    "upload cut": _on_the_way("cuts uploads"),
    "worker's parent killed": kill_parent,
    "S3 slow": _on_the_way("dawdles"),
    "answer cut": _on_the_way("cuts answers"),
    "PostgreSQL away": lose_postgres,
    "clock wrong": wrong_clock,
    "second committer": second_committer,
    "credentials wrong": wrong_credentials,
    "bucket missing": wrong_bucket,
    "disk full": full_spool,
    "folder foreign": foreign_folder,
}
