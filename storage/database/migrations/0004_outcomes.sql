-- How each fetch ended, what proves courtesy, and the columns each crawl saw.

ALTER TABLE capture ADD COLUMN requested_at TIMESTAMP;
ALTER TABLE capture ADD COLUMN took DOUBLE DEFAULT 0;
ALTER TABLE capture ADD COLUMN etag VARCHAR DEFAULT '';
ALTER TABLE capture ADD COLUMN last_modified VARCHAR DEFAULT '';
ALTER TABLE capture ADD COLUMN tls VARCHAR DEFAULT '';
COMMENT ON COLUMN capture.requested_at IS 'When the request went out (UTC); null for captures of before this was kept';
COMMENT ON COLUMN capture.took IS 'Seconds the response needed';
COMMENT ON COLUMN capture.etag IS 'ETag as sent; empty when none was';
COMMENT ON COLUMN capture.last_modified IS 'Last-Modified as sent; empty when none was';
COMMENT ON COLUMN capture.tls IS 'Protocol of an https connection that needed less than today''s; else empty';

ALTER TABLE failed_fetch ADD COLUMN capture_id VARCHAR DEFAULT '';
ALTER TABLE failed_fetch ADD COLUMN requested_at TIMESTAMP;
COMMENT ON TABLE failed_fetch IS 'Requests that did not bring what was asked for';
COMMENT ON COLUMN failed_fetch.capture_id IS 'The capture that shows it; empty where no response came';
COMMENT ON COLUMN failed_fetch.requested_at IS 'When the request went out (UTC); null where none was sent';

ALTER TABLE site_outcome ADD COLUMN whole BOOLEAN DEFAULT true;
ALTER TABLE site_outcome ADD COLUMN verdict VARCHAR DEFAULT 'ok';
ALTER TABLE site_outcome ADD COLUMN ask_again_at TIMESTAMP;
COMMENT ON COLUMN site_outcome.whole IS 'Every list was walked to its end; false where the walk stopped at known items';
COMMENT ON COLUMN site_outcome.verdict IS 'ok, degraded, or what keeps the site from being read: blocked:…, timeout, dns, moved, …';
COMMENT ON COLUMN site_outcome.ask_again_at IS 'When the server allows to be asked again (Retry-After); null when it did not say';

CREATE TABLE column_seen (
    crawl_id VARCHAR NOT NULL,
    site_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    score INTEGER NOT NULL,
    trail VARCHAR[] NOT NULL,
    family VARCHAR NOT NULL,
    pages INTEGER NOT NULL,
    items INTEGER NOT NULL,
    candidates INTEGER NOT NULL,
    ordered BOOLEAN NOT NULL,
    problem VARCHAR NOT NULL
);
COMMENT ON TABLE column_seen IS 'The columns each crawl read: one row a list, told by its first page';
COMMENT ON COLUMN column_seen.crawl_id IS 'The crawl';
COMMENT ON COLUMN column_seen.site_id IS 'The site';
COMMENT ON COLUMN column_seen.url IS 'Address of the first page of the list';
COMMENT ON COLUMN column_seen.title IS 'Name of the link that led to it';
COMMENT ON COLUMN column_seen.score IS 'How well names and content fit a column of reports; higher is better';
COMMENT ON COLUMN column_seen.trail IS 'Names of the links from the homepage to it';
COMMENT ON COLUMN column_seen.family IS 'The content management system it was recognised as';
COMMENT ON COLUMN column_seen.pages IS 'Pages read';
COMMENT ON COLUMN column_seen.items IS 'Items on them';
COMMENT ON COLUMN column_seen.candidates IS 'Items that may be reports';
COMMENT ON COLUMN column_seen.ordered IS 'The newest item comes first';
COMMENT ON COLUMN column_seen.problem IS 'What was not healthy; empty when nothing was';
