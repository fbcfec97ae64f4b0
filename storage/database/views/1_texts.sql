-- The views that people query. They are created again whenever a file of this folder or the tables change, so
-- they are never part of a migration.
-- The texts of the reports, and their sources.

CREATE OR REPLACE VIEW internal.read_as AS
SELECT capture_id, extractor_version, capture_id AS reading_id FROM internal.extraction
UNION ALL
SELECT capture.capture_id, extraction.extractor_version, extraction.capture_id
FROM internal.capture
JOIN internal.extraction ON extraction.capture_id = capture.revisit_of
ANTI JOIN internal.extraction AS own
    ON own.capture_id = capture.capture_id AND own.extractor_version = extraction.extractor_version;
COMMENT ON VIEW read_as IS 'Which extraction applies to a capture: for a revisit that of the capture it points to, unless a file of the page changed and it has its own';
COMMENT ON COLUMN read_as.capture_id IS 'The capture';
COMMENT ON COLUMN read_as.extractor_version IS 'The version of the extractor';
COMMENT ON COLUMN read_as.reading_id IS 'The capture_id of the extraction';

CREATE OR REPLACE VIEW internal.readings AS
SELECT
    capture.capture_id, extraction.* EXCLUDE (capture_id, body_lines),
    array_to_string(extraction.body_lines, chr(10)) AS body_text,
    internal.payload_of(capture.revisit_of, capture.capture_id) AS payload_capture_id
FROM internal.capture
JOIN internal.read_as ON read_as.capture_id = capture.capture_id
JOIN internal.extraction
    ON extraction.capture_id = read_as.reading_id AND extraction.extractor_version = read_as.extractor_version
WHERE extraction.extractor_version = internal.promoted_version();
COMMENT ON VIEW readings IS 'The extraction of each capture by the promoted extractor version (see read_as)';
COMMENT ON COLUMN readings.capture_id IS 'The capture';
COMMENT ON COLUMN readings.extractor_version IS 'The version of the extractor';
COMMENT ON COLUMN readings.family IS 'The content management system the page was recognised as';
COMMENT ON COLUMN readings.encoding IS 'The encoding the bytes were read in';
COMMENT ON COLUMN readings.title IS 'Title of the document; null when the page has none';
COMMENT ON COLUMN readings.is_report IS 'Whether the page carries an annual report on building a law-based government';
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
COMMENT ON COLUMN readings.issues IS 'Problems for a person to check, as JSON';
COMMENT ON COLUMN readings.evidence IS 'What each inferred field was read from and how sure that is, as JSON';
COMMENT ON COLUMN readings.tables IS 'The tables of the text as JSON';
COMMENT ON COLUMN readings.payload_capture_id IS 'The capture whose WARC record holds the bytes';

CREATE OR REPLACE VIEW internal.version_reading AS
SELECT report_id, version_no, capture_id, reading_id, payload_capture_id FROM internal.report_version;
COMMENT ON VIEW version_reading IS 'Which extraction holds the text of each version';
COMMENT ON COLUMN version_reading.report_id IS 'The report';
COMMENT ON COLUMN version_reading.version_no IS 'The version';
COMMENT ON COLUMN version_reading.capture_id IS 'The capture it was first seen in';
COMMENT ON COLUMN version_reading.reading_id IS 'The capture_id of the extraction that holds the text';
COMMENT ON COLUMN version_reading.payload_capture_id IS 'The capture whose WARC record holds the bytes';

CREATE OR REPLACE VIEW main.reports AS
SELECT
    report.report_id, report.adcode, government.full_name AS government, government.province,
    nullif(government.prefecture, '') AS prefecture, report.report_year, extraction.title, report.issuer,
    report.issuer_level, extraction.published_on, extraction.signed_on, extraction.doc_number, extraction.index_number, extraction.source,
    report.page_url AS url, report.status, report.unconfirmed, report.version_no AS versions, report.first_seen_at,
    report.last_seen_at, report.last_changed_at, main.china_day(report.first_seen_at) AS first_seen_on,
    main.china_day(report.last_seen_at) AS last_seen_on, main.china_day(report.last_changed_at) AS last_changed_on,
    length(array_to_string(extraction.body_lines, chr(10))) AS chars,
    array_to_string(extraction.body_lines, chr(10)) AS body_text,
    version_reading.capture_id
FROM internal.report
JOIN internal.version_reading USING (report_id, version_no)
JOIN internal.extraction
    ON extraction.capture_id = version_reading.reading_id
    AND extraction.extractor_version = internal.promoted_version()
LEFT JOIN internal.government ON government.adcode = report.adcode;
COMMENT ON VIEW reports IS 'The reports: one row each, with the current text (for a removed report the last one)';
COMMENT ON COLUMN reports.report_id IS 'Readable, stable name: 330282-2024 for a government''s own report';
COMMENT ON COLUMN reports.adcode IS 'Division code of the issuer''s government; null when the text does not say';
COMMENT ON COLUMN reports.government IS 'Its name';
COMMENT ON COLUMN reports.province IS 'Its province';
COMMENT ON COLUMN reports.prefecture IS 'Its prefecture; null where it has none';
COMMENT ON COLUMN reports.report_year IS 'The year the report is about';
COMMENT ON COLUMN reports.title IS 'Title as printed; null when the page has none';
COMMENT ON COLUMN reports.issuer IS 'The body that signs the report, as written';
COMMENT ON COLUMN reports.issuer_level IS 'province, prefecture, county, department or township';
COMMENT ON COLUMN reports.published_on IS 'The day of publication that the current text states; the ledger judges by the first text, see ledger.published_on';
COMMENT ON COLUMN reports.signed_on IS 'The day the report is signed with';
COMMENT ON COLUMN reports.doc_number IS 'Document number (文号)';
COMMENT ON COLUMN reports.index_number IS 'Disclosure index number (索引号)';
COMMENT ON COLUMN reports.source IS 'The words after 来源 on the page, such as 市司法局; the pages that carry the report are in the view sources';
COMMENT ON COLUMN reports.url IS 'The page that carries it; for a removed report the last one';
COMMENT ON COLUMN reports.status IS 'live, or removed when no page carries it any more; not the status of the ledger';
COMMENT ON COLUMN reports.unconfirmed IS 'Whether only foreign sites carry it: not the issuer''s, its departments'' or a higher government''s';
COMMENT ON COLUMN reports.versions IS 'Number of versions';
COMMENT ON COLUMN reports.first_seen_at IS 'When its text was first seen (UTC)';
COMMENT ON COLUMN reports.last_seen_at IS 'When its text was last seen (UTC)';
COMMENT ON COLUMN reports.last_changed_at IS 'When its last change was seen (UTC); null when it never changed';
COMMENT ON COLUMN reports.first_seen_on IS 'first_seen_at as a day in China';
COMMENT ON COLUMN reports.last_seen_on IS 'last_seen_at as a day in China';
COMMENT ON COLUMN reports.last_changed_on IS 'last_changed_at as a day in China';
COMMENT ON COLUMN reports.chars IS 'Length of body_text in characters, punctuation and line breaks included';
COMMENT ON COLUMN reports.body_text IS 'The issuer''s text without page furniture, lines joined by a newline';
COMMENT ON COLUMN reports.capture_id IS 'The capture to cite: where this text was first seen';

CREATE OR REPLACE VIEW main.versions AS
SELECT
    report_version.report_id, report_version.version_no, report_version.observed_at,
    main.china_day(report_version.observed_at) AS observed_on, extraction.title,
    extraction.published_on, extraction.signed_on,
    report_version.page_url AS url, length(array_to_string(extraction.body_lines, chr(10))) AS chars,
    array_to_string(extraction.body_lines, chr(10)) AS body_text,
    report_version.text_digest, report_version.capture_id, payload.warc_file, payload.warc_offset,
    payload.warc_length, payload.payload_digest
FROM internal.report_version
JOIN internal.version_reading USING (report_id, version_no)
JOIN internal.extraction
    ON extraction.capture_id = version_reading.reading_id
    AND extraction.extractor_version = internal.promoted_version()
JOIN internal.capture AS payload ON payload.capture_id = version_reading.payload_capture_id;
COMMENT ON VIEW versions IS 'Every text of each report, current and former, with the evidence';
COMMENT ON COLUMN versions.report_id IS 'The report';
COMMENT ON COLUMN versions.version_no IS 'Counts from 1; a text that returns after another one is a new version';
COMMENT ON COLUMN versions.observed_at IS 'When this text was first seen (UTC)';
COMMENT ON COLUMN versions.observed_on IS 'observed_at as a day in China';
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

CREATE OR REPLACE VIEW main.attachments AS
WITH same_night AS (
    SELECT capture.crawl_id, capture.canonical_url, digest, max(capture.capture_id) AS capture_id
    FROM internal.capture
    JOIN internal.file_reading ON file_reading.capture_id = internal.payload_of(capture.revisit_of, capture.capture_id)
    WHERE role = 'attachment' AND status IN (200, 304)
    GROUP BY ALL
)
SELECT
    report.report_id, link.position, link.name, link.url, file.kind, file.pages, file.scanned,
    file.ocr AS ocr_confidence, link.holds_text, length(file.text) AS chars, nullif(file.text, '') AS text,
    CASE WHEN file.capture_id IS NULL THEN 'not_fetched' ELSE file.issues ->> '$[0].code' END AS issue,
    coalesce(same_night.capture_id, nullif(link.file_capture_id, '')) AS capture_id, page.capture_id AS page_capture_id
FROM internal.report
JOIN internal.report_version USING (report_id, version_no)
JOIN internal.capture AS page ON page.capture_id = report_version.capture_id
JOIN internal.read_as ON read_as.capture_id = report_version.capture_id
JOIN internal.extraction_file AS link
    ON link.capture_id = read_as.reading_id AND link.extractor_version = read_as.extractor_version
LEFT JOIN same_night
    ON same_night.crawl_id = page.crawl_id AND same_night.canonical_url = link.canonical_url
    AND same_night.digest = link.digest
LEFT JOIN internal.capture ON capture.capture_id = link.file_capture_id
LEFT JOIN internal.file_reading AS file ON file.capture_id = internal.payload_of(capture.revisit_of, capture.capture_id)
WHERE read_as.extractor_version = internal.promoted_version();
COMMENT ON VIEW attachments IS 'The files of each report''s current version, and their text';
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
COMMENT ON COLUMN attachments.text IS 'Its text; null when none could be read';
COMMENT ON COLUMN attachments.issue IS 'The first issue, such as why there is no text; not_fetched when the file was never fetched; null when there is none';
COMMENT ON COLUMN attachments.capture_id IS 'The capture of the file to cite: of the version''s own night where it was fetched then; null when it was never fetched';
COMMENT ON COLUMN attachments.page_capture_id IS 'The capture of the page';
