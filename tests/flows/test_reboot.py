"""A power cut: server, worker and flow die together, and the next night comes all the same."""

import os
import signal
from pathlib import Path

import pytest

import replica
from benchmarks.prefect_server import deploy, free_port, prefect, serving, working
from benchmarks.reboots import MOMENTS, reboot
from flows.operation.sweeping import processes_of_runs
from storage.paths import DataDir
from tests.conftest import PATIENCE, wait_until


@pytest.mark.nightly
@pytest.mark.prefect
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    "moment",
    [
        "the flow's process has begun",
        "the crawl is under way",
        "the crawl has ended, its pages are read",
    ],
)
def test_after_a_power_cut_the_next_run_completes_and_the_dead_one_is_called_crashed(moment, tmp_path: Path):
    ended = reboot(tmp_path, MOMENTS[moment])
    assert ended.states == ["COMPLETED", "CRASHED"]
    assert ended.reports > 0


@pytest.mark.prefect
@pytest.mark.timeout(1800)
def test_a_worker_ends_at_the_first_sigterm_with_the_run_it_executes(tmp_path: Path):
    data = DataDir(tmp_path / "data")
    with (
        replica.running(night=1) as pretend,
        serving(tmp_path, free_port()) as (env, _),
        working(tmp_path, env) as worker,
    ):
        deploy(env)
        asked = ("--param", "target=330282", "--param", f"via={pretend.address}", "--param", "delay=1.0")
        prefect(env, "deployment", "run", "crawl/crawl", *asked)
        logs = data.crawls.glob
        wait_until(
            lambda: (
                worker.poll() is not None or any(path.stat().st_size for path in logs("*/captures.jsonl"))
            ),
            "the first capture",
        )
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(PATIENCE) == 0
        # The run was told to stop, too: it writes down what is under way and ends within seconds.
        wait_until(lambda: not any(_of(number, tmp_path) for number in processes_of_runs()), "the run to end")
        wait_until(lambda: "CRASHED" in prefect(env, "flow-run", "ls", "-o", "json"), "the run's state")


def _of(number: int, home: Path) -> bool:
    try:
        return str(home).encode() in Path(f"/proc/{number}/environ").read_bytes()
    except OSError:
        return False


def test_only_the_process_in_which_prefect_executes_a_run_counts(tmp_path: Path):
    run = "0f2d9a53-8a0a-4c86-a1cc-0b7c3a7ee0c1"
    for number, command in (("10", b"python\0-m\0prefect.engine\0"), ("11", b"python\0-m\0crawlers.run\0")):
        (tmp_path / number).mkdir()
        (tmp_path / number / "cmdline").write_bytes(command)
        (tmp_path / number / "environ").write_bytes(f"HOME=/\0PREFECT__FLOW_RUN_ID={run}\0".encode())
    (tmp_path / "12").mkdir()  # one that ended in between
    assert {number: str(found) for number, found in processes_of_runs(tmp_path).items()} == {10: run}
    assert os.getpid() not in processes_of_runs()
