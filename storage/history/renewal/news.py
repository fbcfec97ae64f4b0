"""Finds what is new since the last fold and which pages it affects, so that a night's cost depends on the new
captures and not on the size of the archive.

A page is *settled* if it returned the same content again and nothing else about its report changed since
(`folded.settled`); only its new captures are read. Every other page with news is folded completely, with all
pages of its reports. Each night also folds a few settled pages completely (ROUND).
"""

from importlib.metadata import version

import duckdb

from storage.database.rows import only_number
from storage.history.removal_rule import removal_rule
from storage.history.renewal.settled import STATE

ROUND = 91
"""Nights within which every page is folded completely once."""

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
# Interrupted crawls that a new crawl resumed, site by site: their captures count as that crawl's.
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
# New readings of captures that the last fold knew; a file's reading affects the pages combined with it.
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
# Known report pages with another answer, and pages read as a report for the first time.
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
# The targets of these pages' redirects.
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
    """Creates the temporary tables fresh_crawl, fresh (its captures), told_anew and asked (canonical_url,
    since, whole): the report pages to fold, completely (whole) or only their captures after `since`. Returns
    True if every page is folded completely."""
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
    """Marks these pages, and all pages that share a report with them, for a complete fold."""
    connection.execute("DELETE FROM asked WHERE NOT whole")
    connection.execute("INSERT INTO asked SELECT unnest($pages), " + NEVER + ", true", {"pages": pages})
    _close(connection)


def _close(connection: duckdb.DuckDBPyConnection) -> None:
    """Adds the pages that share a report with those to be folded completely, then the settled ones."""
    count = -1
    while count != (count := _count(connection)):
        connection.execute(ASK.format(pages=NEIGHBOURS))
        connection.execute(ASK.format(pages=GOALS))
    connection.execute(ADD_QUIET)


def note_folded(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> None:
    """Records that everything found by find_news has been folded."""
    connection.execute("DELETE FROM unfolded")
    connection.execute(
        "INSERT INTO folded_crawl SELECT crawl_id FROM fresh_crawl ANTI JOIN folded_crawl USING (crawl_id)"
    )
    connection.execute("DELETE FROM folded_site")
    connection.execute("INSERT INTO folded_site SELECT site_id, adcode FROM site ORDER BY site_id")
    basis = _basis(connection, extractor_version)
    connection.execute("INSERT OR REPLACE INTO meta VALUES ($key, $basis)", {"key": BASIS, "basis": basis})


def _basis(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> str:
    """A digest of everything that affects all histories (program version, extractor version, removal rule).
    If it changes, all pages are folded again."""
    rule = removal_rule(connection)
    return f"fazhi {version('fazhi')}, extractor {extractor_version}, removal {rule.nights} {rule.days}"


def _has(connection: duckdb.DuckDBPyConnection, query: str) -> bool:
    return connection.execute(query).fetchone() is not None


def _count(connection: duckdb.DuckDBPyConnection) -> int:
    return only_number(connection.execute("SELECT count(*) FROM asked WHERE whole"))
