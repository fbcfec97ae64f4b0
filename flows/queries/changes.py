"""`fazhi changes`: edits, moves and removals, newest first, with the text before and after and the captures
that prove them."""

from flows.errors import AnswerFailed
from flows.queries.names import government_code
from flows.rendering.tables import print_rows
from records.labels import labels
from storage.lookup.events import Wanted, news, news_counts
from storage.paths import DataDir
from storage.publishing.query import open_published

KINDS = ("changed", "removed", "moved", "returned", "attachment_replaced", "date_changed", "copied")
NAMES = (
    *("observed_at", "what", "government", "report_year", "number", "old", "new", "report_id"),
    *("old_capture_id", "capture_id", "url"),
)
ALL = 1_000_000


def show_changes(data: DataDir, class_: str, place: str, most: int | None, form: str) -> None:
    """Prints the newest events, at most `most` (all for None), and their total. Raises AnswerFailed for an
    unknown class or government."""
    classes = [one.word for one in labels() if one.domain == "change"]
    if class_ and class_ not in (*classes, *KINDS):
        raise AnswerFailed(f"unknown kind of change {class_!r}: choose from {', '.join((*KINDS, *classes))}")
    with open_published(data) as connection:
        wanted = Wanted(
            (class_,) if class_ in KINDS else KINDS,
            "" if class_ in KINDS else class_,
            government_code(connection, place) if place else "",
        )
        total = sum(one["count"] for one in news_counts(connection, wanted))
        found = news(connection, wanted, most or ALL)
    rows = [
        row
        | {
            "what": row["class"] if row["kind"] == "changed" and row["class"] else row["kind"],
            "number": row["figure"] or row["number"],
            "old": row["old_words"] if row["kind"] != "moved" else row["from_url"],
            "new": row["new_words"] if row["kind"] != "moved" else row["url"],
        }
        for row in found
    ]
    print_rows(NAMES, [[row[name] for name in NAMES] for row in rows], form)
    if form == "table":
        print(f"{total} changes" + (f", {len(rows)} shown: --all shows all" if len(rows) < total else ""))
