-- What a list shows that nothing shows to end, which lists are columns of reports, and why a year is unknown.

ALTER TABLE column_seen ADD COLUMN oldest_on DATE;
COMMENT ON COLUMN column_seen.oldest_on IS 'The earliest day that its items show; null where one shows none';
ALTER TABLE column_seen ADD COLUMN years INTEGER;
COMMENT ON COLUMN column_seen.years IS 'How many years the titles of its reports name; null for crawls of before this was kept';

ALTER TABLE ledger_entry ADD COLUMN unknown_because VARCHAR;
COMMENT ON COLUMN ledger_entry.unknown_because IS 'What is in the way of an answer where the status is unknown: not_crawled, lists_not_whole, item_unread, no_column, open_end; null otherwise';
