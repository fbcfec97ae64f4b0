-- Captures whose bytes are gone and that no copy has: their pages are fetched again, whole.

CREATE TABLE lost_capture (
    capture_id VARCHAR NOT NULL,
    found_at TIMESTAMP NOT NULL,
    detail VARCHAR NOT NULL
);
COMMENT ON TABLE lost_capture IS 'Captures whose WARC record cannot be read and that no copy could repair: what was read of them stays, their pages are asked for again';
COMMENT ON COLUMN lost_capture.capture_id IS 'The capture';
COMMENT ON COLUMN lost_capture.found_at IS 'When `fazhi verify --repair` found that it cannot be read (UTC)';
COMMENT ON COLUMN lost_capture.detail IS 'What is wrong with it, in one line';
