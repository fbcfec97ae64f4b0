"""Reads files from the web in processes with limits of memory and time: a hostile file harms only itself.

A reading process serves many files, because starting one costs more than reading a file, and is replaced when
it dies.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from extraction.body.attachments import file_name
from extraction.files import file_kind, unread
from flows.pipeline.ocr import has_ocr
from records import Capture, FileReading
from records.jsonlines import from_json
from storage.evidence.warc import WarcDamaged, read_payload
from storage.paths import DataDir

GIGABYTE = 1024**3


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits for one file: address space of the reading process, seconds of the clock."""

    memory_bytes: int
    seconds: float

    @classmethod
    def usual(cls) -> "Limits":
        """Reading a report takes 0.3 GB of address space and a second; OCR takes 2 GB and a second a page."""
        return cls(4 * GIGABYTE, 600) if has_ocr() else cls(GIGABYTE, 60)


class FileReader:
    """A reading process, started with the first file: `with FileReader() as reader: reader.read(…)`."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits.usual()
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The running process, None if there is none."""
        return self._child.pid if self._child and self._child.poll() is None else None

    def read(self, payload: bytes, name: str = "") -> FileReading:
        """The reading of a file; if the process was killed over it, an Issue (timeout, memory, crashed)."""
        if self.pid is None:
            self._start()
        child = self._child
        assert child is not None and child.stdin is not None and child.stdout is not None
        order = {"name": name, "size": len(payload), "seconds": self._limits.seconds}
        # It may die while it is written to; its exit code is the reason.
        with contextlib.suppress(BrokenPipeError):
            child.stdin.write(json.dumps(order).encode() + b"\n" + payload)
            child.stdin.flush()
        answer = child.stdout.readline()
        if answer.endswith(b"\n"):
            return from_json(FileReading, json.loads(answer))
        self.close()
        return unread(file_kind(payload), *self._cause_of_death(child.returncode))

    def close(self) -> None:
        """Ends the process; the next file starts another."""
        if self._child is None:
            return
        child, self._child = self._child, None
        assert child.stdin is not None and child.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            child.stdin.close()
        child.stdout.close()
        child.wait()

    def _start(self) -> None:
        self.close()
        self._child = subprocess.Popen(
            [sys.executable, "-m", "flows.pipeline.file_process", str(self._limits.memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def _cause_of_death(self, code: int) -> tuple[str, str]:
        if code == -signal.SIGALRM:
            return "timeout", f"not read within {self._limits.seconds:g} seconds"
        if code in (-signal.SIGKILL, -signal.SIGABRT):
            return "memory", "the reading process ran out of memory"
        died = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit {code}"
        return "crashed", f"the reading process crashed on it ({died})"


def read_files(data: DataDir, captures: Sequence[Capture]) -> Iterator[tuple[Capture, FileReading]]:
    """The readings of stored files, in order, by one process per core."""
    count = min(os.cpu_count() or 1, len(captures))
    if not count:
        return
    readers: SimpleQueue[FileReader] = SimpleQueue()
    for _ in range(count):
        readers.put(FileReader())

    def read(capture: Capture) -> FileReading:
        reader = readers.get()
        try:
            return reader.read(read_payload(data, capture), file_name(capture.url, capture.link_title))
        except WarcDamaged as error:
            return unread("unknown", "warc_damaged", str(error))
        finally:
            readers.put(reader)

    try:
        with ThreadPoolExecutor(count) as pool:
            yield from zip(captures, pool.map(read, captures), strict=True)
    finally:
        for _ in range(count):
            readers.get().close()
