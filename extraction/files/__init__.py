"""Files beside the pages: bytes of a PDF, a Word document, a table … → text and tables. Pure functions.

`read_file` is the one door; each kind of file has a module of its own, loaded when the first such file
comes. Hostile files are told apart as far as that is possible before unpacking; what is left takes memory
and time, so files from the web are read in a process that has limits of both (flows.pipeline.file_reading).
"""

from extraction.files.kinds import DOCUMENTS, KINDS, READABLE, file_kind, is_file_name
from extraction.files.limits import READER_VERSION
from extraction.files.reading import read_file, unread

__all__ = [
    "DOCUMENTS",
    "KINDS",
    "READABLE",
    "READER_VERSION",
    "file_kind",
    "is_file_name",
    "read_file",
    "unread",
]
