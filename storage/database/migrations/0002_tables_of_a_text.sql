-- The tables of a text, beside its sections.

ALTER TABLE extraction ADD COLUMN tables JSON DEFAULT '[]';
COMMENT ON COLUMN extraction.tables IS 'Tables of the text: rows of cells, and the span of each in body_text';
COMMENT ON COLUMN extraction.sections IS 'Headings of the outline: level, number, span in body_text, and which of the five prescribed parts they announce';
COMMENT ON COLUMN extraction.evidence IS 'What each inferred field was read from and how sure that is: {field: {basis, confidence}}';
