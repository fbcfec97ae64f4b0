-- The state of the sites, waiting work, and what a person should check.

CREATE OR REPLACE VIEW internal.columns AS
WITH judged AS (
    -- Crawls that could have read the site's columns: neither cut short nor kept away from the site.
    SELECT site_id, crawl_id, started_at
    FROM internal.site_outcome JOIN internal.crawl USING (crawl_id)
    WHERE finish_reason = 'finished' AND NOT budget_spent AND (list_pages > 0 OR len(problems) > 0)
        AND NOT starts_with(verdict, 'blocked') AND verdict NOT IN ('timeout', 'dns', 'refused', 'tls', 'robots')
), seen AS (
    SELECT column_seen.*, started_at, problem = '' AS healthy
    FROM internal.column_seen JOIN internal.crawl USING (crawl_id)
    WHERE NOT internal.cut_short(finish_reason)
), told AS (
    SELECT
        site_id, url, arg_max(title, started_at) AS title, arg_max(score, started_at) AS score,
        arg_max(trail, started_at) AS trail, arg_max(family, started_at) AS family,
        arg_max(problem, started_at) AS problem, arg_max(items, started_at) AS items,
        arg_max(ordered, started_at) AS ordered, arg_max(call, started_at) AS call, min(started_at) AS first_seen_at,
        max(started_at) AS last_seen_at, max(started_at) FILTER (healthy) AS healthy_at,
        coalesce(arg_max(candidates, started_at) FILTER (healthy), 0) AS expected
    FROM seen GROUP BY site_id, url
), missed AS (
    SELECT told.site_id, told.url, min(judged.started_at) AS since, count(*) AS crawls
    FROM told JOIN judged ON judged.site_id = told.site_id
        AND (healthy_at IS NULL AND judged.started_at >= first_seen_at OR judged.started_at > healthy_at)
    GROUP BY ALL
)
SELECT
    told.site_id, adcode, government.full_name AS government, told.url, title, score, trail, family, items, expected,
    ordered, call, problem, first_seen_at, last_seen_at, healthy_at,
    CASE WHEN crawls >= 2 THEN since END AS dead_since
FROM told
LEFT JOIN internal.site ON site.site_id = told.site_id
LEFT JOIN internal.government USING (adcode)
LEFT JOIN missed ON missed.site_id = told.site_id AND missed.url = told.url;
COMMENT ON VIEW columns IS 'The columns of each site that hold or held reports, detected by crawling';
COMMENT ON COLUMN columns.site_id IS 'The site';
COMMENT ON COLUMN columns.adcode IS 'Division code of its government';
COMMENT ON COLUMN columns.government IS 'Name of its government';
COMMENT ON COLUMN columns.url IS 'First page of the list';
COMMENT ON COLUMN columns.title IS 'Name of the link that led to it';
COMMENT ON COLUMN columns.score IS 'How well names and content fit a column of reports; higher is better';
COMMENT ON COLUMN columns.trail IS 'Names of the links from the homepage to it';
COMMENT ON COLUMN columns.family IS 'The content management system it was recognised as';
COMMENT ON COLUMN columns.items IS 'Items on it when it was last read';
COMMENT ON COLUMN columns.expected IS 'Items that may be reports when it was last healthy; 0 when it never was';
COMMENT ON COLUMN columns.ordered IS 'The newest item comes first';
COMMENT ON COLUMN columns.call IS 'The request that brings its first items, where a script fills its page, as JSON; null for others';
COMMENT ON COLUMN columns.problem IS 'The problem when it was last read; empty when there was none';
COMMENT ON COLUMN columns.first_seen_at IS 'Start of the first crawl that read it (UTC)';
COMMENT ON COLUMN columns.last_seen_at IS 'Start of the last crawl that read it (UTC)';
COMMENT ON COLUMN columns.healthy_at IS 'Start of the last crawl in which it was healthy (UTC); null when it never was';
COMMENT ON COLUMN columns.dead_since IS 'Start of the first of two or more consecutive crawls that did not find it healthy (UTC). The site is then searched again. Null while healthy';

CREATE OR REPLACE VIEW internal.frontier AS
SELECT
    canonical_url AS url, site_id, role,
    CASE WHEN due_at <= make_timestamp(epoch_us(now())) THEN 'due' ELSE state END AS state,
    report_id, first_seen_at, last_asked_at AS last_fetched_at, last_outcome, last_status, failures, failing_since,
    published_on, due_at
FROM internal.page;
COMMENT ON VIEW frontier IS 'Every address that was ever requested or found, and when it is due again';
COMMENT ON COLUMN frontier.url IS 'The address in its one spelling';
COMMENT ON COLUMN frontier.site_id IS 'The site it was last fetched for';
COMMENT ON COLUMN frontier.role IS 'Why it was last fetched';
COMMENT ON COLUMN frontier.state IS 'due; fetched; failed; gone (the server reports that the page does not exist); known (found, but robots.txt or the rules for addresses forbid it)';
COMMENT ON COLUMN frontier.report_id IS 'The report it carries, or carried last';
COMMENT ON COLUMN frontier.first_seen_at IS 'When it first answered successfully (UTC); null when it never did';
COMMENT ON COLUMN frontier.last_fetched_at IS 'When it was last requested (UTC)';
COMMENT ON COLUMN frontier.last_outcome IS 'The result: ok, not_modified, http_error, blocked:…, soft_404, timeout, …';
COMMENT ON COLUMN frontier.last_status IS 'The HTTP status it last answered with; 0 when it never answered';
COMMENT ON COLUMN frontier.failures IS 'Crawls since the last good answer in which it failed or was gone';
COMMENT ON COLUMN frontier.failing_since IS 'The first of those failures (UTC); null when the last answer was good';
COMMENT ON COLUMN frontier.published_on IS 'The day of publication its report states';
COMMENT ON COLUMN frontier.due_at IS 'When it is due again (UTC); null for pages reached only by links';

CREATE OR REPLACE VIEW main.issues AS
SELECT stage, crawl_id, nullif(capture_id, '') AS capture_id, page_url AS url, code, detail
FROM internal.issue LEFT JOIN internal.capture USING (crawl_id, capture_id)
UNION ALL
SELECT 'extraction', crawl_id, capture_id, page_url, found.code, found.detail
FROM (
    SELECT crawl_id, capture_id, page_url,
        unnest(from_json(issues, '[{"code": "VARCHAR", "detail": "VARCHAR"}]')) AS found
    FROM internal.capture JOIN internal.extraction USING (capture_id)
    WHERE extractor_version = internal.promoted_version()
)
UNION ALL
SELECT 'file', crawl_id, capture_id, page_url, found.code, found.detail
FROM (
    SELECT crawl_id, capture_id, page_url,
        unnest(from_json(issues, '[{"code": "VARCHAR", "detail": "VARCHAR"}]')) AS found
    FROM internal.capture JOIN internal.file_reading USING (capture_id)
);
COMMENT ON VIEW issues IS 'Problems for a person to check';
COMMENT ON COLUMN issues.stage IS 'The stage that detected it: ingest, file, extraction or fold';
COMMENT ON COLUMN issues.crawl_id IS 'The crawl it is about';
COMMENT ON COLUMN issues.capture_id IS 'The capture it is about; null when it is about a whole crawl';
COMMENT ON COLUMN issues.url IS 'The page it is about';
COMMENT ON COLUMN issues.code IS 'Stable name of the kind of issue; docs/issues.md lists them';
COMMENT ON COLUMN issues.detail IS 'The issue in one line';

CREATE OR REPLACE VIEW main.site_health AS
WITH last AS (
    -- The last crawl that says something about a site.
    SELECT site_outcome.*, state.started_at, state.verdict AS told, verdict_since, healthy_at, broken_since
    FROM internal.site_state AS state JOIN internal.site_outcome USING (site_id, crawl_id)
), carried AS (
    SELECT page.site_id, count(*) AS reports FROM internal.report JOIN internal.page USING (report_id)
    WHERE page.is_primary AND report.status = 'live' GROUP BY page.site_id
), unreadable AS (
    -- Listed items that cannot be read: the lists are healthy, the site is not.
    SELECT adcode, count(*) AS reports FROM internal.ledger_entry WHERE status = 'listed_unreadable' GROUP BY adcode
)
SELECT
    site.site_id, site.adcode, government.full_name AS government, government.province,
    CASE WHEN told = 'ok' AND unreadable.reports > 0 THEN 'degraded' ELSE told END AS verdict,
    last.verdict_since, main.china_day(last.verdict_since) AS verdict_since_on, last.listing_healthy AS healthy,
    last.broken_since, main.china_day(last.broken_since) AS broken_since_on, last.healthy_at,
    main.china_day(last.healthy_at) AS healthy_on,
    CASE
        WHEN told = 'ok' AND unreadable.reports > 0
            THEN 'pages: ' || unreadable.reports || ' reports are listed, and their pages cannot be read'
        WHEN told = 'ok' OR told IS NULL THEN NULL
        WHEN starts_with(told, 'blocked') THEN 'block: the site refuses to be read (' || ltrim(substr(told, 8), ':') || ')'
        WHEN told IN ('timeout', 'refused') THEN 'down: the server does not answer'
        WHEN told = 'dns' THEN 'down: its name leads nowhere'
        WHEN told = 'tls' THEN 'tls: no secure connection comes about'
        WHEN told = 'robots' THEN 'robots: robots.txt forbids it'
        WHEN told IN ('moved', 'off_domain') THEN 'moved: the site is at another address'
        WHEN told IN ('soft_404', 'redirected_home') THEN 'redesign: the column is not where it was'
        WHEN budget_spent THEN 'too large: the page budget was spent'
        WHEN regexp_matches(array_to_string(problems, ' '), 'redesigned|no list was found|nothing in it|empty list|(status|http_error)\D*404')
            THEN 'redesign: the column is not where it was, or empty'
        WHEN regexp_matches(array_to_string(problems, ' '), 'script') THEN 'script: the list is not in the page'
        ELSE 'listing: ' || coalesce(problems[1], 'no list with reports was read')
    END AS cause,
    site_wait.next_try_at, main.china_day(site_wait.next_try_at) AS next_try_on, last.problems, last.started_at AS crawled_at,
    main.china_day(last.started_at) AS crawled_on, last.crawl_id, last.whole, last.list_pages,
    last.links_found, last.details, last.http_errors, last.failed_fetches, last.budget_spent,
    coalesce(carried.reports, 0) AS reports
FROM internal.site
LEFT JOIN internal.government ON government.adcode = site.adcode
LEFT JOIN last ON last.site_id = site.site_id
LEFT JOIN carried ON carried.site_id = site.site_id
LEFT JOIN unreadable ON unreadable.adcode = site.adcode
LEFT JOIN internal.site_wait ON site_wait.site_id = site.site_id;
COMMENT ON VIEW site_health IS 'Every site and the result of its last crawl';
COMMENT ON COLUMN site_health.site_id IS 'The site';
COMMENT ON COLUMN site_health.adcode IS 'Division code of the government whose reports are collected';
COMMENT ON COLUMN site_health.government IS 'Its name';
COMMENT ON COLUMN site_health.province IS 'Its province';
COMMENT ON COLUMN site_health.verdict IS 'ok, degraded (it answers, but its lists could not be read to the end), or the reason it cannot be read: blocked:…, timeout, dns, moved, robots, …; null when it was never crawled';
COMMENT ON COLUMN site_health.verdict_since IS 'Start of the first consecutive crawl with this verdict (UTC)';
COMMENT ON COLUMN site_health.verdict_since_on IS 'verdict_since as a day in China';
COMMENT ON COLUMN site_health.healthy IS 'Whether the last crawl read its lists as far as necessary; null when never crawled';
COMMENT ON COLUMN site_health.broken_since IS 'Start of the first consecutive unhealthy crawl (UTC); null when healthy';
COMMENT ON COLUMN site_health.broken_since_on IS 'broken_since as a day in China';
COMMENT ON COLUMN site_health.healthy_at IS 'Start of the last crawl in which it was healthy (UTC); null when it never was';
COMMENT ON COLUMN site_health.healthy_on IS 'healthy_at as a day in China';
COMMENT ON COLUMN site_health.cause IS 'The likely cause, in words: block, down, tls, robots, moved, redesign, too large, script, listing, pages; null when healthy';
COMMENT ON COLUMN site_health.next_try_at IS 'When it may be contacted again after refusing or not answering (UTC); null without a pause';
COMMENT ON COLUMN site_health.next_try_on IS 'next_try_at as a day in China';
COMMENT ON COLUMN site_health.problems IS 'Problems of the last crawl, one line each';
COMMENT ON COLUMN site_health.crawled_at IS 'Start of the last crawl with a result for the site (UTC)';
COMMENT ON COLUMN site_health.crawled_on IS 'crawled_at as a day in China';
COMMENT ON COLUMN site_health.crawl_id IS 'That crawl';
COMMENT ON COLUMN site_health.whole IS 'Whether that crawl read all lists to their end';
COMMENT ON COLUMN site_health.list_pages IS 'List pages read in that crawl';
COMMENT ON COLUMN site_health.links_found IS 'Items listed on those list pages';
COMMENT ON COLUMN site_health.details IS 'Report pages fetched in that crawl';
COMMENT ON COLUMN site_health.http_errors IS 'Responses with an error status in that crawl';
COMMENT ON COLUMN site_health.failed_fetches IS 'Requests without a response in that crawl';
COMMENT ON COLUMN site_health.budget_spent IS 'Whether that crawl ended because the page budget was used up';
COMMENT ON COLUMN site_health.reports IS 'Live reports whose primary page is on this site';
