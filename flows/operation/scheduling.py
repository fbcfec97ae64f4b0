"""Checks that Prefect's server really schedules: a server that answers but schedules nothing looks healthy on
its pages."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

PLANNED_WITHIN = timedelta(hours=26)
WORKER_SEEN_WITHIN = timedelta(minutes=3)
SECONDS = 10


def scheduling(api_url: str) -> str:
    """The problem of the schedule, in one line; empty if the next night will run."""
    try:
        deployment = _ask(f"{api_url}/deployments/name/nightly/nightly")
        planned = _ask(
            f"{api_url}/flow_runs/filter",
            {
                "deployments": {"id": {"any_": [deployment["id"]]}},
                "sort": "EXPECTED_START_TIME_ASC",
                "limit": 50,
            }
            | {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}},
        )
        workers = _ask(f"{api_url}/work_pools/{deployment['work_pool_name']}/workers/filter", {})
    except (URLError, OSError, ValueError, KeyError) as error:
        if getattr(error, "code", 0) == 404:
            return "the server has no deployment nightly/nightly: run `make deploy`"
        return f"no Prefect server answers at {api_url} ({error}): start it, or unset PREFECT_API_URL"
    now = datetime.now(UTC)
    times = [datetime.fromisoformat(run["expected_start_time"]) for run in planned]
    if deployment.get("paused"):
        return "the deployment nightly/nightly is paused: resume it on Prefect's pages"
    if not any(now <= at <= now + PLANNED_WITHIN for at in times):
        return "no night is scheduled within a day: check that the server's scheduler runs (`fazhi doctor`)"
    if late := [at for at in times if at < now - timedelta(minutes=15)]:
        return f"{len(late)} nights wait since {min(late):%Y-%m-%d %H:%M} UTC: start the worker (make worker)"
    seen = [datetime.fromisoformat(worker["last_heartbeat_time"]) for worker in workers]
    if not any(now - at < WORKER_SEEN_WITHIN for at in seen):
        return "no worker was seen within three minutes: start it (make worker)"
    return ""


def _ask(url: str, body: dict[str, Any] | None = None) -> Any:
    payload = None if body is None else json.dumps(body).encode()
    request = Request(url, payload, {"Content-Type": "application/json"})
    with urlopen(request, timeout=SECONDS) as answer:
        return json.load(answer)
