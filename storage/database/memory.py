"""DuckDB's memory limit: a quarter of the machine or its container, at most one gigabyte, or FAZHI_MEMORY.

What does not fit goes to disk beside the database.
"""

import os
from contextlib import suppress
from pathlib import Path

MOST = 1_000_000_000
LEAST = 256_000_000
SETTING = "FAZHI_MEMORY"
CONTAINER = Path("/sys/fs/cgroup/memory.max")


def memory_limit() -> str:
    """As DuckDB's setting memory_limit takes it, such as `1000MB`."""
    told = os.environ.get(SETTING)
    if told:
        return told
    return f"{min(max(_machine() // 4, LEAST), MOST) // 1_000_000}MB"


def _machine() -> int:
    """Bytes of memory that this machine has or its container allows."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with suppress(OSError, ValueError):  # no container, or one without a limit (`max`)
        return min(whole, int(CONTAINER.read_text()))
    return whole
