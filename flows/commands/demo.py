"""`fazhi demo`: two nights over five governments on the replica, shown from the published archive."""

import os
import shutil
import sys
from pathlib import Path

import duckdb

import replica
from crawlers.registry import sites
from flows.commands.archive_verbs import run_harvest
from flows.errors import BadDemoFolder
from flows.rendering.report_story import tell_event
from flows.rendering.tables import print_table
from flows.rendering.terminal import Terminal
from storage.archive import Archive
from storage.history.removal_rule import RemovalRule
from storage.paths import DataDir
from storage.publishing.query import history, open_published, rows

MARKER = ".fazhi-demo"
TRY = (
    "select adcode, report_year, title from reports order by 1, 2",
    "select * from coverage where status <> 'published'",
    "select report_id, kind, url from events where kind <> 'appeared'",
)
FIELDS = "adcode, report_year, title, issuer, published_on, signed_on, doc_number, index_number, source"
SYMBOLS = {"published": "✓", "published_late": "late", "attachment_only": "file", "not_found": "–"}
SYMBOLS |= {"published_then_removed": "removed", "replaced": "replaced", "not_due": "not due"}

# Report pages with other bytes than in the crawl before but the same text.
FURNITURE = """
SELECT count(DISTINCT now.canonical_url) AS pages FROM capture AS now
JOIN capture AS before USING (canonical_url)
JOIN page USING (canonical_url)
WHERE report_id IS NOT NULL AND now.crawl_id = ? AND before.crawl_id <> now.crawl_id
  AND now.status = 200 AND now.payload_digest <> before.payload_digest
  AND now.capture_id NOT IN (SELECT capture_id FROM report_version)
"""


def run_demo(data: DataDir, texts: Path | None) -> None:
    """Harvests two simulated nights and prints what changed; with texts, one night of them.

    The demo folder is emptied first; any other folder is refused.
    """
    _begin(data)
    console = Terminal(highlight=False, soft_wrap=True)
    with Archive.open(data) as working:
        working.save_removal_rule(RemovalRule(nights=1, days=0))
        if not texts:
            working.note_invented()
    if not texts:
        usual = RemovalRule()
        console.print(
            f"In the demo one night without the page proves a removal; usually it takes {usual.nights} nights"
            f" over {usual.days} days."
        )
    for night in (1,) if texts else (1, 2):
        console.rule(f"Night {night}: crawl, keep, read, version, check, publish")
        with replica.running(night, texts) as pretend:
            run_harvest(data, tuple(sites()), via=pretend.address, recheck="all")
    with open_published(data) as archive:
        if texts:
            print_table(*_table(archive, f"SELECT {FIELDS} FROM reports ORDER BY adcode, report_year"))
        else:
            _tell_changes(console, archive)
            _show_coverage(console, archive)
    console.rule("Next")
    for query in TRY:
        console.print(f'  {_command()} --data {data.root} sql "{query}"')
    console.print(f"  {_command()} --data {data.root} status")
    console.print(f"  {_command()} --data {data.root} serve     # in a browser: http://127.0.0.1:8080/")


def _command() -> str:
    """How to call fazhi from here: by name if the shell finds it, else by path."""
    here = Path(sys.executable).with_name("fazhi")
    return "fazhi" if shutil.which("fazhi") or not here.exists() else os.path.relpath(here)


def _begin(data: DataDir) -> None:
    marker = data.root / MARKER
    if data.root.exists() and any(data.root.iterdir()):
        if not marker.exists():
            raise BadDemoFolder(
                f"{data.root} is not a demo folder and would be overwritten: choose another with --data DIR"
            )
        shutil.rmtree(data.root)
    data.root.mkdir(parents=True, exist_ok=True)
    marker.touch()


def _tell_changes(console: Terminal, archive: duckdb.DuckDBPyConnection) -> None:
    console.rule("What changed between the nights")
    crawls = rows(archive, "SELECT crawl_id, started_at FROM crawl ORDER BY started_at")
    last = crawls[-1]
    events = rows(
        archive,
        "SELECT report_id, event_no FROM events JOIN captures USING (capture_id) WHERE crawl_id = ? ORDER BY"
        " ALL",
        [last["crawl_id"]],
    )
    for found in events:
        told = history(archive, found["report_id"])
        event = next(event for event in told.events if event["event_no"] == found["event_no"])
        console.print(f"\n{told.report['title']}  ({found['report_id']})", style="bold", end="")
        tell_event(console, told, event)
    pages = rows(archive, FURNITURE, [last["crawl_id"]])[0]["pages"]
    console.print(
        f"\n{pages} report pages had different bytes (view counters, a new banner) but the same text: no new"
        " version"
    )


def _show_coverage(console: Terminal, archive: duckdb.DuckDBPyConnection) -> None:
    console.rule("Coverage: government × report year")
    found = rows(archive, "SELECT government, report_year, status FROM coverage ORDER BY adcode, report_year")
    years = sorted({row["report_year"] for row in found})
    table: dict[str, list[str]] = {}
    for row in found:
        table.setdefault(row["government"], []).append(SYMBOLS.get(row["status"], "?"))
    print_table(["government", *map(str, years)], [[name, *marks] for name, marks in table.items()])


def _table(archive: duckdb.DuckDBPyConnection, query: str) -> tuple[list[str], list[list[object]]]:
    found = rows(archive, query)
    return list(found[0]) if found else [], [list(row.values()) for row in found]
