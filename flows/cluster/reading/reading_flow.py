"""flow cluster-reading: reads some WARC files again, on any machine's worker."""

from prefect import flow

from flows.cluster.reading.rereading import read_file_again, readings_place
from flows.operation.recording import show_log_lines
from storage.database.identity import check_archive
from storage.paths import DataDir


@flow(name="cluster-reading")
def cluster_reading(
    version: str, names: list[str], archive_id: str = "", data_dir: str | None = None
) -> list[str]:
    """Reads the captures of these pieces (flows.cluster.reading.rereading) with this extractor version."""
    show_log_lines()
    data = DataDir.from_environment(data_dir)
    check_archive(data, archive_id)
    return [read_file_again(str(data.root.resolve()), version, readings_place(data), name) for name in names]
