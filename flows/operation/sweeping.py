"""Runs left behind by a crash: Prefect shows them as running although no process runs them.

Each flow run is a process with its id in the environment, so /proc shows which are alive. A run without a
process gets its final state or, if it never began, its turn again.
"""

import logging
from pathlib import Path
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, WorkPoolFilter
from prefect.client.schemas.objects import FlowRun, State
from prefect.states import Cancelled, Crashed, Scheduled

log = logging.getLogger(__name__)

RUN_ID = b"PREFECT__FLOW_RUN_ID="
UNDER_WAY = ["RUNNING", "PENDING", "CANCELLING"]
PAGE = 200


def processes_of_runs(proc: Path = Path("/proc")) -> dict[int, UUID]:
    """The processes of this machine in which Prefect executes a flow run, by process id.

    A crawl or another child of such a process has the same environment and is not included.
    """
    found = {}
    for folder in proc.glob("[0-9]*"):
        try:
            variables = (folder / "environ").read_bytes().split(b"\0")
            command = (folder / "cmdline").read_bytes()
        except OSError:  # it has ended, or is another user's
            continue
        for one in variables:
            if one.startswith(RUN_ID) and b"prefect" in command:
                found[int(folder.name)] = UUID(one[len(RUN_ID) :].decode())
    return found


def sweep(pool: str) -> list[str]:
    """Sets the final state of every run of this work pool that Prefect shows as running but no process
    executes. Returns one line per run.

    Call it before the pool's only worker starts. Raises httpx.HTTPError without a server.
    """
    alive = set(processes_of_runs().values())
    told = []
    with get_client(sync_client=True) as client:
        for run in _under_way(client, pool):
            if run.id in alive or run.state is None:
                continue
            state = _state_for(run)
            client.set_flow_run_state(run.id, state, force=True)
            told.append(f"{run.name}: was {run.state.name}, no process runs it: {state.name}")
    for line in told:
        log.warning("%s", line)
    return told


def _state_for(run: FlowRun) -> "State[None]":
    kind = run.state_type.value if run.state_type else ""
    if kind == "PENDING":
        # It never had a process: it begins now, or reports by itself that it is too late.
        return Scheduled(scheduled_time=run.expected_start_time)
    if kind == "CANCELLING":
        return Cancelled(message="its process had ended before the worker could stop it")
    return Crashed(
        message="its process was gone when the worker started; the next run continues from what it left"
    )


def _under_way(client: SyncPrefectClient, pool: str) -> list[FlowRun]:
    wanted = FlowRunFilter.model_validate({"state": {"type": {"any_": UNDER_WAY}}})
    of_pool = WorkPoolFilter.model_validate({"name": {"any_": [pool]}})
    found: list[FlowRun] = []
    while True:
        page = client.read_flow_runs(
            flow_run_filter=wanted, work_pool_filter=of_pool, limit=PAGE, offset=len(found)
        )
        found += page
        if len(page) < PAGE:
            return found
