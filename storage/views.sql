-- The views people query. Made anew whenever this file or the tables change, so never part of a migration.
-- A view may use those above it.

CREATE OR REPLACE VIEW read_as AS
SELECT capture_id, extractor_version, capture_id AS reading_id FROM extraction
UNION ALL
SELECT capture.capture_id, extraction.extractor_version, extraction.capture_id
FROM capture
JOIN extraction ON extraction.capture_id = capture.revisit_of
ANTI JOIN extraction AS own
    ON own.capture_id = capture.capture_id AND own.extractor_version = extraction.extractor_version;
COMMENT ON VIEW read_as IS 'Which extraction tells what a capture says: a revisit reads as the capture it points to, unless it has an extraction of its own because a file of the page had changed';
COMMENT ON COLUMN read_as.capture_id IS 'The capture';
COMMENT ON COLUMN read_as.extractor_version IS 'The version of the extractor';
COMMENT ON COLUMN read_as.reading_id IS 'The capture_id of the extraction';

CREATE OR REPLACE VIEW readings AS
SELECT
    capture.capture_id, extraction.* EXCLUDE (capture_id),
    coalesce(nullif(capture.revisit_of, ''), capture.capture_id) AS payload_capture_id
FROM capture
JOIN read_as ON read_as.capture_id = capture.capture_id
JOIN extraction
    ON extraction.capture_id = read_as.reading_id AND extraction.extractor_version = read_as.extractor_version
WHERE extraction.extractor_version = (SELECT value FROM meta WHERE key = 'extractor_version');
COMMENT ON VIEW readings IS 'What the present extractor understood of each capture, as read_as says';
COMMENT ON COLUMN readings.capture_id IS 'The capture';
COMMENT ON COLUMN readings.extractor_version IS 'The version of the extractor';
COMMENT ON COLUMN readings.family IS 'The content management system the page was recognised as';
COMMENT ON COLUMN readings.encoding IS 'The encoding the bytes were read in';
COMMENT ON COLUMN readings.title IS 'Title of the document; null when the page has none';
COMMENT ON COLUMN readings.is_report IS 'Whether the page is an annual report on building a law-based government';
COMMENT ON COLUMN readings.kind IS 'What kind of document the page is';
COMMENT ON COLUMN readings.report_year IS 'The year the report is about';
COMMENT ON COLUMN readings.issuer IS 'The body that signs the report, as written';
COMMENT ON COLUMN readings.issuer_level IS 'province, prefecture, county, department or township';
COMMENT ON COLUMN readings.adcode IS 'Division code of the issuer''s government';
COMMENT ON COLUMN readings.published_on IS 'The day of publication the page states';
COMMENT ON COLUMN readings.signed_on IS 'The day the report is signed with';
COMMENT ON COLUMN readings.doc_number IS 'Document number (文号)';
COMMENT ON COLUMN readings.index_number IS 'Disclosure index number (索引号)';
COMMENT ON COLUMN readings.source IS 'Where the page says the text comes from (来源)';
COMMENT ON COLUMN readings.body_text IS 'The issuer''s text without page furniture';
COMMENT ON COLUMN readings.text_digest IS 'Digest of title and body';
COMMENT ON COLUMN readings.sections IS 'The outline with the prescribed parts its headings announce, as JSON';
COMMENT ON COLUMN readings.attachments IS 'Files the page links to, as JSON';
COMMENT ON COLUMN readings.removed IS 'Visible text that is not in body_text, as JSON';
COMMENT ON COLUMN readings.issues IS 'What a person should look at, as JSON';
COMMENT ON COLUMN readings.evidence IS 'What each inferred field was read from and how sure that is, as JSON';
COMMENT ON COLUMN readings.tables IS 'The tables of the text as JSON';
COMMENT ON COLUMN readings.payload_capture_id IS 'The capture whose WARC record holds the bytes';

CREATE OR REPLACE VIEW version_reading AS
SELECT
    report_version.report_id, report_version.version_no, report_version.capture_id,
    coalesce(own.capture_id, capture.revisit_of) AS reading_id,
    coalesce(nullif(capture.revisit_of, ''), capture.capture_id) AS payload_capture_id
FROM report_version
JOIN capture USING (capture_id)
LEFT JOIN (
    SELECT capture_id FROM extraction
    WHERE extractor_version = (SELECT value FROM meta WHERE key = 'extractor_version')
) AS own ON own.capture_id = report_version.capture_id;
COMMENT ON VIEW version_reading IS 'Where the text of each version comes from. Says what read_as says, for versions alone: so that one report can be looked up without reading all others';
COMMENT ON COLUMN version_reading.report_id IS 'The report';
COMMENT ON COLUMN version_reading.version_no IS 'The version';
COMMENT ON COLUMN version_reading.capture_id IS 'The capture it was first seen in';
COMMENT ON COLUMN version_reading.reading_id IS 'The capture_id of the extraction that holds the text';
COMMENT ON COLUMN version_reading.payload_capture_id IS 'The capture whose WARC record holds the bytes';

CREATE OR REPLACE VIEW reports AS
SELECT
    report.report_id, report.adcode, government.full_name AS government, government.province,
    government.prefecture, report.report_year, extraction.title, report.issuer, report.issuer_level,
    extraction.published_on, extraction.signed_on, extraction.doc_number, extraction.index_number, extraction.source,
    report.page_url AS url, report.status, report.version_no AS versions, report.first_seen_at,
    report.last_seen_at, report.last_changed_at, length(extraction.body_text) AS chars, extraction.body_text,
    version_reading.capture_id
FROM report
JOIN version_reading USING (report_id, version_no)
JOIN extraction
    ON extraction.capture_id = version_reading.reading_id
    AND extraction.extractor_version = (SELECT value FROM meta WHERE key = 'extractor_version')
LEFT JOIN government ON government.adcode = report.adcode;
COMMENT ON VIEW reports IS 'The reports: one row each, with the current text (for a removed report the last one)';
COMMENT ON COLUMN reports.report_id IS 'Readable, stable name: 330282-2024 for a government''s own report';
COMMENT ON COLUMN reports.adcode IS 'Division code of the issuer''s government; null when the text does not say';
COMMENT ON COLUMN reports.government IS 'Its name';
COMMENT ON COLUMN reports.province IS 'Its province';
COMMENT ON COLUMN reports.prefecture IS 'Its prefecture; empty where it has none';
COMMENT ON COLUMN reports.report_year IS 'The year the report is about';
COMMENT ON COLUMN reports.title IS 'Title as printed; null when the page has none';
COMMENT ON COLUMN reports.issuer IS 'The body that signs the report, as written';
COMMENT ON COLUMN reports.issuer_level IS 'province, prefecture, county, department or township';
COMMENT ON COLUMN reports.published_on IS 'The day of publication the page states';
COMMENT ON COLUMN reports.signed_on IS 'The day the report is signed with';
COMMENT ON COLUMN reports.doc_number IS 'Document number (文号)';
COMMENT ON COLUMN reports.index_number IS 'Disclosure index number (索引号)';
COMMENT ON COLUMN reports.source IS 'Where the page says the text comes from (来源)';
COMMENT ON COLUMN reports.url IS 'The page that carries it; for a removed report the last one';
COMMENT ON COLUMN reports.status IS 'live, or removed when no page carries it any more';
COMMENT ON COLUMN reports.versions IS 'How many texts it has had';
COMMENT ON COLUMN reports.first_seen_at IS 'When its text was first seen (UTC)';
COMMENT ON COLUMN reports.last_seen_at IS 'When its text was last seen (UTC)';
COMMENT ON COLUMN reports.last_changed_at IS 'When its last change was seen (UTC); null when it never changed';
COMMENT ON COLUMN reports.chars IS 'Length of body_text in characters';
COMMENT ON COLUMN reports.body_text IS 'The issuer''s text without page furniture, lines joined by a newline';
COMMENT ON COLUMN reports.capture_id IS 'The capture to cite: where this text was first seen';

CREATE OR REPLACE VIEW versions AS
SELECT
    report_version.report_id, report_version.version_no, report_version.observed_at, extraction.title,
    extraction.published_on, extraction.signed_on,
    report_version.page_url AS url, length(extraction.body_text) AS chars, extraction.body_text,
    report_version.text_digest, report_version.capture_id, payload.warc_file, payload.warc_offset,
    payload.warc_length, payload.payload_digest
FROM report_version
JOIN version_reading USING (report_id, version_no)
JOIN extraction
    ON extraction.capture_id = version_reading.reading_id
    AND extraction.extractor_version = (SELECT value FROM meta WHERE key = 'extractor_version')
JOIN capture AS payload ON payload.capture_id = version_reading.payload_capture_id;
COMMENT ON VIEW versions IS 'Every text each report has had, with the evidence';
COMMENT ON COLUMN versions.report_id IS 'The report';
COMMENT ON COLUMN versions.version_no IS 'Counts from 1; a text that comes back after another one is a version again';
COMMENT ON COLUMN versions.observed_at IS 'When this text was first seen (UTC)';
COMMENT ON COLUMN versions.title IS 'Title as printed';
COMMENT ON COLUMN versions.published_on IS 'The day of publication the page states';
COMMENT ON COLUMN versions.signed_on IS 'The day the report is signed with';
COMMENT ON COLUMN versions.url IS 'The page it was first seen on';
COMMENT ON COLUMN versions.chars IS 'Length of body_text in characters';
COMMENT ON COLUMN versions.body_text IS 'The text of this version';
COMMENT ON COLUMN versions.text_digest IS 'Digest of title and body';
COMMENT ON COLUMN versions.capture_id IS 'The capture to cite';
COMMENT ON COLUMN versions.warc_file IS 'WARC file that holds the bytes, relative to the data folder';
COMMENT ON COLUMN versions.warc_offset IS 'First byte of the compressed record';
COMMENT ON COLUMN versions.warc_length IS 'Bytes of the compressed record';
COMMENT ON COLUMN versions.payload_digest IS 'Digest of the body as it came over the wire';

CREATE OR REPLACE VIEW attachments AS
WITH same_night AS (
    SELECT capture.crawl_id, capture.canonical_url, digest, max(capture.capture_id) AS capture_id
    FROM capture
    JOIN file_reading ON file_reading.capture_id = coalesce(nullif(capture.revisit_of, ''), capture.capture_id)
    WHERE role = 'attachment' AND status IN (200, 304)
    GROUP BY ALL
)
SELECT
    report.report_id, link.position, link.name, link.url, file.kind, file.pages, file.scanned,
    file.ocr AS ocr_confidence, link.holds_text, length(file.text) AS chars, file.text,
    CASE WHEN file.capture_id IS NULL THEN 'not_fetched' ELSE file.issues ->> '$[0].code' END AS issue,
    coalesce(same_night.capture_id, link.file_capture_id) AS capture_id, page.capture_id AS page_capture_id
FROM report
JOIN report_version USING (report_id, version_no)
JOIN capture AS page ON page.capture_id = report_version.capture_id
JOIN read_as ON read_as.capture_id = report_version.capture_id
JOIN extraction_file AS link
    ON link.capture_id = read_as.reading_id AND link.extractor_version = read_as.extractor_version
LEFT JOIN same_night
    ON same_night.crawl_id = page.crawl_id AND same_night.canonical_url = link.canonical_url
    AND same_night.digest = link.digest
LEFT JOIN capture ON capture.capture_id = link.file_capture_id
LEFT JOIN file_reading AS file ON file.capture_id = coalesce(nullif(capture.revisit_of, ''), capture.capture_id)
WHERE read_as.extractor_version = (SELECT value FROM meta WHERE key = 'extractor_version');
COMMENT ON VIEW attachments IS 'The files of each report''s current version, and what was read from them';
COMMENT ON COLUMN attachments.report_id IS 'The report';
COMMENT ON COLUMN attachments.position IS 'Counts from 1 in the order of the page';
COMMENT ON COLUMN attachments.name IS 'The name people see';
COMMENT ON COLUMN attachments.url IS 'Address of the file';
COMMENT ON COLUMN attachments.kind IS 'What the bytes are: pdf, docx, doc, ofd, xlsx, xls, image, zip, …; null when it was not fetched';
COMMENT ON COLUMN attachments.pages IS 'Pages, sheets or members';
COMMENT ON COLUMN attachments.scanned IS 'Whether most of its pages are pictures without a text';
COMMENT ON COLUMN attachments.ocr_confidence IS 'Mean confidence, 0 to 1, of the text read by OCR; null when no text comes from OCR';
COMMENT ON COLUMN attachments.holds_text IS 'Whether the report''s text is this file''s, because the page has none';
COMMENT ON COLUMN attachments.chars IS 'Length of its text in characters';
COMMENT ON COLUMN attachments.text IS 'Its text; empty when there is none to be had';
COMMENT ON COLUMN attachments.issue IS 'Why there is no text, or what is odd: the first issue; null when there is none';
COMMENT ON COLUMN attachments.capture_id IS 'The capture of the file to cite: of the version''s own night where it was fetched then; empty when it was never fetched';
COMMENT ON COLUMN attachments.page_capture_id IS 'The capture of the page';

CREATE OR REPLACE VIEW captures AS
SELECT
    capture_id, crawl_id, site_id, url, page_url, role, captured_at, status, media_type, charset,
    payload_bytes, payload_digest, warc_file, warc_offset, warc_length, revisit_of, redirect_to, found_on,
    link_title
FROM capture;
COMMENT ON VIEW captures IS 'Every stored response: the evidence';
COMMENT ON COLUMN captures.capture_id IS 'The WARC-Record-ID without its angle brackets; what a citation names';
COMMENT ON COLUMN captures.crawl_id IS 'The crawl that fetched it';
COMMENT ON COLUMN captures.site_id IS 'The site it was fetched for';
COMMENT ON COLUMN captures.url IS 'The address that answered';
COMMENT ON COLUMN captures.page_url IS 'The address the walk asked for; another than url after a redirect';
COMMENT ON COLUMN captures.role IS 'Why it was fetched: home, catalogue, list, detail, attachment, robots';
COMMENT ON COLUMN captures.captured_at IS 'When the response had arrived (UTC)';
COMMENT ON COLUMN captures.status IS 'HTTP status';
COMMENT ON COLUMN captures.media_type IS 'Media type the server declared';
COMMENT ON COLUMN captures.charset IS 'Charset the server declared';
COMMENT ON COLUMN captures.payload_bytes IS 'Length of the body in bytes';
COMMENT ON COLUMN captures.payload_digest IS 'Digest of the body as it came over the wire';
COMMENT ON COLUMN captures.warc_file IS 'WARC file, relative to the data folder';
COMMENT ON COLUMN captures.warc_offset IS 'First byte of the compressed record';
COMMENT ON COLUMN captures.warc_length IS 'Bytes of the compressed record';
COMMENT ON COLUMN captures.revisit_of IS 'The capture that holds the same bytes, for a revisit record; else empty';
COMMENT ON COLUMN captures.redirect_to IS 'Where a redirect points; else empty';
COMMENT ON COLUMN captures.found_on IS 'The page with the link that led here';
COMMENT ON COLUMN captures.link_title IS 'The text of that link';

CREATE OR REPLACE VIEW events AS
SELECT
    event.report_id, event.event_no, event.kind, event.observed_at, government.full_name AS government,
    report.report_year, event.page_url AS url, event.from_url, event.version_no, event.capture_id
FROM event
JOIN report USING (report_id)
LEFT JOIN government ON government.adcode = report.adcode;
COMMENT ON VIEW events IS 'What happened to each report, in order';
COMMENT ON COLUMN events.report_id IS 'The report';
COMMENT ON COLUMN events.event_no IS 'Counts from 1 within the report';
COMMENT ON COLUMN events.kind IS 'appeared, changed, moved, copied, removed or returned';
COMMENT ON COLUMN events.observed_at IS 'When it was seen (UTC)';
COMMENT ON COLUMN events.government IS 'Name of the issuer''s government';
COMMENT ON COLUMN events.report_year IS 'The year the report is about';
COMMENT ON COLUMN events.url IS 'The page it was seen on; for moved the new page';
COMMENT ON COLUMN events.from_url IS 'For moved the page before; else empty';
COMMENT ON COLUMN events.version_no IS 'The version that was current afterwards';
COMMENT ON COLUMN events.capture_id IS 'The capture that proves it';

CREATE OR REPLACE VIEW changes AS
SELECT
    new.report_id, government.full_name AS government, government.province, report.report_year, new.title,
    new.observed_at, last_seen.captured_at AS old_last_seen_at, new.version_no, new.url,
    coalesce(event.kind, 'changed') AS kind, new.chars - old.chars AS more_chars, old.title AS old_title,
    old.body_text AS old_text, new.body_text AS new_text, old.capture_id AS old_capture_id, new.capture_id
FROM versions AS new
JOIN versions AS old ON old.report_id = new.report_id AND old.version_no = new.version_no - 1
JOIN report ON report.report_id = new.report_id
LEFT JOIN government ON government.adcode = report.adcode
LEFT JOIN (
    SELECT report_id, version_no, capture_id, min(kind) AS kind FROM event
    WHERE kind IN ('changed', 'moved', 'returned') GROUP BY ALL
) AS event
    ON event.report_id = new.report_id AND event.version_no = new.version_no AND event.capture_id = new.capture_id
LEFT JOIN (
    SELECT version.report_id, version.version_no, max(capture.captured_at) AS captured_at
    FROM report_version AS version
    JOIN readings USING (text_digest)
    JOIN capture ON capture.capture_id = readings.capture_id
    JOIN report_version AS next
        ON next.report_id = version.report_id AND next.version_no = version.version_no + 1
        AND capture.captured_at < next.observed_at
    JOIN page ON page.canonical_url = capture.canonical_url AND page.report_id = version.report_id
    GROUP BY ALL
) AS last_seen ON last_seen.report_id = old.report_id AND last_seen.version_no = old.version_no
ORDER BY new.observed_at DESC, new.report_id, new.version_no DESC;
COMMENT ON VIEW changes IS 'Every time a report''s text was replaced by another one, newest first; the page itself seldom says so';
COMMENT ON COLUMN changes.report_id IS 'The report';
COMMENT ON COLUMN changes.government IS 'Name of the issuer''s government';
COMMENT ON COLUMN changes.province IS 'Its province';
COMMENT ON COLUMN changes.report_year IS 'The year the report is about';
COMMENT ON COLUMN changes.title IS 'Title after the change';
COMMENT ON COLUMN changes.observed_at IS 'When the new text was first seen (UTC): it was changed before that';
COMMENT ON COLUMN changes.old_last_seen_at IS 'When the old text was last seen (UTC): it was changed after that';
COMMENT ON COLUMN changes.version_no IS 'Number of the new text; the old one is the number before';
COMMENT ON COLUMN changes.url IS 'The page the new text was first seen on';
COMMENT ON COLUMN changes.kind IS 'The event that brought it: changed, or moved or returned when the text was another one then';
COMMENT ON COLUMN changes.more_chars IS 'By how many characters the text became longer';
COMMENT ON COLUMN changes.old_title IS 'Title before the change';
COMMENT ON COLUMN changes.old_text IS 'The text before the change';
COMMENT ON COLUMN changes.new_text IS 'The text after the change';
COMMENT ON COLUMN changes.old_capture_id IS 'The capture that shows the old text';
COMMENT ON COLUMN changes.capture_id IS 'The capture that shows the new text';

CREATE OR REPLACE VIEW pages AS
SELECT
    page.canonical_url AS url, page.site_id, page.role, page.report_id, page.is_primary,
    latest.text_digest = report_version.text_digest AS same_text, page.first_seen_at, page.last_seen_at,
    page.last_asked_at, page.last_status
FROM page
LEFT JOIN report USING (report_id)
LEFT JOIN report_version USING (report_id, version_no)
LEFT JOIN (
    SELECT canonical_url, max_by(text_digest, (captured_at, capture_id)) AS text_digest
    FROM capture JOIN readings USING (capture_id) WHERE is_report GROUP BY canonical_url
) AS latest USING (canonical_url);
COMMENT ON VIEW pages IS 'Every address that was ever asked for, and the report it carries';
COMMENT ON COLUMN pages.url IS 'The address in its one spelling';
COMMENT ON COLUMN pages.site_id IS 'The site it was last fetched for';
COMMENT ON COLUMN pages.role IS 'Why it was last fetched';
COMMENT ON COLUMN pages.report_id IS 'The report it carries, or carried last; null when it never carried one';
COMMENT ON COLUMN pages.is_primary IS 'Whether the report''s versions follow this page';
COMMENT ON COLUMN pages.same_text IS 'Whether its last text is the report''s current one; null for a page without a report';
COMMENT ON COLUMN pages.first_seen_at IS 'When it first answered with status 200 (UTC)';
COMMENT ON COLUMN pages.last_seen_at IS 'When it last answered with status 200 (UTC)';
COMMENT ON COLUMN pages.last_asked_at IS 'When it was last asked for (UTC)';
COMMENT ON COLUMN pages.last_status IS 'The HTTP status it last answered with';

CREATE OR REPLACE VIEW columns AS
WITH judged AS (
    -- Crawls that could have read the site's columns: neither cut short nor kept away from the site.
    SELECT site_id, crawl_id, started_at
    FROM site_outcome JOIN crawl USING (crawl_id)
    WHERE finish_reason = 'finished' AND NOT budget_spent AND (list_pages > 0 OR len(problems) > 0)
        AND NOT starts_with(verdict, 'blocked') AND verdict NOT IN ('timeout', 'dns', 'refused', 'tls', 'robots')
), seen AS (
    SELECT column_seen.*, started_at, problem = '' AS healthy
    FROM column_seen JOIN crawl USING (crawl_id)
    WHERE finish_reason NOT IN ('died', 'shutdown')
), told AS (
    SELECT
        site_id, url, arg_max(title, started_at) AS title, arg_max(score, started_at) AS score,
        arg_max(trail, started_at) AS trail, arg_max(family, started_at) AS family,
        arg_max(problem, started_at) AS problem, arg_max(items, started_at) AS items,
        arg_max(ordered, started_at) AS ordered, min(started_at) AS first_seen_at,
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
    ordered, problem, first_seen_at, last_seen_at, healthy_at,
    CASE WHEN crawls >= 2 THEN since END AS dead_since
FROM told
LEFT JOIN site ON site.site_id = told.site_id
LEFT JOIN government USING (adcode)
LEFT JOIN missed ON missed.site_id = told.site_id AND missed.url = told.url;
COMMENT ON VIEW columns IS 'The columns of each site that hold, or held, reports, as learnt from its crawls';
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
COMMENT ON COLUMN columns.problem IS 'What was not healthy when it was last read; empty when nothing was';
COMMENT ON COLUMN columns.first_seen_at IS 'Start of the first crawl that read it (UTC)';
COMMENT ON COLUMN columns.last_seen_at IS 'Start of the last crawl that read it (UTC)';
COMMENT ON COLUMN columns.healthy_at IS 'Start of the last crawl in which it was healthy (UTC); null when it never was';
COMMENT ON COLUMN columns.dead_since IS 'Start of the first of two or more crawls in a row that did not find it healthy (UTC): the site is searched again; null while it lives';

CREATE OR REPLACE VIEW frontier AS
SELECT
    canonical_url AS url, site_id, role,
    CASE WHEN due_at <= make_timestamp(epoch_us(now())) THEN 'due' ELSE state END AS state,
    report_id, first_seen_at, last_asked_at AS last_fetched_at, last_outcome, last_status, failures, failing_since,
    published_on, due_at
FROM page;
COMMENT ON VIEW frontier IS 'Every address that was ever asked for, and when it is asked for again';
COMMENT ON COLUMN frontier.url IS 'The address in its one spelling';
COMMENT ON COLUMN frontier.site_id IS 'The site it was last fetched for';
COMMENT ON COLUMN frontier.role IS 'Why it was last fetched';
COMMENT ON COLUMN frontier.state IS 'due (its time has come); else fetched, failed, gone (the server says that there is no such page) or known (never asked)';
COMMENT ON COLUMN frontier.report_id IS 'The report it carries, or carried last';
COMMENT ON COLUMN frontier.first_seen_at IS 'When it first answered well (UTC); null when it never did';
COMMENT ON COLUMN frontier.last_fetched_at IS 'When it was last asked for (UTC)';
COMMENT ON COLUMN frontier.last_outcome IS 'How that ended: ok, not_modified, http_error, blocked:…, soft_404, timeout, …';
COMMENT ON COLUMN frontier.last_status IS 'The HTTP status it last answered with; 0 when it never answered';
COMMENT ON COLUMN frontier.failures IS 'Crawls since the last good answer in which it failed or was gone';
COMMENT ON COLUMN frontier.failing_since IS 'The first of those failures (UTC); null when the last answer was good';
COMMENT ON COLUMN frontier.published_on IS 'The day of publication its report states';
COMMENT ON COLUMN frontier.due_at IS 'From when on a crawl asks for it again (UTC); null for pages that are reached by links only';

CREATE OR REPLACE VIEW issues AS
SELECT stage, crawl_id, capture_id, page_url AS url, code, detail
FROM issue LEFT JOIN capture USING (crawl_id, capture_id)
UNION ALL
SELECT 'extraction', crawl_id, capture_id, page_url, found.code, found.detail
FROM (
    SELECT crawl_id, capture_id, page_url,
        unnest(from_json(issues, '[{"code": "VARCHAR", "detail": "VARCHAR"}]')) AS found
    FROM capture JOIN extraction USING (capture_id)
    WHERE extractor_version = (SELECT value FROM meta WHERE key = 'extractor_version')
)
UNION ALL
SELECT 'file', crawl_id, capture_id, page_url, found.code, found.detail
FROM (
    SELECT crawl_id, capture_id, page_url,
        unnest(from_json(issues, '[{"code": "VARCHAR", "detail": "VARCHAR"}]')) AS found
    FROM capture JOIN file_reading USING (capture_id)
);
COMMENT ON VIEW issues IS 'What a person should look at';
COMMENT ON COLUMN issues.stage IS 'The stage that noticed it: ingest, file, extraction or fold';
COMMENT ON COLUMN issues.crawl_id IS 'The crawl it is about';
COMMENT ON COLUMN issues.capture_id IS 'The capture it is about; empty when it is about a whole crawl';
COMMENT ON COLUMN issues.url IS 'The page it is about';
COMMENT ON COLUMN issues.code IS 'Stable name of the kind of issue';
COMMENT ON COLUMN issues.detail IS 'The issue in one line';

CREATE OR REPLACE VIEW site_health AS
WITH outcome AS (
    SELECT site_outcome.*, crawl.started_at,
        CASE WHEN verdict = 'ok' AND NOT listing_healthy THEN 'degraded' ELSE verdict END AS told
    FROM site_outcome JOIN crawl USING (crawl_id)
    -- A crawl of one address reads no list and says nothing about the site; nor does one that was cut short,
    -- or a list that the end of the window left unread.
    WHERE (list_pages > 0 OR len(problems) > 0 OR verdict <> 'ok')
        AND finish_reason NOT IN ('died', 'shutdown')
        AND NOT (finish_reason = 'window_closed' AND told = 'degraded')
), last AS (
    SELECT * FROM outcome QUALIFY row_number() OVER (PARTITION BY site_id ORDER BY started_at DESC, crawl_id DESC) = 1
), past AS (
    SELECT
        outcome.site_id, max(outcome.started_at) FILTER (outcome.listing_healthy) AS healthy_at,
        max(outcome.started_at) FILTER (outcome.told <> last.told) AS other_at
    FROM outcome JOIN last ON last.site_id = outcome.site_id GROUP BY outcome.site_id
), present AS (
    SELECT
        outcome.site_id,
        min(started_at) FILTER (healthy_at IS NULL OR started_at > healthy_at) AS broken_since,
        min(started_at) FILTER (other_at IS NULL OR started_at > other_at) AS verdict_since
    FROM outcome JOIN past ON past.site_id = outcome.site_id GROUP BY outcome.site_id
), carried AS (
    SELECT page.site_id, count(*) AS reports FROM report JOIN page USING (report_id)
    WHERE page.is_primary AND report.status = 'live' GROUP BY page.site_id
)
SELECT
    site.site_id, site.adcode, government.full_name AS government, government.province, last.told AS verdict,
    present.verdict_since, last.listing_healthy AS healthy, present.broken_since, past.healthy_at,
    CASE
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
    site_wait.next_try_at, last.problems, last.started_at AS crawled_at, last.crawl_id, last.whole, last.list_pages,
    last.links_found, last.details, last.http_errors, last.failed_fetches, last.budget_spent,
    coalesce(carried.reports, 0) AS reports
FROM site
LEFT JOIN government ON government.adcode = site.adcode
LEFT JOIN last ON last.site_id = site.site_id
LEFT JOIN past ON past.site_id = site.site_id
LEFT JOIN present ON present.site_id = site.site_id
LEFT JOIN carried ON carried.site_id = site.site_id
LEFT JOIN site_wait ON site_wait.site_id = site.site_id;
COMMENT ON VIEW site_health IS 'Every site and how its last crawl went';
COMMENT ON COLUMN site_health.site_id IS 'The site';
COMMENT ON COLUMN site_health.adcode IS 'Division code of the government whose reports are looked for';
COMMENT ON COLUMN site_health.government IS 'Its name';
COMMENT ON COLUMN site_health.province IS 'Its province';
COMMENT ON COLUMN site_health.verdict IS 'ok, degraded (it answers, and its lists could not be read whole), or what keeps it from being read: blocked:…, timeout, dns, moved, robots, …; null when it was never crawled';
COMMENT ON COLUMN site_health.verdict_since IS 'Start of the first crawl of the present run of crawls with this verdict (UTC)';
COMMENT ON COLUMN site_health.healthy IS 'Whether its lists were read as far as they had to be in the last crawl; null when it was never crawled';
COMMENT ON COLUMN site_health.broken_since IS 'Start of the first crawl of the present run of unhealthy ones (UTC); null when healthy';
COMMENT ON COLUMN site_health.healthy_at IS 'Start of the last crawl in which it was healthy (UTC); null when it never was';
COMMENT ON COLUMN site_health.cause IS 'The likely cause, in words: block, down, tls, robots, moved, redesign, too large, script, listing; null when healthy';
COMMENT ON COLUMN site_health.next_try_at IS 'Until when it is left alone, because it refuses or does not answer (UTC); null when every night may ask';
COMMENT ON COLUMN site_health.problems IS 'What was not healthy in the last crawl, one line each';
COMMENT ON COLUMN site_health.crawled_at IS 'Start of the last crawl that says something of the site (UTC)';
COMMENT ON COLUMN site_health.crawl_id IS 'That crawl';
COMMENT ON COLUMN site_health.whole IS 'Whether its lists were walked to their ends in it';
COMMENT ON COLUMN site_health.list_pages IS 'List pages read in it';
COMMENT ON COLUMN site_health.links_found IS 'Items on those lists';
COMMENT ON COLUMN site_health.details IS 'Report pages fetched in it';
COMMENT ON COLUMN site_health.http_errors IS 'Responses with an error status in it';
COMMENT ON COLUMN site_health.failed_fetches IS 'Requests that brought no response in it';
COMMENT ON COLUMN site_health.budget_spent IS 'Whether the page budget ended it';
COMMENT ON COLUMN site_health.reports IS 'Live reports whose primary page is on this site';

CREATE OR REPLACE VIEW coverage AS
WITH own AS (
    SELECT * FROM report
    WHERE issuer_level IN ('province', 'prefecture', 'county') AND adcode IN (SELECT adcode FROM site)
    QUALIFY row_number() OVER (PARTITION BY adcode, report_year ORDER BY status, report_id) = 1
), tracked AS (
    SELECT adcode, bool_and(coalesce(healthy, false)) AS healthy FROM site_health WHERE adcode <> '' GROUP BY adcode
), years AS (
    SELECT unnest(range(min(report_year), max(report_year) + 1)) AS report_year FROM own
)
SELECT
    tracked.adcode, government.full_name AS government, government.level, government.province,
    years.report_year::INTEGER AS report_year,
    CASE WHEN own.status = 'live' THEN 'published'
         WHEN own.status = 'removed' THEN 'removed'
         WHEN tracked.healthy THEN 'not_found'
         ELSE 'unknown' END AS status,
    own.report_id, reports.title, reports.published_on, reports.url
FROM tracked
CROSS JOIN years
LEFT JOIN government ON government.adcode = tracked.adcode
LEFT JOIN own ON own.adcode = tracked.adcode AND own.report_year = years.report_year
LEFT JOIN reports ON reports.report_id = own.report_id
ORDER BY tracked.adcode, years.report_year;
COMMENT ON VIEW coverage IS 'Which government has published the report of which year: every crawled government, every year from the first to the last that any of them reports on';
COMMENT ON COLUMN coverage.adcode IS 'Division code of the government';
COMMENT ON COLUMN coverage.government IS 'Its name';
COMMENT ON COLUMN coverage.level IS 'province, prefecture or county';
COMMENT ON COLUMN coverage.province IS 'Its province';
COMMENT ON COLUMN coverage.report_year IS 'The year reported on';
COMMENT ON COLUMN coverage.status IS 'published; removed (was published, is gone); not_found (its lists were read to the end and do not have it); unknown (its lists could not be read)';
COMMENT ON COLUMN coverage.report_id IS 'The report; null when there is none';
COMMENT ON COLUMN coverage.title IS 'Its title';
COMMENT ON COLUMN coverage.published_on IS 'The day of publication the page states';
COMMENT ON COLUMN coverage.url IS 'The page that carries it';
