-- What makes texts findable, and the macros that answer the usual questions. All of it is derived: the tables
-- are filled by storage/publishing/search.py at each publication and may be emptied at any time, so they are no migration.

CREATE TABLE IF NOT EXISTS internal.search_text (
    text_no INTEGER NOT NULL,
    text_digest VARCHAR NOT NULL
);
COMMENT ON TABLE search_text IS 'The texts that can be searched, numbered. Texts that are no report''s current one any more may still be here';
COMMENT ON COLUMN search_text.text_no IS 'Counts from 0';
COMMENT ON COLUMN search_text.text_digest IS 'Digest of title and body';

CREATE TABLE IF NOT EXISTS internal.search_gram (
    gram BIGINT NOT NULL,
    text_no INTEGER NOT NULL,
    times UTINYINT NOT NULL,
    in_title BOOLEAN NOT NULL
);
COMMENT ON TABLE search_gram IS 'Which pairs of neighbouring characters stand in which text, sorted by pair within each segment of texts';
COMMENT ON COLUMN search_gram.gram IS 'The pair as a number: see the macro pair';
COMMENT ON COLUMN search_gram.text_no IS 'The text';
COMMENT ON COLUMN search_gram.times IS 'How often, at most 255';
COMMENT ON COLUMN search_gram.in_title IS 'Whether in the title, too';

CREATE TABLE IF NOT EXISTS internal.search_report (
    text_no INTEGER NOT NULL,
    report_id VARCHAR NOT NULL,
    adcode VARCHAR,
    government VARCHAR,
    report_year INTEGER,
    title VARCHAR,
    published_on DATE,
    status VARCHAR NOT NULL,
    unconfirmed BOOLEAN NOT NULL,
    url VARCHAR NOT NULL,
    reading_id VARCHAR NOT NULL
);
COMMENT ON TABLE search_report IS 'The reports as search lists them, each with the number of its current text';
COMMENT ON COLUMN search_report.text_no IS 'Its current text';
COMMENT ON COLUMN search_report.report_id IS 'The report';
COMMENT ON COLUMN search_report.adcode IS 'Division code of the issuer''s government';
COMMENT ON COLUMN search_report.government IS 'Its name';
COMMENT ON COLUMN search_report.report_year IS 'The year the report is about';
COMMENT ON COLUMN search_report.title IS 'Title as printed';
COMMENT ON COLUMN search_report.published_on IS 'The day of publication the page states';
COMMENT ON COLUMN search_report.status IS 'live or removed';
COMMENT ON COLUMN search_report.unconfirmed IS 'Whether it is known only from a foreign site';
COMMENT ON COLUMN search_report.url IS 'The page that carries it';
COMMENT ON COLUMN search_report.reading_id IS 'The capture_id of the extraction that holds its current text';

CREATE OR REPLACE MACRO main.pair(first_char, second_char) AS
    unicode(first_char)::BIGINT * 2097152 + unicode(second_char);
COMMENT ON MACRO pair IS 'Two characters as one number';

CREATE OR REPLACE MACRO main.pairs(words) AS
    list_distinct(flatten(list_transform(
        string_split_regex(lower(trim(words)), '[\s　]+'),
        lambda word: list_transform(range(1, length(word)), lambda i: pair(word[i], word[i + 1]))
    )))[:8];
COMMENT ON MACRO pairs IS 'The pairs of neighbouring characters that search looks for: the first eight';

CREATE OR REPLACE MACRO main.search(words) AS TABLE
WITH wanted AS (SELECT unnest(pairs(words)) AS gram),
holding AS (
    SELECT text_no, min(times) AS times, bool_and(in_title) AS in_title
    FROM internal.search_gram JOIN wanted USING (gram)
    GROUP BY text_no HAVING count(*) = (SELECT count(*) FROM wanted)
)
SELECT
    report_id, adcode, government, report_year, title, published_on, status, unconfirmed, in_title, times, url, reading_id
FROM holding JOIN internal.search_report USING (text_no)
ORDER BY in_title DESC, times DESC, report_year DESC, report_id;
COMMENT ON MACRO TABLE search IS 'The reports whose current text has these words (all of them, where spaces divide them), the best first: in the title, more often, newer. Exact for words of two characters; a longer one is found by its pairs of neighbouring characters, and `fazhi search` then looks whether it really stands there. One character alone finds nothing. times: how often, at the most';

CREATE OR REPLACE MACRO main.reports_of(division) AS TABLE
SELECT * EXCLUDE (body_text) FROM main.reports
WHERE starts_with(adcode, division)
ORDER BY adcode, report_year, issuer_level, report_id;
COMMENT ON MACRO TABLE reports_of IS 'The reports of a government, departments and townships included, without their texts; the first digits of a division code are enough: 33 is all of Zhejiang';

CREATE OR REPLACE MACRO main.timeline(division) AS TABLE
SELECT published_on::TIMESTAMP - INTERVAL 8 HOUR AS happened_at, published_on AS happened_on, 'published' AS what, government, report_year, title, report_id, url, capture_id
FROM main.reports WHERE starts_with(adcode, division) AND published_on IS NOT NULL
UNION ALL
SELECT
    observed_at, observed_on, CASE WHEN kind = 'appeared' THEN 'first seen' ELSE kind END, events.government,
    events.report_year, title, report_id, events.url, events.capture_id
FROM main.events JOIN (SELECT report_id, adcode, title FROM main.reports) AS report USING (report_id)
WHERE starts_with(adcode, division)
ORDER BY happened_at, report_id, what;
COMMENT ON MACRO TABLE timeline IS 'What happened to the reports of a government in the order of time (happened_at in UTC, happened_on the day in China): published (as the page says), first seen, changed, moved, confirmed, copied, removed, returned, attachment_replaced, date_changed; the first digits of a division code are enough';
