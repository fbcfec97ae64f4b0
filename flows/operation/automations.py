"""Prefect's automations of an installation: `python -m flows.operation.automations`, which `make deploy`
runs.

A night that failed, crashed, was cancelled or is late starts the deployment notify/notify, which sends a
message about it. Each automation is replaced by name, so that deploying twice leaves one.
"""

import asyncio
import sys
from contextlib import suppress
from datetime import timedelta

from prefect.automations import Automation
from prefect.client.orchestration import get_client
from prefect.events.actions import RunDeployment
from prefect.events.schemas.automations import EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification
from prefect.exceptions import ObjectNotFound

STATES = ("Failed", "Crashed", "Cancelled", "Late")
WATCHED = "nightly/nightly"
TELLS = "notify/notify"


async def main() -> int:
    """Sets them up on the server of PREFECT_API_URL; prints one line for each."""
    async with get_client() as client:
        watched = await client.read_deployment_by_name(WATCHED)
        tells = await client.read_deployment_by_name(TELLS)
    for state in STATES:
        name = f"fazhi: a night is {state}"
        with suppress(ObjectNotFound, ValueError):
            await (await Automation.aread(name=name)).adelete()
        await Automation(
            name=name,
            description="Set up by `make deploy`; docs/operations.md says what to do.",
            trigger=EventTrigger(
                expect={f"prefect.flow-run.{state}"},
                match=ResourceSpecification({"prefect.resource.id": "prefect.flow-run.*"}),
                match_related=[
                    ResourceSpecification(
                        {
                            "prefect.resource.role": "deployment",
                            "prefect.resource.id": f"prefect.deployment.{watched.id}",
                        }
                    )
                ],
                posture=Posture.Reactive,
                threshold=1,
                within=timedelta(0),
            ),
            actions=[
                RunDeployment(source="selected", deployment_id=tells.id, parameters=None, job_variables=None)
            ],
        ).acreate()
        print(f"{name}: {TELLS}")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
