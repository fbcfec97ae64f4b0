"""flow cluster-shard: one shard of a night, on any machine's worker."""

from prefect import flow

from flows.cluster.settings import Cluster
from flows.cluster.shard_run import run_shard
from flows.operation.recording import show_log_lines
from storage.paths import DataDir


@flow(name="cluster-shard", flow_run_name="{night}-{shard}")
def cluster_shard(
    night: str, shard: str, archive_id: str = "", data_dir: str | None = None, wait_minutes: float = 2
) -> str:
    """Crawls one shard of a planned night and uploads it. Returns the crawl's id.

    data_dir is this machine's own folder (else $DATA_DIR); archive_id the archive this is deployed for.
    wait_minutes is the longest wait for another worker's lease of the shard.
    """
    show_log_lines()
    return run_shard(
        DataDir.from_environment(data_dir),
        Cluster.from_environment(),
        night,
        str(shard),
        archive_id,
        wait_seconds=wait_minutes * 60,
    )
