"""What the archive says about each host, held against what the zoo says is true."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from records.url import canonical_url
from storage.database.connection import connect
from storage.paths import DataDir

CARRIED = """
SELECT page.canonical_url, report.adcode, report.report_year, report.issuer_level, report.status
FROM page JOIN report USING (report_id)
"""
# The last of each site: one that refuses is left alone in the nights that follow.
OUTCOMES = """
SELECT site_id, verdict, listing_healthy, problems FROM site_outcome
WHERE crawl_id IN (SELECT unnest($crawl_ids::VARCHAR[]))
QUALIFY row_number() OVER (PARTITION BY site_id ORDER BY crawl_id DESC) = 1
"""
TEXTLESS = """
SELECT site_id, count(*) FROM page JOIN report USING (report_id)
JOIN report_version USING (report_id, version_no) JOIN readings USING (capture_id)
WHERE is_primary AND body_text = '' GROUP BY site_id
"""
REMOVED = """
SELECT site_id, list(DISTINCT report_id ORDER BY report_id) FROM page JOIN report USING (report_id)
WHERE report.status = 'removed' GROUP BY site_id
"""
FAILURES = """
SELECT site_id, kind, url, role FROM failed_fetch WHERE crawl_id IN (SELECT unnest($crawl_ids::VARCHAR[]))
"""


@dataclass(frozen=True, slots=True)
class Host:
    """One host in one night. misbehaviour is "" for one that behaves; missing and wrong count reports that
    were not found, or found with another government, year or level; removed are those that the archive says
    were taken away, which nobody did; concluded is what the archive says about the host, and is_right whether
    that is what the zoo expects."""

    adcode: str
    platform: str
    misbehaviour: str
    reports: int
    findable: bool
    missing: tuple[str, ...]
    wrong: tuple[str, ...]
    false: tuple[str, ...]
    removed: tuple[str, ...]
    expected: str
    concluded: str
    is_right: bool


def judge_hosts(
    data: DataDir, truth: dict[str, Any], crawl_ids: Iterable[str], earlier: Iterable[dict[str, Any]] = ()
) -> list[Host]:
    """Every host of the truth with what the working archive says about it after these crawls. A report of an
    earlier night's truth that is gone since is no false one: it was there."""
    asked = {"crawl_ids": list(crawl_ids)}
    with connect(data.work_archive, read_only=True) as archive:
        carried = {row[0]: row[1:] for row in archive.execute(CARRIED).fetchall()}
        outcomes = {row[0]: row[1:] for row in archive.execute(OUTCOMES, asked).fetchall()}
        failures: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for site_id, *failure in archive.execute(FAILURES, asked).fetchall():
            failures[site_id].append((failure[0], canonical_url(failure[1]), failure[2]))
        pages: dict[str, list[str]] = defaultdict(list)
        for site_id, url in archive.execute(
            "SELECT site_id, canonical_url FROM page WHERE report_id IS NOT NULL"
        ).fetchall():
            pages[site_id].append(url)
        textless = dict(archive.execute(TEXTLESS).fetchall())
        removed = dict(archive.execute(REMOVED).fetchall())
    everything = {
        canonical_url(report["url"])
        for night in (truth, *earlier)
        for told in night["governments"]
        for report in told["reports"]
    }
    return [
        _host(
            told,
            carried,
            [url for url in pages[told["adcode"]] if url not in everything],
            removed.get(told["adcode"], []),
            outcomes.get(told["adcode"]),
            failures[told["adcode"]],
            textless.get(told["adcode"], 0),
        )
        for told in truth["governments"]
    ]


def _host(
    told: Mapping[str, Any],
    carried: Mapping[str, tuple[Any, ...]],
    strange: list[str],
    removed: list[str],
    outcome: tuple[Any, ...] | None,
    failures: list[tuple[str, str, str]],
    textless: int,
) -> Host:
    missing, wrong = [], []
    for report in told["reports"]:
        found = carried.get(canonical_url(report["url"]))
        if found is None or found[3] != "live":
            missing.append(report["url"])
        elif found[:3] != (told["adcode"], report["report_year"], report["issuer_level"]):
            wrong.append(f"{report['url']} {report['title']}: {found[:3]}")
    concluded, is_right = _concluded(told, outcome, failures, textless)
    return Host(
        adcode=told["adcode"],
        platform=told["platform"],
        misbehaviour=told["misbehaviour"] or "",
        reports=len(told["reports"]),
        findable=bool(told["findable"]),
        missing=tuple(missing),
        wrong=tuple(wrong),
        false=tuple(strange),
        removed=tuple(removed),
        expected=":".join(filter(None, (told["expected"], told["by"]))),
        concluded=concluded,
        is_right=is_right,
    )


def _concluded(
    told: Mapping[str, Any],
    outcome: tuple[Any, ...] | None,
    failures: list[tuple[str, str, str]],
    textless: int,
) -> tuple[str, bool]:
    """What the archive says about the host, and whether that is right."""
    if outcome is None:
        return "no outcome", False
    verdict, healthy, problems = outcome
    expected = {told["expected"], *told["also"]}
    if told["expected"] == "broken_listing":
        return (
            verdict if not problems else f"{verdict}: {problems[0]}"
        ), not healthy and verdict == "degraded"
    if told["expected"] == "too_little":
        # A text in a file has it where the page names the file, and not where that is in the JSON, too.
        texts = [report for report in told["reports"] if not report["file"]]
        return f"{verdict}, {textless} reports without a text", textless >= len(texts)
    if told["where"] == "articles" and told["expected"] != "ok":
        addresses = {canonical_url(report["url"]) for report in told["reports"]}
        kinds = {kind.partition(":")[0] for kind, url, _ in failures if url in addresses}
        others = {kind.partition(":")[0] for kind, _, role in failures if role == "detail"}
        said = ", ".join(sorted(kinds or others)) or verdict
        return said, bool((kinds or others) & expected) or verdict.partition(":")[0] in expected
    if told["expected"] == "ok":
        return (verdict if healthy else f"{verdict}: {'; '.join(problems)}"), verdict == "ok" and healthy
    is_kind = verdict.partition(":")[0] in expected
    by = told["by"] if told["expected"] == "blocked" else ""
    return verdict, is_kind and verdict.endswith(by)
