-- Figures that contradict each other. A check is never a value.

CREATE OR REPLACE VIEW main.figure_checks AS
WITH told AS (
    SELECT report_id, code, value, scope, sentence FROM internal.figure_cell WHERE code <> ''
), pair AS (
    -- Two figures of one report with the same scope, as far as both state one.
    SELECT one.report_id, one.code AS code, other.code AS other_code, one.value, other.value AS other_value,
        one.sentence, other.sentence AS other_sentence
    FROM told AS one JOIN told AS other USING (report_id)
    WHERE (one.code, other.code) IN (('recon_accepted', 'recon_received'), ('norm_repealed', 'norm_cleaned'),
            ('lit_lost', 'lit_closed'), ('mediation_success', 'mediation_cases'), ('recon_closed', 'recon_accepted'))
        AND (one.scope = other.scope OR 'unknown' IN (one.scope, other.scope))
), rate AS (
    SELECT pair.report_id, pair.code, told.code AS other_code, round(100 * pair.value / other_value, 2) AS value,
        told.value AS other_value, pair.sentence, told.sentence AS other_sentence
    FROM pair JOIN told ON told.report_id = pair.report_id
        AND told.code = CASE pair.code WHEN 'lit_lost' THEN 'lit_lost_rate' ELSE 'mediation_rate' END
    WHERE pair.code IN ('lit_lost', 'mediation_success') AND other_value > 0
), year AS (
    SELECT this.report_id, this.code, this.value, before.value AS other_value, this.sentence,
        before.sentence AS other_sentence, kind
    FROM (SELECT told.*, adcode, report_year FROM told JOIN internal.report USING (report_id)
          SEMI JOIN internal.ledger_entry USING (report_id)) AS this
    JOIN (SELECT told.*, adcode, report_year FROM told JOIN internal.report USING (report_id)
          SEMI JOIN internal.ledger_entry USING (report_id)) AS before
        ON before.adcode = this.adcode AND before.code = this.code AND before.report_year = this.report_year - 1
    JOIN internal.figure_code ON figure_code.code = this.code
), found AS (
    SELECT report_id, 'lost_rate' AS name, code, other_code, value, other_value, sentence, other_sentence
    FROM rate WHERE code = 'lit_lost' AND abs(value - other_value) > 1
    UNION ALL
    SELECT report_id, 'success_rate', code, other_code, value, other_value, sentence, other_sentence
    FROM rate WHERE code = 'mediation_success' AND abs(value - other_value) > 3
    UNION ALL
    SELECT pair.report_id, 'closed_beyond_accepted', pair.code, other_code, pair.value, other_value + carried.value,
        pair.sentence, other_sentence
    FROM pair JOIN told AS carried ON carried.report_id = pair.report_id AND carried.code = 'recon_carried'
    WHERE pair.code = 'recon_closed' AND pair.value > other_value + carried.value
    UNION ALL
    SELECT report_id, CASE code WHEN 'recon_accepted' THEN 'accepted_beyond_received' ELSE 'repealed_beyond_cleaned' END,
        code, other_code, value, other_value, sentence, other_sentence
    FROM pair WHERE code IN ('recon_accepted', 'norm_repealed') AND value > other_value
    UNION ALL
    SELECT report_id, 'rate_above_100', told.code, NULL, told.value, 100, sentence, NULL
    FROM told JOIN internal.figure_code USING (code) WHERE kind = 'rate' AND told.value > 100
    UNION ALL
    SELECT report_id, 'ten_thousandfold', code, code, value, other_value, sentence, other_sentence
    FROM year WHERE kind <> 'rate' AND other_value > 0 AND value > 0
        AND (value / other_value BETWEEN 2000 AND 50000 OR other_value / value BETWEEN 2000 AND 50000)
    UNION ALL
    SELECT report_id, 'same_as_last_year', code, code, value, other_value, sentence, other_sentence
    FROM year WHERE kind IN ('count', 'persons') AND value = other_value AND value >= 1000
)
SELECT found.report_id, government.full_name AS government, government.province, report.report_year, found.name,
    found.name AS conflict, found.code, found.other_code, found.value, found.other_value, found.sentence, found.other_sentence
FROM found
JOIN internal.report USING (report_id)
LEFT JOIN internal.government ON government.adcode = report.adcode;
COMMENT ON VIEW figure_checks IS 'Pairs of figures that cannot both be right, or hardly: a stated rate against its parts, more accepted than received, a jump by four digits, last year''s number again';
COMMENT ON COLUMN figure_checks.report_id IS 'The report';
COMMENT ON COLUMN figure_checks.government IS 'Its government';
COMMENT ON COLUMN figure_checks.province IS 'Its province';
COMMENT ON COLUMN figure_checks.report_year IS 'The year reported on';
COMMENT ON COLUMN figure_checks.name IS 'Deprecated name of conflict; removed in the next release';
COMMENT ON COLUMN figure_checks.conflict IS 'lost_rate (stated rate against 败诉 and 审结, more than one point apart), success_rate (against its parts, more than three), closed_beyond_accepted (more closed than accepted and carried over), accepted_beyond_received, repealed_beyond_cleaned, rate_above_100, ten_thousandfold (2,000 to 50,000 times last year, or the reverse) or same_as_last_year (1,000 and more)';
COMMENT ON COLUMN figure_checks.code IS 'The code of the figure';
COMMENT ON COLUMN figure_checks.other_code IS 'The code it conflicts with; null for a bound';
COMMENT ON COLUMN figure_checks.value IS 'Its value; for a rate what its parts give';
COMMENT ON COLUMN figure_checks.other_value IS 'The value it conflicts with; for a rate the stated one';
COMMENT ON COLUMN figure_checks.sentence IS 'Its sentence';
COMMENT ON COLUMN figure_checks.other_sentence IS 'The sentence of the other; null for a bound';
