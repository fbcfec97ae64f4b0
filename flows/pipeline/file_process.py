"""The process that reads files from the web: `python -m flows.pipeline.file_process MEMORY_BYTES`.

Standard input has one file after another: a line of JSON (name, size, seconds), then size bytes. For each,
one line of JSON goes to standard output: a records.FileReading. The process has MEMORY_BYTES of address
space, and `seconds` of time for each file; then the kernel kills it, even if its parent is gone.
"""

import json
import os
import resource
import signal
import sys
from typing import BinaryIO

from extraction.files import read_file
from flows.pipeline.ocr import load_ocr
from records.jsonlines import to_json


def main() -> int:
    # A process that exhausts its address space raises MemoryError instead of taking the machine down.
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
    answers = _keep_clean()
    while asked := sys.stdin.buffer.readline():
        order = json.loads(asked)
        payload = sys.stdin.buffer.read(order["size"])
        signal.setitimer(signal.ITIMER_REAL, order["seconds"])
        reading = read_file(payload, order["name"], load_ocr())
        answer = json.dumps(to_json(reading)).encode() + b"\n"
        signal.setitimer(signal.ITIMER_REAL, 0)
        answers.write(answer)
        answers.flush()
        if any(issue.code == "memory" for issue in reading.issues):
            return 0  # the remaining address space may be fragmented
    return 0


def _keep_clean() -> BinaryIO:
    """Keeps standard output for results: what libraries print goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


if __name__ == "__main__":
    sys.exit(main())
