-- Whose site each page stands on, what only foreign sites carry, and the names that reports bore before.

ALTER TABLE report ADD COLUMN unconfirmed BOOLEAN DEFAULT false;
COMMENT ON COLUMN report.unconfirmed IS 'Whether only sites that are neither the issuer''s, nor its departments'', nor of a government above it carry or carried it';
ALTER TABLE lineage ADD COLUMN relation VARCHAR DEFAULT '';
COMMENT ON COLUMN lineage.relation IS 'Whose site it is to the issuer: own, department, upper, lower or other';
ALTER TABLE ledger_entry ADD COLUMN unconfirmed BOOLEAN DEFAULT false;
COMMENT ON COLUMN ledger_entry.unconfirmed IS 'Whether the report is known only from a foreign site';

CREATE TABLE alias (
    report_id VARCHAR NOT NULL,
    page_url VARCHAR NOT NULL,
    became VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    decided_on DATE NOT NULL,
    decided_by VARCHAR NOT NULL
);
COMMENT ON TABLE alias IS 'Names that a page''s report bore before: what they answer to now';
COMMENT ON COLUMN alias.report_id IS 'The name of before';
COMMENT ON COLUMN alias.page_url IS 'The page that carried it, in its one spelling';
COMMENT ON COLUMN alias.became IS 'The report that the page carries now; empty for none';
COMMENT ON COLUMN alias.reason IS 'Why, in words';
COMMENT ON COLUMN alias.decided_on IS 'When';
COMMENT ON COLUMN alias.decided_by IS 'Who decided it; empty where the rules of authority did (docs/works.md)';

-- Made anew at the next publication, with a column more.
DROP TABLE IF EXISTS search_report;
