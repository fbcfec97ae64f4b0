-- Consistency checks between tables. Each query must return no rows; a returned row names what to check
-- first. The text after `-- check:` is printed when the query returns rows. A `-- weekly check:` reads
-- everything once a week; the others read the present state and `fresh_capture`: the captures since the last
-- publication, in the weekly run all captures.

-- check: the same government is listed twice
SELECT adcode FROM government GROUP BY ALL HAVING count(*) > 1;

-- check: captures belong to no crawl
SELECT capture_id FROM fresh_capture ANTI JOIN crawl USING (crawl_id);

-- weekly check: the same capture is listed twice
SELECT capture_id FROM (SELECT capture_id, captured_at FROM capture GROUP BY ALL HAVING count(*) > 1);

-- check: revisits point to a missing capture, or to one without bytes
SELECT capture_id FROM (SELECT capture_id, revisit_of FROM fresh_capture WHERE revisit_of <> '') AS revisit
ANTI JOIN (SELECT capture_id AS original_id FROM capture WHERE revisit_of = '') ON original_id = revisit.revisit_of;

-- check: revisits differ in payload digest from the capture they point to
SELECT revisit.capture_id FROM fresh_capture AS revisit
JOIN capture AS original ON original.capture_id = revisit.revisit_of
WHERE revisit.payload_digest <> original.payload_digest;

-- weekly check: extractions belong to no capture
SELECT capture_id FROM extraction ANTI JOIN capture USING (capture_id);

-- check: two reports have the same report_id
SELECT report_id FROM report GROUP BY ALL HAVING count(*) > 1;

-- check: the same page is listed twice
SELECT canonical_url FROM page GROUP BY ALL HAVING count(*) > 1;

-- check: versions are not numbered 1, 2, 3 … up to the report's current one
SELECT report_id FROM report LEFT JOIN report_version USING (report_id)
GROUP BY report_id
HAVING count(report_version.version_no) <> any_value(report.version_no)
    OR coalesce(max(report_version.version_no), 0) <> any_value(report.version_no)
    OR min(report_version.version_no) <> 1;

-- check: versions or events belong to no report
SELECT report_id FROM (SELECT report_id FROM report_version UNION ALL SELECT report_id FROM event)
WHERE report_id NOT IN (SELECT report_id FROM report);

-- check: two neighbouring versions have the same text
SELECT report_id FROM report_version
QUALIFY text_digest = lag(text_digest) OVER (PARTITION BY report_id ORDER BY version_no);

-- check: a version was not compared with its predecessor
SELECT report_id || ' version ' || version_no FROM report_version ANTI JOIN compared USING (report_id, version_no)
WHERE version_no > 1;

-- check: a version's text differs from the extraction of its capture
SELECT report_id || ' version ' || version_no FROM report_version AS version
WHERE NOT EXISTS (
    SELECT 1 FROM extraction
    WHERE extraction.capture_id = version.reading_id AND extraction.text_digest = version.text_digest
        AND extraction.extractor_version = internal.promoted_version());

-- weekly check: a version uses another extraction than the one of its capture
SELECT report_id || ' version ' || version_no FROM report_version AS version
WHERE NOT EXISTS (
    SELECT 1 FROM read_as
    WHERE read_as.capture_id = version.capture_id AND read_as.reading_id = version.reading_id
        AND read_as.extractor_version = internal.promoted_version());

-- check: a report's status contradicts its last event
SELECT report_id FROM report
LEFT JOIN (SELECT report_id, max_by(kind, event_no) AS last_kind FROM event
           WHERE kind IN ('appeared', 'removed', 'returned') GROUP BY report_id) USING (report_id)
WHERE (status = 'removed') IS DISTINCT FROM (last_kind = 'removed');

-- check: the ledger is missing: run `fazhi reextract`
SELECT report_id FROM report WHERE report_year IS NOT NULL AND NOT EXISTS (FROM ledger_entry);

-- check: the ledger contradicts a report's status, or lacks proof of a removal
SELECT report_id FROM ledger_entry JOIN report USING (report_id)
WHERE (ledger_entry.status IN ('published_then_removed', 'replaced')) IS DISTINCT FROM (report.status = 'removed')
    OR (report.status = 'removed' AND len(proof_captures) < 2);

-- check: a ledger row names a proof that is not a capture
SELECT capture_id FROM (SELECT unnest(proof_captures) AS capture_id FROM ledger_entry) ANTI JOIN capture USING (capture_id);

-- weekly check: readings of files belong to no capture
SELECT capture_id FROM file_reading ANTI JOIN capture USING (capture_id);

-- weekly check: an extraction uses a file that was never read
SELECT capture_id FROM extraction_file
WHERE file_capture_id <> '' AND file_capture_id NOT IN (
    SELECT capture.capture_id FROM capture
    JOIN file_reading ON file_reading.capture_id = internal.payload_of(revisit_of, capture.capture_id));

-- A few pages have no text (a script writes it, a file has moved): each is an issue. Many are a bug.
-- check: too many reports have neither text nor a file with their text
SELECT report_id FROM report JOIN report_version USING (report_id, version_no)
JOIN extraction ON extraction.capture_id = reading_id AND extractor_version = internal.promoted_version()
WHERE coalesce(body_lines, []) IN ([], ['']) AND json_array_length(attachments) = 0
QUALIFY count(*) OVER () > (SELECT greatest(least(2, count(*) - 1), count(*) / 20) FROM report);

-- check: a word of the archive has no label in records/labels.csv
SELECT 'ledger ' || status FROM ledger_entry
WHERE status NOT IN (SELECT word FROM label WHERE domain = 'ledger_status')
UNION
SELECT 'unknown because ' || unknown_because FROM ledger_entry
WHERE unknown_because NOT IN (SELECT word FROM label WHERE domain = 'unknown_because')
UNION
SELECT 'event ' || kind FROM event WHERE kind NOT IN (SELECT word FROM label WHERE domain = 'event')
UNION
SELECT 'report ' || status FROM report WHERE status NOT IN (SELECT word FROM label WHERE domain = 'report_status');

-- check: the characters of a figure are not the number it prints
SELECT reading_id || ' ' || code FROM figure_mention
JOIN (SELECT capture_id AS reading_id, array_to_string(body_lines, chr(10)) AS text FROM extraction
      WHERE extractor_version = internal.promoted_version() AND capture_id IN (
          SELECT reading_id FROM report_version
          -- What is older was checked when it was published.
          WHERE observed_at > coalesce((SELECT max(published_at) FROM publication), TIMESTAMP 'epoch'))) USING (reading_id)
WHERE substr(text, char_from + 1, char_to - char_from) <> printed;

-- check: figures of reports were not read: `fazhi reextract --figures` reads them
SELECT report_id FROM report JOIN version_reading USING (report_id, version_no)
WHERE internal.promoted_figures() IS NOT NULL AND reading_id NOT IN (SELECT reading_id FROM figure_reading);

-- check: a panel figure does not occur in its report's text
SELECT report_id || ' ' || code FROM figure_cell
WHERE code <> '' AND (reading_id, mention_no, code) NOT IN (SELECT (reading_id, mention_no, code) FROM figure_mention);
