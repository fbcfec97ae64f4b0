-- Captures without an index, and what the last fold knew.
--
-- An index of random names is touched everywhere by every night: with 7.7 million captures filling it took six times
-- the time of the rest, and all of the memory there is. What the archive asks of captures is bounded by their time.

ALTER TABLE capture RENAME TO capture_before;
CREATE TABLE capture (
    capture_id VARCHAR NOT NULL,
    crawl_id VARCHAR NOT NULL,
    site_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    page_url VARCHAR NOT NULL,
    canonical_url VARCHAR NOT NULL,
    method VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    captured_at TIMESTAMP NOT NULL,
    status INTEGER NOT NULL,
    media_type VARCHAR NOT NULL,
    charset VARCHAR NOT NULL,
    payload_digest VARCHAR NOT NULL,
    payload_bytes BIGINT NOT NULL,
    warc_file VARCHAR NOT NULL,
    warc_offset BIGINT NOT NULL,
    warc_length BIGINT NOT NULL,
    revisit_of VARCHAR NOT NULL,
    redirect_to VARCHAR NOT NULL,
    found_on VARCHAR NOT NULL,
    link_title VARCHAR NOT NULL,
    requested_at TIMESTAMP,
    took DOUBLE DEFAULT 0,
    etag VARCHAR DEFAULT '',
    last_modified VARCHAR DEFAULT '',
    tls VARCHAR DEFAULT ''
);
INSERT INTO capture BY NAME SELECT * FROM capture_before;
DROP TABLE capture_before;
COMMENT ON TABLE capture IS 'One row a stored response: the evidence. Rows are only ever added';
COMMENT ON COLUMN capture.capture_id IS 'The WARC-Record-ID without its angle brackets; what a citation names';
COMMENT ON COLUMN capture.crawl_id IS 'The crawl that fetched it';
COMMENT ON COLUMN capture.site_id IS 'The site it was fetched for';
COMMENT ON COLUMN capture.url IS 'The address that answered';
COMMENT ON COLUMN capture.page_url IS 'The address the walk asked for; another than url after a redirect';
COMMENT ON COLUMN capture.canonical_url IS 'page_url in its one spelling: what makes a page a page';
COMMENT ON COLUMN capture.method IS 'HTTP method';
COMMENT ON COLUMN capture.role IS 'Why it was fetched: home, catalogue, list, detail, attachment, robots';
COMMENT ON COLUMN capture.captured_at IS 'When the response had arrived (UTC)';
COMMENT ON COLUMN capture.status IS 'HTTP status';
COMMENT ON COLUMN capture.media_type IS 'Media type the server declared; empty when it declared none';
COMMENT ON COLUMN capture.charset IS 'Charset the server declared; empty when it declared none';
COMMENT ON COLUMN capture.payload_digest IS 'sha256: and the digest of the body as it came over the wire';
COMMENT ON COLUMN capture.payload_bytes IS 'Length of that body in bytes';
COMMENT ON COLUMN capture.warc_file IS 'WARC file, relative to the data folder';
COMMENT ON COLUMN capture.warc_offset IS 'First byte of the compressed record';
COMMENT ON COLUMN capture.warc_length IS 'Bytes of the compressed record';
COMMENT ON COLUMN capture.revisit_of IS 'The capture that holds the same bytes, for a revisit record; else empty';
COMMENT ON COLUMN capture.redirect_to IS 'Where a redirect points; else empty';
COMMENT ON COLUMN capture.found_on IS 'The page with the link that led here; empty for a seed';
COMMENT ON COLUMN capture.link_title IS 'The text of that link';
COMMENT ON COLUMN capture.requested_at IS 'When the request went out (UTC); null for captures of before this was kept';
COMMENT ON COLUMN capture.took IS 'Seconds the response needed';
COMMENT ON COLUMN capture.etag IS 'ETag as sent; empty when none was';
COMMENT ON COLUMN capture.last_modified IS 'Last-Modified as sent; empty when none was';
COMMENT ON COLUMN capture.tls IS 'Protocol of an https connection that needed less than today''s; else empty';

-- Everything is folded once more: a fold reads only what is new since the last one from then on.
DROP TABLE folded;
CREATE TABLE folded (
    canonical_url VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    last_at TIMESTAMP NOT NULL,
    payload_id VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    site_id VARCHAR NOT NULL,
    settled BOOLEAN NOT NULL,
    decided BOOLEAN NOT NULL
);
COMMENT ON TABLE folded IS 'What the last fold knew of each page that was ever a report: pages of which something else is known are folded again';
COMMENT ON COLUMN folded.canonical_url IS 'The page';
COMMENT ON COLUMN folded.digest IS 'Digest of all its sightings';
COMMENT ON COLUMN folded.last_at IS 'When its last sighting was captured (UTC)';
COMMENT ON COLUMN folded.payload_id IS 'The capture that holds the bytes of that sighting';
COMMENT ON COLUMN folded.state IS 'Digest of what was read there; empty for a page with files';
COMMENT ON COLUMN folded.url IS 'The address that answered then';
COMMENT ON COLUMN folded.site_id IS 'The site it was fetched for then';
COMMENT ON COLUMN folded.settled IS 'Whether the same answer once more changes nothing but the day it was last seen: nothing that bears the same name has changed since the sighting before';
COMMENT ON COLUMN folded.decided IS 'Whether a person had decided something of it';

ALTER TABLE report_version ADD COLUMN reading_id VARCHAR DEFAULT '';
COMMENT ON COLUMN report_version.reading_id IS 'The capture_id of the extraction that holds the text: that of the capture a revisit points to, unless a file of the page had changed';
ALTER TABLE report_version ADD COLUMN payload_capture_id VARCHAR DEFAULT '';
COMMENT ON COLUMN report_version.payload_capture_id IS 'The capture whose WARC record holds the bytes';
UPDATE report_version SET
    reading_id = CASE WHEN capture.capture_id IN (
        SELECT capture_id FROM extraction
        WHERE extractor_version = (SELECT value FROM meta WHERE key = 'extractor_version'))
        THEN capture.capture_id ELSE coalesce(nullif(revisit_of, ''), capture.capture_id) END,
    payload_capture_id = coalesce(nullif(revisit_of, ''), capture.capture_id)
FROM capture WHERE capture.capture_id = report_version.capture_id;

CREATE TABLE folded_crawl (
    crawl_id VARCHAR NOT NULL
);
COMMENT ON TABLE folded_crawl IS 'The crawls that the histories know';
COMMENT ON COLUMN folded_crawl.crawl_id IS 'The crawl';

CREATE TABLE folded_site (
    site_id VARCHAR NOT NULL,
    adcode VARCHAR NOT NULL
);
COMMENT ON TABLE folded_site IS 'The sites as the last fold knew them';
COMMENT ON COLUMN folded_site.site_id IS 'The site';
COMMENT ON COLUMN folded_site.adcode IS 'Its division code then';

CREATE TABLE unfolded (
    capture_id VARCHAR NOT NULL
);
COMMENT ON TABLE unfolded IS 'Captures, pages or files, that were read, or read anew, since the last fold';
COMMENT ON COLUMN unfolded.capture_id IS 'The capture';

CREATE TABLE known (
    site_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    capture_id VARCHAR NOT NULL,
    payload_digest VARCHAR NOT NULL,
    captured_at TIMESTAMP NOT NULL,
    etag VARCHAR NOT NULL,
    last_modified VARCHAR NOT NULL,
    media_type VARCHAR NOT NULL,
    charset VARCHAR NOT NULL,
    payload_bytes BIGINT NOT NULL,
    warc_file VARCHAR NOT NULL,
    warc_offset BIGINT NOT NULL,
    warc_length BIGINT NOT NULL,
    last_answer_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE known IS 'Of each site and address the last response that holds its bytes itself: what the next crawl compares answers with';
COMMENT ON COLUMN known.site_id IS 'The site';
COMMENT ON COLUMN known.url IS 'The address that answered';
COMMENT ON COLUMN known.capture_id IS 'The capture';
COMMENT ON COLUMN known.payload_digest IS 'Its payload digest';
COMMENT ON COLUMN known.captured_at IS 'When it was captured (UTC)';
COMMENT ON COLUMN known.etag IS 'ETag of the last answer that had these bytes';
COMMENT ON COLUMN known.last_modified IS 'Last-Modified of that answer';
COMMENT ON COLUMN known.media_type IS 'Media type of the capture';
COMMENT ON COLUMN known.charset IS 'Its charset';
COMMENT ON COLUMN known.payload_bytes IS 'Length of its body in bytes';
COMMENT ON COLUMN known.warc_file IS 'Its WARC file';
COMMENT ON COLUMN known.warc_offset IS 'First byte of its record';
COMMENT ON COLUMN known.warc_length IS 'Bytes of its record';
COMMENT ON COLUMN known.last_answer_at IS 'When the address last answered (UTC)';
INSERT INTO known BY NAME
WITH answer AS (
    SELECT * FROM capture WHERE method = 'GET' AND status IN (200, 304)
), original AS (
    SELECT * FROM answer WHERE status = 200 AND revisit_of = ''
    QUALIFY row_number() OVER (PARTITION BY site_id, url ORDER BY captured_at DESC, capture_id DESC) = 1
)
SELECT original.* EXCLUDE (crawl_id, page_url, canonical_url, method, role, status, revisit_of, redirect_to, found_on,
        link_title, requested_at, took, tls, etag, last_modified),
    max_by(answer.etag, (answer.captured_at, answer.capture_id)) AS etag,
    max_by(answer.last_modified, (answer.captured_at, answer.capture_id)) AS last_modified,
    (SELECT max(captured_at) FROM answer AS last WHERE last.site_id = original.site_id AND last.url = original.url) AS last_answer_at
FROM original JOIN answer ON answer.site_id = original.site_id AND answer.url = original.url
    AND coalesce(nullif(answer.revisit_of, ''), answer.capture_id) = original.capture_id
GROUP BY ALL;

CREATE TABLE site_state (
    site_id VARCHAR NOT NULL,
    crawl_id VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    verdict VARCHAR NOT NULL,
    verdict_since TIMESTAMP NOT NULL,
    healthy_at TIMESTAMP,
    broken_since TIMESTAMP
);
COMMENT ON TABLE site_state IS 'How each site fared in the last crawl that says something about it, and since when that is so';
COMMENT ON COLUMN site_state.site_id IS 'The site';
COMMENT ON COLUMN site_state.crawl_id IS 'That crawl';
COMMENT ON COLUMN site_state.started_at IS 'When it began (UTC)';
COMMENT ON COLUMN site_state.verdict IS 'Its verdict; degraded where its lists were not healthy';
COMMENT ON COLUMN site_state.verdict_since IS 'Since when crawl after crawl said so (UTC)';
COMMENT ON COLUMN site_state.healthy_at IS 'When its lists were last healthy (UTC); null for never';
COMMENT ON COLUMN site_state.broken_since IS 'The first crawl since then in which they were not (UTC); null where the last one found them healthy';
INSERT INTO site_state BY NAME
WITH outcome AS (
    SELECT site_id, crawl_id, started_at, listing_healthy,
        CASE WHEN verdict = 'ok' AND NOT listing_healthy THEN 'degraded' ELSE verdict END AS told
    FROM site_outcome JOIN crawl USING (crawl_id)
    WHERE (list_pages > 0 OR len(problems) > 0 OR verdict <> 'ok') AND finish_reason NOT IN ('died', 'shutdown')
        AND NOT (finish_reason = 'window_closed' AND told = 'degraded')
), last AS (
    SELECT * FROM outcome QUALIFY row_number() OVER (PARTITION BY site_id ORDER BY started_at DESC, crawl_id DESC) = 1
), past AS (
    SELECT outcome.site_id, max(outcome.started_at) FILTER (outcome.listing_healthy) AS healthy_at,
        max(outcome.started_at) FILTER (outcome.told <> last.told) AS other_at
    FROM outcome JOIN last USING (site_id) GROUP BY outcome.site_id
)
SELECT last.site_id, last.crawl_id, last.started_at, last.told AS verdict, healthy_at,
    min(outcome.started_at) FILTER (healthy_at IS NULL OR outcome.started_at > healthy_at) AS broken_since,
    min(outcome.started_at) FILTER (other_at IS NULL OR outcome.started_at > other_at) AS verdict_since
FROM last JOIN past USING (site_id) JOIN outcome USING (site_id) GROUP BY ALL;
