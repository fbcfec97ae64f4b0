-- Which pages the reports of a list are on: an absence is proved only between reports that the list itself opens.

ALTER TABLE column_seen ADD COLUMN report_urls VARCHAR[];
COMMENT ON COLUMN column_seen.report_urls IS 'The addresses of its reports in their one spelling, in order; empty where the list was not read to its end, null for crawls of before this was kept';
