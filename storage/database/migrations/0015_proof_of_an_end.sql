-- What shows that a list was read to its end.

ALTER TABLE column_seen ADD COLUMN ended_by VARCHAR DEFAULT '';
COMMENT ON COLUMN column_seen.ended_by IS 'What shows that the list ends where its walk ended, in words; empty where nothing does, or where the walk stopped at known items';
