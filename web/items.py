"""One event, as shown in the list of changes and in a feed."""

from typing import Any

from storage.lookup.published import Row
from web.numbers import shift
from web.page import Ask, Entry
from web.times import china
from web.words import change_word


def item(ask: Ask, row: Row) -> dict[str, Any]:
    """An event with its word, the changed number as old → new, and the address of its proof."""
    word = change_word(row["kind"], row["class"])
    return row | {
        "word": word,
        "shift": shift(row["number"]) if row["number"] else None,
        "path": _path(row),
        "late": row["days_late"] if row["kind"] in ("removed", "appeared") else None,
    }


def entry(ask: Ask, row: Row) -> Entry:
    """The same as an entry of a feed: the changed sentence first."""
    word = change_word(row["kind"], row["class"]).say(ask.language)
    who = row["government"] or ""
    return Entry(
        capture_id=row["capture_id"],
        key=f"{row['report_id']}/{row['kind']}",
        path=_path(row),
        title=f"{word}：{who} {row['report_year'] or ''} {row['title'] or row['report_id']}",
        summary=told(ask, row),
        updated=row["observed_at"],
    )


def told(ask: Ask, row: Row) -> str:
    """What happened, in one line of plain text."""
    if row["number"]:
        return f"{row['number']}：{row['sentence'] or ''}"
    if row["kind"] == "removed":
        last = china(row["last_seen_at"])
        return ask.say(f"末次读到：{last:%Y-%m-%d %H:%M}", f"last read {last:%Y-%m-%d %H:%M} (UTC+8)")
    if row["kind"] == "moved":
        return f"{row['from_url']} → {row['url']}"
    if row["kind"] == "appeared":
        return ask.say(f"首见于 {row['url']}", f"first seen at {row['url']}")
    return row["sentence"] or row["url"] or ""


def _path(row: Row) -> str:
    """Where the proof is: a change has its comparison, anything else the report."""
    if row["class"] and row["kind"] in ("changed", "moved", "returned") and row["version_no"] > 1:
        return f"/report/{row['report_id']}/diff/{row['version_no'] - 1}..{row['version_no']}"
    return f"/report/{row['report_id']}"
