"""flow cluster-reading: some WARC files read again, on whatever machine's worker takes it."""

from prefect import flow

from flows.cluster.reading.rereading import read_file_again, readings_place
from flows.operation.recording import show_log_lines
from storage.database.identity import check_archive
from storage.paths import DataDir


@flow(name="cluster-reading")
def cluster_reading(
    version: str, names: list[str], archive_id: str = "", data_dir: str | None = None
) -> list[str]:
    """Reads the captures of these pieces (flows.cluster.reading.rereading) with the extractor of this version."""
    show_log_lines()
    data = DataDir.from_environment(data_dir)
    check_archive(data, archive_id)
    return [read_file_again(str(data.root.resolve()), version, readings_place(data), name) for name in names]
