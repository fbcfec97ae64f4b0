"""What the archive says about a strange web, held against its truth: read, unknown, false."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import duckdb

from storage.paths import DataDir

Json = dict[str, Any]
Rows = dict[tuple[str, int], Json]
ONLINE = ("published", "published_late", "attachment_only")
# The ledger's words for: this government does not publish it (any more).
ABSENT = ("not_found", "published_then_removed", "replaced")
GOVERNMENTS = ("province", "prefecture", "county")
QUIET = ("appeared", "returned", "confirmed")
# A text is read with this share of its letters, and with so many more at the most.
WHOLE, SURPLUS = 0.95, 1.2
# With less than this in common a text is another one.
SAME = 0.4
# Lines of fewer letters prove nothing.
TELLING = 8


@dataclass
class SiteVerdict:
    """One site: how many of its reports are read, honestly unknown, falsely absent; its false reports and
    versions as lines that say where; partly are reports that the ledger calls published, with a part of their
    text or none."""

    adcode: str
    host: str
    parts: dict[str, str]
    readable: bool
    verdict: str
    reports: int = 0
    read: int = 0
    partly: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    requests: int = 0


def letters(text: str) -> str:
    """A text without white space and marks, wide characters as narrow ones."""
    told = unicodedata.normalize("NFKC", text)
    return "".join(c for c in told if not c.isspace() and unicodedata.category(c) != "Cf")


def share(text: str, truth: str) -> float:
    """How much of the truth's letters is in a text, by lines."""
    got = letters(text)
    lines = [told for line in truth.split("\n") if len(told := letters(line)) >= TELLING]
    return sum(len(line) for line in lines if line in got) / max(1, sum(map(len, lines)))


def judge_strange(
    data: DataDir, truth: Json, requests: dict[str, int], second: datetime | None
) -> list[SiteVerdict]:
    """A verdict for every site; second is when the second night began (naive UTC), None before it."""
    with duckdb.connect(data.work_archive, read_only=True) as archive:
        rows = _rows(archive, "SELECT * FROM reports")
        ledger = {
            (row["adcode"], row["report_year"]): row["status"]
            for row in _rows(archive, "SELECT * FROM ledger")
        }
        health = {row["adcode"]: row["verdict"] for row in _rows(archive, "SELECT * FROM site_health")}
        events: dict[str, list[Json]] = defaultdict(list)
        for row in _rows(archive, "SELECT * FROM events"):
            events[row["report_id"]].append(row)
    found = {
        site["adcode"]: SiteVerdict(
            site["adcode"], site["host"], site["parts"], site["readable"], str(health.get(site["adcode"]))
        )
        for site in truth["sites"]
    }
    by_host = {verdict.host: verdict for verdict in found.values()}
    read, some = _judge_rows(rows, truth, found, by_host, second is not None)
    for site in truth["sites"]:
        verdict = found[site["adcode"]]
        verdict.requests = requests.get(site["host"], 0)
        _judge_years(site, verdict, read, some, ledger)
        if second:
            _judge_changes(site, verdict, {**some, **read}, events, second)
    return list(found.values())


def _rows(archive: duckdb.DuckDBPyConnection, query: str) -> list[Json]:
    asked = archive.execute(query)
    names = [column[0] for column in asked.description or []]
    return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]


def _is_plain(row: Json) -> bool:
    """Whether a report counts as published: it is live, and nothing calls it unconfirmed."""
    return row["status"] == "live" and not row.get("unconfirmed") and row.get("confirmed") is not False


def _judge_rows(
    rows: Iterable[Json],
    truth: Json,
    found: dict[str, SiteVerdict],
    by_host: dict[str, SiteVerdict],
    later: bool,
) -> tuple[Rows, Rows]:
    """The rows that are true reports of a government, and those with some of the text, by adcode and year;
    notes false ones where they lie."""
    own, others, drafts = _texts_of(truth)
    read: Rows = {}
    some: Rows = {}
    for row in filter(_is_plain, rows):
        where = by_host.get(urlsplit(row["url"]).hostname or "") or found.get(row["adcode"])
        if where is None:
            continue
        key = (row["adcode"], row["report_year"])
        text = row["body_text"] or ""
        line = f"{row['adcode']} {row['report_year']} {row['issuer_level']} {row['url']}"
        if not text and key in own:
            some[key] = {**row, "line": f"{line} no text"}
            continue
        if row["issuer_level"] not in GOVERNMENTS:
            whose = [*([own[key]] if key in own else []), *others[key]]
            if not any(share(text, one["text"]) >= SAME for one in whose):
                where.false.append(line)
            continue
        if row["report_year"] is None and _is_of(row["adcode"], text, own):
            # A true text whose year is not known claims nothing of any year.
            continue
        report = own.get(key, {})
        texts = [report[name] for name in ("text", "night2")[: 1 + later] if name in report]
        best = max((share(text, one) for one in texts), default=0.0)
        draft = max((share(text, one["text"]) for one in drafts[row["adcode"]]), default=0.0)
        inside = max((share(one, text) for one in texts), default=0.0)
        if draft > best or (best < SAME and inside < SAME):
            # A text of nobody is no claim about anybody.
            if row["adcode"] is not None:
                where.false.append(f"{line} {'draft' if draft > best else row['title']}")
        elif best < WHOLE or len(letters(text)) > SURPLUS * max(len(letters(one)) for one in texts):
            some[key] = {**row, "line": f"{line} {best:.0%} of the text, {len(letters(text))} letters"}
        else:
            read[key] = row
    return read, some


def _is_of(adcode: str, text: str, own: Rows) -> bool:
    """True for the text of a true report of this place, of whatever year."""
    mine = (report["text"] for (place, _), report in own.items() if place == adcode)
    return any(share(text, one) >= SAME for one in mine)


def _texts_of(truth: Json) -> tuple[dict[Any, Json], dict[Any, list[Json]], dict[str, list[Json]]]:
    """The true reports and those of others by adcode and year, the drafts by adcode."""
    own = {(s["adcode"], r["year"]): r for s in truth["sites"] for r in s["reports"]}
    others: dict[Any, list[Json]] = defaultdict(list)
    drafts: dict[str, list[Json]] = defaultdict(list)
    for site in truth["sites"]:
        drafts[site["adcode"]] += site["drafts"]
        for other in site["others"]:
            others[other["adcode"], other["year"]].append(other)
    return own, others, drafts


def _judge_years(site: Json, verdict: SiteVerdict, read: Rows, some: Rows, ledger: dict[Any, str]) -> None:
    for report in site["reports"]:
        key = (site["adcode"], report["year"])
        status = str(ledger.get(key))
        verdict.reports += 1
        if status in ABSENT:
            verdict.absent.append(f"{report['year']} {status} {report['url']}")
        elif key in read and status in ONLINE:
            verdict.read += 1
        elif key in some and status in ONLINE:
            verdict.partly.append(some[key]["line"])
        else:
            verdict.unknown.append(f"{report['year']} {status} {report['url']}")


def _judge_changes(
    site: Json,
    verdict: SiteVerdict,
    read: Rows,
    events: dict[str, list[Json]],
    second: datetime,
) -> None:
    """What is told of the second night: nothing but the edits that were made."""
    for report in site["reports"]:
        row = read.get((site["adcode"], report["year"]))
        if row is None:
            continue
        told = [
            e["kind"]
            for e in events[row["report_id"]]
            if e["observed_at"] >= second and e["kind"] not in QUIET
        ]
        if row["first_seen_at"] >= second:
            continue
        if "night2" in report:
            if "changed" not in told:
                verdict.missed.append(f"{report['year']} {report['url']}")
            told = [kind for kind in told if kind != "changed"]
        verdict.versions += [f"{report['year']} {kind} {report['url']}" for kind in told]
