"""SQL that chooses one mention for each report and code (a cell of the panel). Order of preference: a
person's decision; a figure of the year or of its last day, then a cumulative one; the whole area, then the
government itself, then a department; the value with most mentions; the first mention. A figure of another
year is never chosen."""

# Reports whose text, rules or decisions changed since their cells were chosen.
OUTDATED = """
CREATE OR REPLACE TEMP TABLE concerned AS
WITH now AS (
    SELECT report.report_id, reading_id, md5(concat_ws(' ', reading_id, figure_reading.text_digest, $version::VARCHAR,
        (SELECT string_agg(concat_ws(' ', decision, value, code, printed, sentence), chr(10) ORDER BY line)
         FROM figure_decision WHERE figure_decision.report_id = report.report_id))) AS digest
    FROM report
    JOIN version_reading USING (report_id, version_no)
    JOIN figure_reading USING (reading_id)
    WHERE figures_version = $version
)
SELECT coalesce(now.report_id, cell.report_id) AS report_id, now.reading_id, now.digest
FROM now FULL JOIN (SELECT DISTINCT report_id, digest FROM figure_cell) AS cell USING (report_id)
WHERE now.digest IS DISTINCT FROM cell.digest
"""

CELLS = """
INSERT INTO figure_cell
WITH decided AS (
    SELECT report_id, code, printed, sentence, arg_max(decision, line) AS decision, arg_max(value, line) AS value
    FROM figure_decision GROUP BY ALL
), told AS (
    SELECT concerned.report_id, concerned.digest, mention.* EXCLUDE (value),
        coalesce(decided.value, mention.value) AS value, decided.decision IS NOT NULL AS is_decided,
        CASE period WHEN 'cumulative' THEN 1 ELSE 0 END AS period_rank,
        CASE scope WHEN 'area' THEN 0 WHEN 'system' THEN 1 WHEN 'unknown' THEN 2 WHEN 'own' THEN 3 ELSE 4 END AS scope_rank
    FROM concerned
    JOIN figure_mention AS mention USING (reading_id)
    LEFT JOIN decided
        ON decided.report_id = concerned.report_id AND decided.code = mention.code
        AND decided.printed = mention.printed AND decided.sentence = mention.sentence
    WHERE mention.figures_version = $version AND period <> 'other'
        AND decided.decision IS DISTINCT FROM 'reject'
), counted AS (
    SELECT *, count(*) OVER code AS mentions, count(*) OVER (PARTITION BY report_id, code, value) AS agree,
        count(*) OVER (PARTITION BY report_id, code, period_rank) AS of_period,
        count(*) OVER (PARTITION BY report_id, code, period_rank, scope_rank) AS of_scope
    FROM told WINDOW code AS (PARTITION BY report_id, code)
)
SELECT report_id, digest, code, value, reading_id, mention_no,
    CASE WHEN is_decided THEN 'decided' WHEN mentions = 1 THEN 'only' WHEN agree = mentions THEN 'agreed'
        WHEN of_period = 1 THEN 'period' WHEN of_scope = 1 THEN 'scope' WHEN agree > 1 THEN 'most' ELSE 'first' END,
    mentions, agree, unit, qualifier, scope, period, semantics, previous, printed, sentence, char_from, char_to, confidence
FROM counted
QUALIFY row_number() OVER (
    PARTITION BY report_id, code ORDER BY is_decided DESC, period_rank, scope_rank, agree DESC, mention_no) = 1
UNION ALL
SELECT report_id, digest, '', 0, reading_id, 0, 'only', 0, 0, '', '', '', '', '', NULL, '', '', 0, 0, 0 FROM concerned
WHERE digest IS NOT NULL AND report_id NOT IN (SELECT report_id FROM told)
ORDER BY code, report_id
"""
