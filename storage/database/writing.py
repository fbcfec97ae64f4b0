"""Opening the working database for its one writer."""

from pathlib import Path

import duckdb

from storage.database.connection import connect
from storage.database.memory import memory_limit
from storage.errors import ArchiveDamaged, ArchiveLocked

# Any DuckDB from 1.4 on opens such a file; 2.0 would otherwise write one that 1.5 refuses.
FILE_FORMAT = "v1.4.0"
# Size of the write-ahead log at which DuckDB checkpoints. By default it is 16 MB, some hundred extractions,
# and each checkpoint compresses a table's last 122,880 rows again.
LOG = "512MB"
IN_USE = "Could not set lock"


def connect_writer(path: Path) -> duckdb.DuckDBPyConnection:
    """Opens or creates the working database.

    Raises ArchiveLocked if another program has it open, ArchiveDamaged if it cannot be read.
    """
    if path.exists() and not path.is_file():
        raise ArchiveDamaged(f"{path} is not a file: move it away, then `fazhi rebuild --replace`")
    config = {
        "storage_compatibility_version": FILE_FORMAT,
        "memory_limit": memory_limit(),
        "checkpoint_threshold": LOG,
    }
    try:
        return connect(path, config=config)
    except duckdb.IOException as error:
        if IN_USE in str(error):
            raise ArchiveLocked(f"{path} is open in another program: close it there ({error})") from error
        raise ArchiveDamaged(
            f"{path} cannot be opened by DuckDB ({str(error).splitlines()[0]}): move it away, then"
            " `fazhi rebuild --replace` makes it again from the evidence"
        ) from error
