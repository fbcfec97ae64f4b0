-- What brings the items of a list whose own page holds none.

ALTER TABLE column_seen ADD COLUMN call JSON;
COMMENT ON COLUMN column_seen.call IS 'The request that brings its first items, where a script fills the page, as JSON; null for others';
