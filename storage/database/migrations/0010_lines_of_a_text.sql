-- Texts line by line: DuckDB unpacks two thousand values to read one, so that short ones are read sooner. And the
-- sentences that search read instead are not needed any more; its tables are made anew by the next publication.

ALTER TABLE extraction RENAME TO extraction_before;
CREATE TABLE extraction (
    capture_id VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    family VARCHAR NOT NULL,
    encoding VARCHAR NOT NULL,
    title VARCHAR,
    is_report BOOLEAN NOT NULL,
    kind VARCHAR NOT NULL,
    report_year INTEGER,
    issuer VARCHAR,
    issuer_level VARCHAR,
    adcode VARCHAR,
    published_on DATE,
    signed_on DATE,
    doc_number VARCHAR,
    index_number VARCHAR,
    source VARCHAR,
    body_lines VARCHAR[],
    text_digest VARCHAR NOT NULL,
    sections JSON NOT NULL,
    attachments JSON NOT NULL,
    removed JSON NOT NULL,
    issues JSON NOT NULL,
    evidence JSON NOT NULL,
    tables JSON DEFAULT '[]',
    PRIMARY KEY (capture_id, extractor_version)
);
INSERT INTO extraction BY NAME
SELECT * EXCLUDE (body_text), string_split(body_text, chr(10)) AS body_lines FROM extraction_before;
DROP TABLE extraction_before;

COMMENT ON TABLE extraction IS 'What each version of the extractor understood of each capture';
COMMENT ON COLUMN extraction.capture_id IS 'The capture that was read';
COMMENT ON COLUMN extraction.extractor_version IS 'The version of the extractor that read it';
COMMENT ON COLUMN extraction.family IS 'The content management system the page was recognised as';
COMMENT ON COLUMN extraction.encoding IS 'The encoding the bytes were read in';
COMMENT ON COLUMN extraction.title IS 'Title of the document; null when the page has none';
COMMENT ON COLUMN extraction.is_report IS 'Whether the page is an annual report on building a law-based government';
COMMENT ON COLUMN extraction.kind IS 'What kind of document the page is';
COMMENT ON COLUMN extraction.report_year IS 'The year the report is about';
COMMENT ON COLUMN extraction.issuer IS 'The body that signs the report, as written';
COMMENT ON COLUMN extraction.issuer_level IS 'province, prefecture, county, department or township';
COMMENT ON COLUMN extraction.adcode IS 'Division code of the issuer''s government';
COMMENT ON COLUMN extraction.published_on IS 'The day of publication the page states';
COMMENT ON COLUMN extraction.signed_on IS 'The day the report is signed with';
COMMENT ON COLUMN extraction.doc_number IS 'Document number (文号)';
COMMENT ON COLUMN extraction.index_number IS 'Disclosure index number (索引号)';
COMMENT ON COLUMN extraction.source IS 'Where the page says the text comes from (来源)';
COMMENT ON COLUMN extraction.body_lines IS 'The issuer''s text without page furniture, line by line; the views join the lines by a newline to body_text';
COMMENT ON COLUMN extraction.text_digest IS 'sha256: and the digest of title and body: equal means the issuer''s words did not change';
COMMENT ON COLUMN extraction.sections IS 'Headings of the outline: level, number, span in body_text, and which of the five prescribed parts they announce';
COMMENT ON COLUMN extraction.attachments IS 'Files the page links to: [{url, name}]';
COMMENT ON COLUMN extraction.removed IS 'Receipts: visible text that is not in body_text, and the rule that left it out: [{rule, text}]';
COMMENT ON COLUMN extraction.issues IS 'What a person should look at: [{code, detail}]';
COMMENT ON COLUMN extraction.evidence IS 'What each inferred field was read from and how sure that is: {field: {basis, confidence}}';
COMMENT ON COLUMN extraction.tables IS 'Tables of the text: rows of cells, and the span of each in body_text';

DROP TABLE IF EXISTS search_text;
DROP TABLE IF EXISTS search_sentence;
DROP TABLE IF EXISTS search_gram;
DROP TABLE IF EXISTS search_report;
