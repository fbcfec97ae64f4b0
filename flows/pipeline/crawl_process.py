"""One crawl, one child process: starts it, follows it, stops it, and reads the summary it leaves.

A child isolates memory, logs and crashes, and a reactor never has to start twice in one process.
"""

import json
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

from crawlers.settings import PARENT
from crawlers.spec import CrawlSpec
from flows.errors import CrawlFailed
from records import CrawlSummary
from records.jsonlines import from_json
from storage.evidence.crawl_logs import read_text, stored
from storage.paths import DataDir

log = logging.getLogger(__name__)

FOLLOW_EVERY_SECONDS = 1.0
# A stopped run ends within five seconds; a crawl that is killed loses at most the record it was writing.
STOP_WITHIN_SECONDS = 3.0
# A closed window is no failure: the sites without a turn come first in the next night.
ENDED = ("finished", "window_closed")


def run_crawl(spec: CrawlSpec, data: DataDir, *, keep_open: tuple[int, ...] = ()) -> CrawlSummary:
    """Runs one crawl to its end and returns its summary; progress goes to the log once a second.

    keep_open are file descriptors the child inherits: the writer lock, so that a crawl whose parent was
    killed still keeps a second crawl from the same hosts. Raises CrawlFailed if the crawl left no summary,
    was stopped, or a callback raised; what was captured is on disk all the same.
    """
    folder = data.crawl(spec.crawl_id)
    folder.mkdir(parents=True, exist_ok=True)
    spec_file = folder / "spec.json"
    spec_file.write_text(spec.to_json(), encoding="utf-8")
    with (folder / "child.out").open("wb") as output:
        child = subprocess.Popen(
            [sys.executable, "-m", "crawlers.run", str(spec_file)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=keep_open,
            env={**os.environ, PARENT: str(os.getpid())},
        )
        try:
            _follow(child, folder)
        finally:
            _stop(child)
    return summary_of(folder, child.returncode)


def _follow(child: "subprocess.Popen[bytes]", folder: Path) -> None:
    captures = 0
    while True:
        try:
            child.wait(FOLLOW_EVERY_SECONDS)
            return
        except subprocess.TimeoutExpired:
            seen = _lines(folder / "captures.jsonl")
            if seen != captures:
                captures = seen
                log.info("crawling: %d captures", captures)


def _lines(path: Path) -> int:
    if not path.exists():
        return 0
    with path.open("rb") as lines:
        return sum(1 for _ in lines)


def _stop(child: "subprocess.Popen[bytes]") -> None:
    """SIGTERM lets Scrapy finish open requests; SIGKILL ends the whole group after a while."""
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(STOP_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def summary_of(folder: Path, code: int = 0) -> CrawlSummary:
    """The result of a crawl, from its summary and exit code. Raises CrawlFailed if it was not successful."""
    path = folder / "summary.json"
    if not stored(path):
        last = _last_line(folder / "child.out")
        raise CrawlFailed(
            f"the crawl was interrupted (exit {code}) and left no summary: {last or 'see ' + str(folder)}"
        )
    summary = from_json(CrawlSummary, json.loads(read_text(path)))
    if summary.callback_exceptions:
        raise CrawlFailed(
            f"{summary.callback_exceptions} pages could not be processed, the first: {summary.first_error} "
            f"(log: {folder / 'crawl.log'})"
        )
    if summary.finish_reason not in ENDED or (code and summary.finish_reason == "finished"):
        raise CrawlFailed(
            f"the crawl ended as '{summary.finish_reason}' (exit {code}; log: {folder / 'crawl.log'})"
        )
    return summary


def _last_line(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace").strip()
    return text.splitlines()[-1] if text else ""
