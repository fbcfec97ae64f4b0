"""`fazhi figures review`: writes the figures to decide as CSV, and reads the decisions back."""

import csv
from collections.abc import Sequence
from pathlib import Path

from flows.errors import AnswerFailed
from flows.rendering.console import errors
from records import clock
from storage.history.figure_decisions import COLUMNS, add_figure_decisions
from storage.lookup.figures import checked_code
from storage.paths import DataDir
from storage.publishing.query import no_such_report, open_published

TO_DECIDE = """
SELECT report_id, code, name, value, unit, scope, period, printed, sentence, rule, confidence, decision, '' AS value_right,
    reason
FROM figures WHERE is_current AND ($report = '' OR report_id = $report)
    AND (len($codes) = 0 OR code IN (SELECT unnest($codes::VARCHAR[])))
ORDER BY confidence, report_id, char_from
"""
_TAKEN = ("report_id", "code", "printed", "sentence", "decision", "value_right", "reason")


def write_review(data: DataDir, report: str | None, codes: Sequence[str], target: Path) -> None:
    """Writes the figures, lowest confidence first; decision, value_right and reason are for the person to
    fill in."""
    with open_published(data) as connection:
        asked = {"report": report or "", "codes": [checked_code(code) for code in codes]}
        answer = connection.execute(TO_DECIDE, asked)
        names, rows = [column[0] for column in answer.description or []], answer.fetchall()
        if (
            report
            and not connection.execute("SELECT 1 FROM reports WHERE report_id = ?", [report]).fetchone()
        ):
            raise no_such_report(connection, report)
    with target.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)
    errors.print(
        f"wrote {len(rows):,} figures to {target}: fill in decision (accept, correct with value_right,"
        f" reject) and reason, then: fazhi figures review --from {target} --by NAME",
        markup=False,
    )


def take_review(data: DataDir, source: Path, decided_by: str) -> None:
    """Stores the rows with a decision. The panel shows them after the next run, or `fazhi reextract --figures
    --promote`.

    Raises AnswerFailed or DecisionsInvalid (one line per row), and stores nothing, if one is invalid.
    """
    if not decided_by:
        raise AnswerFailed("say who decides: --by NAME")
    with source.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        missing = set(_TAKEN) - set(rows.fieldnames or ())
        if missing:
            raise AnswerFailed(f"{source}: the columns {', '.join(sorted(missing))} are missing")
        told = [{name: (row[name] or "").strip() for name in _TAKEN} for row in rows]
    decided = [row for row in told if row["decision"]]
    today = clock.now().date().isoformat()
    kept = [
        dict(zip(COLUMNS, [*(row[name] for name in _TAKEN), today, decided_by], strict=True))
        for row in decided
    ]
    add_figure_decisions(data.figure_decisions, kept)
    errors.print(
        f"stored {len(kept)} decisions in {data.figure_decisions}; shown after: fazhi reextract --figures"
        " --promote, fazhi publish",
        markup=False,
    )
