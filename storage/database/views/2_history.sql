-- Captures, and the history of each report and page.

CREATE OR REPLACE VIEW main.captures AS
SELECT
    capture_id, crawl_id, site_id, url, page_url, role, captured_at, main.china_day(captured_at) AS captured_on,
    status, status AS http_status, media_type, nullif(charset, '') AS charset, payload_bytes, payload_digest,
    warc_file, warc_offset, warc_length, nullif(revisit_of, '') AS revisit_of, nullif(redirect_to, '') AS redirect_to,
    nullif(found_on, '') AS found_on, nullif(link_title, '') AS link_title
FROM internal.capture;
COMMENT ON VIEW captures IS 'Every stored response: the evidence';
COMMENT ON COLUMN captures.capture_id IS 'The WARC-Record-ID without its angle brackets; what a citation names';
COMMENT ON COLUMN captures.crawl_id IS 'The crawl that fetched it';
COMMENT ON COLUMN captures.site_id IS 'The site it was fetched for';
COMMENT ON COLUMN captures.url IS 'The address that answered';
COMMENT ON COLUMN captures.page_url IS 'The address that was requested; differs from url after a redirect';
COMMENT ON COLUMN captures.role IS 'Why it was fetched: home, catalogue, list, detail, detail_page (a further page of an article), attachment, robots or sitemap';
COMMENT ON COLUMN captures.captured_at IS 'When the response had arrived (UTC)';
COMMENT ON COLUMN captures.captured_on IS 'captured_at as a day in China';
COMMENT ON COLUMN captures.status IS 'Deprecated name of http_status; removed in the next release';
COMMENT ON COLUMN captures.http_status IS 'HTTP status';
COMMENT ON COLUMN captures.media_type IS 'Media type the server declared';
COMMENT ON COLUMN captures.charset IS 'Charset the server declared; null where it declared none';
COMMENT ON COLUMN captures.payload_bytes IS 'Length of the body in bytes';
COMMENT ON COLUMN captures.payload_digest IS 'Digest of the body as it came over the wire';
COMMENT ON COLUMN captures.warc_file IS 'WARC file, relative to the data folder';
COMMENT ON COLUMN captures.warc_offset IS 'First byte of the compressed record';
COMMENT ON COLUMN captures.warc_length IS 'Bytes of the compressed record';
COMMENT ON COLUMN captures.revisit_of IS 'The capture that holds the same bytes, for a revisit record; else null';
COMMENT ON COLUMN captures.redirect_to IS 'Where a redirect points; else null';
COMMENT ON COLUMN captures.found_on IS 'The page with the link that led here; null for a page that no link led to';
COMMENT ON COLUMN captures.link_title IS 'The text of that link; null where it has none';

CREATE OR REPLACE VIEW main.events AS
SELECT
    event.report_id, event.event_no, event.kind, event.observed_at,
    main.china_day(event.observed_at) AS observed_on, government.full_name AS government, report.report_year,
    event.page_url AS url, nullif(event.from_url, '') AS from_url, event.version_no, event.capture_id,
    nullif(event.file_url, '') AS file_url, nullif(event.old_capture_id, '') AS old_capture_id
FROM internal.event
JOIN internal.report USING (report_id)
LEFT JOIN internal.government ON government.adcode = report.adcode;
COMMENT ON VIEW events IS 'What happened to each report, in order';
COMMENT ON COLUMN events.report_id IS 'The report';
COMMENT ON COLUMN events.event_no IS 'Counts from 1 within the report';
COMMENT ON COLUMN events.kind IS 'appeared, changed, moved, confirmed, copied, removed, returned, attachment_replaced or date_changed';
COMMENT ON COLUMN events.observed_at IS 'When it was seen (UTC)';
COMMENT ON COLUMN events.observed_on IS 'observed_at as a day in China';
COMMENT ON COLUMN events.government IS 'Name of the issuer''s government';
COMMENT ON COLUMN events.report_year IS 'The year the report is about';
COMMENT ON COLUMN events.url IS 'The page it was seen on; for moved and confirmed the new page';
COMMENT ON COLUMN events.from_url IS 'For moved and confirmed the page before; else null';
COMMENT ON COLUMN events.version_no IS 'The version that was current afterwards';
COMMENT ON COLUMN events.capture_id IS 'The capture that proves it; for attachment_replaced that of the new file';
COMMENT ON COLUMN events.file_url IS 'For attachment_replaced the file; else null';
COMMENT ON COLUMN events.old_capture_id IS 'For attachment_replaced the capture of the file before, for date_changed that of the page; else null';

CREATE OR REPLACE VIEW main.changes AS
WITH told AS (
    SELECT
        report_id, version_no, count(*) AS differences, count(*) FILTER (kind = 'number_changed') AS numbers,
        min_by(old_number || ' → ' || new_number, change_no) FILTER (kind = 'number_changed') AS number,
        min_by(new, change_no) FILTER (kind = 'number_changed') AS sentence
    FROM internal.change GROUP BY report_id, version_no
), named AS (
    -- What the first changed number counts, if it is a figure.
    SELECT told.report_id, told.version_no, min(figure_code.name_zh || ' ' || told.number) AS figure
    FROM told
    JOIN internal.version_reading AS reading USING (report_id, version_no)
    JOIN internal.figure_mention AS mention
        ON mention.reading_id = reading.reading_id AND ends_with(told.number, ' → ' || mention.printed)
        AND contains(told.sentence, mention.sentence)
        AND mention.figures_version = (SELECT value FROM internal.meta WHERE key = 'figures_version')
    JOIN internal.figure_code ON figure_code.code = mention.code
    GROUP BY ALL
), last_seen AS (
    SELECT version.report_id, version.version_no, max(capture.captured_at) AS captured_at
    FROM internal.report_version AS version
    JOIN internal.readings USING (text_digest)
    JOIN internal.capture ON capture.capture_id = readings.capture_id
    JOIN internal.report_version AS next
        ON next.report_id = version.report_id AND next.version_no = version.version_no + 1
        AND capture.captured_at < next.observed_at
    JOIN internal.page ON page.canonical_url = capture.canonical_url AND page.report_id = version.report_id
    GROUP BY ALL
), brought AS (
    SELECT report_id, version_no, capture_id, min(kind) AS kind FROM internal.event
    WHERE kind IN ('changed', 'moved', 'returned', 'confirmed') GROUP BY ALL
), text AS (
    SELECT
        new.report_id, new.observed_at, last_seen.captured_at AS old_last_seen_at, new.version_no, new.url,
        coalesce(brought.kind, 'changed') AS kind, coalesce(kinds, []) AS kinds,
        coalesce(differences, 0) AS differences, coalesce(numbers, 0) AS numbers, number, figure,
        sentence, old.title AS old_title, new.title, old.body_text AS old_text, new.body_text AS new_text,
        old.capture_id AS old_capture_id, new.capture_id, NULL AS file_url
    FROM main.versions AS new
    JOIN main.versions AS old ON old.report_id = new.report_id AND old.version_no = new.version_no - 1
    LEFT JOIN internal.compared ON compared.report_id = new.report_id AND compared.version_no = new.version_no
    LEFT JOIN told ON told.report_id = new.report_id AND told.version_no = new.version_no
    LEFT JOIN named ON named.report_id = new.report_id AND named.version_no = new.version_no
    LEFT JOIN brought
        ON brought.report_id = new.report_id AND brought.version_no = new.version_no
        AND brought.capture_id = new.capture_id
    LEFT JOIN last_seen ON last_seen.report_id = old.report_id AND last_seen.version_no = old.version_no
    -- A different wording on another site is not an edit.
    WHERE coalesce(brought.kind, 'changed') <> 'confirmed'
), shown AS (
    SELECT DISTINCT kind, unnest([capture_id, old_capture_id]) AS capture_id FROM internal.event
    WHERE kind IN ('attachment_replaced', 'date_changed')
), proof AS (
    SELECT shown.kind, capture_id, captured_at,
        CASE shown.kind WHEN 'date_changed' THEN readings.published_on::VARCHAR ELSE file_reading.text END AS text
    FROM shown
    JOIN internal.capture USING (capture_id)
    LEFT JOIN internal.file_reading
        ON file_reading.capture_id = internal.payload_of(capture.revisit_of, capture.capture_id)
    LEFT JOIN internal.readings USING (capture_id)
), beside AS (
    SELECT
        event.report_id, event.observed_at, old.captured_at AS old_last_seen_at, event.version_no,
        event.page_url AS url, event.kind, [event.kind] AS kinds, 1 AS differences, 0 AS numbers, NULL AS number,
        NULL AS figure, NULL AS sentence, version.title AS old_title, version.title, old.text AS old_text, new.text AS new_text,
        event.old_capture_id, event.capture_id, nullif(event.file_url, '') AS file_url
    FROM internal.event
    JOIN main.versions AS version ON version.report_id = event.report_id AND version.version_no = event.version_no
    LEFT JOIN proof AS old ON old.capture_id = event.old_capture_id AND old.kind = event.kind
    LEFT JOIN proof AS new ON new.capture_id = event.capture_id AND new.kind = event.kind
    -- For a text that was replaced that night, the differences have the day.
    WHERE event.kind = 'attachment_replaced' OR (event.kind = 'date_changed' AND event.capture_id <> version.capture_id)
)
SELECT
    either.report_id, government.full_name AS government, government.province, report.report_year, either.title,
    observed_at, main.china_day(observed_at) AS observed_on, old_last_seen_at,
    main.china_day(old_last_seen_at) AS old_last_seen_on, either.version_no, either.url, either.kind, kinds[1] AS class, kinds,
    differences, numbers, number, figure, sentence, length(new_text) - length(old_text) AS more_chars, old_title, old_text,
    new_text, old_capture_id, either.capture_id, file_url
FROM (SELECT * FROM text UNION ALL BY NAME SELECT * FROM beside) AS either
JOIN internal.report ON report.report_id = either.report_id
LEFT JOIN internal.government ON government.adcode = report.adcode
ORDER BY observed_at DESC, either.report_id, either.version_no DESC, file_url;
COMMENT ON VIEW changes IS 'Every unannounced edit, newest first: of a report''s text, of one of its files, or of its publication date';
COMMENT ON COLUMN changes.report_id IS 'The report';
COMMENT ON COLUMN changes.government IS 'Name of the issuer''s government';
COMMENT ON COLUMN changes.province IS 'Its province';
COMMENT ON COLUMN changes.report_year IS 'The year the report is about';
COMMENT ON COLUMN changes.title IS 'Title after the change';
COMMENT ON COLUMN changes.observed_at IS 'When the new text was first seen (UTC); the edit happened earlier';
COMMENT ON COLUMN changes.observed_on IS 'observed_at as a day in China';
COMMENT ON COLUMN changes.old_last_seen_on IS 'old_last_seen_at as a day in China';
COMMENT ON COLUMN changes.old_last_seen_at IS 'When the old text was last seen (UTC); the edit happened later. For a file or a date: when old_capture_id was captured';
COMMENT ON COLUMN changes.version_no IS 'Version number of the new text. For a file or a date: the version that was current then';
COMMENT ON COLUMN changes.url IS 'The page it was first seen on';
COMMENT ON COLUMN changes.kind IS 'The event that brought it: changed; moved or returned with a different text; attachment_replaced; date_changed. What differs is in class and kinds';
COMMENT ON COLUMN changes.class IS 'The class of the change, which is its most serious kind of difference: number_changed, paragraph_removed, paragraph_added, wording, title_changed, date_changed, attachment_replaced, paragraph_moved, punctuation_only (docs/works.md); null where only white space differs';
COMMENT ON COLUMN changes.kinds IS 'All kinds of differences, the most serious first';
COMMENT ON COLUMN changes.differences IS 'How many differences there are; the table change has each';
COMMENT ON COLUMN changes.numbers IS 'How many of them are numbers that changed';
COMMENT ON COLUMN changes.number IS 'The first number that changed: 2839 → 2802; null when none did';
COMMENT ON COLUMN changes.figure IS 'The same with the name of what it counts: 行政处罚数 2839 → 2802; null where it is no figure (docs/figures.md)';
COMMENT ON COLUMN changes.sentence IS 'The sentence that contains it now';
COMMENT ON COLUMN changes.more_chars IS 'By how many characters the text became longer';
COMMENT ON COLUMN changes.old_title IS 'Title before the change';
COMMENT ON COLUMN changes.old_text IS 'The text before the change; for the event attachment_replaced that of the file, for date_changed the day';
COMMENT ON COLUMN changes.new_text IS 'The text after the change; for the event attachment_replaced that of the file, for date_changed the day';
COMMENT ON COLUMN changes.old_capture_id IS 'The capture that shows the old text';
COMMENT ON COLUMN changes.capture_id IS 'The capture that shows the new text';
COMMENT ON COLUMN changes.file_url IS 'For attachment_replaced the file; else null';

CREATE OR REPLACE VIEW internal.pages AS
SELECT
    page.canonical_url AS url, page.site_id, page.role, page.report_id, page.is_primary,
    lineage.text_digest = report_version.text_digest AS same_text, page.first_seen_at, page.last_seen_at,
    page.last_asked_at, page.last_status
FROM internal.page
LEFT JOIN internal.report USING (report_id)
LEFT JOIN internal.report_version USING (report_id, version_no)
LEFT JOIN internal.lineage ON lineage.canonical_url = page.canonical_url AND lineage.report_id = page.report_id;
COMMENT ON VIEW pages IS 'Every address that was ever requested, and the report it carries';
COMMENT ON COLUMN pages.url IS 'The address in its one spelling';
COMMENT ON COLUMN pages.site_id IS 'The site it was last fetched for';
COMMENT ON COLUMN pages.role IS 'Why it was last fetched';
COMMENT ON COLUMN pages.report_id IS 'The report it carries, or carried last; null when it never carried one';
COMMENT ON COLUMN pages.is_primary IS 'Whether the report''s versions follow this page';
COMMENT ON COLUMN pages.same_text IS 'Whether its last text is the report''s current one; null for a page without a report';
COMMENT ON COLUMN pages.first_seen_at IS 'When it first answered with status 200 (UTC)';
COMMENT ON COLUMN pages.last_seen_at IS 'When it last answered with status 200 (UTC)';
COMMENT ON COLUMN pages.last_asked_at IS 'When it was last requested (UTC)';
COMMENT ON COLUMN pages.last_status IS 'The HTTP status it last answered with';

CREATE OR REPLACE VIEW main.sources AS
SELECT
    report_id, lineage.canonical_url AS url, page.site_id, publisher.full_name AS government,
    CASE WHEN report.adcode IS NULL THEN 'other' ELSE relation END AS relation, lineage.is_primary, live,
    lineage.text_digest = report_version.text_digest AS same_text, first_read_at AS first_seen_at,
    main.china_day(first_read_at) AS first_seen_on, read_at AS last_seen_at,
    main.china_day(read_at) AS last_seen_on, basis, similarity, nullif(compared_with, '') AS compared_with
FROM internal.lineage
JOIN internal.report USING (report_id)
JOIN internal.report_version USING (report_id, version_no)
LEFT JOIN internal.page ON page.canonical_url = lineage.canonical_url
LEFT JOIN internal.site ON site.site_id = page.site_id
LEFT JOIN internal.government AS publisher ON publisher.adcode = site.adcode
ORDER BY report_id, first_read_at, lineage.canonical_url;
COMMENT ON VIEW sources IS 'The pages of each report, one row each, and why each was matched to it';
COMMENT ON COLUMN sources.report_id IS 'The report';
COMMENT ON COLUMN sources.url IS 'A page that carries or carried it';
COMMENT ON COLUMN sources.site_id IS 'The site the page was last fetched for';
COMMENT ON COLUMN sources.government IS 'Name of the government that owns the site; null when unknown';
COMMENT ON COLUMN sources.relation IS 'Relation of the site to the issuer: own (its government''s), department (another host of that government, such as a department''s), upper, lower (of a government above or below it) or other. A host of the registry is its government''s; another one is that of the government whose site led there';
COMMENT ON COLUMN sources.is_primary IS 'Whether the report''s versions follow this page';
COMMENT ON COLUMN sources.live IS 'True until it is proved that the page no longer carries the report';
COMMENT ON COLUMN sources.same_text IS 'Whether its last text is the report''s current one';
COMMENT ON COLUMN sources.first_seen_at IS 'When the report was first read there (UTC)';
COMMENT ON COLUMN sources.first_seen_on IS 'first_seen_at as a day in China';
COMMENT ON COLUMN sources.last_seen_on IS 'last_seen_at as a day in China';
COMMENT ON COLUMN sources.last_seen_at IS 'When it was last read there (UTC)';
COMMENT ON COLUMN sources.basis IS 'Why the page was matched to this report: first (the report was first seen there), same_text or similar (as the page compared with, when it was first seen), successor (no page carried the report any more) or decision (decisions.csv)';
COMMENT ON COLUMN sources.similarity IS 'Share of four-character sequences its text had in common with the page compared_with, 0 to 1; null when none was compared';
COMMENT ON COLUMN sources.compared_with IS 'The page it was compared with; null when none was';

CREATE OR REPLACE VIEW main.text_reuse AS
SELECT
    reuse.report_id, government.full_name AS government, report.report_year, sentences,
    year_before_id AS year_before_report_id, year_before_share, closest_id AS closest_report_id,
    other_government.full_name AS closest_government, closest_share, shared_sentences
FROM internal.reuse
JOIN internal.report USING (report_id)
LEFT JOIN internal.government ON government.adcode = report.adcode
LEFT JOIN internal.report AS other ON other.report_id = closest_id
LEFT JOIN internal.government AS other_government ON other_government.adcode = other.adcode;
COMMENT ON VIEW text_reuse IS 'The share of each live report found in other reports, by sentences of at least 12 characters (ignoring punctuation and number notation)';
COMMENT ON COLUMN text_reuse.report_id IS 'The report';
COMMENT ON COLUMN text_reuse.government IS 'Name of the issuer''s government';
COMMENT ON COLUMN text_reuse.report_year IS 'The year the report is about';
COMMENT ON COLUMN text_reuse.sentences IS 'Number of different sentences';
COMMENT ON COLUMN text_reuse.year_before_report_id IS 'The same issuer''s report of the year before; null when there is none';
COMMENT ON COLUMN text_reuse.year_before_share IS 'Share of its sentences also found in that report, 0 to 1; null when there is none';
COMMENT ON COLUMN text_reuse.closest_report_id IS 'The report of another issuer that shares the most sentences; null when none is similar. Reports that share less than a third may be missed';
COMMENT ON COLUMN text_reuse.closest_government IS 'Name of the government of that issuer';
COMMENT ON COLUMN text_reuse.closest_share IS 'Share of its sentences found in that report, 0 to 1';
COMMENT ON COLUMN text_reuse.shared_sentences IS 'Number of those sentences';

CREATE OR REPLACE VIEW main.aliases AS
SELECT report_id, nullif(became, '') AS became, page_url AS url, reason, decided_on, nullif(decided_by, '') AS decided_by
FROM internal.alias ORDER BY report_id, page_url;
COMMENT ON VIEW aliases IS 'Former report ids: a citation that uses one still resolves';
COMMENT ON COLUMN aliases.report_id IS 'The former report id';
COMMENT ON COLUMN aliases.became IS 'The report the page carries now; null when it carries none';
COMMENT ON COLUMN aliases.url IS 'The page that carried it';
COMMENT ON COLUMN aliases.reason IS 'Why, in words';
COMMENT ON COLUMN aliases.decided_on IS 'When';
COMMENT ON COLUMN aliases.decided_by IS 'The person who decided; null when the rules of authority decided (docs/works.md)';
