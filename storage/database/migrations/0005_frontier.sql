-- The state of every address, what waits, what a crawl went on with, and each publishing.

ALTER TABLE failed_fetch ADD COLUMN canonical_url VARCHAR DEFAULT '';
COMMENT ON COLUMN failed_fetch.canonical_url IS 'The address in its one spelling; that of the page asked for where a capture shows the failure';

CREATE TABLE resumption (
    crawl_id VARCHAR NOT NULL,
    site_id VARCHAR NOT NULL,
    resumed_id VARCHAR NOT NULL
);
COMMENT ON TABLE resumption IS 'Which crawl went on, for which site, with what a crawl that died had captured: told as one crawl';
COMMENT ON COLUMN resumption.crawl_id IS 'The crawl that went on, and ended';
COMMENT ON COLUMN resumption.site_id IS 'The site';
COMMENT ON COLUMN resumption.resumed_id IS 'The crawl that died';

ALTER TABLE page ADD COLUMN state VARCHAR DEFAULT 'fetched';
ALTER TABLE page ADD COLUMN last_outcome VARCHAR DEFAULT 'ok';
ALTER TABLE page ADD COLUMN failures INTEGER DEFAULT 0;
ALTER TABLE page ADD COLUMN failing_since TIMESTAMP;
ALTER TABLE page ADD COLUMN published_on DATE;
ALTER TABLE page ADD COLUMN due_at TIMESTAMP;
COMMENT ON COLUMN page.last_status IS 'The HTTP status it last answered with; 0 when it never answered';
COMMENT ON COLUMN page.state IS 'fetched, failed (it did not bring what was asked for), gone (the server says that there is no such page) or known (never asked: robots.txt or the rules for addresses forbid it)';
COMMENT ON COLUMN page.last_outcome IS 'How the last fetch ended: ok, not_modified, http_error, blocked:…, soft_404, timeout, …';
COMMENT ON COLUMN page.failures IS 'Crawls since the last good answer in which it failed or was gone';
COMMENT ON COLUMN page.failing_since IS 'The first of those failures (UTC); null when the last answer was good';
COMMENT ON COLUMN page.published_on IS 'The day of publication its report states; null where none is known';
COMMENT ON COLUMN page.due_at IS 'From when on a crawl asks for it again (UTC); null for pages that are reached by links only';

CREATE TABLE lineage (
    canonical_url VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL,
    read_at TIMESTAMP NOT NULL,
    is_primary BOOLEAN NOT NULL
);
COMMENT ON TABLE lineage IS 'Which pages carry, or carried, each report: what the next fold goes on with';
COMMENT ON COLUMN lineage.canonical_url IS 'The page';
COMMENT ON COLUMN lineage.name IS 'Whose report of which year its text said it was: reports of one name are told apart together';
COMMENT ON COLUMN lineage.report_id IS 'The report';
COMMENT ON COLUMN lineage.read_at IS 'When the report was last read there (UTC)';
COMMENT ON COLUMN lineage.is_primary IS 'Whether the report''s versions follow this page';

CREATE TABLE folded (
    canonical_url VARCHAR NOT NULL,
    digest VARCHAR NOT NULL
);
COMMENT ON TABLE folded IS 'What the last fold knew of each page that was ever a report: pages with another digest are folded again';
COMMENT ON COLUMN folded.canonical_url IS 'The page';
COMMENT ON COLUMN folded.digest IS 'Digest of all its sightings';

CREATE TABLE site_wait (
    site_id VARCHAR PRIMARY KEY,
    refusals INTEGER NOT NULL,
    next_try_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE site_wait IS 'Sites that are left alone for a while because they refuse or do not answer';
COMMENT ON COLUMN site_wait.site_id IS 'The site';
COMMENT ON COLUMN site_wait.refusals IS 'Crawls in a row that it refused, or did not answer';
COMMENT ON COLUMN site_wait.next_try_at IS 'From when on it is asked again (UTC)';

CREATE TABLE publication (
    published_at TIMESTAMP NOT NULL,
    live_reports INTEGER NOT NULL,
    removed_reports INTEGER NOT NULL,
    healthy_sites INTEGER NOT NULL,
    broken_sites INTEGER NOT NULL,
    accepted VARCHAR[] NOT NULL
);
COMMENT ON TABLE publication IS 'Each time this archive was put live for readers';
COMMENT ON COLUMN publication.published_at IS 'When (UTC)';
COMMENT ON COLUMN publication.live_reports IS 'Live reports in it';
COMMENT ON COLUMN publication.removed_reports IS 'Removed reports in it';
COMMENT ON COLUMN publication.healthy_sites IS 'Sites whose lists were read to the end in their last crawl';
COMMENT ON COLUMN publication.broken_sites IS 'Sites whose lists were not';
COMMENT ON COLUMN publication.accepted IS 'What a person accepted that would otherwise have held it back; empty for an ordinary one';

ALTER TABLE government ADD COLUMN abolished INTEGER;
ALTER TABLE government ADD COLUMN successor VARCHAR DEFAULT '';
COMMENT ON TABLE government IS 'The registry: every government at county level and above, and the abolished ones that reports were issued by (docs/registry.md)';
COMMENT ON COLUMN government.abolished IS 'Year in which it was abolished; null for one that exists';
COMMENT ON COLUMN government.successor IS 'Division code of the government that has its area today; empty for one that exists';
