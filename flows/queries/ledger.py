"""`fazhi ledger --late` and `--government`: who was late, and everything known about one government, with the
proof."""

from typing import Any

from flows.errors import AnswerFailed
from flows.queries.names import check_place, near_places
from flows.rendering.tables import print_rows
from storage.lookup.ledger import late_cells
from storage.paths import DataDir
from storage.publishing.query import open_published

LATE = (
    *("adcode", "government", "report_year", "days_late", "published_on", "published_basis", "status"),
    *("report_id", "url"),
)
OWN = """
SELECT adcode, government, report_year, status, due_on, published_on, published_basis, days_late, checked_on,
    report_id, url, array_to_string(proof_captures, ' ') AS proof_captures
FROM ledger
WHERE (adcode = $asked OR government = $asked OR ($exact = false AND contains(government, $asked)))
    AND ($year IS NULL OR report_year = $year)
ORDER BY adcode, report_year
"""


def show_late(data: DataDir, year: int | None, province: str, form: str) -> None:
    """Prints every report that was published late, latest first, including those removed or replaced
    later."""
    with open_published(data) as connection:
        check_place(connection, province, year)
        found = late_cells(connection, province, year)
    print_rows(LATE, [[row[name] for name in LATE] for row in found], form)
    if form == "table":
        print(f"{len(found)} reports were published late, as far as their day is known")


def show_government(data: DataDir, asked: str, year: int | None, form: str) -> None:
    """Prints the rows of one government: a full name or a code first, else every name that contains the text.

    Raises AnswerFailed with near matches if there is none.
    """
    with open_published(data) as connection:
        check_place(connection, "", year)
        for exact in (True, False):
            answer = connection.execute(OWN, {"asked": asked, "exact": exact, "year": year})
            names = [column[0] for column in answer.description or []]
            rows: list[tuple[Any, ...]] = answer.fetchall()
            if rows:
                break
        else:
            raise AnswerFailed(f"no government is called {asked!r}; near: {near_places(connection, asked)}")
    print_rows(names, rows, form)
