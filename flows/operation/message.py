"""The message about a night, in Chinese and English: first what a person must do, then what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from os.path import commonprefix
from typing import Any

import duckdb

from flows.operation.health import Finding
from records.labels import label
from storage.publishing.query import Row, rows

SHOWN = 12
"""Maximum number of reports and sites named in a message; the rest is counted."""
SENTENCE = 80
BEFORE = 24
"""Characters shown of a changed text, and how many of them before the change."""

HAPPENED = """
SELECT kind, report_id, government, report_year, url, observed_at FROM events
WHERE observed_at > $since AND kind IN ('appeared', 'changed', 'removed', 'returned')
ORDER BY kind = 'appeared', observed_at DESC, report_id
"""
CHANGED = """
SELECT report_id, class, old_text, new_text FROM changes
WHERE observed_at > $since AND class IS DISTINCT FROM 'punctuation_only' ORDER BY report_id, class
"""
BROKEN = """
SELECT site_id, government, verdict, reports FROM site_health
WHERE NOT healthy AND broken_since > $since ORDER BY reports DESC, site_id
"""


@dataclass(frozen=True, slots=True)
class News:
    """What happened since the last message: rows of events, of changes by report, of newly broken sites."""

    events: list[Row]
    changes: dict[str, list[Row]]
    broken: list[Row]

    def __bool__(self) -> bool:
        return bool(self.events or self.broken)


def news_since(connection: duckdb.DuckDBPyConnection, since: datetime) -> News:
    """From the published archive; since is naive UTC."""
    asked: Any = {"since": since}
    changes: dict[str, list[Row]] = {}
    for row in rows(connection, CHANGED, asked):
        changes.setdefault(row["report_id"], []).append(row)
    return News(rows(connection, HAPPENED, asked), changes, rows(connection, BROKEN, asked))


def compose(name: str, open_: Sequence[Finding], resolved: Sequence[str], news: News) -> tuple[str, str]:
    """Title and text. open_ are the questions that need a person, resolved the lines of those that were open
    before."""
    if open_:
        title = f"fazhi {name}: 有 {len(open_)} 项需要处理 / {len(open_)} to do"
    else:
        title = f"fazhi {name}: " + (_counts(news) or "一切正常 / all is well")
    lines = [f"需要处理 / to do: {finding.line}" for finding in open_]
    lines += [f"已解决 / resolved: {line}" for line in resolved]
    if news:
        lines += ["", _counts(news)]
    for row in news.events[:SHOWN]:
        lines.append(f"- {_event(row)}")
        lines += [f"    {_change(change)}" for change in news.changes.get(row["report_id"], [])[:3]]
    if len(news.events) > SHOWN:
        lines.append(
            f"- … 另有 {len(news.events) - SHOWN} 项 / and {len(news.events) - SHOWN} more: fazhi sql 'FROM"
            " events'"
        )
    for row in news.broken[:SHOWN]:
        verdict = label("verdict", row["verdict"], "zh")
        lines.append(f"- 网站异常 / site broken: {row['government']} ({row['site_id']}): {verdict}")
    if len(news.broken) > SHOWN:
        lines.append(
            f"- … 另有 {len(news.broken) - SHOWN} 个网站 / and {len(news.broken) - SHOWN} more sites: fazhi status"
        )
    return title, "\n".join(lines).strip() or "没有新情况 / nothing happened"


def _counts(news: News) -> str:
    kinds: dict[str, int] = {}
    for row in news.events:
        kinds[row["kind"]] = kinds.get(row["kind"], 0) + 1
    parts = [f"{label('event', kind, 'zh')} / {label('event', kind, 'en')} {n}" for kind, n in kinds.items()]
    if news.broken:
        parts.append(f"网站异常 / sites newly broken {len(news.broken)}")
    return ", ".join(parts)


def _event(row: Row) -> str:
    what = f"{label('event', row['kind'], 'zh')} / {label('event', row['kind'], 'en')}"
    return f"{what}: {row['government'] or '?'} {row['report_year'] or '?'} {row['url']}"


def _change(row: Row) -> str:
    """The place where the two texts differ, with some context."""
    kind = f"{label('change', row['class'], 'zh')} / {label('change', row['class'], 'en')}"
    old, new = (" ".join((text or "–").split()) for text in (row["old_text"], row["new_text"]))
    start = max(0, len(commonprefix([old, new])) - BEFORE)
    return f"{kind}: {_short(old, start)} → {_short(new, start)}"


def _short(text: str, start: int) -> str:
    shown = text[start : start + SENTENCE]
    return ("…" if start else "") + shown + ("…" if start + SENTENCE < len(text) else "")
