"""decisions.csv, beside the captures: what people decided about pages. The fold applies it."""

import codecs
import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb

from records import Decision, governments
from records.decision import DECISIONS, REPORT_ID
from records.government import former_governments
from records.jsonlines import to_json
from records.text.edited_csv import read_edited
from records.text.printable import printable
from records.url import canonical_url
from storage.database.connection import connect
from storage.database.migrate import transaction
from storage.database.rows import insert_rows
from storage.errors import DecisionsInvalid
from storage.paths import DataDir

COLUMNS = tuple(field.name for field in fields(Decision))

# The next fold compares a page's digest: after another decision the page is folded again.
MARK = """
UPDATE sighting SET digest = md5(digest || told.decision || ' ' || told.report_id)
FROM (SELECT canonical_url, arg_max(decision, line) AS decision, arg_max(report_id, line) AS report_id
      FROM decision GROUP BY canonical_url) AS told
WHERE sighting.canonical_url = told.canonical_url
"""
ASKED = "SELECT 1 FROM capture WHERE canonical_url = ?"
OBEYED = f"SELECT {', '.join(COLUMNS)} FROM decision WHERE canonical_url = ?"
CARRIERS = "SELECT canonical_url FROM lineage WHERE report_id = ? ORDER BY 1"
UNKNOWN = """
INSERT INTO issue
SELECT 'fold', '', '', 'decision_without_report',
    'decisions.csv, row ' || line || ': no report was ever read at ' || page_url
FROM decision WHERE canonical_url NOT IN (SELECT canonical_url FROM sighting) ORDER BY line
"""


def read_decisions(path: Path) -> list[Decision]:
    """The rows of the file, in order; none if there is no file. DecisionsInvalid names every invalid row, one
    line each."""
    if not path.exists():
        return []
    edited = read_edited(path.read_bytes(), COLUMNS)
    found = [(line, row | {"decided_on": _iso(row["decided_on"])}) for line, row in edited.rows]
    wrong = [f"{path}, {fault}" for fault in edited.faults]
    wrong += [f"{path}, line {line}: {fault}" for line, row in found if (fault := _fault(row))]
    if wrong:
        raise DecisionsInvalid(printable("\n".join(wrong)))
    return [_decision(row) for _, row in found]


def add_decision(path: Path, decision: Decision) -> None:
    """Appends the row, creating the file if there is none. Raises DecisionsInvalid for an invalid row."""
    check_decision(decision)
    row = to_json(decision)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    if not path.exists():
        writer.writeheader()
    else:
        _keep_in_utf8(path)
        text.write("" if path.read_bytes().endswith(b"\n") else "\n")
    writer.writerow(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="") as lines:
        lines.write(text.getvalue())


def check_decision(decision: Decision) -> None:
    """Raises DecisionsInvalid for an invalid row."""
    if fault := _fault(to_json(decision)):
        raise DecisionsInvalid(fault)


def take_back(path: Path, page_url: str, published: Path) -> Decision | None:
    """Removes and returns the last row on a page.

    Returns None if there is no row, or if the last one is already published: its report ids may have been
    cited.
    """
    decisions = read_decisions(path)
    page = canonical_url(page_url)
    last = max((at for at, one in enumerate(decisions) if canonical_url(one.page_url) == page), default=None)
    if last is None or decisions[last] in _obeyed(published, page):
        return None
    taken = decisions.pop(last)
    _write(path, decisions)
    return taken


def decided_last(path: Path, page_url: str) -> Decision | None:
    """The decision in force for a page; None if there is none."""
    page = canonical_url(page_url)
    return next((one for one in reversed(read_decisions(path)) if canonical_url(one.page_url) == page), None)


def published_carriers(published: Path, report_id: str) -> list[str]:
    """The addresses of a report in the published archive; none if the report is not in it."""
    return [url for (url,) in _answers(published, CARRIERS, report_id)]


def _obeyed(published: Path, page: str) -> list[Decision]:
    """The decisions on a page with which the published archive was made."""
    return [Decision(*row) for row in _answers(published, OBEYED, page)]


def _answers(published: Path, query: str, asked: str) -> list[tuple[Any, ...]]:
    if not published.exists():
        return []
    with connect(published.resolve(), read_only=True) as archive:
        return archive.execute(query, [asked]).fetchall()


def check_asked_for(data_dir: DataDir, page_url: str) -> None:
    """Raises DecisionsInvalid for an address that no crawl has requested, according to the published and the
    working archive."""
    asked = [canonical_url(page_url)]
    for path in (data_dir.published, data_dir.work_archive):
        if not path.exists():
            continue
        with suppress(duckdb.IOException), connect(path, read_only=True) as archive:
            if archive.execute(ASKED, asked).fetchone():
                return
    raise DecisionsInvalid(
        f"{page_url}: no crawl has ever requested this address; copy it from"
        ' `fazhi sql "SELECT url FROM internal.pages"`'
    )


def save_decisions(connection: duckdb.DuckDBPyConnection, decisions: Iterable[Decision]) -> None:
    """Rewrites the table decision, in one transaction."""
    rows = (
        {"line": line, "canonical_url": canonical_url(one.page_url), **to_json(one)}
        for line, one in enumerate(decisions, start=1)
    )
    with transaction(connection):
        connection.execute("DELETE FROM decision")
        insert_rows(connection, "decision", rows)


def kept_decisions(connection: duckdb.DuckDBPyConnection) -> list[Decision]:
    """The stored decisions in their order."""
    kept = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM decision ORDER BY line").fetchall()
    return [Decision(*row) for row in kept]


def mark_decided(connection: duckdb.DuckDBPyConnection) -> None:
    """Marks pages whose decisions changed, so that they are folded again; after write_sightings."""
    connection.execute(MARK)


def note_decisions_without_report(connection: duckdb.DuckDBPyConnection) -> None:
    """Records an issue for each decision on a page without a known report."""
    connection.execute(UNKNOWN)


def _keep_in_utf8(path: Path) -> None:
    """Rewrites a file that a spreadsheet program saved in another encoding or with other separators, so that
    rows can be appended in the same encoding. Raises DecisionsInvalid if it cannot be read."""
    content = path.read_bytes()
    if content.removeprefix(codecs.BOM_UTF8).startswith(",".join(COLUMNS).encode()):
        with suppress(UnicodeDecodeError):
            content.decode()
            return
    _write(path, read_decisions(path))


def _write(path: Path, decisions: Iterable[Decision]) -> None:
    """Rewrites the file atomically."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=path.parent, delete=False
    ) as anew:
        writer = csv.DictWriter(anew, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(to_json(one) for one in decisions)
    Path(anew.name).replace(path)


def _iso(day: str) -> str:
    """Converts 2026/3/1, 2026.3.1 and 2026年3月1日 to ISO; anything else stays unchanged."""
    found = re.fullmatch(r"(\d{4})[/.年-](\d{1,2})[/.月-](\d{1,2})日?", day)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else day


def _fault(row: dict[str, str]) -> str:
    """The fault of the row in words; empty for none."""
    return next(_faults(row), "")


def _faults(row: dict[str, str]) -> Iterator[str]:
    try:
        address = urlsplit(row["page_url"])
    except ValueError:
        address = urlsplit("")
    if address.scheme not in ("http", "https") or not address.hostname:
        yield f"page_url {row['page_url']!r} is not an address: it must begin with http:// or https://"
    if row["decision"] not in DECISIONS:
        yield f"decision is {row['decision']!r}, must be {', '.join(DECISIONS)}"
    carried = REPORT_ID.fullmatch(row["report_id"])
    if row["decision"] == "carries" and not carried:
        yield f"report_id {row['report_id']!r} must have the form 330282-2024"
    if row["decision"] != "carries" and row["report_id"]:
        yield f"report_id must be empty for {row['decision']}"
    if carried and row["report_id"][:6].isdecimal() and row["report_id"][:6] not in _codes():
        yield f"no government has the division code of {row['report_id']}"
    for name in ("reason", "decided_by"):
        if not row[name].strip():
            yield f"{name} is empty"
    try:
        date.fromisoformat(row["decided_on"])
    except ValueError:
        yield f"decided_on {row['decided_on']!r} must have the form 2026-03-01"


def _codes() -> set[str]:
    return {*governments(), *(one.adcode for one in former_governments())}


def _decision(row: dict[str, str]) -> Decision:
    return Decision(
        page_url=row["page_url"],
        decision=row["decision"],
        report_id=row["report_id"],
        reason=row["reason"],
        decided_on=date.fromisoformat(row["decided_on"]),
        decided_by=row["decided_by"],
    )
