-- What should exist, and whether it does.

CREATE OR REPLACE VIEW coverage AS
WITH own AS (
    SELECT * FROM report
    WHERE issuer_level IN ('province', 'prefecture', 'county') AND adcode IN (SELECT adcode FROM site)
    QUALIFY row_number() OVER (PARTITION BY adcode, report_year ORDER BY status, report_id) = 1
), tracked AS (
    SELECT adcode, bool_and(coalesce(healthy, false)) AS healthy FROM site_health WHERE adcode <> '' GROUP BY adcode
), years AS (
    SELECT unnest(range(min(report_year), max(report_year) + 1)) AS report_year FROM own
)
SELECT
    tracked.adcode, government.full_name AS government, government.level, government.province,
    years.report_year::INTEGER AS report_year,
    CASE WHEN own.status = 'live' THEN 'published'
         WHEN own.status = 'removed' THEN 'removed'
         WHEN tracked.healthy THEN 'not_found'
         ELSE 'unknown' END AS status,
    own.report_id, reports.title, reports.published_on, reports.url
FROM tracked
CROSS JOIN years
LEFT JOIN government ON government.adcode = tracked.adcode
LEFT JOIN own ON own.adcode = tracked.adcode AND own.report_year = years.report_year
LEFT JOIN reports ON reports.report_id = own.report_id
ORDER BY tracked.adcode, years.report_year;
COMMENT ON VIEW coverage IS 'Which government has published the report of which year: every crawled government, every year from the first to the last that any of them reports on';
COMMENT ON COLUMN coverage.adcode IS 'Division code of the government';
COMMENT ON COLUMN coverage.government IS 'Its name';
COMMENT ON COLUMN coverage.level IS 'province, prefecture or county';
COMMENT ON COLUMN coverage.province IS 'Its province';
COMMENT ON COLUMN coverage.report_year IS 'The year reported on';
COMMENT ON COLUMN coverage.status IS 'published; removed (was published, is gone); not_found (its lists were read to the end and do not have it); unknown (its lists could not be read)';
COMMENT ON COLUMN coverage.report_id IS 'The report; null when there is none';
COMMENT ON COLUMN coverage.title IS 'Its title';
COMMENT ON COLUMN coverage.published_on IS 'The day of publication the page states';
COMMENT ON COLUMN coverage.url IS 'The page that carries it';
