-- The id is a row of meta; the comment says so.
COMMENT ON COLUMN meta.key IS 'Name of the fact: archive_id (which archive this is), extractor_version (the version the histories were folded from), registry and views (digests of what was loaded)';
