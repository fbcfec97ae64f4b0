"""How much of a file is read, and the error of a file that cannot be read.

The limits are far above any report (the longest has some 40 pages and 2 MB) and far below what hurts. The
reading process has limits of memory and time for everything else (flows.pipeline.file_reading).
"""

READER_VERSION = "4"
"""Raised with every change that can change a reading: files read by an older version are read again."""

MAX_BYTES = 64 * 1024 * 1024
MAX_PAGES = 1_000
MAX_MEMBERS = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_FILES = 100
MAX_DEPTH = 2
MAX_CELLS = 500_000
MAX_NODES = 1_500_000
MAX_CHARS = 5_000_000


class Unreadable(Exception):
    """A file without a text to be had: the code and the line of its Issue."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


def at_most(count: int, limit: int, what: str) -> None:
    """Raises Unreadable too_large above the limit: half a report must not pass for a short one."""
    if count > limit:
        raise Unreadable("too_large", f"{count:,} {what}, at most {limit:,} are read")
