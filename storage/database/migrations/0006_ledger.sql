-- Absence with proof: the nights that found a page missing, and the ledger of what should exist.

ALTER TABLE page ADD COLUMN missing_since TIMESTAMP;
COMMENT ON COLUMN page.missing_since IS 'The first answer since the last good one that said there is no such page (UTC); null where none did';
ALTER TABLE page ADD COLUMN gone_at TIMESTAMP;
COMMENT ON COLUMN page.gone_at IS 'When enough nights had said so and the page counted as gone (UTC); null until then';

CREATE TABLE missing_night (
    canonical_url VARCHAR NOT NULL,
    night_no INTEGER NOT NULL,
    crawl_id VARCHAR NOT NULL,
    capture_id VARCHAR NOT NULL,
    observed_at TIMESTAMP NOT NULL,
    decides BOOLEAN NOT NULL
);
COMMENT ON TABLE missing_night IS 'The nights that count towards a removal: a crawl that walked all lists of the site to their ends, found them healthy, and was told that the page of a report does not exist. Rebuilt by every fold';
COMMENT ON COLUMN missing_night.canonical_url IS 'The page';
COMMENT ON COLUMN missing_night.night_no IS 'Counts from 1 since the last good answer';
COMMENT ON COLUMN missing_night.crawl_id IS 'The crawl';
COMMENT ON COLUMN missing_night.capture_id IS 'The answer that says so: 404, 410, or "not found" with status 200';
COMMENT ON COLUMN missing_night.observed_at IS 'When that answer had arrived (UTC)';
COMMENT ON COLUMN missing_night.decides IS 'Whether so many nights over so many days are enough (meta: removal_nights, removal_days): the page counts as gone';

CREATE TABLE ledger_entry (
    adcode VARCHAR NOT NULL,
    report_year INTEGER NOT NULL,
    status VARCHAR NOT NULL,
    status_since TIMESTAMP,
    checked_at TIMESTAMP,
    due_on DATE,
    published_on DATE,
    published_basis VARCHAR,
    days_late INTEGER,
    first_seen_at TIMESTAMP,
    report_id VARCHAR,
    title VARCHAR,
    url VARCHAR,
    parts VARCHAR[],
    sources INTEGER NOT NULL,
    proof_captures VARCHAR[] NOT NULL
);
COMMENT ON TABLE ledger_entry IS 'One row a government and report year: what should exist, and what the archive knows of it. Rebuilt by every fold; read it as the view ledger';
COMMENT ON COLUMN ledger_entry.adcode IS 'Division code of the government';
COMMENT ON COLUMN ledger_entry.report_year IS 'The year reported on';
COMMENT ON COLUMN ledger_entry.status IS 'not_due, published, published_late, attachment_only, not_found, blocked, unreachable, published_then_removed, replaced or unknown (docs/ledger.md)';
COMMENT ON COLUMN ledger_entry.status_since IS 'Since when the archive knows it to be so (UTC); null where nothing says';
COMMENT ON COLUMN ledger_entry.checked_at IS 'When it was last seen to be so (UTC); null where nothing proves it';
COMMENT ON COLUMN ledger_entry.due_on IS 'The last day in time, 31 March; null for the years before the rule';
COMMENT ON COLUMN ledger_entry.published_on IS 'The day of publication that the first text to name one names; null where that cannot be right';
COMMENT ON COLUMN ledger_entry.published_basis IS 'What that day was read from; first_seen where only the first sighting bounds it; null without a report';
COMMENT ON COLUMN ledger_entry.days_late IS 'Days from due_on to publication, 0 for in time; null where nothing tells';
COMMENT ON COLUMN ledger_entry.first_seen_at IS 'When the report was first seen (UTC)';
COMMENT ON COLUMN ledger_entry.report_id IS 'The report; null where there is none';
COMMENT ON COLUMN ledger_entry.title IS 'Its title';
COMMENT ON COLUMN ledger_entry.url IS 'Its primary page';
COMMENT ON COLUMN ledger_entry.parts IS 'Which of the five prescribed parts its headings announce: measures, problems, first_responsible, plan, other; null without a report';
COMMENT ON COLUMN ledger_entry.sources IS 'Pages that carry it now';
COMMENT ON COLUMN ledger_entry.proof_captures IS 'The captures that prove the status';
