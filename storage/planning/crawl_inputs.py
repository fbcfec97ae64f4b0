"""What the next crawl should know about earlier ones."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import duckdb

from records import PageRequest
from records.jsonlines import from_json
from storage.database.rows import json_list
from storage.evidence.warc_writer import KnownCapture
from storage.planning.schedule import RESUME_WITHIN, WHOLE_WALK_AFTER, search_due_at

# The last response of each address that is not a revisit: what a revisit record may point to. With the
# validators of the last answer that confirmed these bytes, because a server may change validators.
KNOWN = """
SELECT url, capture_id, payload_digest, captured_at, etag, last_modified, media_type, charset, payload_bytes,
    warc_file, warc_offset, warc_length
FROM known
WHERE site_id IN (SELECT unnest($sites::JSON::VARCHAR[]))
    AND capture_id NOT IN (SELECT capture_id FROM lost_capture)
QUALIFY row_number() OVER (PARTITION BY url ORDER BY captured_at DESC, capture_id DESC) = 1
ORDER BY url
"""
# The same from all captures except those of the crawls to be resumed.
KNOWN_WITHOUT = """
WITH answer AS (
    SELECT * FROM capture
    WHERE site_id IN (SELECT unnest($sites::JSON::VARCHAR[])) AND method = 'GET' AND status IN (200, 304)
        AND crawl_id NOT IN (SELECT unnest($resumed::JSON::VARCHAR[]))
), original AS (
    SELECT unnest(max_by(answer, (captured_at, capture_id))) FROM answer
    WHERE status = 200 AND revisit_of = '' AND capture_id NOT IN (SELECT capture_id FROM lost_capture)
    GROUP BY url
)
SELECT
    original.url, original.capture_id, original.payload_digest, original.captured_at,
    max_by(answer.etag, (answer.captured_at, answer.capture_id)),
    max_by(answer.last_modified, (answer.captured_at, answer.capture_id)),
    original.media_type, original.charset, original.payload_bytes,
    original.warc_file, original.warc_offset, original.warc_length
FROM original
JOIN answer
    ON answer.url = original.url
    AND internal.payload_of(answer.revisit_of, answer.capture_id) = original.capture_id
GROUP BY ALL ORDER BY original.url
"""

REPORT_PAGES = """
SELECT site_id, canonical_url FROM page
WHERE report_id IS NOT NULL AND site_id IN (SELECT unnest(?::JSON::VARCHAR[]))
ORDER BY site_id, canonical_url
"""

# Pages with lost bytes that no copy has, until they are requested again; for a file or a further page, the
# page that links to it. The lost bytes are no longer known, so that the next response is stored in full.
LOST = """
SELECT lost.site_id, CASE WHEN lost.role = 'detail' THEN lost.canonical_url ELSE parent.canonical_url END
FROM lost_capture
JOIN capture AS lost USING (capture_id)
LEFT JOIN capture AS parent
    ON parent.crawl_id = lost.crawl_id AND parent.url = lost.found_on AND parent.role = 'detail'
WHERE lost.revisit_of = '' AND (lost.role = 'detail' OR parent.capture_id IS NOT NULL)
    AND NOT EXISTS (
        SELECT 1 FROM capture AS again
        WHERE again.canonical_url = lost.canonical_url AND again.captured_at > found_at)
"""

DUE = f"""
SELECT site_id, canonical_url FROM page
WHERE site_id IN (SELECT unnest($sites::JSON::VARCHAR[])) AND (
    due_at <= $now OR canonical_url IN (
        SELECT canonical_url FROM capture
        WHERE crawl_id IN (SELECT unnest($resumed::JSON::VARCHAR[])) AND role = 'detail' AND method = 'GET'))
UNION
SELECT * FROM ({LOST}) AS lost (site_id, canonical_url)
WHERE site_id IN (SELECT unnest($sites::JSON::VARCHAR[]))
ORDER BY site_id, canonical_url
"""

# Besides the healthy columns: lists that could not be read to their end. Without them a site would seem
# complete although one of its lists is unread. (A site with no healthy column is searched again.)
COLUMNS = """
WITH whole AS (SELECT * FROM columns WHERE expected > 0 AND dead_since IS NULL), wanted AS (
    SELECT site_id, url, expected, trail, score, call FROM whole
    UNION ALL
    SELECT site_id, url, 0, trail, score, call FROM columns AS unread
    WHERE problem <> '' AND site_id IN (SELECT site_id FROM whole) AND url NOT IN (SELECT url FROM whole)
        AND last_seen_at = (SELECT max(last_seen_at) FROM columns WHERE columns.site_id = unread.site_id)
)
SELECT * FROM wanted WHERE site_id IN (SELECT unnest(?::JSON::VARCHAR[])) ORDER BY site_id, score DESC, url
"""

# Sites whose lists were not walked to the end for a while, or with a report that may be gone: only whole
# walks prove that.
WHOLE_WALKS = """
SELECT site_id FROM (SELECT unnest($sites::JSON::VARCHAR[]) AS site_id)
WHERE site_id NOT IN (
        SELECT site_id FROM site_outcome JOIN crawl USING (crawl_id)
        WHERE whole AND listing_healthy AND started_at > $since)
    OR site_id IN (
        SELECT page.site_id FROM page JOIN report USING (report_id)
        WHERE is_primary AND missing_since IS NOT NULL AND gone_at IS NULL AND report.status = 'live')
"""

# Interrupted crawls after which no crawl of the same site has ended.
RESUMABLE = """
SELECT DISTINCT crawl.crawl_id
FROM crawl JOIN capture USING (crawl_id)
WHERE internal.cut_short(finish_reason) AND crawl.started_at > $since
    AND capture.site_id IN (SELECT unnest($sites::JSON::VARCHAR[]))
    AND NOT EXISTS (
        SELECT 1 FROM site_outcome JOIN crawl AS later ON later.crawl_id = site_outcome.crawl_id
        WHERE site_outcome.site_id = capture.site_id AND later.started_at > crawl.started_at
            AND NOT internal.cut_short(later.finish_reason))
ORDER BY crawl.crawl_id
"""

BEGUN_AGAIN = """
SELECT crawl_id FROM crawl WHERE internal.cut_short(finish_reason) AND coalesce(started_at > $since, true)
"""

OVER = "SELECT crawl_id FROM crawl WHERE coalesce(finished_at, started_at) < $since"

SEARCHED = """
SELECT site_id, max(captured_at) FROM capture
WHERE role = 'home' AND site_id IN (SELECT unnest(?::JSON::VARCHAR[])) GROUP BY site_id
"""

# Hosts that were requested for a site, or that a crawl refused to request.
HOSTS = """
SELECT DISTINCT site_id, regexp_extract(url, '^[a-z]+://([^/:?#]+)', 1) AS host
FROM (SELECT site_id, url FROM capture
      UNION ALL SELECT site_id, url FROM failed_fetch WHERE kind = 'other_shard')
WHERE site_id IN (SELECT unnest(?::JSON::VARCHAR[])) AND host <> ''
"""

STANDINGS = """
SELECT site_id, last_tried_at, next_try_at
FROM (SELECT unnest($sites::JSON::VARCHAR[]) AS site_id)
LEFT JOIN (SELECT site_id, max(started_at) AS last_tried_at FROM site_outcome JOIN crawl USING (crawl_id)
           -- A site whose turn did not come before the window closed comes first.
           WHERE NOT (finish_reason = 'window_closed' AND NOT listing_healthy)
           GROUP BY site_id) USING (site_id)
LEFT JOIN site_wait USING (site_id)
"""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page to be fetched again because it carries, or carried, a report."""

    site_id: str
    url: str
    role: str = "detail"


@dataclass(frozen=True, slots=True)
class LearntColumn:
    """A list of reports that a crawl found.

    expected is the number of candidates in it when last healthy; trail and score describe the links that led
    to it; call loads its first items if its own page has none.
    """

    site_id: str
    url: str
    expected: int
    trail: tuple[str, ...]
    score: int
    call: PageRequest | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """When a site was last crawled, and until when it is paused; None for never and for not paused."""

    site_id: str
    last_tried_at: datetime | None
    next_try_at: datetime | None


def known_captures(
    connection: duckdb.DuckDBPyConnection, site_ids: Iterable[str], resumed: Iterable[str] = ()
) -> list[KnownCapture]:
    """The lines of a crawl's `known` file: the last full capture of every address of these sites.

    For a crawl that resumes another one, the captures of the interrupted crawl are left out.
    """
    asked = {"sites": json_list(site_ids)}
    without = json_list(resumed)
    if without == "[]":
        return [KnownCapture(*row) for row in connection.execute(KNOWN, asked).fetchall()]
    found = connection.execute(KNOWN_WITHOUT, asked | {"resumed": without})
    return [KnownCapture(*row) for row in found.fetchall()]


def report_pages(connection: duckdb.DuckDBPyConnection, site_ids: Iterable[str]) -> list[ReportPage]:
    """All pages that carry or carried a report of these sites, so that their disappearance and return are
    noticed."""
    return [ReportPage(*row) for row in connection.execute(REPORT_PAGES, [json_list(site_ids)]).fetchall()]


def due_pages(
    connection: duckdb.DuckDBPyConnection, site_ids: Iterable[str], now: datetime, resumed: Iterable[str] = ()
) -> list[ReportPage]:
    """The pages of these sites that are due (storage.planning.schedule), and those of the crawls to be
    resumed: their further pages and files may be missing."""
    asked = {"now": now, "sites": json_list(site_ids), "resumed": json_list(resumed)}
    return [ReportPage(*row) for row in connection.execute(DUE, asked).fetchall()]


def learnt_columns(connection: duckdb.DuckDBPyConnection, site_ids: Iterable[str]) -> list[LearntColumn]:
    """The columns of these sites that had reports when last healthy and have not failed since, best first."""
    found = connection.execute(COLUMNS, [json_list(site_ids)]).fetchall()
    return [
        LearntColumn(
            site_id,
            url,
            held,
            tuple(trail),
            score,
            from_json(PageRequest, json.loads(call)) if call else None,
        )
        for site_id, url, held, trail, score, call in found
    ]


def searches(connection: duckdb.DuckDBPyConnection, site_ids: Iterable[str], now: datetime) -> set[str]:
    """Which of these sites are searched again from their home pages although their columns are known."""
    wanted = set(site_ids)
    searched = connection.execute(SEARCHED, [json_list(wanted)]).fetchall()
    return wanted - {site_id for site_id, last_at in searched if now < search_due_at(site_id, last_at)}


def whole_walks(connection: duckdb.DuckDBPyConnection, site_ids: Iterable[str], now: datetime) -> set[str]:
    """Which of these sites must be walked to the end of their lists this time."""
    asked = {"sites": json_list(site_ids), "since": now - WHOLE_WALK_AFTER}
    return {site_id for (site_id,) in connection.execute(WHOLE_WALKS, asked).fetchall()}


def resumable(connection: duckdb.DuckDBPyConnection, site_ids: Iterable[str], now: datetime) -> list[str]:
    """The recently interrupted crawls of these sites that no later crawl has replaced, oldest first."""
    asked = {"sites": json_list(site_ids), "since": now - RESUME_WITHIN}
    return [crawl_id for (crawl_id,) in connection.execute(RESUMABLE, asked).fetchall()]


def begun_again(connection: duckdb.DuckDBPyConnection, now: datetime) -> set[str]:
    """The interrupted crawls that are recent enough to be resumed."""
    found = connection.execute(BEGUN_AGAIN, {"since": now - RESUME_WITHIN}).fetchall()
    return {crawl_id for (crawl_id,) in found}


def over(connection: duckdb.DuckDBPyConnection, now: datetime) -> set[str]:
    """The crawls that are too old to be resumed."""
    found = connection.execute(OVER, {"since": now - RESUME_WITHIN}).fetchall()
    return {crawl_id for (crawl_id,) in found}


def hosts_led_to(connection: duckdb.DuckDBPyConnection, site_ids: Iterable[str]) -> dict[str, set[str]]:
    """All hosts that these sites' walks have led to, by site_id."""
    found: dict[str, set[str]] = {}
    for site_id, host in connection.execute(HOSTS, [json_list(site_ids)]).fetchall():
        found.setdefault(site_id, set()).add(host)
    return found


def standings(connection: duckdb.DuckDBPyConnection, site_ids: Iterable[str]) -> dict[str, Standing]:
    """The state of each of these sites, by site_id."""
    found = connection.execute(STANDINGS, {"sites": json_list(site_ids)}).fetchall()
    return {row[0]: Standing(*row) for row in found}
