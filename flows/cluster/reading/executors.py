"""Executors of many equal pieces of work: local processes, flow runs of Prefect, or workers of Dask.

A piece is done when its result exists. So an executor may do a piece twice, forget one, or be killed: the
next run does what is missing. FAZHI_EXECUTOR names the executor; no other module knows which it is.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any

from flows.cluster.errors import ClusterRefused
from flows.pipeline.parallel import map_batches

Piece = Callable[[str], str]
"""Does the piece of that name and returns the name of its result. Importable, or a partial of such."""
Executor = Callable[[Piece, Sequence[str]], Iterator[str]]
"""The results of the pieces of these names, in any order."""

RETRIES = 3
PIECES_A_RUN = 4


def chosen(name: str | None = None) -> Executor:
    """The executor of this name, or of FAZHI_EXECUTOR, else `local`. Raises ClusterRefused."""
    wanted = name or os.environ.get("FAZHI_EXECUTOR") or "local"
    if wanted not in EXECUTORS:
        raise ClusterRefused(f"FAZHI_EXECUTOR is {wanted!r}: it must be one of {', '.join(EXECUTORS)}")
    return EXECUTORS[wanted]


def local(do: Piece, names: Sequence[str], processes: int | None = None) -> Iterator[str]:
    """In processes of this machine, one per core."""
    yield from chain.from_iterable(map_batches(partial(_each, do), ([name] for name in names), processes))


def dask(do: Piece, names: Sequence[str], scheduler: str | None = None) -> Iterator[str]:
    """On the workers of the Dask scheduler in FAZHI_DASK. The pieces of a dead worker go to others."""
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        raise ClusterRefused(f"Dask is not installed ({error}): install fazhi[cluster]") from error
    address = scheduler or os.environ.get("FAZHI_DASK")
    if not address:
        raise ClusterRefused("FAZHI_DASK must name Dask's scheduler: tcp://HOST:PORT")
    try:
        client: Any = Client(address, timeout="20s")
    except OSError as error:
        raise ClusterRefused(
            f"no Dask scheduler answers at {address}: start one, or unset FAZHI_DASK"
        ) from error
    with client:
        keys = [f"read-{name}" for name in names]
        for future in as_completed(client.map(do, names, key=keys, retries=RETRIES, pure=False)):
            yield future.result()
            # A released result is not computed again when its worker dies.
            del future


def prefect(do: Piece, names: Sequence[str]) -> Iterator[str]:
    """As flow runs of the deployment cluster-reading, several pieces each, on the pool's workers."""
    from prefect.deployments import run_deployment

    deployment = "cluster-reading/cluster-reading"
    data_dir, version = _arguments(do)
    runs = []
    for start in range(0, len(names), PIECES_A_RUN):
        some = list(names[start : start + PIECES_A_RUN])
        asked = {"version": version, "names": some}
        runs.append((some, run_deployment(deployment, parameters=asked, timeout=0, as_subflow=False)))
    for some, run in runs:
        yield from _awaited(run, some)


def _arguments(do: Piece) -> tuple[Any, Any]:
    """The arguments of a partial, which become a flow run's parameters."""
    assert isinstance(do, partial)
    return do.args[0], do.args[1]


def _awaited(run: Any, names: Sequence[str]) -> Iterator[str]:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        while True:
            state = client.read_flow_run(run.id).state
            if state is not None and state.is_final():
                break
            time.sleep(2)
    if state.is_completed():
        yield from names


def _each(do: Piece, names: Sequence[str]) -> list[str]:
    return [do(name) for name in names]


EXECUTORS: dict[str, Executor] = {"local": local, "prefect": prefect, "dask": dask}
