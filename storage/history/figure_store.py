"""Stores the figures of the reports: each text is read once, and one mention is chosen per report and code.

How a text is read is not decided here: the caller passes the results of
extraction.figures.reading.read_figures. The readings of another version of the rules are stored beside the
promoted ones and stay invisible until that version is promoted.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import duckdb

from records import Figure, figure_breaks, figure_codes
from records.jsonlines import to_json
from storage.database.migrate import transaction
from storage.database.rows import insert_lines, insert_rows, json_list, only_number, write_lines
from storage.history.figure_cells import CELLS, OUTDATED
from storage.history.figure_decisions import read_figure_decisions

PROMOTED = "SELECT value FROM meta WHERE key = 'figures_version'"
# The texts of all report versions that this version of the rules has not read in their present form.
PENDING = """
WITH wanted AS (
    SELECT reading_id, min(report_year) AS report_year
    FROM internal.version_reading JOIN internal.report USING (report_id) GROUP BY reading_id
), told AS (
    SELECT capture_id, wanted.report_year, array_to_string(body_lines, chr(10)) AS body
    FROM internal.extraction JOIN wanted ON reading_id = capture_id
    WHERE extractor_version = internal.promoted_version()
), known AS (
    SELECT reading_id, text_digest FROM internal.figure_reading WHERE figures_version = $version
)
SELECT capture_id, report_year, md5(body), body
FROM told ANTI JOIN known ON reading_id = capture_id AND text_digest = md5(body)
"""
HAS_READ = """
SELECT EXISTS (FROM figure_reading
    WHERE figures_version = $version AND reading_id IN (SELECT unnest($ids::JSON::VARCHAR[])))
"""
FORGET = "DELETE FROM {table} WHERE figures_version = $version AND reading_id IN (SELECT unnest($ids::JSON::VARCHAR[]))"
COMPARED = """
SELECT code, count(*) FILTER (old.code IS NULL) AS gained, count(*) FILTER (new.code IS NULL) AS lost,
    count(*) FILTER (old.value <> new.value) AS changed
FROM (SELECT reading_id, code, char_from, value FROM figure_mention WHERE figures_version = $before) AS old
FULL JOIN (SELECT reading_id, code, char_from, value FROM figure_mention WHERE figures_version = $after) AS new
    USING (reading_id, code, char_from)
GROUP BY code HAVING gained + lost + changed > 0 ORDER BY gained + lost + changed DESC, code
"""
AT_ONCE = 500
"""Texts handed out at a time."""


TABLES = ("figure_reading", "figure_mention")


class FigureDifference(NamedTuple):
    """A code that two versions of the rules read differently, and in how many figures."""

    code: str
    gained: int
    lost: int
    changed: int


class Unread(NamedTuple):
    """A text whose figures are still to be read: its place, the report year, its digest and the text."""

    reading_id: str
    report_year: int | None
    digest: str
    text: str


class Read(NamedTuple):
    """The figures read from a text, and how many numbers it prints."""

    unread: Unread
    figures: list[Figure]
    numbers: int


class Written(NamedTuple):
    """Two row files for some texts: the ids of the texts, the file for figure_reading, the file for
    figure_mention, and the length of the longest row in characters."""

    reading_ids: tuple[str, ...]
    readings: Path
    mentions: Path
    longest: int


def write_read(figures_version: str, read: Sequence[Read], folder: Path) -> Written:
    """Writes readings into two new files of the folder; worker processes do this in parallel.

    Raises ValueError if the characters of a figure are not the printed number.
    """
    for one in read:
        _hold(one)
    name = uuid4().hex
    readings, mentions = folder / f"{name}.readings", folder / f"{name}.mentions"
    longest = write_lines(readings, (_reading(one, figures_version) for one in read))
    longest = max(longest, write_lines(mentions, _mentions(read, figures_version)))
    return Written(tuple(one.unread.reading_id for one in read), readings, mentions, longest)


class FigureStore:
    """The figures of the working archive; Archive.figures gives it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, decisions: Path) -> None:
        self._connection = connection
        self._decisions = decisions

    def promoted(self) -> str:
        """The version of the rules whose figures are shown; empty before the first promotion."""
        row = self._connection.execute(PROMOTED).fetchone()
        return str(row[0]) if row else ""

    def unread(self, figures_version: str) -> Iterator[Unread]:
        """The texts this version has yet to read. Readings may be saved while iterating."""
        found = self._connection.cursor().execute(PENDING, {"version": figures_version})
        while rows := found.fetchmany(AT_ONCE):
            yield from (Unread(*row) for row in rows)

    def save(self, figures_version: str, written: Sequence[Written]) -> int:
        """Stores the figures that write_read wrote, in one transaction. Returns how many."""
        ids = json_list(chain.from_iterable(one.reading_ids for one in written))
        asked = {"version": figures_version, "ids": ids}
        longest = max((one.longest for one in written), default=0)
        with transaction(self._connection):
            known = self._connection.execute(HAS_READ, asked).fetchone()
            for table in TABLES:
                if known and known[0]:
                    self._connection.execute(FORGET.format(table=table), asked)
            insert_lines(self._connection, "figure_reading", [one.readings for one in written], longest)
            return insert_lines(
                self._connection, "figure_mention", [one.mentions for one in written], longest
            )

    def choose(self, figures_version: str) -> int:
        """Promotes this version of the rules and chooses the mentions again for every report whose texts,
        rules or decisions changed. Returns the number of reports.

        Raises DecisionsInvalid for an invalid figure-decisions.csv.
        """
        rows = read_figure_decisions(self._decisions)
        connection, asked = self._connection, {"version": figures_version}
        with transaction(connection):
            _load_codebook(connection)
            connection.execute("DELETE FROM figure_decision")
            insert_rows(connection, "figure_decision", rows)
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('figures_version', ?)", [figures_version])
            for table in TABLES:
                connection.execute(f"DELETE FROM {table} WHERE figures_version <> $version", asked)
            connection.execute(OUTDATED, asked)
            connection.execute("DELETE FROM figure_cell WHERE report_id IN (SELECT report_id FROM concerned)")
            connection.execute(CELLS, asked)
            chosen = only_number(connection.execute("SELECT count(*) FROM concerned"))
            connection.execute("DROP TABLE concerned")
        return chosen

    def compare(self, after: str) -> list[FigureDifference]:
        """By code: how many figures the version `after` reads more, fewer, and with another value."""
        asked = {"before": self.promoted(), "after": after}
        return [FigureDifference(*row) for row in self._connection.execute(COMPARED, asked).fetchall()]


def _hold(read: Read) -> None:
    for figure in read.figures:
        if read.unread.text[figure.char_from : figure.char_to] != figure.printed:
            raise ValueError(
                f"{read.unread.reading_id}: {figure.code} does not print {figure.printed!r} where it says"
            )


def _load_codebook(connection: duckdb.DuckDBPyConnection) -> None:
    """Rewrites the tables figure_code and figure_break."""
    for table in ("figure_code", "figure_break"):
        connection.execute(f"DELETE FROM {table}")
    codes = enumerate(figure_codes().values(), start=1)
    insert_rows(connection, "figure_code", ({**to_json(code), "position": at} for at, code in codes))
    insert_rows(connection, "figure_break", map(to_json, figure_breaks()))


def _reading(read: Read, figures_version: str) -> dict[str, Any]:
    return {
        "reading_id": read.unread.reading_id,
        "text_digest": read.unread.digest,
        "figures_version": figures_version,
        "figures": len(read.figures),
        "numbers": read.numbers,
        "chars": len(read.unread.text),
    }


def _mentions(read: Iterable[Read], figures_version: str) -> Iterator[dict[str, Any]]:
    for one in read:
        for number, figure in enumerate(one.figures, start=1):
            place = {"reading_id": one.unread.reading_id, "figures_version": figures_version}
            yield {**place, "mention_no": number, **figure._asdict()}
