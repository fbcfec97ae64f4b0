-- Which years the reports of a list are on, and whether anything shows that the list ends where it stops.

ALTER TABLE column_seen ADD COLUMN report_years INTEGER[];
COMMENT ON COLUMN column_seen.report_years IS 'The years that the titles of its reports name, ascending; null for crawls of before this was kept';
ALTER TABLE column_seen ADD COLUMN open_end BOOLEAN;
UPDATE column_seen SET open_end = ended_by = 'no pager, and nothing left over';
COMMENT ON COLUMN column_seen.open_end IS 'Whether it only stops: nothing shows that this is all';

COMMENT ON COLUMN ledger_entry.unknown_because IS 'What is in the way of an answer where the status is unknown: not_crawled, lists_not_whole, item_unread, no_column, outside_series, open_end; null otherwise';
