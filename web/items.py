"""One event in the list of changes and in a feed."""

from typing import Any

from extraction.works.marking import merged
from storage.lookup.published import Row
from web.numbers import shift
from web.page import Ask, Entry
from web.times import china
from web.words import change_word

LONGEST = 1200
"""Maximum characters of a difference in a list."""


def item(ask: Ask, row: Row) -> dict[str, Any]:
    """An event with its label, the changed number as old → new, and the address of its proof."""
    word = change_word(row["kind"], row["class"])
    return row | {
        "word": word,
        "shift": shift(row["number"]) if row["number"] else None,
        "counted": counted(row),
        "pieces": merged(row["old_words"] or "", row["new_words"] or "") if _short(row) else [],
        "path": _path(row),
        "late": row["days_late"] if row["kind"] in ("removed", "appeared") else None,
    }


def entry(ask: Ask, row: Row) -> Entry:
    """The event as an entry of a feed: the changed sentence first."""
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
    if row["number"] or _short(row):
        head = [row["figure"] or row["number"]] if row["number"] else []
        words = [row["old_words"], row["new_words"]] if _short(row) else [row["sentence"]]
        return "：".join([*head, " → ".join(one or "—" for one in words)])
    if row["kind"] == "removed":
        last = china(row["last_seen_at"])
        return ask.say(f"最近一次抓取到：{last:%Y-%m-%d %H:%M}", f"last read {last:%Y-%m-%d %H:%M} (UTC+8)")
    if row["kind"] == "moved":
        return f"{row['from_url']} → {row['url']}"
    if row["kind"] == "appeared":
        return ask.say(f"首次抓取于 {row['url']}", f"first seen at {row['url']}")
    return row["sentence"] or row["url"] or ""


def counted(row: Row) -> str:
    """What the changed number counts; "" if that is unknown."""
    return (row["figure"] or "").removesuffix(row["number"] or "").strip() if row["number"] else ""


def _short(row: Row) -> bool:
    """Whether both sides of the first difference can be shown."""
    return 0 < len(row["old_words"] or "") + len(row["new_words"] or "") <= LONGEST


def _path(row: Row) -> str:
    """The address of the proof: for a change its comparison, for anything else the report."""
    if row["class"] and row["kind"] in ("changed", "moved", "returned") and row["version_no"] > 1:
        return f"/report/{row['report_id']}/diff/{row['version_no'] - 1}..{row['version_no']}"
    return f"/report/{row['report_id']}"
