-- What was captured, what happened to each report and page.

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
