"""Titles that a list shows and whose pages were never read as reports: read once per extractor version, for
the ledger."""

from collections.abc import Callable

import duckdb

from storage.database.migrate import transaction
from storage.database.rows import insert_rows

ReadTitle = Callable[[str, str], tuple[bool, int | None, str | None]]
"""From a title and the division code of the site's government: whether it may be a government's own report,
its year, and its government."""

WAITING = """
SELECT DISTINCT title, coalesce(site.adcode, '') AS site_adcode
FROM (SELECT link_title AS title, site_id FROM capture WHERE role = 'detail' AND link_title <> ''
      UNION SELECT title, site_id FROM unread_item) AS item
LEFT JOIN site USING (site_id)
WHERE NOT EXISTS (
    SELECT 1 FROM listed_title
    WHERE listed_title.title = item.title AND site_adcode = coalesce(site.adcode, '') AND extractor_version = $version)
ORDER BY ALL
"""


def write_titles(connection: duckdb.DuckDBPyConnection, extractor_version: str, read: ReadTitle) -> int:
    """Adds to the table listed_title the titles that this extractor version has not read yet. Returns how
    many."""
    with transaction(connection):
        waiting = connection.execute(WAITING, {"version": extractor_version}).fetchall()
        rows = []
        for title, site_adcode in waiting:
            may_be_report, report_year, adcode = read(title, site_adcode)
            row = {"title": title, "site_adcode": site_adcode, "extractor_version": extractor_version}
            rows.append({**row, "may_be_report": may_be_report, "report_year": report_year, "adcode": adcode})
        return insert_rows(connection, "listed_title", rows)
