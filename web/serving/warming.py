"""Renders the report pages of a publication ahead, in a process of its own: `python -m web.serving.warming`.

A new publication is served once this is done, so that its first readers do not wait for rendering. Pages that
are unchanged since the last publication are linked, not rendered again.
"""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from storage.lookup.published import Published
from storage.lookup.reports import ReportDetails, report_details
from storage.lookup.totals import report_ids
from storage.paths import DataDir
from web import formats
from web.answers import Answer, build
from web.page import Ask, Site
from web.serving.kept import Kept
from web.views.report import report_page

AT_ONCE = 100
DIGESTS = "digests.json"
NICENESS = 10


def start(data: DataDir, cache: Path, site: Site, before: str) -> "subprocess.Popen[bytes]":
    """Starts the process, which ends when everything is rendered. before is the page cache of the last
    publication."""
    order = {"data": str(data.file or data.root), "cache": str(cache), "site": asdict(site), "before": before}
    return subprocess.Popen(
        [sys.executable, "-m", "web.serving.warming", json.dumps(order)], stdin=subprocess.DEVNULL
    )


def warm(published: Published, kept: Kept, before: Kept, site: Site) -> tuple[int, int]:
    """Renders missing pages. Returns how many pages were rendered and how many linked."""
    known = _digests(before)
    digests: dict[str, str] = {}
    made = linked = 0
    with published.cursor() as cursor:
        ask = Ask(published, cursor, site, "/")
        ids = report_ids(cursor)
        for at in range(0, len(ids), AT_ONCE):
            for report_id, details in report_details(published, cursor, ids[at : at + AT_ONCE]).items():
                path = f"/report/{report_id}"
                digests[path] = hashlib.sha256(f"{build()}{site}{details}".encode()).hexdigest()
                if known.get(path) == digests[path] and kept.link(before, path, ask.language):
                    linked += 1
                    continue
                kept.put(path, ask.language, _rendered(ask, path, details))
                made += 1
    kept.folder.mkdir(parents=True, exist_ok=True)
    (kept.folder / DIGESTS).write_text(json.dumps(digests), encoding="utf-8")
    return made, linked


def _rendered(ask: Ask, path: str, details: ReportDetails) -> Answer:
    here = Ask(ask.published, ask.cursor, ask.site, path)
    body, media_type = formats.write(here, report_page(here, details), "")
    return Answer(200, body, media_type)


def _digests(kept: Kept) -> dict[str, str]:
    place = kept.folder / DIGESTS
    found: dict[str, str] = json.loads(place.read_text(encoding="utf-8")) if place.is_file() else {}
    return found


def main() -> None:
    os.nice(NICENESS)
    order = json.loads(sys.argv[1])
    published = Published.open(DataDir.from_environment(order["data"]))
    cache = Path(order["cache"])
    kept = Kept(cache, f"{published.name}-{build()}")
    warm(published, kept, Kept(cache, order["before"]), Site(**order["site"]))
    published.close()


if __name__ == "__main__":
    main()
