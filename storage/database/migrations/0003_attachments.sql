-- Files beside the pages: what was read from each, and which reading went into which extraction.

CREATE TABLE file_reading (
    capture_id VARCHAR PRIMARY KEY,
    reader_version VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    text VARCHAR USING COMPRESSION zstd,
    tables JSON NOT NULL,
    pages INTEGER NOT NULL,
    scanned BOOLEAN NOT NULL,
    ocr DOUBLE,
    name VARCHAR NOT NULL,
    members JSON NOT NULL,
    removed JSON NOT NULL,
    issues JSON NOT NULL,
    has_text BOOLEAN NOT NULL,
    digest VARCHAR NOT NULL
);
COMMENT ON TABLE file_reading IS 'What was read from each stored file (PDF, Word, OFD, tables, pictures, ZIP): the present reading, one row a capture';
COMMENT ON COLUMN file_reading.capture_id IS 'The capture that holds the bytes';
COMMENT ON COLUMN file_reading.reader_version IS 'The version of the reader';
COMMENT ON COLUMN file_reading.kind IS 'What the bytes are: pdf, docx, doc, ofd, xlsx, xls, image, zip, html, … whatever name or media type say';
COMMENT ON COLUMN file_reading.text IS 'The text, lines joined by a newline, the cells of a table''s row by a tab; empty when there is none to be had';
COMMENT ON COLUMN file_reading.tables IS 'Tables of the text: rows of cells, and the span of each in text';
COMMENT ON COLUMN file_reading.pages IS 'Pages, sheets or members; 0 where the kind has none';
COMMENT ON COLUMN file_reading.scanned IS 'Whether most of its pages are pictures without a text';
COMMENT ON COLUMN file_reading.ocr IS 'Mean confidence, 0 to 1, of the text read by OCR; null when no text comes from OCR';
COMMENT ON COLUMN file_reading.name IS 'Name of a member of a ZIP; empty for the file itself';
COMMENT ON COLUMN file_reading.members IS 'The readings of a ZIP''s members, each with the columns of this table';
COMMENT ON COLUMN file_reading.removed IS 'Receipts: page numbers, repeated headers, stamps and the like: [{rule, text}]';
COMMENT ON COLUMN file_reading.issues IS 'Why there is no text, or what is odd: [{code, detail}]';
COMMENT ON COLUMN file_reading.has_text IS 'Whether the file or one of its members has a text';
COMMENT ON COLUMN file_reading.digest IS 'sha256: and the digest of what a report can take from it: equal means nothing to read again';

CREATE TABLE extraction_file (
    capture_id VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    url VARCHAR NOT NULL,
    canonical_url VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    holds_text BOOLEAN NOT NULL,
    file_capture_id VARCHAR NOT NULL,
    digest VARCHAR NOT NULL
);
COMMENT ON TABLE extraction_file IS 'The files each extraction''s page links to, and which capture of each was read for it';
COMMENT ON COLUMN extraction_file.capture_id IS 'The page''s capture, as in extraction';
COMMENT ON COLUMN extraction_file.extractor_version IS 'The version of the extractor, as in extraction';
COMMENT ON COLUMN extraction_file.position IS 'Counts from 1 in the order of the page';
COMMENT ON COLUMN extraction_file.url IS 'Address of the file as the page has it';
COMMENT ON COLUMN extraction_file.canonical_url IS 'The address in its one spelling';
COMMENT ON COLUMN extraction_file.name IS 'The name people see';
COMMENT ON COLUMN extraction_file.holds_text IS 'Whether the extraction''s body_text is this file''s';
COMMENT ON COLUMN extraction_file.file_capture_id IS 'The capture of the file that was read; empty when there was none';
COMMENT ON COLUMN extraction_file.digest IS 'The digest of that reading; empty when there was none';
