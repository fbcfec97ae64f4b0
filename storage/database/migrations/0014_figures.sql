-- The figures that reports state, the codebook they are coded by, and what people decided of them.

CREATE TABLE figure_code (
    code VARCHAR PRIMARY KEY,
    position INTEGER NOT NULL,
    name_zh VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    tier INTEGER NOT NULL,
    theme VARCHAR NOT NULL,
    official_term VARCHAR NOT NULL,
    related VARCHAR NOT NULL
);
COMMENT ON TABLE figure_code IS 'The codebook: what is counted (docs/figures.md)';
COMMENT ON COLUMN figure_code.code IS 'Stable name';
COMMENT ON COLUMN figure_code.position IS 'Its place in the codebook, from 1';
COMMENT ON COLUMN figure_code.name_zh IS 'Chinese name';
COMMENT ON COLUMN figure_code.name_en IS 'English name';
COMMENT ON COLUMN figure_code.unit IS 'The unit it is counted in; empty for a flag';
COMMENT ON COLUMN figure_code.kind IS 'count, rate (in percent), persons, money (in 元) or flag';
COMMENT ON COLUMN figure_code.tier IS '1 and 2: the core; 3: parts and side figures';
COMMENT ON COLUMN figure_code.theme IS 'The theme it belongs to';
COMMENT ON COLUMN figure_code.official_term IS 'The term of the official statistics';
COMMENT ON COLUMN figure_code.related IS 'The codes it is read beside, separated by spaces';

CREATE TABLE figure_break (
    code VARCHAR NOT NULL,
    report_year INTEGER NOT NULL,
    reason_zh VARCHAR NOT NULL,
    reason_en VARCHAR NOT NULL
);
COMMENT ON TABLE figure_break IS 'Years from which on a code counts something else than before';
COMMENT ON COLUMN figure_break.code IS 'The code';
COMMENT ON COLUMN figure_break.report_year IS 'The first year of the new definition';
COMMENT ON COLUMN figure_break.reason_zh IS 'Why, in Chinese';
COMMENT ON COLUMN figure_break.reason_en IS 'Why, in English';

CREATE TABLE figure_reading (
    reading_id VARCHAR NOT NULL,
    text_digest VARCHAR NOT NULL,
    figures_version VARCHAR NOT NULL,
    figures INTEGER NOT NULL,
    numbers INTEGER NOT NULL,
    chars INTEGER NOT NULL
);
COMMENT ON TABLE figure_reading IS 'The texts whose figures were read';
COMMENT ON COLUMN figure_reading.reading_id IS 'The capture_id of the extraction that holds the text';
COMMENT ON COLUMN figure_reading.text_digest IS 'Digest of the lines that were read: with other ones they are read again';
COMMENT ON COLUMN figure_reading.figures_version IS 'The version of the rules';
COMMENT ON COLUMN figure_reading.figures IS 'How many figures there are';
COMMENT ON COLUMN figure_reading.numbers IS 'How many numbers the text prints';
COMMENT ON COLUMN figure_reading.chars IS 'How many characters the text has';

CREATE TABLE figure_mention (
    reading_id VARCHAR NOT NULL,
    figures_version VARCHAR NOT NULL,
    mention_no INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    value_high DOUBLE,
    unit VARCHAR NOT NULL,
    qualifier VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    semantics VARCHAR NOT NULL,
    change VARCHAR NOT NULL,
    previous DOUBLE,
    printed VARCHAR NOT NULL,
    sentence VARCHAR NOT NULL,
    line INTEGER NOT NULL,
    char_from INTEGER NOT NULL,
    char_to INTEGER NOT NULL,
    rule VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL
);
COMMENT ON TABLE figure_mention IS 'Every figure of every text: one printed number and one code';
COMMENT ON COLUMN figure_mention.reading_id IS 'The capture_id of the extraction that holds the text';
COMMENT ON COLUMN figure_mention.figures_version IS 'The version of the rules that read it';
COMMENT ON COLUMN figure_mention.mention_no IS 'Counts from 1 in the order of the text';
COMMENT ON COLUMN figure_mention.code IS 'What is counted';
COMMENT ON COLUMN figure_mention.value IS 'The value in the unit; rates in percent, money in 元; of a range the lower end';
COMMENT ON COLUMN figure_mention.value_high IS 'The upper end of a range; else null';
COMMENT ON COLUMN figure_mention.unit IS 'The unit as printed, or that of the code where none is';
COMMENT ON COLUMN figure_mention.qualifier IS 'exact, over, under or about';
COMMENT ON COLUMN figure_mention.scope IS 'Whose figure it is: own, area, system, dept or unknown';
COMMENT ON COLUMN figure_mention.period IS 'year, cumulative, asof or other';
COMMENT ON COLUMN figure_mention.semantics IS 'stated, zero_stated or all_stated';
COMMENT ON COLUMN figure_mention.change IS 'What is said of the difference to the year before, as printed; else empty';
COMMENT ON COLUMN figure_mention.previous IS 'The value of the year before where it is quoted; else null';
COMMENT ON COLUMN figure_mention.printed IS 'The number as printed';
COMMENT ON COLUMN figure_mention.sentence IS 'The sentence it stands in, or the row of a table';
COMMENT ON COLUMN figure_mention.line IS 'The line of the text, from 1';
COMMENT ON COLUMN figure_mention.char_from IS 'Where it begins in the text, in characters from 0';
COMMENT ON COLUMN figure_mention.char_to IS 'Where it ends';
COMMENT ON COLUMN figure_mention.rule IS 'The rule that read it';
COMMENT ON COLUMN figure_mention.confidence IS 'How sure that is, 0 to 1';

CREATE TABLE figure_decision (
    line INTEGER NOT NULL,
    report_id VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    printed VARCHAR NOT NULL,
    sentence VARCHAR NOT NULL,
    decision VARCHAR NOT NULL,
    value DOUBLE,
    reason VARCHAR NOT NULL,
    decided_on DATE NOT NULL,
    decided_by VARCHAR NOT NULL
);
COMMENT ON TABLE figure_decision IS 'What people decided of figures: the rows of figure-decisions.csv when the panel was last made';
COMMENT ON COLUMN figure_decision.line IS 'Counts the rows of the file from 1; of several rows on a figure the last one counts';
COMMENT ON COLUMN figure_decision.report_id IS 'The report';
COMMENT ON COLUMN figure_decision.code IS 'The code';
COMMENT ON COLUMN figure_decision.printed IS 'The number as printed';
COMMENT ON COLUMN figure_decision.sentence IS 'The sentence it stands in';
COMMENT ON COLUMN figure_decision.decision IS 'accept, correct or reject';
COMMENT ON COLUMN figure_decision.value IS 'For correct the right value; else null';
COMMENT ON COLUMN figure_decision.reason IS 'Why, in words';
COMMENT ON COLUMN figure_decision.decided_on IS 'When';
COMMENT ON COLUMN figure_decision.decided_by IS 'By whom';

CREATE TABLE figure_cell (
    report_id VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    reading_id VARCHAR NOT NULL,
    mention_no INTEGER NOT NULL,
    basis VARCHAR NOT NULL,
    mentions INTEGER NOT NULL,
    agree INTEGER NOT NULL,
    unit VARCHAR NOT NULL,
    qualifier VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    semantics VARCHAR NOT NULL,
    previous DOUBLE,
    printed VARCHAR NOT NULL,
    sentence VARCHAR NOT NULL,
    char_from INTEGER NOT NULL,
    char_to INTEGER NOT NULL,
    confidence DOUBLE NOT NULL
);
COMMENT ON TABLE figure_cell IS 'Of each report and code the one mention that stands for it';
COMMENT ON COLUMN figure_cell.report_id IS 'The report';
COMMENT ON COLUMN figure_cell.digest IS 'Digest of what it was chosen from: with another one it is chosen again';
COMMENT ON COLUMN figure_cell.code IS 'The code; empty in the one row of a report that states no figure';
COMMENT ON COLUMN figure_cell.value IS 'Its value, or the one a person corrected it to';
COMMENT ON COLUMN figure_cell.reading_id IS 'The text of the mention';
COMMENT ON COLUMN figure_cell.mention_no IS 'The mention';
COMMENT ON COLUMN figure_cell.basis IS 'Why this one: only, agreed, decided, period, scope, most or first';
COMMENT ON COLUMN figure_cell.mentions IS 'How many mentions of the code the report has';
COMMENT ON COLUMN figure_cell.agree IS 'How many of them have the same value';
COMMENT ON COLUMN figure_cell.unit IS 'Its unit';
COMMENT ON COLUMN figure_cell.qualifier IS 'exact, over, under or about';
COMMENT ON COLUMN figure_cell.scope IS 'Whose figure it is';
COMMENT ON COLUMN figure_cell.period IS 'year, cumulative or asof';
COMMENT ON COLUMN figure_cell.semantics IS 'stated, zero_stated or all_stated';
COMMENT ON COLUMN figure_cell.previous IS 'The value of the year before where it is quoted; else null';
COMMENT ON COLUMN figure_cell.printed IS 'The number as printed';
COMMENT ON COLUMN figure_cell.sentence IS 'The sentence it stands in';
COMMENT ON COLUMN figure_cell.char_from IS 'Where it begins in the text';
COMMENT ON COLUMN figure_cell.char_to IS 'Where it ends';
COMMENT ON COLUMN figure_cell.confidence IS 'How sure the reading is, 0 to 1';
