-- The figures that reports state: all of them, and one per government, year and code.

CREATE OR REPLACE MACRO internal.promoted_figures() AS
    (SELECT value FROM internal.meta WHERE key = 'figures_version');
COMMENT ON MACRO internal.promoted_figures IS 'The version of the rules whose figures are shown';

CREATE OR REPLACE VIEW main.figures AS
SELECT
    version.report_id, version.version_no, version.version_no = report.version_no AS is_current, report.adcode,
    government.full_name AS government, government.province, report.report_year, mention.code,
    figure_code.name_zh AS name, mention.value, mention.value_high, mention.unit, mention.qualifier, mention.scope,
    mention.period, mention.semantics, nullif(mention.change, '') AS change,
    nullif(mention.change, '') AS stated_change, mention.previous, mention.printed,
    mention.sentence, mention.line, mention.char_from, mention.char_to, mention.rule, mention.confidence,
    decided.decision, decided.reason, decided.decided_by, version.capture_id
FROM internal.version_reading AS version
JOIN internal.report USING (report_id)
JOIN internal.figure_mention AS mention
    ON mention.reading_id = version.reading_id AND mention.figures_version = internal.promoted_figures()
JOIN internal.figure_code ON figure_code.code = mention.code
LEFT JOIN internal.government ON government.adcode = report.adcode
LEFT JOIN (
    SELECT report_id, code, printed, sentence, arg_max(decision, line) AS decision, arg_max(reason, line) AS reason,
        arg_max(decided_by, line) AS decided_by
    FROM internal.figure_decision GROUP BY ALL
) AS decided
    ON decided.report_id = version.report_id AND decided.code = mention.code AND decided.printed = mention.printed
    AND decided.sentence = mention.sentence;
COMMENT ON VIEW figures IS 'Every figure of every text of every report: one printed number and one code, with its sentence (docs/figures.md)';
COMMENT ON COLUMN figures.report_id IS 'The report';
COMMENT ON COLUMN figures.version_no IS 'The text of the report it stands in';
COMMENT ON COLUMN figures.is_current IS 'Whether that is the current text';
COMMENT ON COLUMN figures.adcode IS 'Division code of the issuer''s government';
COMMENT ON COLUMN figures.government IS 'Its name';
COMMENT ON COLUMN figures.province IS 'Its province';
COMMENT ON COLUMN figures.report_year IS 'The year the report is about';
COMMENT ON COLUMN figures.code IS 'What is counted';
COMMENT ON COLUMN figures.name IS 'Its Chinese name';
COMMENT ON COLUMN figures.value IS 'The value; rates in percent, money in 元; of a range the lower end';
COMMENT ON COLUMN figures.value_high IS 'The upper end of a range; else null';
COMMENT ON COLUMN figures.unit IS 'The unit as printed, or that of the code where none is';
COMMENT ON COLUMN figures.qualifier IS 'exact, over (a little more than printed: 余, 超), under (less than printed: 不足) or about (约, ranges)';
COMMENT ON COLUMN figures.scope IS 'Whose figure it is: own (the government itself, 本级), area (the whole area, 全市), system (a line of departments, 全系统), dept (one department) or unknown';
COMMENT ON COLUMN figures.period IS 'year, cumulative (since some year), asof (at a date) or other (another year, a part of one)';
COMMENT ON COLUMN figures.semantics IS 'stated, zero_stated (零, 未发生) or all_stated (均, 全部)';
COMMENT ON COLUMN figures.change IS 'Deprecated name of stated_change; removed in the next release';
COMMENT ON COLUMN figures.stated_change IS 'What the report says about the change from the year before, as printed (同比增长12%); else null';
COMMENT ON COLUMN figures.previous IS 'The value of the year before where it is quoted; else null';
COMMENT ON COLUMN figures.printed IS 'The number as printed';
COMMENT ON COLUMN figures.sentence IS 'The sentence it stands in, or the row of a table';
COMMENT ON COLUMN figures.line IS 'The line of the text, from 1';
COMMENT ON COLUMN figures.char_from IS 'Where it begins in the text, in characters from 0';
COMMENT ON COLUMN figures.char_to IS 'Where it ends';
COMMENT ON COLUMN figures.rule IS 'The rule that read it';
COMMENT ON COLUMN figures.confidence IS 'How sure that is, 0 to 1';
COMMENT ON COLUMN figures.decision IS 'What a person decided: accept, correct or reject; null where nobody did';
COMMENT ON COLUMN figures.reason IS 'Why';
COMMENT ON COLUMN figures.decided_by IS 'Who';
COMMENT ON COLUMN figures.capture_id IS 'The capture to cite';

-- The left half of the panel. A published file keeps it as a table (storage.publishing.reading_tables).
CREATE OR REPLACE VIEW internal.panel_report AS
SELECT
    entry.adcode, government.full_name AS government, government.province, nullif(government.prefecture, '') AS prefecture,
    government.level,
    entry.report_year, entry.status, entry.report_id, read.chars
FROM internal.ledger_entry AS entry
JOIN internal.government ON government.adcode = entry.adcode
LEFT JOIN (
    SELECT report_id, max(chars) AS chars
    FROM internal.report JOIN internal.version_reading USING (report_id, version_no)
    JOIN internal.figure_reading USING (reading_id)
    WHERE figures_version = internal.promoted_figures() GROUP BY report_id
) AS read ON read.report_id = entry.report_id;
COMMENT ON VIEW panel_report IS 'Government × report year: the report of the ledger and how long the text is whose figures were read';
COMMENT ON COLUMN panel_report.adcode IS 'Division code of the government';
COMMENT ON COLUMN panel_report.government IS 'Its name';
COMMENT ON COLUMN panel_report.province IS 'Its province';
COMMENT ON COLUMN panel_report.prefecture IS 'Its prefecture; null where it has none';
COMMENT ON COLUMN panel_report.level IS 'province, prefecture or county';
COMMENT ON COLUMN panel_report.report_year IS 'The year reported on';
COMMENT ON COLUMN panel_report.status IS 'The ledger''s status';
COMMENT ON COLUMN panel_report.report_id IS 'The report; null where there is none';
COMMENT ON COLUMN panel_report.chars IS 'Characters of the text whose figures were read; null where none was';

CREATE OR REPLACE VIEW internal.figure_stated AS
SELECT cell.code, count(*) AS reports FROM internal.figure_cell AS cell
JOIN internal.ledger_entry USING (report_id) WHERE cell.code <> '' GROUP BY cell.code;
COMMENT ON VIEW figure_stated IS 'How many reports of the ledger state each code';
COMMENT ON COLUMN figure_stated.code IS 'The code; one that none states is left out';
COMMENT ON COLUMN figure_stated.reports IS 'How many reports state it';

-- The right half, by government and year. A published file keeps it as a table ordered by code, then
-- government.
CREATE OR REPLACE VIEW internal.panel_cell AS
SELECT
    cell.code, entry.adcode, entry.report_year, cell.value, cell.unit, cell.qualifier, cell.scope, cell.period,
    cell.semantics, cell.basis, cell.mentions, cell.agree, cell.printed, cell.sentence, mention.line, cell.char_from,
    cell.char_to, cell.confidence
FROM internal.figure_cell AS cell
JOIN internal.ledger_entry AS entry USING (report_id)
LEFT JOIN internal.figure_mention AS mention
    ON mention.reading_id = cell.reading_id AND mention.mention_no = cell.mention_no AND mention.code = cell.code
    AND mention.figures_version = internal.promoted_figures()
WHERE cell.code <> '';
COMMENT ON VIEW panel_cell IS 'Government × report year × code: the mention that stands for the report of the ledger; codes that it does not state are left out';
COMMENT ON COLUMN panel_cell.code IS 'What is counted';
COMMENT ON COLUMN panel_cell.adcode IS 'Division code of the government';
COMMENT ON COLUMN panel_cell.report_year IS 'The year reported on';
COMMENT ON COLUMN panel_cell.value IS 'The value';
COMMENT ON COLUMN panel_cell.unit IS 'Its unit';
COMMENT ON COLUMN panel_cell.qualifier IS 'exact, over, under or about';
COMMENT ON COLUMN panel_cell.scope IS 'own, area, system, dept or unknown';
COMMENT ON COLUMN panel_cell.period IS 'year, cumulative or asof';
COMMENT ON COLUMN panel_cell.semantics IS 'stated, zero_stated or all_stated';
COMMENT ON COLUMN panel_cell.basis IS 'Why this mention: only, agreed, decided, period, scope, most or first';
COMMENT ON COLUMN panel_cell.mentions IS 'How many mentions of the code the report has';
COMMENT ON COLUMN panel_cell.agree IS 'How many of them have this value';
COMMENT ON COLUMN panel_cell.printed IS 'The number as printed';
COMMENT ON COLUMN panel_cell.sentence IS 'The sentence it stands in';
COMMENT ON COLUMN panel_cell.line IS 'The line of the text, from 1';
COMMENT ON COLUMN panel_cell.char_from IS 'Where it begins in the text';
COMMENT ON COLUMN panel_cell.char_to IS 'Where it ends';
COMMENT ON COLUMN panel_cell.confidence IS 'How sure the reading is, 0 to 1';

CREATE OR REPLACE VIEW main.figure_panel AS
SELECT
    entry.adcode, entry.government, entry.province, entry.prefecture, entry.level,
    entry.report_year, figure_code.code, figure_code.name_zh AS name, cell.value,
    CASE
        WHEN cell.semantics = 'zero_stated' THEN 'none_stated'
        WHEN cell.code IS NOT NULL THEN cell.semantics
        WHEN entry.report_id IS NULL THEN 'report_missing'
        WHEN entry.chars IS NULL OR entry.chars < 200 THEN 'not_read'
        ELSE 'not_mentioned' END AS state,
    entry.status AS ledger_status, nullif(coalesce(cell.unit, figure_code.unit), '') AS unit, cell.qualifier, cell.scope,
    cell.period, cell.basis, cell.mentions, cell.agree, cell.printed, cell.sentence, cell.line, cell.char_from,
    cell.char_to, cell.confidence, entry.report_id
FROM internal.panel_report AS entry
CROSS JOIN internal.figure_code
LEFT JOIN internal.panel_cell AS cell
    ON cell.code = figure_code.code AND cell.adcode = entry.adcode AND cell.report_year = entry.report_year;
COMMENT ON VIEW figure_panel IS 'Government × report year × code: the one mention that stands for the report, and why; no cell without a reason (docs/figures.md)';
COMMENT ON COLUMN figure_panel.adcode IS 'Division code of the government';
COMMENT ON COLUMN figure_panel.government IS 'Its name';
COMMENT ON COLUMN figure_panel.province IS 'Its province';
COMMENT ON COLUMN figure_panel.prefecture IS 'Its prefecture; null where it has none';
COMMENT ON COLUMN figure_panel.level IS 'province, prefecture or county';
COMMENT ON COLUMN figure_panel.report_year IS 'The year reported on';
COMMENT ON COLUMN figure_panel.code IS 'What is counted';
COMMENT ON COLUMN figure_panel.name IS 'Its Chinese name';
COMMENT ON COLUMN figure_panel.value IS 'The value; null where the report states none (never 0 in its place)';
COMMENT ON COLUMN figure_panel.state IS 'stated, all_stated, none_stated (the report says that there were none), not_mentioned (its text was read and does not say), not_read (it has no text that can be read) or report_missing';
COMMENT ON COLUMN figure_panel.ledger_status IS 'What the ledger knows of the report';
COMMENT ON COLUMN figure_panel.unit IS 'The unit';
COMMENT ON COLUMN figure_panel.qualifier IS 'exact, over, under or about';
COMMENT ON COLUMN figure_panel.scope IS 'As in figures: own, area, system, dept or unknown';
COMMENT ON COLUMN figure_panel.period IS 'As in figures: year, cumulative or asof';
COMMENT ON COLUMN figure_panel.basis IS 'Why this mention: only (there is one), agreed (all have its value), decided (by a person), period, scope, most (more mentions have its value) or first';
COMMENT ON COLUMN figure_panel.mentions IS 'How many mentions of the code the report has';
COMMENT ON COLUMN figure_panel.agree IS 'How many of those mentions have this value';
COMMENT ON COLUMN figure_panel.printed IS 'The number as printed';
COMMENT ON COLUMN figure_panel.sentence IS 'The sentence it stands in';
COMMENT ON COLUMN figure_panel.line IS 'The line of the text, from 1';
COMMENT ON COLUMN figure_panel.char_from IS 'Where it begins in the text';
COMMENT ON COLUMN figure_panel.char_to IS 'Where it ends';
COMMENT ON COLUMN figure_panel.confidence IS 'How sure the reading is, 0 to 1';
COMMENT ON COLUMN figure_panel.report_id IS 'The report; null where there is none';

CREATE OR REPLACE VIEW main.figure_years AS
WITH told AS (
    SELECT report.adcode, government.full_name AS government, government.province, report.report_year, cell.*
    FROM internal.figure_cell AS cell
    JOIN internal.report USING (report_id)
    JOIN internal.ledger_entry AS entry ON entry.report_id = report.report_id
    JOIN internal.government ON government.adcode = report.adcode
    WHERE cell.code <> ''
)
SELECT
    this.adcode, this.government, this.province, this.report_year, this.code, figure_code.name_zh AS name, this.value,
    before.value AS before_then, this.previous AS before_now,
    this.previous IS NOT NULL AND before.value IS NOT NULL AND this.previous <> before.value AS is_restated,
    this.sentence, before.sentence AS before_sentence, this.report_id, before.report_id AS before_report_id
FROM told AS this
JOIN internal.figure_code ON figure_code.code = this.code
LEFT JOIN told AS before
    ON before.adcode = this.adcode AND before.report_year = this.report_year - 1 AND before.code = this.code;
COMMENT ON VIEW figure_years IS 'Each figure of the panel beside that of the year before: as stated then, and as this report states it now';
COMMENT ON COLUMN figure_years.adcode IS 'Division code of the government';
COMMENT ON COLUMN figure_years.government IS 'Its name';
COMMENT ON COLUMN figure_years.province IS 'Its province';
COMMENT ON COLUMN figure_years.report_year IS 'The year reported on';
COMMENT ON COLUMN figure_years.code IS 'What is counted';
COMMENT ON COLUMN figure_years.name IS 'Its Chinese name';
COMMENT ON COLUMN figure_years.value IS 'The value of this year';
COMMENT ON COLUMN figure_years.before_then IS 'The value of the year before, as that year''s own report states it; null where it does not';
COMMENT ON COLUMN figure_years.before_now IS 'The value of the year before, as this report quotes it; null where it does not';
COMMENT ON COLUMN figure_years.is_restated IS 'Whether the two differ: restated history';
COMMENT ON COLUMN figure_years.sentence IS 'The sentence of this year';
COMMENT ON COLUMN figure_years.before_sentence IS 'That of the year before''s report';
COMMENT ON COLUMN figure_years.report_id IS 'The report';
COMMENT ON COLUMN figure_years.before_report_id IS 'The report of the year before';

CREATE OR REPLACE VIEW main.report_facts AS
WITH part AS (
    SELECT capture_id, extractor_version, unnest(from_json(sections,
        '[{"level":"INTEGER","start":"INTEGER","end":"INTEGER","parts":["VARCHAR"]}]')) AS section
    FROM internal.extraction WHERE extractor_version = internal.promoted_version()
), problems AS (
    -- The outermost section whose heading announces problems, and the headings directly below it.
    SELECT outer_part.capture_id, max(outer_part.section."end" - outer_part.section.start) AS problems_chars,
        count(DISTINCT inner_part.section.start) AS problems_items
    FROM part AS outer_part
    LEFT JOIN part AS inner_part
        ON inner_part.capture_id = outer_part.capture_id AND inner_part.section.level > outer_part.section.level
        AND inner_part.section.start > outer_part.section.start AND inner_part.section.start < outer_part.section."end"
    WHERE outer_part.section.level = 1 AND list_contains(outer_part.section.parts, 'problems')
    GROUP BY outer_part.capture_id
)
SELECT
    report.report_id, report.adcode, government.full_name AS government, government.province, report.report_year,
    entry.parts, len(entry.parts) AS parts_count, len(entry.parts) AS parts_told, reading.chars, problems.problems_chars, problems.problems_items,
    round(problems.problems_chars / nullif(reading.chars, 0), 4) AS problems_share,
    reading.numbers AS numbers_count, reading.figures AS figures_count,
    list_distinct(regexp_extract_all(array_to_string(extraction.body_lines, ''), '《([^《》]{2,40}(?:法|条例|规定|办法))》', 1)) AS laws_named,
    reuse.year_before_share AS reuse_prev_year, entry.published_on,
    date_diff('day', entry.due_on, entry.published_on) AS days_from_deadline
FROM internal.report
JOIN internal.version_reading AS version USING (report_id, version_no)
JOIN internal.extraction
    ON extraction.capture_id = version.reading_id AND extraction.extractor_version = internal.promoted_version()
LEFT JOIN internal.figure_reading AS reading
    ON reading.reading_id = version.reading_id AND reading.figures_version = internal.promoted_figures()
LEFT JOIN problems ON problems.capture_id = version.reading_id
LEFT JOIN internal.ledger_entry AS entry ON entry.report_id = report.report_id
LEFT JOIN internal.reuse AS reuse ON reuse.report_id = report.report_id
LEFT JOIN internal.government ON government.adcode = report.adcode;
COMMENT ON VIEW report_facts IS 'One row per report with the variables that scholars code: prescribed parts, length of the problems section, numbers, laws named, days from the deadline';
COMMENT ON COLUMN report_facts.report_id IS 'The report';
COMMENT ON COLUMN report_facts.adcode IS 'Division code of the issuer''s government';
COMMENT ON COLUMN report_facts.government IS 'Its name';
COMMENT ON COLUMN report_facts.province IS 'Its province';
COMMENT ON COLUMN report_facts.report_year IS 'The year the report is about';
COMMENT ON COLUMN report_facts.parts IS 'Which of the five prescribed parts its headings announce';
COMMENT ON COLUMN report_facts.parts_count IS 'How many of the five prescribed parts its headings announce';
COMMENT ON COLUMN report_facts.parts_told IS 'Deprecated name of parts_count; removed in the next release';
COMMENT ON COLUMN report_facts.chars IS 'Length of its text in characters, punctuation and line breaks included';
COMMENT ON COLUMN report_facts.problems_chars IS 'Length of the section that is announced as problems; null where none is';
COMMENT ON COLUMN report_facts.problems_items IS 'Headings below that section: the problems it lists';
COMMENT ON COLUMN report_facts.problems_share IS 'Its share of the text, 0 to 1';
COMMENT ON COLUMN report_facts.numbers_count IS 'How many numbers the text prints';
COMMENT ON COLUMN report_facts.figures_count IS 'How many of them are figures of the codebook';
COMMENT ON COLUMN report_facts.laws_named IS 'The laws, regulations and rules it names in 《》, each once';
COMMENT ON COLUMN report_facts.reuse_prev_year IS 'Share of its sentences that are in last year''s report too, 0 to 1; null where there is none. The same number as text_reuse.year_before_share';
COMMENT ON COLUMN report_facts.published_on IS 'The day of publication, as in ledger';
COMMENT ON COLUMN report_facts.days_from_deadline IS 'published_on minus the deadline (31 March) in days: negative when early, 0 on the last day, positive when late (then it equals ledger.days_late); null for report years before 2019 or without a date';
