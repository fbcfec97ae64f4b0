-- The words of the archive in both languages. Since this migration all tables are in the schema `internal`.

CREATE TABLE label (
    domain VARCHAR NOT NULL,
    word VARCHAR NOT NULL,
    zh VARCHAR NOT NULL,
    en VARCHAR NOT NULL,
    PRIMARY KEY (domain, word)
);
COMMENT ON TABLE label IS 'The words that columns of the archive hold, with the labels people read; loaded from records/labels.csv';
COMMENT ON COLUMN label.domain IS 'What the word is a value of: ledger_status, presence, event, change_class, relation, verdict, part, level';
COMMENT ON COLUMN label.word IS 'The word';
COMMENT ON COLUMN label.zh IS 'Its label in Chinese';
COMMENT ON COLUMN label.en IS 'Its label in English';
