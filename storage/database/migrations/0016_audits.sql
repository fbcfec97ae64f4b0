-- What people found when they judged samples of the archive's claims.

CREATE TABLE audit (
    audit_id VARCHAR NOT NULL,
    audited_on DATE NOT NULL,
    claim VARCHAR NOT NULL,
    stratum VARCHAR NOT NULL,
    population INTEGER NOT NULL,
    sampled INTEGER NOT NULL,
    judged INTEGER NOT NULL,
    wrong INTEGER NOT NULL,
    unsure INTEGER NOT NULL,
    error_rate DOUBLE,
    error_low DOUBLE,
    error_high DOUBLE
);
COMMENT ON TABLE audit IS 'How often samples of claims were found wrong: made from the sheets in data/audits at each publication';
COMMENT ON COLUMN audit.audit_id IS 'The audit';
COMMENT ON COLUMN audit.audited_on IS 'When its sample was drawn';
COMMENT ON COLUMN audit.claim IS 'What was claimed: a status of the ledger, or changed or removed';
COMMENT ON COLUMN audit.stratum IS 'Level of government, or all of them';
COMMENT ON COLUMN audit.population IS 'Claims of that kind in the archive then';
COMMENT ON COLUMN audit.sampled IS 'Claims that were drawn';
COMMENT ON COLUMN audit.judged IS 'Of these, found right or wrong';
COMMENT ON COLUMN audit.wrong IS 'Of these, found wrong';
COMMENT ON COLUMN audit.unsure IS 'Drawn claims that a person could not judge';
COMMENT ON COLUMN audit.error_rate IS 'Share of wrong ones, of all levels weighed by their populations, 0 to 1; null where a level was not judged';
COMMENT ON COLUMN audit.error_low IS 'Lower end of its interval (Wilson, 95 %)';
COMMENT ON COLUMN audit.error_high IS 'Upper end of its interval';
