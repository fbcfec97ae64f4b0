-- Why each page is taken for its report, what a person decided, what differs between versions, what is reused.

CREATE TABLE decision (
    line INTEGER NOT NULL,
    page_url VARCHAR NOT NULL,
    canonical_url VARCHAR NOT NULL,
    decision VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    decided_on DATE NOT NULL,
    decided_by VARCHAR NOT NULL
);
COMMENT ON TABLE decision IS 'What people decided of pages, against what their texts say: the rows of decisions.csv at the last fold';
COMMENT ON COLUMN decision.line IS 'Counts the rows of the file from 1; of several rows on a page the last one counts';
COMMENT ON COLUMN decision.page_url IS 'The page as written in the file';
COMMENT ON COLUMN decision.canonical_url IS 'Its address in its one spelling';
COMMENT ON COLUMN decision.decision IS 'carries (the page carries this report), separate (it is a document of its own) or no_report';
COMMENT ON COLUMN decision.report_id IS 'The report it carries; empty for the other decisions';
COMMENT ON COLUMN decision.reason IS 'Why, in words';
COMMENT ON COLUMN decision.decided_on IS 'When';
COMMENT ON COLUMN decision.decided_by IS 'By whom';

ALTER TABLE lineage ADD COLUMN basis VARCHAR DEFAULT '';
ALTER TABLE lineage ADD COLUMN similarity DOUBLE;
ALTER TABLE lineage ADD COLUMN compared_with VARCHAR DEFAULT '';
ALTER TABLE lineage ADD COLUMN live BOOLEAN;
ALTER TABLE lineage ADD COLUMN first_read_at TIMESTAMP;
ALTER TABLE lineage ADD COLUMN text_digest VARCHAR DEFAULT '';
COMMENT ON COLUMN lineage.basis IS 'Why the page was taken for that report: first, same_text, similar, successor or decision';
COMMENT ON COLUMN lineage.similarity IS 'Share of four-character pieces that its text then had in common with the page compared with, 0 to 1; null where none was compared';
COMMENT ON COLUMN lineage.compared_with IS 'The page its text was compared with; empty where none was';
COMMENT ON COLUMN lineage.live IS 'Whether the page carries the report now';
COMMENT ON COLUMN lineage.first_read_at IS 'When the report was first read there (UTC)';
COMMENT ON COLUMN lineage.text_digest IS 'Digest of the text that was last read there';
-- All of it is known only after every page is folded again.
UPDATE folded SET digest = '';

ALTER TABLE event ADD COLUMN file_url VARCHAR DEFAULT '';
ALTER TABLE event ADD COLUMN old_capture_id VARCHAR DEFAULT '';
COMMENT ON COLUMN event.kind IS 'appeared, changed, moved, copied, removed, returned, attachment_replaced or date_changed';
COMMENT ON COLUMN event.file_url IS 'For attachment_replaced the file; else empty';
COMMENT ON COLUMN event.old_capture_id IS 'For attachment_replaced the capture of the file before, for date_changed that of the page before, while capture_id is the new one; else empty';

CREATE TABLE compared (
    report_id VARCHAR NOT NULL,
    version_no INTEGER NOT NULL,
    digest VARCHAR NOT NULL,
    kinds VARCHAR[] NOT NULL
);
COMMENT ON TABLE compared IS 'Every version but the first, compared with the one before it';
COMMENT ON COLUMN compared.report_id IS 'The report';
COMMENT ON COLUMN compared.version_no IS 'The newer version';
COMMENT ON COLUMN compared.digest IS 'Digest of what was compared: with another one they are compared again';
COMMENT ON COLUMN compared.kinds IS 'The kinds of differences, the most serious first; empty where only white space differs';

CREATE TABLE change (
    report_id VARCHAR NOT NULL,
    version_no INTEGER NOT NULL,
    change_no INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    old VARCHAR NOT NULL,
    new VARCHAR NOT NULL,
    old_number VARCHAR NOT NULL,
    new_number VARCHAR NOT NULL
);
COMMENT ON TABLE change IS 'What each version says differently from the one before it, one row a difference';
COMMENT ON COLUMN change.report_id IS 'The report';
COMMENT ON COLUMN change.version_no IS 'The newer version';
COMMENT ON COLUMN change.change_no IS 'Counts from 1 in the order of the new text, title and dates first';
COMMENT ON COLUMN change.kind IS 'number_changed, paragraph_removed, paragraph_added, wording, title_changed, date_changed, paragraph_moved or punctuation_only';
COMMENT ON COLUMN change.old IS 'The sentence, paragraph or value before; empty where there was none';
COMMENT ON COLUMN change.new IS 'The same after; empty where there is none';
COMMENT ON COLUMN change.old_number IS 'For number_changed the number before, as written; else empty';
COMMENT ON COLUMN change.new_number IS 'For number_changed the number after, as written; else empty';

CREATE TABLE reuse_sketch (
    report_id VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    issuer_key VARCHAR NOT NULL,
    report_year INTEGER,
    live BOOLEAN NOT NULL,
    sentences UINTEGER[] NOT NULL,
    bands UINTEGER[] NOT NULL
);
COMMENT ON TABLE reuse_sketch IS 'What is kept of each report''s current text to find those that share sentences with it';
COMMENT ON COLUMN reuse_sketch.report_id IS 'The report';
COMMENT ON COLUMN reuse_sketch.digest IS 'Digest of what the row was made from: with another one it is made anew';
COMMENT ON COLUMN reuse_sketch.issuer_key IS 'Who reports: division code, and the body''s name for others than governments; the report itself where the text does not say';
COMMENT ON COLUMN reuse_sketch.report_year IS 'The year the report is about';
COMMENT ON COLUMN reuse_sketch.live IS 'Whether a page carries it';
COMMENT ON COLUMN reuse_sketch.sentences IS 'Its distinct sentences of 12 characters and more, each as a number (CRC-32 without punctuation)';
COMMENT ON COLUMN reuse_sketch.bands IS 'Numbers of which near copies share one (MinHash)';

CREATE TABLE reuse (
    report_id VARCHAR NOT NULL,
    sentences INTEGER NOT NULL,
    year_before_id VARCHAR,
    year_before_share DOUBLE,
    closest_id VARCHAR,
    closest_share DOUBLE,
    shared_sentences INTEGER
);
COMMENT ON TABLE reuse IS 'What each live report shares with that of the year before and with its nearest copy';
COMMENT ON COLUMN reuse.report_id IS 'The report';
COMMENT ON COLUMN reuse.sentences IS 'Its distinct sentences of 12 characters and more';
COMMENT ON COLUMN reuse.year_before_id IS 'The same issuer''s report of the year before; null when there is none';
COMMENT ON COLUMN reuse.year_before_share IS 'Share of its sentences that stand in that one too, 0 to 1';
COMMENT ON COLUMN reuse.closest_id IS 'The report of another issuer that has the largest share of its sentences; null where none is near';
COMMENT ON COLUMN reuse.closest_share IS 'That share, 0 to 1';
COMMENT ON COLUMN reuse.shared_sentences IS 'How many sentences those are';
