"""Former report ids, so that a citation of one still resolves, and the decisions that explain them."""

from dataclasses import dataclass
from datetime import date

import duckdb

from storage.errors import NotPublished

EXISTS = "SELECT 1 FROM report WHERE report_id = ?"
# Older releases have no such table.
HAS_ALIASES = "SELECT 1 FROM duckdb_tables() WHERE table_name = 'alias'"
RENAMED = """
SELECT report_id, became, page_url, reason, decided_on, decided_by FROM alias
WHERE report_id = ? ORDER BY decided_on DESC, page_url
"""
DECIDED = """
SELECT page_url, decision, decision.report_id, reason, decided_on, decided_by, in_force FROM (
    SELECT *, line = max(line) OVER (PARTITION BY canonical_url) AS in_force FROM decision
) AS decision
WHERE canonical_url IN (SELECT canonical_url FROM lineage WHERE report_id = $report)
    OR report_id = $report
ORDER BY line
"""
SAID = {"carries": "carries {}", "separate": "is a document of its own", "no_report": "carries no report"}


@dataclass(frozen=True, slots=True)
class Renaming:
    """A former id of page_url's report, and the report that the page carries now, "" for none."""

    report_id: str
    became: str
    page_url: str
    reason: str
    decided_on: date
    decided_by: str

    def __str__(self) -> str:
        where = f"is {self.became} now" if self.became else "carries no report now"
        who = f"{self.decided_by} decided on {self.decided_on}" if self.decided_by else f"{self.decided_on}"
        return f"{self.page_url}, cited as {self.report_id}, {where} ({who}: {self.reason})"


def renamings(connection: duckdb.DuckDBPyConnection, report_id: str) -> list[Renaming]:
    """The pages that carried a report of this id and what they carry now, the last decided first."""
    if connection.execute(HAS_ALIASES).fetchone() is None:
        return []
    return [Renaming(*row) for row in connection.execute(RENAMED, [report_id]).fetchall()]


def present_name(connection: duckdb.DuckDBPyConnection, report_id: str) -> tuple[str, list[Renaming]]:
    """The present id for a report id, and why it changed; the id itself if it is unknown.

    Raises NotPublished, with who decided it and why, for an id whose pages carry no report any more.
    """
    name, told = report_id, list[Renaming]()
    while found := [one for one in renamings(connection, name) if one not in told]:
        told += found
        if connection.execute(EXISTS, [name]).fetchone():
            return name, told
        later = [one.became for one in found if one.became]
        if not later:
            raise NotPublished("; ".join(map(str, told)))
        name = later[0]
    return name, told


def decided(connection: duckdb.DuckDBPyConnection, report_id: str, *, superseded: bool = False) -> list[str]:
    """People's decisions about the pages of a report, one line each, in their order: those in force, with
    superseded also those that a later decision on the same page replaced, marked as such."""
    lines = []
    for url, decision, carried, reason, on, by, in_force in connection.execute(
        DECIDED, {"report": report_id}
    ).fetchall():
        if in_force or superseded:
            mark = "" if in_force else "superseded: "
            what = SAID.get(decision, decision).format(carried)
            lines.append(f"{mark}{by} decided on {on} that {url} {what}: {reason}")
    return lines
