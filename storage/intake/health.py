"""The results of sites over several crawls: which sites are paused."""

from collections.abc import Iterable
from itertools import groupby

import duckdb

from records.jsonlines import to_json
from storage.database.rows import insert_rows, json_list
from storage.planning.schedule import REFUSED_DAYS, Attempt, site_wait

# The last crawls of these sites with more than one request; an interrupted crawl does not count, nor does a
# list that was unread when the window closed.
ATTEMPTS = f"""
SELECT site_id, started_at, verdict, ask_again_at
FROM site_outcome JOIN crawl USING (crawl_id)
WHERE site_id IN (SELECT unnest(?::JSON::VARCHAR[])) AND NOT internal.cut_short(finish_reason)
    AND (list_pages > 0 OR len(problems) > 0 OR verdict <> 'ok')
    AND NOT (finish_reason = 'window_closed' AND verdict = 'degraded')
QUALIFY row_number() OVER (PARTITION BY site_id ORDER BY started_at DESC, crawl_id DESC) <= {len(REFUSED_DAYS)}
ORDER BY site_id, started_at DESC, crawl_id DESC
"""


def write_waits(connection: duckdb.DuckDBPyConnection, site_ids: Iterable[str]) -> None:
    """Rewrites until when each of these sites is paused, in the caller's transaction."""
    asked = [json_list(site_ids)]
    rows = []
    for site_id, found in groupby(
        connection.execute(ATTEMPTS, asked).fetchall(), key=lambda row: str(row[0])
    ):
        wait = site_wait([Attempt(*attempt) for _, *attempt in found])
        if wait:
            rows.append({"site_id": site_id, "refusals": wait[0], "next_try_at": to_json(wait[1])})
    connection.execute("DELETE FROM site_wait WHERE site_id IN (SELECT unnest(?::JSON::VARCHAR[]))", asked)
    insert_rows(connection, "site_wait", rows, "OR REPLACE")
