"""The parts of a cluster, from the environment: the same variables on every machine."""

import os
from dataclasses import dataclass

from flows.cluster.errors import ClusterRefused
from storage.evidence.ranges import STORE

SHARDS = 16
LEASE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """store is the place of the evidence (storage.evidence.object_store), database the address of PostgreSQL
    as libpq writes it.

    shards is how many a night is cut into; a lease that is not renewed for lease_seconds may be taken. lake
    is the place of the bulk tables' Parquet files (storage.database.lake); empty for an archive without a
    lake.
    """

    store: str
    database: str
    shards: int = SHARDS
    lease_seconds: float = LEASE_SECONDS
    lake: str = ""

    def __post_init__(self) -> None:
        """Raises ClusterRefused."""
        if self.shards < 1:
            raise ClusterRefused(f"FAZHI_SHARDS is {self.shards}: it must be 1 or more")
        if not self.lease_seconds >= 1:
            raise ClusterRefused(f"FAZHI_LEASE_SECONDS is {self.lease_seconds:g}: it must be 1 or more")

    @classmethod
    def from_environment(cls) -> "Cluster":
        """Raises ClusterRefused for a variable that is missing or not a number."""
        missing = [name for name in (STORE, "FAZHI_DATABASE") if not os.environ.get(name)]
        if missing:
            raise ClusterRefused(f"{' and '.join(missing)} must be set: docs/scaling.md says to what")
        try:
            shards = int(os.environ.get("FAZHI_SHARDS") or SHARDS)
            seconds = float(os.environ.get("FAZHI_LEASE_SECONDS") or LEASE_SECONDS)
        except ValueError as error:
            raise ClusterRefused(f"FAZHI_SHARDS and FAZHI_LEASE_SECONDS must be numbers: {error}") from error
        return cls(
            os.environ[STORE], os.environ["FAZHI_DATABASE"], shards, seconds, os.environ.get("FAZHI_LAKE", "")
        )
