-- One row per government and report year, from $first_year to the year before the last crawl began, and for
-- any other year for which the archive has a report. docs/ledger.md explains these rules in words.
INSERT INTO ledger_entry BY NAME
WITH moment AS (
    -- Days are days in China.
    SELECT main.china_day(max(started_at)) AS as_of_on FROM crawl
), own AS (
    -- A report that a foreign site had and removed says nothing about the government.
    SELECT report.* FROM report
    LEFT JOIN lineage ON lineage.report_id = report.report_id AND lineage.canonical_url = report.page_url
    WHERE issuer_level IN ('province', 'prefecture', 'county') AND report_year IS NOT NULL
        AND adcode IN (SELECT adcode FROM government) AND NOT (unconfirmed AND status = 'removed')
    QUALIFY row_number() OVER (
        PARTITION BY adcode, report_year
        ORDER BY unconfirmed, status, coalesce(relation, '') <> 'own', length(report.report_id), report.report_id) = 1
), expected AS (
    SELECT adcode, report_year
    FROM (SELECT adcode, abolished, unnest(range($first_year, year(as_of_on)))::INTEGER AS report_year
          FROM government, moment)
    WHERE abolished IS NULL OR report_year < abolished
    UNION
    SELECT adcode, report_year FROM own
), due AS (
    SELECT adcode, report_year, CASE WHEN report_year >= $rule_year THEN make_date(report_year + 1, 3, 31) END AS due_on
    FROM expected
), version_text AS (
    SELECT
        version.report_id, version.version_no, version.capture_id, observed_at, title, evidence,
        -- A date of updating or generation is not a publication date and makes no report late.
        CASE WHEN NOT regexp_matches(coalesce(evidence ->> '$.published_on.basis', ''), '更新|生成|修改|generation time')
             THEN published_on END AS published_on,
        sections, body_lines = [''] AS is_empty, attachments <> '[]' AS has_files,
        -- A text this short is a stub beside a file; extraction.combine marks pages whose file could not be
        -- read.
        length(array_to_string(body_lines, '')) < 500
            AND list_contains(from_json(issues, '[{"code": "VARCHAR"}]').list_transform(lambda one: one.code), 'file_unread')
            AS is_file_unread, reading_id
    FROM own
    JOIN report_version AS version ON version.report_id = own.report_id
    JOIN extraction ON extraction.capture_id = reading_id AND extractor_version = $version
), dated AS (
    -- The first version with a date: a later one may be backdated.
    SELECT
        report_id, max_by(capture_id, -version_no) AS first_capture_id,
        max_by(published_on, -version_no) FILTER (published_on IS NOT NULL) AS published_on,
        max_by(evidence ->> '$.published_on.basis', -version_no) FILTER (published_on IS NOT NULL) AS basis
    FROM version_text GROUP BY report_id
), file_of AS (
    SELECT capture_id, bool_or(holds_text) AS holds_text,
        list(file_capture_id ORDER BY position) FILTER (file_capture_id <> '') AS file_captures
    FROM extraction_file WHERE extractor_version = $version GROUP BY capture_id
), text AS (
    SELECT
        report_id, title, version_text.capture_id,
        list_filter(
            ['measures', 'problems', 'first_responsible', 'plan', 'other'],
            lambda part: list_contains(
                flatten(list_transform(from_json(sections, '[{"parts": ["VARCHAR"]}]'), lambda one: coalesce(one.parts, []))),
                part)
        ) AS parts,
        coalesce(holds_text, false) OR (coalesce(is_empty, true) AND has_files) AS is_file_only,
        coalesce(is_file_unread, false) AS is_file_unread,
        -- A title without text: an empty page.
        coalesce(is_empty AND NOT has_files, false) AND NOT coalesce(holds_text, false) AS is_bare,
        coalesce(file_captures, []) AS file_captures
    FROM version_text
    JOIN own USING (report_id, version_no)
    LEFT JOIN file_of ON file_of.capture_id = reading_id
), happened AS (
    SELECT report_id, max(observed_at) FILTER (kind IN ('appeared', 'returned')) AS live_since,
        max(observed_at) FILTER (kind = 'removed') AS removed_at, max_by(capture_id, event_no) AS last_capture_id
    FROM event WHERE kind IN ('appeared', 'returned', 'removed') GROUP BY report_id
), carried AS (
    SELECT report_id, count(*) FILTER (gone_at IS NULL) AS live_pages FROM page WHERE report_id IS NOT NULL GROUP BY report_id
), missed AS (
    -- The nights that prove the removal: those since the last good answer of each of its pages.
    SELECT report_id, list(capture_id ORDER BY observed_at, capture_id) AS captures
    FROM missing_night JOIN page USING (canonical_url)
    WHERE observed_at > last_seen_at GROUP BY report_id
), found AS (
    SELECT
        own.adcode, own.report_year, own.report_id, own.status = 'live' AS is_live, own.first_seen_at, own.last_seen_at,
        own.page_url AS url, own.unconfirmed, text.title, text.parts, text.is_file_only, text.is_file_unread, text.is_bare,
        happened.live_since, happened.removed_at,
        CASE WHEN is_live THEN carried.live_pages ELSE 0 END AS sources,
        coalesce(list_contains(missed.captures, last_capture_id), false) AS is_missing,
        -- Plausible publication dates: from the last weeks of the report year until the first capture.
        CASE WHEN dated.published_on BETWEEN make_date(own.report_year, 10, 1)
                  AND main.china_day(own.first_seen_at) THEN dated.published_on END AS published_on,
        CASE WHEN dated.published_on BETWEEN make_date(own.report_year, 10, 1)
                  AND main.china_day(own.first_seen_at) THEN coalesce(basis, 'page') ELSE 'first_seen' END
            AS published_basis,
        CASE WHEN is_live THEN list_distinct([first_capture_id, text.capture_id])
             WHEN is_missing THEN [text.capture_id] || missed.captures
             ELSE [text.capture_id, last_capture_id] END AS shown,
        CASE WHEN is_live AND is_file_only THEN file_captures ELSE [] END AS files
    FROM own
    JOIN text USING (report_id) JOIN dated USING (report_id) JOIN happened USING (report_id)
    LEFT JOIN carried USING (report_id) LEFT JOIN missed USING (report_id)
), whole_walk AS (
    SELECT site_id, crawl_id, started_at, main.china_day(started_at) AS started_on
    FROM site_outcome JOIN crawl USING (crawl_id)
    WHERE whole AND listing_healthy AND verdict = 'ok'
), ended_walk AS (
    SELECT
        site_id, crawl_id, any_value(started_at) AS started_at, any_value(started_on) AS started_on,
        -- Together all lists of a walk show what was published since complete_since. A list with a proven end
        -- is complete from its beginning; a list that just stops, newest first, is complete since the day of
        -- its oldest item.
        max(CASE WHEN NOT coalesce(open_end, false) THEN DATE '0001-01-01'
                 WHEN ordered THEN coalesce(oldest_on, DATE '9999-12-31') ELSE DATE '9999-12-31' END) AS complete_since,
        sum(hash((url, title, trail, score, report_years, report_urls))) AS seen,
        year(any_value(started_on) - INTERVAL 3 MONTH) - 1 AS last_due
    FROM column_seen JOIN whole_walk USING (crawl_id, site_id)
    GROUP BY crawl_id, site_id
    -- Each of its lists ends for a recorded reason.
    HAVING bool_and(coalesce(ended_by, '') <> '')
), alike AS (
    -- Walks with the same result and the same latest due report: the first and the last of them.
    SELECT site_id, complete_since, last_due, min(started_at) AS first_at, min(started_on) AS first_on,
        max(started_at) AS last_at, max(started_on) AS last_on, max_by(crawl_id, (started_at, crawl_id)) AS crawl_id
    FROM ended_walk GROUP BY site_id, complete_since, last_due, seen
), own_page AS (
    -- The pages on which a government's own report was read.
    SELECT DISTINCT page.canonical_url, report.adcode, report_year
    FROM report JOIN page USING (report_id)
    WHERE issuer_level IN ('province', 'prefecture', 'county') AND report_year IS NOT NULL AND NOT unconfirmed
), opened AS (
    SELECT crawl_id, site_id, url, list(DISTINCT report_year) AS years
    FROM (SELECT crawl_id, site_id, adcode, column_seen.url, unnest(report_urls) AS canonical_url
          FROM column_seen JOIN alike USING (crawl_id, site_id) JOIN site USING (site_id))
    JOIN own_page USING (adcode, canonical_url)
    GROUP BY ALL
), series AS (
    -- A column of reports is named like reports, or has those of two years. Its series is the years of the
    -- government's own reports that its items opened. Sub-lists named after years are one column.
    SELECT crawl_id, column_seen.site_id, last_due,
        CASE WHEN regexp_full_match(title, '\D{0,4}(19|20)\d\d\D{0,6}') THEN trail[:-2]::VARCHAR
             ELSE column_seen.url END AS column_name,
        flatten(list(coalesce(opened.years, []))) AS years
    FROM column_seen JOIN alike USING (crawl_id, site_id)
    LEFT JOIN opened ON opened.crawl_id = column_seen.crawl_id AND opened.site_id = column_seen.site_id
        AND opened.url = column_seen.url
    GROUP BY ALL
    HAVING bool_or(score >= $column_score) OR len(list_distinct(flatten(list(coalesce(report_years, []))))) >= 2
), spans AS (
    -- Absence can be proved only for these years: those inside a series, and the year after the last one if
    -- no later one was due. A column with fewer than two due reports may no longer be in use.
    SELECT crawl_id, site_id, flatten(list(range(list_min(years) + 1, list_max(years))))
        || list_filter([max(list_max(years)) + 1], lambda year: year >= any_value(last_due)) AS years
    FROM series GROUP BY crawl_id, site_id
), proof AS (
    SELECT alike.*, spans.years FROM alike JOIN spans USING (crawl_id, site_id)
), last_walk AS (
    SELECT site_id, max(last_at) AS started_at, max(last_on) AS started_on FROM alike GROUP BY site_id
), listed AS (
    SELECT proof.site_id, proof.crawl_id, list(capture_id ORDER BY captured_at, capture_id) AS captures
    FROM capture
    LEFT JOIN resumption ON resumed_id = capture.crawl_id AND resumption.site_id = capture.site_id
    JOIN proof ON proof.site_id = capture.site_id AND proof.crawl_id = coalesce(resumption.crawl_id, capture.crawl_id)
    WHERE role IN ('list', 'catalogue') AND status IN (200, 304) GROUP BY proof.site_id, proof.crawl_id
), reading AS (
    -- The last reading of each page that never carried a report.
    SELECT canonical_url, page.site_id, capture.capture_id, capture.crawl_id, captured_at, extraction.kind,
        extraction.report_year, extraction.adcode, link_title, length(array_to_string(body_lines, '')) AS chars
    FROM page
    JOIN capture USING (canonical_url)
    LEFT JOIN extraction
        ON extraction.capture_id = internal.payload_of(capture.revisit_of, capture.capture_id)
        AND extraction.extractor_version = $version
    WHERE page.role = 'detail' AND report_id IS NULL AND capture.method = 'GET' AND redirect_to = ''
    QUALIFY row_number() OVER (PARTITION BY canonical_url ORDER BY captured_at DESC, capture.capture_id DESC) = 1
), named AS (
    -- List items whose titles may be reports, and the captures that show them: the list, then the response.
    SELECT
        listed_title.title, listed_title.adcode, listed_title.report_year, capture.site_id, capture.captured_at AS seen_at,
        list_filter([list_page.capture_id, reading.capture_id], lambda one: one IS NOT NULL) AS shown
    FROM reading
    JOIN capture ON capture.canonical_url = reading.canonical_url AND capture.link_title <> ''
    LEFT JOIN site ON site.site_id = capture.site_id
    JOIN listed_title
        ON listed_title.title = capture.link_title AND listed_title.site_adcode = coalesce(site.adcode, '')
        AND listed_title.extractor_version = $version AND may_be_report
    LEFT JOIN capture AS list_page
        ON list_page.crawl_id = capture.crawl_id AND list_page.url = capture.found_on
        AND list_page.role IN ('list', 'catalogue', 'home')
    WHERE coalesce(reading.kind, '') NOT IN ('candidate', 'draft')
    QUALIFY row_number() OVER (PARTITION BY reading.canonical_url ORDER BY capture.captured_at DESC, capture.capture_id DESC) = 1
    UNION ALL
    SELECT
        listed_title.title, listed_title.adcode, listed_title.report_year, item.site_id, crawl.started_at,
        list_filter([max(list_page.capture_id)], lambda one: one IS NOT NULL)
    FROM unread_item AS item
    JOIN crawl USING (crawl_id)
    LEFT JOIN site ON site.site_id = item.site_id
    JOIN listed_title
        ON listed_title.title = item.title AND listed_title.site_adcode = coalesce(site.adcode, '')
        AND listed_title.extractor_version = $version AND may_be_report
    LEFT JOIN capture AS list_page ON list_page.crawl_id = item.crawl_id AND list_page.url = item.list_url
    LEFT JOIN last_walk ON last_walk.site_id = item.site_id
    -- A walk to the end of the lists names all items again.
    WHERE crawl.started_at >= coalesce(last_walk.started_at, crawl.started_at)
    GROUP BY ALL
), unreadable AS (
    SELECT adcode, report_year, max(seen_at) AS seen_at, min(seen_at) AS since, arg_max(shown, seen_at) AS shown
    FROM named WHERE adcode IS NOT NULL AND report_year IS NOT NULL GROUP BY adcode, report_year
), joined AS (
    -- Titles with two years, or with the first and the last of several.
    SELECT site_id, regexp_extract(
        title, '(20\d\d)\s*(?:年度?)?\s*(?:、|，|和|及|与|暨|至|到|[-—–－~～/])+\s*(20\d\d)\s*年', ['first', 'last']) AS years
    FROM (SELECT page.site_id, title FROM text JOIN page USING (report_id) UNION SELECT site_id, title FROM named)
), unread AS (
    -- Pages and items that could be the missing report (without a year, of any year): an article that never
    -- answered or could not be read, a report of unknown year or issuer, a candidate, a draft, an item
    -- without a year in its title.
    SELECT site_id, NULL AS report_year FROM page
    WHERE role = 'detail' AND state = 'failed' AND first_seen_at IS NULL
    UNION
    SELECT site_id, NULL FROM issue JOIN capture USING (capture_id)
    WHERE stage = 'extraction' OR (stage = 'fold' AND code = 'nobody_reads')
    UNION
    SELECT site_id, report_year FROM report JOIN page USING (report_id)
    WHERE (report_year IS NULL OR report.adcode IS NULL) AND report.status = 'live'
    UNION
    SELECT site_id, report_year FROM reading WHERE kind IN ('candidate', 'draft')
    UNION
    -- A page that was requested as a report and has no text.
    SELECT site_id, try_cast(nullif(regexp_extract(link_title, '(20\d\d)', 1), '') AS INTEGER) FROM reading
    WHERE kind IN ('error_page', 'blocked_page') OR (kind = 'other' AND chars < 100)
    UNION
    SELECT site_id, report_year FROM named WHERE report_year IS NULL OR adcode IS NULL
    UNION
    -- An item with several years may be the report on each of them.
    SELECT site_id, unnest(range(years.first::INTEGER, years.last::INTEGER + 1)) FROM joined WHERE years.first <> ''
), asked AS (
    SELECT due.*, site_id, coalesce(due_on, DATE '1970-01-01') AS after_on FROM due JOIN site USING (adcode)
), proved AS (
    -- The walks after the deadline whose lists would show the report if it had been published in the last
    -- weeks of its year or later, and in whose series it is missing: the first and the last of them.
    SELECT adcode, report_year, site_id, min(first_at) AS first_at, max(proof.last_at) AS last_at,
        max_by(crawl_id, (proof.last_at, crawl_id)) AS last_crawl_id
    FROM asked JOIN proof USING (site_id)
    WHERE after_on < first_on AND complete_since < make_date(report_year, 10, 1) AND list_contains(years, report_year)
    GROUP BY adcode, report_year, site_id
), looked AS (
    -- A government's lists are those of all its sites.
    SELECT
        asked.adcode, asked.report_year, bool_and(proved.site_id IS NOT NULL AND unread.site_id IS NULL) AS is_absent,
        max(first_at) AS absent_since, min(proved.last_at) AS last_at,
        list_distinct(flatten(list(coalesce(listed.captures, []) ORDER BY asked.site_id))) AS lists,
        -- The first reason that applies.
        CASE WHEN bool_or(visited.site_id IS NULL) THEN 'not_crawled'
             WHEN bool_or(walk.site_id IS NULL) THEN 'lists_not_whole'
             WHEN bool_or(unread.site_id IS NOT NULL) THEN 'item_unread'
             WHEN bool_or(column_of.site_id IS NULL) THEN 'no_column'
             WHEN bool_or(spanned.site_id IS NULL) THEN 'outside_series'
             ELSE 'open_end' END AS reason
    FROM asked
    LEFT JOIN last_walk AS walk ON walk.site_id = asked.site_id AND asked.after_on < walk.started_on
    LEFT JOIN (SELECT DISTINCT site_id FROM site_outcome) AS visited ON visited.site_id = asked.site_id
    LEFT JOIN (SELECT DISTINCT site_id FROM proof) AS column_of ON column_of.site_id = asked.site_id
    LEFT JOIN (SELECT DISTINCT site_id, unnest(years) AS report_year FROM proof) AS spanned
        ON spanned.site_id = asked.site_id AND spanned.report_year = asked.report_year
    LEFT JOIN proved
        ON proved.adcode = asked.adcode AND proved.report_year = asked.report_year AND proved.site_id = asked.site_id
    LEFT JOIN listed ON listed.site_id = asked.site_id AND listed.crawl_id = last_crawl_id
    LEFT JOIN unread
        ON unread.site_id = asked.site_id AND coalesce(unread.report_year, asked.report_year) = asked.report_year
    GROUP BY asked.adcode, asked.report_year
), refusal AS (
    SELECT site_health.adcode, min(verdict_since) AS refused_since,
        coalesce(list(DISTINCT capture_id ORDER BY capture_id) FILTER (capture_id <> ''), []) AS captures
    FROM site_health
    LEFT JOIN failed_fetch ON failed_fetch.site_id = site_health.site_id
        AND failed_fetch.crawl_id = site_health.crawl_id AND failed_fetch.kind = verdict
    WHERE starts_with(verdict, 'blocked') OR verdict = 'robots' GROUP BY ALL
), silence AS (
    SELECT adcode, min(verdict_since) AS silent_since FROM site_health
    WHERE verdict IN ('timeout', 'dns', 'refused', 'tls') GROUP BY adcode
)
SELECT
    due.adcode, due.report_year, due_on, published_on, published_basis, first_seen_at, report_id, title, url, parts,
    coalesce(sources, 0) AS sources, coalesce(unconfirmed, false) AS unconfirmed,
    CASE WHEN due_on IS NULL OR unconfirmed OR is_bare THEN NULL
         WHEN published_on IS NOT NULL THEN greatest(0, published_on - due_on)
         WHEN main.china_day(first_seen_at) <= due_on THEN 0 END AS days_late,
    CASE WHEN is_live IS NULL AND as_of_on <= due_on THEN 'not_due'
         WHEN is_live IS NULL AND unreadable.adcode IS NOT NULL THEN 'listed_unreadable'
         WHEN is_live IS NULL AND is_absent THEN 'not_found'
         WHEN is_live IS NULL AND refused_since IS NOT NULL THEN 'blocked'
         WHEN is_live IS NULL AND silent_since IS NOT NULL THEN 'unreachable'
         WHEN is_live IS NULL THEN 'unknown'
         WHEN unconfirmed THEN 'unconfirmed'
         WHEN NOT is_live AND is_missing THEN 'published_then_removed'
         WHEN NOT is_live THEN 'replaced'
         WHEN is_bare THEN 'listed_unreadable'
         WHEN is_file_unread THEN 'attachment_unread'
         WHEN is_file_only THEN 'attachment_only'
         WHEN days_late > 0 THEN 'published_late'
         ELSE 'published' END AS status,
    CASE WHEN is_live THEN live_since
         WHEN NOT is_live THEN removed_at
         WHEN status = 'listed_unreadable' THEN unreadable.since
         WHEN status = 'not_found' THEN absent_since
         WHEN status = 'blocked' THEN refused_since
         WHEN status = 'unreachable' THEN silent_since END AS status_since,
    CASE WHEN is_live THEN last_seen_at
         WHEN NOT is_live THEN removed_at
         WHEN status = 'listed_unreadable' THEN unreadable.seen_at
         WHEN status = 'not_found' THEN last_at END AS checked_at,
    list_filter(CASE WHEN is_live IS NOT NULL THEN found.shown || files
         WHEN status = 'listed_unreadable' THEN unreadable.shown
         WHEN status = 'not_found' THEN lists
         WHEN status = 'blocked' THEN refusal.captures
         ELSE [] END, lambda one: one IS NOT NULL) AS proof_captures,
    CASE WHEN status = 'unknown' THEN coalesce(looked.reason, 'not_crawled') END AS unknown_because
FROM due CROSS JOIN moment
LEFT JOIN found USING (adcode, report_year)
LEFT JOIN looked USING (adcode, report_year)
LEFT JOIN unreadable USING (adcode, report_year)
LEFT JOIN refusal USING (adcode)
LEFT JOIN silence USING (adcode)
ORDER BY due.adcode, due.report_year;
