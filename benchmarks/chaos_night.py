"""The committer of a chaos run, a process that can be killed: `python -m benchmarks.chaos_night HOME
ADDRESS`.

Plays a night of the zoo over the cluster that the environment names. Shards are processes of their own; who
they are is noted in HOME/workers.jsonl.
"""

import itertools
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import replica
from benchmarks.chaos_zoo import order_of, zoo_of
from flows.cluster.night import run_cluster_night
from flows.cluster.settings import Cluster
from flows.pipeline import stages
from flows.rendering.console import one_line_errors
from storage.paths import DataDir

WORKERS = 3


def main(home: Path, address: str) -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stdout)
    folders = itertools.cycle(range(1, WORKERS + 1))
    truth = replica.truth(1, zoo=zoo_of(home))

    def start(night: str, shard: str) -> None:
        spool = home / f"worker-{next(folders)}"
        command = [sys.executable, "-m", "flows.cli", "--data", str(spool), "cluster", "shard", night, shard]
        with (home / "workers.log").open("ab") as log:
            child = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, env=os.environ)
        with (home / "workers.jsonl").open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"process": child.pid, "night": night, "shard": shard}) + "\n")

    data = DataDir(home / os.environ.get("CHAOS_DATA", "archive"))
    with one_line_errors(lambda: data.root):
        run_cluster_night(data, Cluster.from_environment(), order_of(truth, address), stages, start)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
