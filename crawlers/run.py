"""One crawl, in a process of its own: `python -m crawlers.run SPEC.json`.

Exit code 0: finished, and no callback raised. 1: anything else. 2: the specification is wrong (one line on
stderr). 3: stopped by SIGTERM or SIGINT, after the responses under way were written down. 4: the window of
the specification closed before the walk was done; what was under way is written down too.
5: the lease of its shard was lost (crawlers.lease_file); there is no summary then.
"""

import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

from crawlers.errors import BadSpec
from crawlers.settings import crawl_settings, is_loopback
from crawlers.spec import WINDOW_CLOSED, CrawlSpec
from crawlers.spiders.reports import ReportsSpider
from crawlers.walk.capture_log import CaptureLog
from crawlers.walk.reader import Reader
from crawlers.walk.reading_process import collect_seldom


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: python -m crawlers.run SPEC.json", file=sys.stderr)
        return 2
    try:
        spec = CrawlSpec.from_json(Path(arguments[0]).read_text(encoding="utf-8"))
        settings = crawl_settings(spec)
    except (BadSpec, OSError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return 2
    with Reader() as reader:
        # Before there are threads, connections and files of evidence, which the process would keep open.
        reader.start()
        return crawl(spec, settings, reader)


def crawl(spec: CrawlSpec, settings: dict[str, Any], reader: Reader) -> int:
    """The crawl, to its exit code."""
    try:
        capture_log = CaptureLog(spec, settings["USER_AGENT"])
    except (BadSpec, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    process = AsyncCrawlerProcess(settings)
    if not os.environ.get("FAZHI_CONTACT") and not is_loopback(spec.via):
        logging.getLogger(__name__).warning("FAZHI_CONTACT is not set: sites cannot tell whom to ask")
    process.crawl(ReportsSpider, spec=spec, capture_log=capture_log, reader=reader)
    collect_seldom()
    process.start()
    return exit_code(spec)


def exit_code(spec: CrawlSpec) -> int:
    """Read from the summary, so that code and summary cannot disagree; without one, 1."""
    try:
        summary = json.loads((spec.data.crawl(spec.crawl_id) / "summary.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return 1
    if summary["callback_exceptions"]:
        return 1
    return {"finished": 0, "shutdown": 3, WINDOW_CLOSED: 4}.get(summary["finish_reason"], 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
