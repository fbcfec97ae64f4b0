"""Events, newest first: for the lists of changes and for feeds."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from storage.lookup.published import Row, rows, rows_of

# The change that represents a version: its first changed number; without one, its first difference.
SAID = """(
    SELECT report_id, version_no, arg_min(old, place) AS old_words, arg_min(new, place) AS new_words
    FROM (SELECT *, change_no + CASE WHEN kind = 'number_changed' THEN 0 ELSE 1000000 END AS place FROM change)
    GROUP BY ALL
)"""
# Reports that were there when a site was first crawled are no news; they are left to `appeared`.
ALL_NEWS = f"""
SELECT
    events.report_id, events.event_no, events.kind, events.observed_at, events.government, events.report_year,
    events.url, events.from_url, events.version_no, events.capture_id, events.file_url,
    coalesce(events.old_capture_id, changes.old_capture_id) AS old_capture_id,
    reports.title, reports.adcode, reports.province, reports.published_on, reports.last_seen_at, reports.status,
    changes.class, changes.kinds, changes.differences, changes.numbers, changes.number, changes.figure,
    changes.sentence, said.old_words, said.new_words,
    changes.more_chars, changes.old_last_seen_at, ledger.days_late, ledger.due_on
FROM events
JOIN (SELECT * EXCLUDE (body_text, chars) FROM reports) AS reports USING (report_id)
LEFT JOIN (SELECT * EXCLUDE (old_text, new_text) FROM changes) AS changes
    ON changes.report_id = events.report_id AND changes.version_no = events.version_no
    AND changes.capture_id = events.capture_id AND changes.kind = events.kind
LEFT JOIN {SAID} AS said
    ON changes.file_url IS NULL AND changes.kind <> 'date_changed'
    AND said.report_id = changes.report_id AND said.version_no = changes.version_no
LEFT JOIN ledger ON ledger.report_id = events.report_id
"""
NEWS = f"""
{ALL_NEWS}
WHERE ($kinds IS NULL OR list_contains($kinds, events.kind))
    AND ($class = '' OR changes.class = $class)
    AND ($adcode = '' OR starts_with(reports.adcode, $adcode))
    AND ($province = '' OR starts_with(reports.province, $province))
    AND ($report = '' OR events.report_id = $report)
"""
PAGE = """
SELECT * FROM ({news}) WHERE ($before_at IS NULL OR (observed_at, report_id, event_no) < ($before_at, $before_id, $before_no))
ORDER BY observed_at DESC, report_id DESC, event_no DESC LIMIT $most
"""
OF_GOVERNMENTS = f"""
{ALL_NEWS}
WHERE reports.adcode IN {{ids}}
QUALIFY row_number() OVER (
    PARTITION BY reports.adcode ORDER BY events.observed_at DESC, report_id DESC, events.event_no DESC) <= {{most}}
ORDER BY events.observed_at DESC, report_id DESC, events.event_no DESC
"""
COUNT = "SELECT kind, class, count(*) AS count FROM ({news}) GROUP BY ALL ORDER BY count DESC"

MONTHS = """
SELECT strftime(observed_on, '%Y-%m') AS month, count(*) FILTER (class = 'number_changed') AS numbers,
    count(*) FILTER (kind <> 'removed') AS edits, count(*) FILTER (kind = 'removed') AS removed
FROM (
    SELECT events.observed_on, events.kind, changes.class FROM events
    LEFT JOIN changes ON changes.report_id = events.report_id AND changes.version_no = events.version_no
        AND changes.capture_id = events.capture_id AND changes.kind = events.kind
    WHERE events.kind IN ('changed', 'returned', 'attachment_replaced', 'date_changed', 'removed')
) GROUP BY ALL ORDER BY month
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A selection of events: these kinds (none: all), this class of change, this division, this province."""

    kinds: tuple[str, ...] = ()
    class_: str = ""
    adcode: str = ""
    province: str = ""
    report: str = ""

    def values(self) -> Row:
        return {
            "kinds": list(self.kinds) or None,
            "class": self.class_,
            "adcode": self.adcode,
            "province": self.province,
            "report": self.report,
        }


def news(
    cursor: duckdb.DuckDBPyConnection, wanted: Wanted, most: int, before: tuple[str, str, int] | None = None
) -> list[Row]:
    """The newest events, at most `most`. before is the last event of the previous page: its time as ISO 8601,
    report and number."""
    at, report_id, number = before or (None, "", 0)
    values = wanted.values() | {"before_at": at, "before_id": report_id, "before_no": number, "most": most}
    return rows(cursor, PAGE.replace("{news}", NEWS).replace("$before_at", "$before_at::TIMESTAMP"), values)


def news_of(cursor: duckdb.DuckDBPyConnection, codes: Sequence[str], most: int) -> list[Row]:
    """The newest events of these governments, at most `most` for each."""
    return rows_of(cursor, OF_GOVERNMENTS.replace("{most}", str(most)), codes)


def news_counts(cursor: duckdb.DuckDBPyConnection, wanted: Wanted) -> list[Row]:
    """The number of events by kind and by class of change."""
    return rows(cursor, COUNT.replace("{news}", NEWS), wanted.values())


def news_by_month(cursor: duckdb.DuckDBPyConnection) -> list[Row]:
    """The number of edits, of changed numbers among them, and of removals seen in each month, without months
    that have none."""
    return rows(cursor, MONTHS)
