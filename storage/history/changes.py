"""The differences between each version and the one before it, stored sentence by sentence.

How texts are compared is not decided here: the caller passes the pure function that does it
(extraction.works.change.compare_documents). Pairs that were compared before are not compared again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from records import Change, kinds_of
from records.jsonlines import to_json
from storage.database.migrate import transaction
from storage.database.rows import insert_rows

AT_ONCE = 200
"""Pairs of texts in memory at a time."""

WANTED = """
CREATE OR REPLACE TEMP TABLE wanted AS
WITH read AS (
    SELECT report_id, version_no,
        concat_ws(' ', extractor_version, extraction.text_digest, published_on, '/', signed_on) AS told
    FROM report_version
    JOIN extraction ON extraction.capture_id = reading_id
        AND extractor_version = internal.promoted_version()
    WHERE report_id IN (SELECT report_id FROM report_version WHERE version_no > 1)
)
SELECT new.report_id, new.version_no, md5(old.told || ' → ' || new.told) AS digest
FROM read AS new JOIN read AS old ON old.report_id = new.report_id AND old.version_no = new.version_no - 1
"""
DROP_OUTDATED = """
DELETE FROM compared WHERE (report_id, version_no, digest) NOT IN (SELECT (report_id, version_no, digest) FROM wanted)
"""
DROP_THEIR_CHANGES = """
DELETE FROM change WHERE (report_id, version_no) NOT IN (SELECT (report_id, version_no) FROM compared)
"""
MISSING = """
SELECT wanted.*, old.title, old.body_text, old.published_on, old.signed_on,
    new.title, new.body_text, new.published_on, new.signed_on
FROM (SELECT * FROM wanted ANTI JOIN compared USING (report_id, version_no)) AS wanted
JOIN versions AS new ON new.report_id = wanted.report_id AND new.version_no = wanted.version_no
JOIN versions AS old ON old.report_id = wanted.report_id AND old.version_no = wanted.version_no - 1
ORDER BY wanted.report_id, wanted.version_no
"""


@dataclass(frozen=True, slots=True)
class VersionText:
    """One version, as input of the comparison."""

    title: str | None
    body_text: str
    published_on: date | None
    signed_on: date | None


Compare = Callable[[VersionText, VersionText], Iterable[Change]]
Row = dict[str, Any]


def write_changes(connection: duckdb.DuckDBPyConnection, compare: Compare) -> int:
    """Updates the tables compared and change from report_version, in one transaction. Returns the number of
    pairs compared. compare gets the older text first."""
    with transaction(connection):
        connection.execute(WANTED)
        connection.execute(DROP_OUTDATED)
        connection.execute(DROP_THEIR_CHANGES)
        compared, changes = _compared(connection.execute(MISSING), compare)
        insert_rows(connection, "compared", compared)
        insert_rows(connection, "change", changes)
        connection.execute("DROP TABLE wanted")
    return len(compared)


def _compared(pairs: duckdb.DuckDBPyConnection, compare: Compare) -> tuple[list[Row], list[Row]]:
    """The rows of compared and change for these pairs."""
    compared: list[Row] = []
    changes: list[Row] = []
    while some := pairs.fetchmany(AT_ONCE):
        for report_id, version_no, digest, *texts in some:
            found = list(compare(VersionText(*texts[:4]), VersionText(*texts[4:])))
            version = {"report_id": report_id, "version_no": version_no}
            compared.append({**version, "digest": digest, "kinds": list(kinds_of(found))})
            changes += [
                {**version, "change_no": number, **to_json(change)}
                for number, change in enumerate(found, start=1)
            ]
    return compared, changes
