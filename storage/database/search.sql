-- The macros that answer the usual questions. They are created again with the views, so they are not part of
-- a migration.

CREATE OR REPLACE MACRO main.search(words) AS TABLE
SELECT report_id, adcode, government, report_year, title, published_on, status, unconfirmed, in_title, times, url, capture_id
FROM (
    SELECT
        reports.*,
        list_bool_and(list_transform(wanted, lambda word: contains(lower(title), word))) AS in_title,
        list_sum(list_transform(
            wanted,
            lambda word: (length(lower(body_text)) - length(replace(lower(body_text), word, ''))) // length(word)
        ))::INTEGER AS times
    FROM main.reports, (
        SELECT list_filter(string_split_regex(lower(words), '[\s　]+'), lambda word: word <> '') AS wanted
    )
    WHERE len(wanted) > 0 AND list_bool_and(list_transform(
        wanted, lambda word: contains(lower(body_text), word) OR contains(lower(coalesce(title, '')), word)
    ))
)
ORDER BY in_title DESC, times DESC, report_year DESC, report_id;
COMMENT ON MACRO TABLE search IS 'The reports whose current text or title has all these words, divided by spaces; case does not matter. The best first: in the title, more often, newer. It looks at every text: `fazhi search` and the web pages have an index, and search document numbers, issuers and attachments, too';

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
