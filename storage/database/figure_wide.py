"""Generates the view figure_wide, one column per code: `python -m storage.database.figure_wide >
storage/database/views/7_figure_wide.sql`."""

from records import figure_codes

HEAD = """-- One column a code, made from records/figure_codes.csv by `python -m storage.database.figure_wide`.

CREATE OR REPLACE VIEW main.figure_wide AS
SELECT
    entry.adcode, government.full_name AS government, government.province, nullif(government.prefecture, '') AS prefecture,
    government.level,
    entry.report_year, entry.status AS ledger_status, entry.report_id,
    cells.* EXCLUDE (report_id)
FROM internal.ledger_entry AS entry
JOIN internal.government USING (adcode)
LEFT JOIN (
    -- Of the reports alone: most governments and years have none.
    SELECT
        report_id,
        {columns}
    FROM internal.figure_cell GROUP BY report_id
) AS cells ON cells.report_id = entry.report_id;
COMMENT ON VIEW figure_wide IS 'The panel with one column a code; figure_panel says why a value is missing';
COMMENT ON COLUMN figure_wide.adcode IS 'Division code of the government';
COMMENT ON COLUMN figure_wide.government IS 'Its name';
COMMENT ON COLUMN figure_wide.province IS 'Its province';
COMMENT ON COLUMN figure_wide.prefecture IS 'Its prefecture; null where it has none';
COMMENT ON COLUMN figure_wide.level IS 'province, prefecture or county';
COMMENT ON COLUMN figure_wide.report_year IS 'The year reported on';
COMMENT ON COLUMN figure_wide.ledger_status IS 'What the ledger knows of the report';
COMMENT ON COLUMN figure_wide.report_id IS 'The report; null where there is none';
"""


def figure_wide() -> str:
    """The statements that create the view and its comments."""
    codes = figure_codes().values()
    columns = ",\n        ".join(f"max(value) FILTER (code = '{code.code}') AS {code.code}" for code in codes)
    comments = "".join(
        f"COMMENT ON COLUMN figure_wide.{code.code} IS"
        f" '{code.name_zh}{f' ({code.unit})' if code.unit else ''}';\n"
        for code in codes
    )
    return HEAD.format(columns=columns) + comments


if __name__ == "__main__":
    print(figure_wide(), end="")
