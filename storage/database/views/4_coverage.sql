-- What should exist, and whether it does.

CREATE OR REPLACE VIEW main.ledger AS
SELECT
    entry.adcode, government.full_name AS government, government.province, nullif(government.prefecture, '') AS prefecture,
    government.level,
    entry.report_year, entry.status, entry.status_since, main.china_day(entry.status_since) AS status_since_on, entry.checked_at,
    main.china_day(entry.checked_at) AS checked_on, entry.due_on, entry.published_on,
    entry.published_basis, entry.days_late,
    CASE
        WHEN entry.report_id IS NULL OR entry.unconfirmed THEN NULL
        WHEN entry.due_on IS NULL THEN 'no_deadline'
        WHEN entry.days_late IS NULL THEN 'unknown'
        WHEN entry.days_late > 0 THEN 'late'
        ELSE 'in_time'
    END AS timeliness,
    entry.first_seen_at,
    main.china_day(entry.first_seen_at) AS first_seen_on, entry.report_id, entry.title, entry.url, entry.parts,
    entry.sources, entry.unconfirmed, entry.unknown_because, entry.proof_captures
FROM internal.ledger_entry AS entry JOIN internal.government USING (adcode);
COMMENT ON VIEW ledger IS 'What every government should have published: one row per government and report year, from 2016 to the year before the last crawl, with status and proof (docs/ledger.md)';
COMMENT ON COLUMN ledger.adcode IS 'Division code of the government';
COMMENT ON COLUMN ledger.government IS 'Its name';
COMMENT ON COLUMN ledger.province IS 'Its province';
COMMENT ON COLUMN ledger.prefecture IS 'Its prefecture; null for provinces, prefectures and counties directly below a province';
COMMENT ON COLUMN ledger.level IS 'province, prefecture or county';
COMMENT ON COLUMN ledger.report_year IS 'The year reported on';
COMMENT ON COLUMN ledger.status IS 'published (in time, or the day of publication is unknown or none was set), published_late (after due_on), attachment_only (its text is only in a file), attachment_unread (its text is in a file that could not be fetched or read), published_then_removed (it was there, and enough nights did not find it), replaced (its page carries another report now), unconfirmed (only a foreign site carries it), not_due (the deadline has not passed), listed_unreadable (the site lists it; its page cannot be read), not_found (all lists were read to their ends after it was due and do not contain it), blocked (the site refuses to be read), unreachable (the site does not answer), unknown (never crawled, or the lists were not read to their ends: nothing is proved)';
COMMENT ON COLUMN ledger.status_since IS 'Since when the archive has evidence of this status (UTC); null when unknown';
COMMENT ON COLUMN ledger.status_since_on IS 'status_since as a day in China';
COMMENT ON COLUMN ledger.checked_at IS 'When the status was last confirmed (UTC); null when nothing proves it';
COMMENT ON COLUMN ledger.checked_on IS 'checked_at as a day in China';
COMMENT ON COLUMN ledger.due_on IS 'The deadline, 31 March (the rule requires publication before 1 April); null for years before 2019';
COMMENT ON COLUMN ledger.published_on IS 'The publication date stated by the first version that states one; null when it is implausible. The date on the current text is reports.published_on';
COMMENT ON COLUMN ledger.published_basis IS 'Where that date was read; first_seen when only the first capture bounds it; null without a report';
COMMENT ON COLUMN ledger.days_late IS 'Days from due_on to publication, 0 when in time; null when unknown, never a guess';
COMMENT ON COLUMN ledger.timeliness IS 'Whether the report was published in time: in_time, late, unknown (its date is unknown) or no_deadline (report years before 2019); a report removed later keeps it; null without a report and for an unconfirmed one';
COMMENT ON COLUMN ledger.first_seen_at IS 'When the report was first captured (UTC), which is the latest possible publication time';
COMMENT ON COLUMN ledger.first_seen_on IS 'first_seen_at as a day in China';
COMMENT ON COLUMN ledger.report_id IS 'The report; null where there is none';
COMMENT ON COLUMN ledger.title IS 'Its title';
COMMENT ON COLUMN ledger.url IS 'The page that carries it, or carried it last';
COMMENT ON COLUMN ledger.parts IS 'Which of the five prescribed parts its headings announce: measures, problems, first_responsible, plan, other; null without a report';
COMMENT ON COLUMN ledger.sources IS 'How many pages carry it now; the view sources lists them';
COMMENT ON COLUMN ledger.unconfirmed IS 'Whether only a foreign site carries the report; the status is then unconfirmed';
COMMENT ON COLUMN ledger.unknown_because IS 'Why the status is unknown: not_crawled, lists_not_whole (a list is not proved to be read to its end), item_unread (an item that nobody could read may be it), no_column (no list is a column of reports), outside_series (before the first report of the columns, or more than a year after the last), open_end (nothing shows that a list goes back so far); null for other statuses';
COMMENT ON COLUMN ledger.proof_captures IS 'The captures that prove the status: the report, the nights without it, the lists that do not contain it, or the refusal';

CREATE OR REPLACE VIEW main.coverage AS
SELECT adcode, government, level, province, report_year, status, timeliness, report_id, title, published_on, url
FROM main.ledger SEMI JOIN internal.site USING (adcode)
WHERE report_year BETWEEN
    (SELECT min(report_year) FROM internal.ledger_entry SEMI JOIN internal.site USING (adcode) WHERE report_id IS NOT NULL)
    AND (SELECT max(report_year) FROM internal.ledger_entry SEMI JOIN internal.site USING (adcode) WHERE report_id IS NOT NULL)
ORDER BY adcode, report_year;
COMMENT ON VIEW coverage IS 'The ledger of crawled governments, from the first to the last report year of any of them';
COMMENT ON COLUMN coverage.adcode IS 'Division code of the government';
COMMENT ON COLUMN coverage.government IS 'Its name';
COMMENT ON COLUMN coverage.level IS 'province, prefecture or county';
COMMENT ON COLUMN coverage.province IS 'Its province';
COMMENT ON COLUMN coverage.report_year IS 'The year reported on';
COMMENT ON COLUMN coverage.status IS 'As in ledger';
COMMENT ON COLUMN coverage.timeliness IS 'As in ledger';
COMMENT ON COLUMN coverage.report_id IS 'The report; null when there is none';
COMMENT ON COLUMN coverage.title IS 'Its title';
COMMENT ON COLUMN coverage.published_on IS 'The day of publication, as in ledger';
COMMENT ON COLUMN coverage.url IS 'The page that carries it';

CREATE OR REPLACE VIEW main.audits AS
SELECT audit_id, audited_on, claim, stratum, population, sampled, judged, wrong, unsure, error_rate, error_low, error_high
FROM internal.audit
-- The last audit of each claim.
QUALIFY dense_rank() OVER (PARTITION BY claim ORDER BY audited_on DESC, audit_id DESC) = 1
ORDER BY claim, stratum <> 'all', stratum;
COMMENT ON VIEW audits IS 'How far each kind of claim can be trusted: of its last audit by a person the error rates with their intervals; no rows for what was not audited';
COMMENT ON COLUMN audits.audit_id IS 'The audit';
COMMENT ON COLUMN audits.audited_on IS 'When its sample was drawn';
COMMENT ON COLUMN audits.claim IS 'What was claimed: a status of the ledger, or changed or removed';
COMMENT ON COLUMN audits.stratum IS 'Level of government; all for all levels together';
COMMENT ON COLUMN audits.population IS 'Claims of that kind in the archive then';
COMMENT ON COLUMN audits.sampled IS 'Claims that were drawn';
COMMENT ON COLUMN audits.judged IS 'Of these, found right or wrong';
COMMENT ON COLUMN audits.wrong IS 'Of these, found wrong';
COMMENT ON COLUMN audits.unsure IS 'Drawn claims that a person could not judge';
COMMENT ON COLUMN audits.error_rate IS 'Share of wrong ones, of all levels weighed by their populations, 0 to 1; null where a level was not judged';
COMMENT ON COLUMN audits.error_low IS 'Lower end of its interval (Wilson, 95 %)';
COMMENT ON COLUMN audits.error_high IS 'Upper end of its interval';
