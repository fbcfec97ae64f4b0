-- Terms that many queries share.

CREATE OR REPLACE MACRO internal.promoted_version() AS
    (SELECT value FROM internal.meta WHERE key = 'extractor_version');
COMMENT ON MACRO internal.promoted_version IS 'The extractor version the histories were built with';

CREATE OR REPLACE MACRO internal.payload_of(revisit_of, capture_id) AS
    coalesce(nullif(revisit_of, ''), capture_id);
COMMENT ON MACRO internal.payload_of IS 'The capture whose WARC record holds the bytes: the one that a revisit points to, else the capture itself';

CREATE OR REPLACE MACRO internal.cut_short(finish_reason) AS
    finish_reason IN ('died', 'shutdown');
COMMENT ON MACRO internal.cut_short IS 'Whether a crawl ended early; it then proves nothing about pages it did not read';

CREATE OR REPLACE MACRO main.china_day(instant) AS
    (instant + INTERVAL 8 HOUR)::DATE;
COMMENT ON MACRO main.china_day IS 'The day in China of an instant in UTC; China has kept UTC+8 without summer time since 1992';
