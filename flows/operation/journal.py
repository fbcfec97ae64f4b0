"""The last result of each job of an installation: `operation/<job>.json` in the data folder, one file per
job."""

import json
from datetime import datetime
from typing import Any

from records import clock
from storage.paths import DataDir

JOBS = ("night", "backup", "verify", "courtesy")


def note(data: DataDir, job: str, *, ok: bool, why: str = "", **facts: Any) -> None:
    """Stores the result of a job. at and, after a success, ok_at are naive UTC."""
    before = last(data, job)
    now = clock.now().isoformat(timespec="seconds")
    write(data, job, {"at": now, "ok": ok, "why": why, "ok_at": now if ok else before.get("ok_at"), **facts})


def last(data: DataDir, job: str) -> dict[str, Any]:
    """The stored result, empty if there is none that can be read."""
    try:
        kept: dict[str, Any] = json.loads((data.operation / f"{job}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept


def hours_since(told: str | None, now: datetime) -> float | None:
    """Hours from an instant of the journal until now; None without one."""
    return (now - datetime.fromisoformat(told)).total_seconds() / 3600 if told else None


def write(data: DataDir, name: str, kept: dict[str, Any]) -> None:
    """Replaces a file of the journal in one step."""
    data.operation.mkdir(parents=True, exist_ok=True)
    path = data.operation / f"{name}.json"
    new = path.with_suffix(".new")
    new.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    new.replace(path)
