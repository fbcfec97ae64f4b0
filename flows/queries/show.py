"""`fazhi show`: one report's text, as plain text, Markdown or JSON."""

import json
from collections.abc import Sequence
from typing import Any

from flows.queries.names import report_id
from flows.rendering.tables import json_value
from records.text.printable import printable
from storage.paths import DataDir
from storage.publishing.query import open_published, rows

REPORT = "SELECT * FROM reports WHERE report_id = ?"
SECTIONS = """
SELECT sections FROM readings JOIN reports USING (capture_id) WHERE report_id = ?
"""
FACTS = (
    ("report_id", "report"),
    ("issuer", "issuer"),
    ("report_year", "year"),
    ("published_on", "published"),
    ("doc_number", "number"),
    ("source", "source"),
    ("url", "address"),
    ("capture_id", "capture"),
)


def show_report(data: DataDir, words: Sequence[str], form: str) -> None:
    """Prints the current text of a report; for a removed report the last text, with a line that says so."""
    with open_published(data) as connection:
        name = report_id(connection, words)
        report = rows(connection, REPORT, [name])[0]
        if form == "json":
            print(json.dumps(report, ensure_ascii=False, indent=1, default=json_value))
            return
        found = connection.execute(SECTIONS, [name]).fetchone() if form == "md" else None
    print(
        printable(
            as_markdown(report, json.loads(found[0]) if found else []) if form == "md" else as_text(report)
        )
    )


def as_text(report: dict[str, Any]) -> str:
    """Title, one fact per line, the text."""
    facts = [f"{label}: {report[name]}" for name, label in FACTS if report[name] not in (None, "")]
    return "\n".join(
        [report["title"] or "(no title)", *_state(report), *facts, "", report["body_text"] or ""]
    )


def as_markdown(report: dict[str, Any], sections: list[dict[str, Any]]) -> str:
    """The same with headings: a line that begins a section becomes a heading of the section's level."""
    levels = {section["start"]: section["level"] for section in sections}
    lines, at = [f"# {report['title'] or '(no title)'}", ""], 0
    lines += [f"- {label}: {report[name]}" for name, label in FACTS if report[name] not in (None, "")]
    lines += [f"- {line}" for line in _state(report)] + [""]
    for line in (report["body_text"] or "").split("\n"):
        level = levels.get(at)
        lines += [f"{'#' * min(level + 1, 6)} {line}" if level else line, ""]
        at += len(line) + 1
    return "\n".join(lines).rstrip() + "\n"


def _state(report: dict[str, Any]) -> list[str]:
    """What a reader must know first: the report is removed, or only a foreign site has it."""
    said = []
    if report["status"] == "removed":
        said.append(f"removed from its site, last seen {report['last_seen_on']}")
    if report.get("unconfirmed"):
        said.append("unconfirmed: the issuer's own site does not have it")
    return said
