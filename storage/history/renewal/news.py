"""What is new since the last fold, and which pages it concerns: a night costs what is new, not what is old.

A page that answered once more with the same, and of whose report nothing else has changed since the time before
(`folded.settled`), is quiet: only its new captures are looked at. Every other page that something new is known of is
read whole, with all pages of its reports. Every night reads a few quiet pages whole as well (ROUND).
"""

from importlib.metadata import version

import duckdb

from storage.database.rows import only_number
from storage.history.removal_rule import removal_rule
from storage.history.renewal.settled import STATE

ROUND = 91
"""Nights in which every page is read whole once."""

BASIS = "fold_basis"
KNOWN_BASIS = "SELECT value FROM meta WHERE key = $key"
NEVER = "TIMESTAMP '0001-01-01'"

FRESH_CRAWLS = """
CREATE OR REPLACE TEMP TABLE fresh_crawl AS
SELECT crawl_id FROM crawl WHERE $full OR crawl_id NOT IN (SELECT crawl_id FROM folded_crawl)
"""
FRESH = """
CREATE OR REPLACE TEMP TABLE fresh AS
SELECT capture_id, crawl_id, site_id, url, page_url, canonical_url, captured_at, status, revisit_of
FROM capture WHERE method = 'GET' AND crawl_id IN (SELECT crawl_id FROM fresh_crawl)
"""
# Crawls that died and that a fresh one went on with, site by site: what they saw is told as that of the other.
TOLD_ANEW = """
CREATE OR REPLACE TEMP TABLE told_anew AS
SELECT canonical_url FROM capture JOIN resumption ON resumed_id = capture.crawl_id AND resumption.site_id = capture.site_id
WHERE resumption.crawl_id IN (SELECT crawl_id FROM fresh_crawl)
UNION
SELECT canonical_url FROM failed_fetch JOIN resumption
    ON resumed_id = failed_fetch.crawl_id AND resumption.site_id = failed_fetch.site_id
WHERE resumption.crawl_id IN (SELECT crawl_id FROM fresh_crawl)
UNION
SELECT canonical_url FROM fresh JOIN resumption USING (crawl_id, site_id)
"""
# Readings of captures that the last fold knew; a file concerns the pages that were read with it.
READ_ANEW = """
WITH old AS (
    SELECT capture_id FROM unfolded WHERE capture_id NOT IN (SELECT capture_id FROM fresh)
), file AS (
    SELECT capture_id FROM old UNION SELECT capture_id FROM capture WHERE revisit_of IN (SELECT capture_id FROM old)
), read AS (
    SELECT capture_id FROM old
    UNION SELECT capture_id FROM extraction_file WHERE file_capture_id IN (SELECT capture_id FROM file)
)
SELECT DISTINCT canonical_url FROM capture
WHERE capture_id IN (SELECT capture_id FROM read) OR revisit_of IN (SELECT capture_id FROM read)
"""
SITES_ANEW = """
SELECT DISTINCT canonical_url FROM capture WHERE site_id IN (
    SELECT site_id FROM site LEFT JOIN folded_site AS known USING (site_id)
    WHERE site.adcode <> coalesce(known.adcode, ''))
    AND crawl_id NOT IN (SELECT crawl_id FROM fresh_crawl)
"""
DECIDED = "SELECT canonical_url FROM decision UNION SELECT canonical_url FROM folded WHERE decided"
BY_TURNS = f"""
SELECT canonical_url FROM folded
WHERE hash(canonical_url) % {ROUND} = (SELECT epoch(max(started_at))::BIGINT // 86400 FROM crawl) % {ROUND}
"""
QUIET = f"""
CREATE OR REPLACE TEMP TABLE quiet AS
SELECT canonical_url, any_value(folded.last_at) AS since
FROM fresh JOIN folded USING (canonical_url)
LEFT JOIN (
    SELECT capture_id, {STATE.replace("basis", "evidence ->> '$.published_on.basis'")} AS state,
        coalesce(list_contains(issues ->> '$[*].code', 'cut_off'), false) OR capture_id IN (SELECT capture_id FROM extraction_file)
            AS is_special
    FROM extraction WHERE extractor_version = $version AND capture_id IN (SELECT capture_id FROM fresh)
) AS own ON own.capture_id = fresh.capture_id
LEFT JOIN (SELECT DISTINCT capture_id FROM failed_fetch WHERE capture_id <> '') AS judged
    ON judged.capture_id = fresh.capture_id
GROUP BY canonical_url
HAVING bool_and(settled AND NOT decided AND fresh.captured_at > last_at AND fresh.status IN (200, 304)
    AND fresh.page_url = fresh.url AND fresh.url = folded.url AND fresh.site_id = folded.site_id
    AND judged.capture_id IS NULL
    AND CASE WHEN own.capture_id IS NULL THEN fresh.revisit_of = payload_id
             ELSE fresh.revisit_of = '' AND NOT is_special AND own.state = folded.state END)
"""
# Known report pages with another answer, and pages that are read as a report for the first time.
OTHERWISE = """
SELECT canonical_url FROM fresh
WHERE canonical_url IN (SELECT canonical_url FROM folded)
    AND canonical_url NOT IN (SELECT canonical_url FROM quiet)
UNION
SELECT canonical_url FROM fresh
WHERE canonical_url NOT IN (SELECT canonical_url FROM folded)
    AND (capture_id IN (SELECT capture_id FROM extraction WHERE is_report AND extractor_version = $version)
        OR revisit_of IN (SELECT capture_id FROM extraction WHERE is_report AND extractor_version = $version))
"""
EVERYTHING = """
SELECT canonical_url FROM folded
UNION
SELECT canonical_url FROM lineage
UNION
SELECT canonical_url FROM capture
WHERE method = 'GET'
    AND (capture_id IN (SELECT capture_id FROM extraction WHERE is_report AND extractor_version = $version)
        OR revisit_of IN (SELECT capture_id FROM extraction WHERE is_report AND extractor_version = $version))
"""
ASK = f"INSERT INTO asked SELECT DISTINCT canonical_url, {NEVER}, true FROM ({{pages}}) WHERE canonical_url NOT IN (SELECT canonical_url FROM asked)"
NEIGHBOURS = """
SELECT canonical_url FROM lineage
WHERE name IN (SELECT name FROM lineage JOIN asked USING (canonical_url) WHERE whole)
"""
# Where redirects of these pages lead.
GOALS = """
SELECT canonical_url FROM capture WHERE url IN (
    SELECT url FROM capture JOIN asked USING (canonical_url) WHERE whole AND page_url <> url AND method = 'GET')
    AND canonical_url IN (SELECT canonical_url FROM folded UNION SELECT canonical_url FROM fresh)
"""
ADD_QUIET = """
INSERT INTO asked SELECT canonical_url, since, false FROM quiet
WHERE canonical_url NOT IN (SELECT canonical_url FROM asked)
"""


def find_news(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> bool:
    """Makes the temporary tables fresh_crawl, fresh (their captures), told_anew and asked (canonical_url, since, whole):
    the report pages to look at, those that are not whole only after `since`. Returns whether all are."""
    basis = _basis(connection, extractor_version)
    known = connection.execute(KNOWN_BASIS, {"key": BASIS}).fetchone()
    full = known != (basis,)
    connection.execute(FRESH_CRAWLS, {"full": full})
    connection.execute(FRESH)
    connection.execute(TOLD_ANEW)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE asked (canonical_url VARCHAR, since TIMESTAMP, whole BOOLEAN)"
    )
    asked = {"version": extractor_version}
    if full:
        connection.execute(ASK.format(pages=EVERYTHING), asked)
        return True
    connection.execute(QUIET, asked)
    connection.execute(ASK.format(pages=OTHERWISE), asked)
    for pages in ("FROM told_anew", DECIDED, BY_TURNS):
        connection.execute(ASK.format(pages=pages))
    if _has(
        connection, "SELECT 1 FROM unfolded WHERE capture_id NOT IN (SELECT capture_id FROM fresh) LIMIT 1"
    ):
        connection.execute(ASK.format(pages=READ_ANEW))
    if _has(
        connection,
        "SELECT 1 FROM site LEFT JOIN folded_site USING (site_id, adcode) WHERE folded_site.site_id IS NULL",
    ):
        connection.execute(ASK.format(pages=SITES_ANEW))
    _close(connection)
    return False


def ask_for(connection: duckdb.DuckDBPyConnection, pages: list[str]) -> None:
    """Has these pages looked at whole as well, with all that hangs on them."""
    connection.execute("DELETE FROM asked WHERE NOT whole")
    connection.execute("INSERT INTO asked SELECT unnest($pages), " + NEVER + ", true", {"pages": pages})
    _close(connection)


def _close(connection: duckdb.DuckDBPyConnection) -> None:
    """Adds the pages whose reports hang together with those that are asked whole, then the quiet ones."""
    count = -1
    while count != (count := _count(connection)):
        connection.execute(ASK.format(pages=NEIGHBOURS))
        connection.execute(ASK.format(pages=GOALS))
    connection.execute(ADD_QUIET)


def note_folded(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> None:
    """All of it is known now."""
    connection.execute("DELETE FROM unfolded")
    connection.execute(
        "INSERT INTO folded_crawl SELECT crawl_id FROM fresh_crawl ANTI JOIN folded_crawl USING (crawl_id)"
    )
    connection.execute("DELETE FROM folded_site")
    connection.execute("INSERT INTO folded_site SELECT site_id, adcode FROM site ORDER BY site_id")
    basis = _basis(connection, extractor_version)
    connection.execute("INSERT OR REPLACE INTO meta VALUES ($key, $basis)", {"key": BASIS, "basis": basis})


def _basis(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> str:
    """What all histories rest on: with another one all of them are looked at anew."""
    rule = removal_rule(connection)
    return f"fazhi {version('fazhi')}, extractor {extractor_version}, removal {rule.nights} {rule.days}"


def _has(connection: duckdb.DuckDBPyConnection, query: str) -> bool:
    return connection.execute(query).fetchone() is not None


def _count(connection: duckdb.DuckDBPyConnection) -> int:
    return only_number(connection.execute("SELECT count(*) FROM asked WHERE whole"))
