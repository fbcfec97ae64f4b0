"""`fazhi sites`: list governments, show one of them, check that the lists agree."""

from collections.abc import Sequence

import duckdb

from crawlers.registry import all_sites, find_sites
from crawlers.registry_check import contradictions
from flows.errors import ChecksFailed
from flows.rendering.tables import print_rows, print_table
from flows.rendering.terminal import Terminal
from records import former_governments, government
from storage.errors import NotPublished
from storage.paths import DataDir
from storage.publishing.query import open_published, rows

LISTED = ("adcode", "name", "level", "province", "prefecture", "site_id", "homepage")
COLUMNS = "SELECT url, title, expected, healthy_at, dead_since, problem FROM columns WHERE site_id = ? ORDER BY score DESC"
HEALTH = """
SELECT verdict, verdict_since, healthy_at, cause, next_try_at, reports, problems FROM site_health WHERE site_id = ?
"""
PAGES = """
SELECT state, count(*) AS pages, count(report_id) AS with_a_report, min(due_at) AS next_due_at
FROM frontier WHERE site_id = ? GROUP BY state ORDER BY state
"""
SUMMARY = """
SELECT count(*) AS sites, count(crawl_id) AS crawled, count(*) FILTER (healthy) AS healthy,
    (SELECT count(DISTINCT site_id) FROM columns WHERE dead_since IS NULL AND expected > 0) AS with_columns,
    (SELECT count(*) FROM columns WHERE dead_since IS NOT NULL) AS dead_columns,
    count(next_try_at) AS left_alone
FROM site_health
"""


def list_sites(provinces: Sequence[str], form: str) -> None:
    """Every government that has a homepage, or those of these provinces."""
    found = []
    for site in all_sites(provinces):
        unit = government(site.adcode)
        found.append(
            (site.adcode, unit.name, unit.level, unit.province, unit.prefecture, site.site_id, site.homepage)
        )
    print_rows(LISTED, found, form)


def show_site(data: DataDir, target: str) -> None:
    """Prints what registry and archive know about a government (division code, also a former one) or a
    site."""
    console = Terminal(highlight=False, soft_wrap=True)
    for site in find_sites([target]):
        unit = government(site.adcode) if site.adcode else None
        console.print(f"{site.site_id}  {unit.full_name if unit else ''}  {site.homepage}", style="bold")
        if unit:
            above = " ".join(filter(None, (unit.level, unit.province, unit.prefecture)))
            console.print(f"{above}; homepage known by: {unit.homepage_evidence or 'nothing'}")
            for former in former_governments():
                if former.successor == unit.adcode:
                    console.print(f"until {former.abolished}: {former.adcode} {former.full_name}")
        try:
            with open_published(data) as connection:
                _show_archived(console, connection, site.site_id)
        except NotPublished:
            console.print("not crawled yet")


def _show_archived(console: Terminal, connection: duckdb.DuckDBPyConnection, site_id: str) -> None:
    health = rows(connection, HEALTH, [site_id])
    if not health:
        console.print("not crawled yet")
    for name, value in health[0].items() if health else ():
        if value not in (None, []):
            words = "; ".join(value) if isinstance(value, list) else value
            console.print(f"{name}: {words}")
    for title, query in (("Columns", COLUMNS), ("Pages", PAGES)):
        if found := rows(connection, query, [site_id]):
            print_table(list(found[0]), [list(row.values()) for row in found], title, whole=("url",))


def check_sites(data: DataDir) -> None:
    """Prints contradictions and how much of the registry is crawled. Raises ChecksFailed if there are
    contradictions."""
    try:
        with open_published(data) as connection:
            for name, count in rows(connection, SUMMARY)[0].items():
                print(f"{name.replace('_', ' ')}: {count}")
    except NotPublished:
        print("not crawled yet")
    problems = contradictions()
    for problem in problems:
        print(problem)
    if problems:
        raise ChecksFailed(f"{len(problems)} contradictions in records/*.csv and crawlers/sites.csv")
    print(f"{len(all_sites())} governments with a homepage, no contradiction")
