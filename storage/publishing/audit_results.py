"""Audits: what a person found right and wrong in a sample, as error rates in the table `audit`.

The completed sheets lie in data/audits, beside the captures; the table is computed from them.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from storage.database.migrate import transaction
from storage.database.rows import insert_rows
from storage.errors import AuditInvalid
from storage.paths import DataDir
from storage.publishing.audit_sample import CLAIMS, Drawn
from storage.publishing.intervals import Counted, error_rate

COLUMNS = (
    "audit", "drawn_on", "item", "claim", "stratum", "population", "statement", "live_url", "captures", "verdict", "note",
)  # fmt: skip
VERDICTS = ("right", "wrong", "unsure", "")
ALL = "all"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
SHOWN = "SELECT * FROM audits WHERE stratum = 'all' ORDER BY claim"


def sheet_rows(audit: str, drawn_on: str, drawn: list[Drawn]) -> Iterator[dict[str, str]]:
    """The rows of the sheet that a person completes: verdict is empty."""
    for one in drawn:
        claim = one.claim
        row = {
            "audit": audit,
            "drawn_on": drawn_on,
            "item": claim.item,
            "claim": claim.claim,
            "stratum": claim.stratum,
            "population": str(one.population),
            "statement": claim.statement,
            "live_url": claim.live_url,
            "captures": " ".join(claim.captures),
        }
        # Spreadsheets would compute a cell that begins like a formula, and titles come from outside.
        yield {name: "'" + value if value.startswith(_FORMULA) else value for name, value in row.items()}


def keep_results(data_dir: DataDir, path: Path) -> str:
    """Stores a completed sheet in data/audits, in place of an earlier one of the same audit. Returns the
    audit's name. AuditInvalid names what is invalid."""
    rows = _sheet(path)
    if not any(row["verdict"] in ("right", "wrong") for row in rows):
        raise AuditInvalid(
            f"{path}: no row has a verdict: write right, wrong or unsure into the column verdict"
        )
    audit = rows[0]["audit"]
    data_dir.audits.mkdir(parents=True, exist_ok=True)
    with (data_dir.audits / f"{audit}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return audit


def write_audits(connection: duckdb.DuckDBPyConnection, data_dir: DataDir) -> None:
    """Rewrites the table audit from the sheets in data/audits, in one transaction."""
    sheets = sorted(data_dir.audits.glob("*.csv")) if data_dir.audits.exists() else []
    found = [row for sheet in sheets for row in _rates(_sheet(sheet))]
    with transaction(connection):
        connection.execute("DELETE FROM audit")
        insert_rows(connection, "audit", found)


def audit_lines(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """How far each kind of claim can be trusted, one line each; "not audited" if nobody has checked."""
    found = connection.execute(SHOWN)
    names = [column[0] for column in found.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    if not rows:
        return ["not audited: no person has checked a sample of these claims (fazhi audit)"]
    return [
        f"{row['claim']}: {row['wrong']} of {row['judged']} checked were wrong, error rate "
        + (
            f"{row['error_rate']:.1%} ({row['error_low']:.1%} to {row['error_high']:.1%})"
            if row["error_rate"] is not None
            else "unknown: no claim of one of the levels was checked"
        )
        + f", audited on {row['audited_on']}"
        for row in rows
    ]


def _sheet(path: Path) -> list[dict[str, str]]:
    """The rows of a sheet. Raises AuditInvalid, one line for each fault."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            rows = [{name: (row.get(name) or "").strip() for name in COLUMNS} for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise AuditInvalid(f"{path}: {error}") from error
    if not rows or not set(COLUMNS) <= set(reader.fieldnames or ()):
        raise AuditInvalid(f"{path}: not the sheet of an audit: its columns are {','.join(COLUMNS)}")
    faults = [
        f"{path}, row {at}: {fault}" for at, row in enumerate(rows, 2) if (fault := _fault(row, rows[0]))
    ]
    if faults:
        raise AuditInvalid("\n".join(faults))
    return rows


def _fault(row: dict[str, str], first: dict[str, str]) -> str:
    row["verdict"] = row["verdict"].lower()
    if row["audit"] != first["audit"] or not row["audit"].replace("-", "").isalnum():
        return f"audit is {row['audit']!r}: all rows must have the same name, of letters, digits and hyphens"
    if row["claim"] not in CLAIMS:
        return f"claim is {row['claim']!r}: must be one of {', '.join(CLAIMS)}"
    if not row["population"].isdecimal() or int(row["population"]) < 1:
        return f"population is {row['population']!r}: must be a whole number; do not edit this column"
    if row["verdict"] not in VERDICTS:
        return f"verdict is {row['verdict']!r}: write right, wrong, unsure or nothing"
    return ""


def _rates(rows: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    """The rows of the table audit: for each claim one per stratum and one for all of them."""
    by_claim: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_claim[row["claim"]][row["stratum"]].append(row)
    for claim, strata in sorted(by_claim.items()):
        counted = {name: _counted(strata[name]) for name in sorted(strata)}
        groups = [*((name, [name]) for name in counted), (ALL, list(counted))]
        for stratum, names in groups:
            those = [counted[name] for name in names]
            rate = error_rate(those)
            some = [row for name in names for row in strata[name]]
            yield {
                "audit_id": rows[0]["audit"],
                "audited_on": rows[0]["drawn_on"],
                "claim": claim,
                "stratum": stratum,
                "population": sum(one.population for one in those),
                "sampled": len(some),
                "judged": sum(one.judged for one in those),
                "wrong": sum(one.wrong for one in those),
                "unsure": sum(row["verdict"] == "unsure" for row in some),
                "error_rate": rate.rate if rate else None,
                "error_low": rate.low if rate else None,
                "error_high": rate.high if rate else None,
            }


def _counted(rows: list[dict[str, str]]) -> Counted:
    verdicts = [row["verdict"] for row in rows]
    wrong = verdicts.count("wrong")
    return Counted(int(rows[0]["population"]), wrong + verdicts.count("right"), wrong)
