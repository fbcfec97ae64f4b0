-- The archive. No foreign keys: most tables can be rebuilt, and DuckDB refuses to delete a parent in the
-- transaction that deleted its children. storage/checks.sql holds those promises instead.

CREATE TABLE meta (
    key VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL
);
COMMENT ON TABLE meta IS 'Facts about the archive itself, one row a fact';
COMMENT ON COLUMN meta.key IS 'Name of the fact: extractor_version (the version the histories were folded from), registry and views (digests of what was loaded)';
COMMENT ON COLUMN meta.value IS 'The fact';

CREATE TABLE government (
    adcode VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    full_name VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    province VARCHAR NOT NULL,
    prefecture VARCHAR NOT NULL,
    homepage VARCHAR NOT NULL,
    homepage_evidence VARCHAR NOT NULL
);
COMMENT ON TABLE government IS 'The registry: every government at county level and above (docs/registry.md)';
COMMENT ON COLUMN government.adcode IS 'Six-digit division code of GB/T 2260';
COMMENT ON COLUMN government.name IS 'Name of the division';
COMMENT ON COLUMN government.full_name IS 'Name people sign with: a district is preceded by its prefecture';
COMMENT ON COLUMN government.level IS 'province, prefecture or county';
COMMENT ON COLUMN government.province IS 'Name of the province';
COMMENT ON COLUMN government.prefecture IS 'Name of the prefecture; empty for provinces, prefectures and counties directly below a province';
COMMENT ON COLUMN government.homepage IS 'Address of the home page; empty where none is known';
COMMENT ON COLUMN government.homepage_evidence IS 'What ties the home page to the government (docs/registry.md)';

CREATE TABLE site (
    site_id VARCHAR PRIMARY KEY,
    adcode VARCHAR NOT NULL,
    homepage VARCHAR NOT NULL,
    seeds VARCHAR[] NOT NULL,
    hosts VARCHAR[] NOT NULL,
    min_reports INTEGER NOT NULL
);
COMMENT ON TABLE site IS 'The web sites that are crawled';
COMMENT ON COLUMN site.site_id IS 'Name of the site: division code and a short name';
COMMENT ON COLUMN site.adcode IS 'Division code of the government whose reports are looked for; empty for a site crawled once by address';
COMMENT ON COLUMN site.homepage IS 'Address of the home page';
COMMENT ON COLUMN site.seeds IS 'Addresses a crawl starts from';
COMMENT ON COLUMN site.hosts IS 'Host names that belong to the site';
COMMENT ON COLUMN site.min_reports IS 'How many live reports the site has at the least; fewer refuses publishing';

CREATE TABLE crawl (
    crawl_id VARCHAR PRIMARY KEY,
    started_at TIMESTAMP,
    finished_at TIMESTAMP,
    finish_reason VARCHAR NOT NULL,
    captures INTEGER NOT NULL,
    callback_exceptions INTEGER NOT NULL,
    first_error VARCHAR NOT NULL
);
COMMENT ON TABLE crawl IS 'One row a crawl: how it ended';
COMMENT ON COLUMN crawl.crawl_id IS 'Name of the crawl; its folder below crawls/ and warc/ has it too';
COMMENT ON COLUMN crawl.started_at IS 'When it began (UTC); the first capture for a crawl that died, null when that left none';
COMMENT ON COLUMN crawl.finished_at IS 'When it ended (UTC); null for a crawl that died';
COMMENT ON COLUMN crawl.finish_reason IS 'finished, shutdown, … as the crawler says; died when it left no summary';
COMMENT ON COLUMN crawl.captures IS 'Responses stored';
COMMENT ON COLUMN crawl.callback_exceptions IS 'Pages on which the walk itself failed; above zero the crawl counts as failed';
COMMENT ON COLUMN crawl.first_error IS 'The first of those failures, in one line';

CREATE TABLE site_outcome (
    crawl_id VARCHAR NOT NULL,
    site_id VARCHAR NOT NULL,
    listing_healthy BOOLEAN NOT NULL,
    list_pages INTEGER NOT NULL,
    links_found INTEGER NOT NULL,
    details INTEGER NOT NULL,
    http_errors INTEGER NOT NULL,
    failed_fetches INTEGER NOT NULL,
    budget_spent BOOLEAN NOT NULL,
    problems VARCHAR[] NOT NULL
);
COMMENT ON TABLE site_outcome IS 'How each site fared in each crawl; a crawl that died has no rows here';
COMMENT ON COLUMN site_outcome.crawl_id IS 'The crawl';
COMMENT ON COLUMN site_outcome.site_id IS 'The site';
COMMENT ON COLUMN site_outcome.listing_healthy IS 'Every list page that was promised was seen and none had a problem: only then does absence mean something';
COMMENT ON COLUMN site_outcome.list_pages IS 'List pages read';
COMMENT ON COLUMN site_outcome.links_found IS 'Items on those lists';
COMMENT ON COLUMN site_outcome.details IS 'Report pages fetched';
COMMENT ON COLUMN site_outcome.http_errors IS 'Responses with an error status';
COMMENT ON COLUMN site_outcome.failed_fetches IS 'Requests that brought no response';
COMMENT ON COLUMN site_outcome.budget_spent IS 'The walk stopped because the page budget was spent';
COMMENT ON COLUMN site_outcome.problems IS 'What was not healthy, one line each';

CREATE TABLE capture (
    capture_id VARCHAR PRIMARY KEY,
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
    link_title VARCHAR NOT NULL
);
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

CREATE TABLE failed_fetch (
    crawl_id VARCHAR NOT NULL,
    site_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    failed_at TIMESTAMP NOT NULL,
    kind VARCHAR NOT NULL,
    detail VARCHAR NOT NULL
);
COMMENT ON TABLE failed_fetch IS 'Requests that brought no response';
COMMENT ON COLUMN failed_fetch.crawl_id IS 'The crawl';
COMMENT ON COLUMN failed_fetch.site_id IS 'The site';
COMMENT ON COLUMN failed_fetch.url IS 'The address asked for';
COMMENT ON COLUMN failed_fetch.role IS 'Why it was asked for: home, catalogue, list, detail, attachment, robots';
COMMENT ON COLUMN failed_fetch.failed_at IS 'When it was given up (UTC)';
COMMENT ON COLUMN failed_fetch.kind IS 'timeout, dns, refused, tls, robots, off_domain, too_large, truncated or other';
COMMENT ON COLUMN failed_fetch.detail IS 'What happened, in one line';

CREATE TABLE extraction (
    capture_id VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    family VARCHAR NOT NULL,
    encoding VARCHAR NOT NULL,
    title VARCHAR,
    is_report BOOLEAN NOT NULL,
    kind VARCHAR NOT NULL,
    report_year INTEGER,
    issuer VARCHAR,
    issuer_level VARCHAR,
    adcode VARCHAR,
    published_on DATE,
    signed_on DATE,
    doc_number VARCHAR,
    index_number VARCHAR,
    source VARCHAR,
    body_text VARCHAR USING COMPRESSION zstd,
    text_digest VARCHAR NOT NULL,
    sections JSON NOT NULL,
    attachments JSON NOT NULL,
    removed JSON NOT NULL,
    issues JSON NOT NULL,
    evidence JSON NOT NULL,
    PRIMARY KEY (capture_id, extractor_version)
);
COMMENT ON TABLE extraction IS 'What each version of the extractor understood of each capture';
COMMENT ON COLUMN extraction.capture_id IS 'The capture that was read';
COMMENT ON COLUMN extraction.extractor_version IS 'The version of the extractor that read it';
COMMENT ON COLUMN extraction.family IS 'The content management system the page was recognised as';
COMMENT ON COLUMN extraction.encoding IS 'The encoding the bytes were read in';
COMMENT ON COLUMN extraction.title IS 'Title of the document; null when the page has none';
COMMENT ON COLUMN extraction.is_report IS 'Whether the page is an annual report on building a law-based government';
COMMENT ON COLUMN extraction.kind IS 'What kind of document the page is';
COMMENT ON COLUMN extraction.report_year IS 'The year the report is about';
COMMENT ON COLUMN extraction.issuer IS 'The body that signs the report, as written';
COMMENT ON COLUMN extraction.issuer_level IS 'province, prefecture, county, department or township';
COMMENT ON COLUMN extraction.adcode IS 'Division code of the issuer''s government';
COMMENT ON COLUMN extraction.published_on IS 'The day of publication the page states';
COMMENT ON COLUMN extraction.signed_on IS 'The day the report is signed with';
COMMENT ON COLUMN extraction.doc_number IS 'Document number (文号)';
COMMENT ON COLUMN extraction.index_number IS 'Disclosure index number (索引号)';
COMMENT ON COLUMN extraction.source IS 'Where the page says the text comes from (来源)';
COMMENT ON COLUMN extraction.body_text IS 'The issuer''s text without page furniture, lines joined by a newline';
COMMENT ON COLUMN extraction.text_digest IS 'sha256: and the digest of title and body: equal means the issuer''s words did not change';
COMMENT ON COLUMN extraction.sections IS 'The outline: [{level, number, heading, start, end}], offsets into body_text';
COMMENT ON COLUMN extraction.attachments IS 'Files the page links to: [{url, name}]';
COMMENT ON COLUMN extraction.removed IS 'Receipts: visible text that is not in body_text, and the rule that left it out: [{rule, text}]';
COMMENT ON COLUMN extraction.issues IS 'What a person should look at: [{code, detail}]';
COMMENT ON COLUMN extraction.evidence IS 'What each inferred field was read from: {field: words}';

CREATE TABLE issue (
    stage VARCHAR NOT NULL,
    crawl_id VARCHAR NOT NULL,
    capture_id VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    detail VARCHAR NOT NULL
);
COMMENT ON TABLE issue IS 'What a person should look at, beside what extraction.issues holds';
COMMENT ON COLUMN issue.stage IS 'The stage that noticed it: ingest, extraction or fold';
COMMENT ON COLUMN issue.crawl_id IS 'The crawl it is about';
COMMENT ON COLUMN issue.capture_id IS 'The capture it is about; empty when it is about a whole crawl';
COMMENT ON COLUMN issue.code IS 'Stable name of the kind of issue';
COMMENT ON COLUMN issue.detail IS 'The issue in one line';

CREATE TABLE page (
    canonical_url VARCHAR NOT NULL,
    site_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    first_seen_at TIMESTAMP,
    last_seen_at TIMESTAMP,
    last_asked_at TIMESTAMP NOT NULL,
    last_status INTEGER NOT NULL,
    report_id VARCHAR,
    is_primary BOOLEAN NOT NULL
);
COMMENT ON TABLE page IS 'One row an address that was ever asked for: its lineage. Rebuilt by every fold';
COMMENT ON COLUMN page.canonical_url IS 'The address in its one spelling';
COMMENT ON COLUMN page.site_id IS 'The site it was last fetched for';
COMMENT ON COLUMN page.role IS 'Why it was last fetched';
COMMENT ON COLUMN page.first_seen_at IS 'When it first answered with status 200 (UTC); null when it never did';
COMMENT ON COLUMN page.last_seen_at IS 'When it last answered with status 200 (UTC); null when it never did';
COMMENT ON COLUMN page.last_asked_at IS 'When it was last asked for (UTC)';
COMMENT ON COLUMN page.last_status IS 'The HTTP status it last answered with';
COMMENT ON COLUMN page.report_id IS 'The report it carries, or carried last; null when it never carried one';
COMMENT ON COLUMN page.is_primary IS 'Whether the report''s versions follow this page';

CREATE TABLE report (
    report_id VARCHAR NOT NULL,
    adcode VARCHAR,
    report_year INTEGER,
    issuer VARCHAR,
    issuer_level VARCHAR,
    page_url VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    version_no INTEGER NOT NULL,
    first_seen_at TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL,
    last_changed_at TIMESTAMP
);
COMMENT ON TABLE report IS 'One row a report: the document as a work, over time. Rebuilt by every fold';
COMMENT ON COLUMN report.report_id IS 'Readable, stable name: 330282-2024 for a government''s own report';
COMMENT ON COLUMN report.adcode IS 'Division code of the issuer''s government; null when the text does not say';
COMMENT ON COLUMN report.report_year IS 'The year the report is about; null when the text does not say';
COMMENT ON COLUMN report.issuer IS 'The body that signs the report, as written';
COMMENT ON COLUMN report.issuer_level IS 'province, prefecture, county, department or township';
COMMENT ON COLUMN report.page_url IS 'The primary page: the one the versions follow; the last one for a removed report';
COMMENT ON COLUMN report.status IS 'live, or removed when no page carries it any more';
COMMENT ON COLUMN report.version_no IS 'The current version, which is also how many there are';
COMMENT ON COLUMN report.first_seen_at IS 'When its text was first seen (UTC)';
COMMENT ON COLUMN report.last_seen_at IS 'When its text was last seen on any page (UTC)';
COMMENT ON COLUMN report.last_changed_at IS 'When a changed text was last seen for the first time (UTC); null when it never changed';

CREATE TABLE report_version (
    report_id VARCHAR NOT NULL,
    version_no INTEGER NOT NULL,
    page_url VARCHAR NOT NULL,
    capture_id VARCHAR NOT NULL,
    text_digest VARCHAR NOT NULL,
    observed_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE report_version IS 'The texts a report has had, in order. Rebuilt by every fold; cite the capture, numbers may shift';
COMMENT ON COLUMN report_version.report_id IS 'The report';
COMMENT ON COLUMN report_version.version_no IS 'Counts from 1; a text that comes back after another one is a version again';
COMMENT ON COLUMN report_version.page_url IS 'The page it was first seen on';
COMMENT ON COLUMN report_version.capture_id IS 'The capture it was first seen in';
COMMENT ON COLUMN report_version.text_digest IS 'Digest of title and body';
COMMENT ON COLUMN report_version.observed_at IS 'When it was first seen (UTC)';

CREATE TABLE event (
    report_id VARCHAR NOT NULL,
    event_no INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    observed_at TIMESTAMP NOT NULL,
    page_url VARCHAR NOT NULL,
    from_url VARCHAR NOT NULL,
    capture_id VARCHAR NOT NULL,
    version_no INTEGER NOT NULL
);
COMMENT ON TABLE event IS 'What happened to each report, in order. Rebuilt by every fold';
COMMENT ON COLUMN event.report_id IS 'The report';
COMMENT ON COLUMN event.event_no IS 'Counts from 1 within the report';
COMMENT ON COLUMN event.kind IS 'appeared, changed, moved, copied, removed or returned';
COMMENT ON COLUMN event.observed_at IS 'When it was seen (UTC)';
COMMENT ON COLUMN event.page_url IS 'The page it was seen on; for moved the new page';
COMMENT ON COLUMN event.from_url IS 'For moved the page before; else empty';
COMMENT ON COLUMN event.capture_id IS 'The capture that proves it';
COMMENT ON COLUMN event.version_no IS 'The version that was current afterwards';
