"""The query page, off by default: one SELECT, in a process that is killed when it takes too long."""

import json
import subprocess
import sys
from typing import Any

from web.page import Ask, BadQuestion, NotFound, Page, Rows

SECONDS = 6
LONGEST = 4000
EXAMPLES = (
    "SELECT province, report_year, count(*) AS reports FROM reports GROUP BY ALL ORDER BY ALL",
    "SELECT government, report_year, days_late FROM ledger WHERE days_late > 0 ORDER BY days_late DESC",
    "SELECT report_id, number, sentence FROM changes WHERE class = 'number_changed' ORDER BY observed_at DESC",
)


def sql(ask: Ask) -> Page:
    """`/sql?query=`."""
    if not ask.site.sql:
        raise NotFound(
            ask.say(
                "本站没有开放查询页。",
                "The query page is switched off on this site (fazhi serve --sql opens it).",
            )
        )
    query = ask.query.get("query", "").strip()
    if len(query) > LONGEST:
        raise BadQuestion(ask.say(f"查询至多 {LONGEST} 字", f"At most {LONGEST} characters"))
    found = run(str(ask.published.path), query) if query else {}
    if "error" in found:
        raise BadQuestion(ask.say("查询失败", "The query failed"), found["error"])
    columns = found.get("columns", [])
    rows = [dict(zip(columns, row, strict=True)) for row in found.get("rows", [])]
    return Page(
        template="sql.html",
        title=ask.say("用 SQL 查", "Ask with SQL"),
        values={
            "query": query,
            "columns": columns,
            "rows": rows,
            "cut": found.get("cut", False),
            "examples": EXAMPLES,
        },
        data={"query": query, **found},
        rows=Rows(rows, len(rows) + (1 if found.get("cut") else 0)) if query else None,
        indexed=False,
    )


def run(path: str, query: str, seconds: float = SECONDS) -> dict[str, Any]:
    """The answer of the child process; an error if it was killed or exceeded a limit."""
    command = [sys.executable, "-m", "web.sql_process", path]
    try:
        done = subprocess.run(
            command, input=query, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return {"error": f"超过 {seconds:g} 秒，已停止 / stopped after {seconds:g} seconds"}
    if done.returncode or not done.stdout:
        return {"error": "所需内存或时间过多，已停止 / stopped: too much memory or time"}
    told: dict[str, Any] = json.loads(done.stdout)
    return told
