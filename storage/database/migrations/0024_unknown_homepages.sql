-- NULL says "not known", an empty string "there is none" (decision 0006): a home page that nobody has found is not known.

ALTER TABLE government ALTER COLUMN homepage DROP NOT NULL;
ALTER TABLE government ALTER COLUMN homepage_evidence DROP NOT NULL;
UPDATE government SET homepage = nullif(homepage, ''), homepage_evidence = nullif(homepage_evidence, '')
WHERE homepage = '' OR homepage_evidence = '';
COMMENT ON COLUMN government.homepage IS 'Address of the home page; null where none is known';
COMMENT ON COLUMN government.homepage_evidence IS 'What ties the home page to the government (docs/registry.md); null where nothing does';
COMMENT ON COLUMN capture.link_title IS 'The text of that link; empty where it has none, or no link led here';
COMMENT ON COLUMN crawl.first_error IS 'The first of those failures, in one line; empty where there was none';
COMMENT ON COLUMN known.charset IS 'Its charset; empty where none was declared';
COMMENT ON COLUMN known.etag IS 'ETag of the last answer that had these bytes; empty where it sent none';
COMMENT ON COLUMN known.last_modified IS 'Last-Modified of that answer; empty where it sent none';
