"""A power cut: server, worker and flow die together, and the next night comes all the same."""

import os
import signal
from pathlib import Path

import pytest

import replica
from benchmarks.prefect_server import deploy, free_port, prefect, serving, working
from storage.paths import DataDir
from tests.conftest import PATIENCE, wait_until


@pytest.mark.nightly
@pytest.mark.prefect
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    ("moment", "dead"),
    [
        # It has its turn again where it was still pending.
        ("the flow's process has begun", {"CRASHED", "COMPLETED"}),
        ("the crawl is under way", {"CRASHED"}),
        ("the crawl has ended, its pages are read", {"CRASHED"}),
    ],
)
def test_after_a_power_cut_the_next_run_completes_and_the_dead_one_is_called_crashed(
    moment: str, dead: set[str], tmp_path: Path
):
    from benchmarks.reboots import MOMENTS, reboot  # Prefect takes a second

    ended = reboot(tmp_path, MOMENTS[moment])
    last, before = ended.states
    assert last == "COMPLETED" and before in dead
    assert ended.reports > 0


@pytest.mark.nightly
@pytest.mark.prefect
@pytest.mark.timeout(1800)
def test_a_worker_ends_at_the_first_sigterm_with_the_run_it_executes(tmp_path: Path):
    from benchmarks.reboots import runs_of

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
        wait_until(lambda: not runs_of(data), "the run to end")
        wait_until(lambda: "CRASHED" in prefect(env, "flow-run", "ls", "-o", "json"), "the run's state")


def test_only_the_process_in_which_prefect_executes_a_run_counts(tmp_path: Path):
    from flows.operation.sweeping import processes_of_runs

    run = "0f2d9a53-8a0a-4c86-a1cc-0b7c3a7ee0c1"
    for number, command in (("10", b"python\0-m\0prefect.engine\0"), ("11", b"python\0-m\0crawlers.run\0")):
        (tmp_path / number).mkdir()
        (tmp_path / number / "cmdline").write_bytes(command)
        (tmp_path / number / "environ").write_bytes(f"HOME=/\0PREFECT__FLOW_RUN_ID={run}\0".encode())
    (tmp_path / "12").mkdir()  # one that ended in between
    assert {number: str(found) for number, found in processes_of_runs(tmp_path).items()} == {10: run}
    assert os.getpid() not in processes_of_runs()
