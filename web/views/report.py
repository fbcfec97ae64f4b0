"""A report: its text with anchors, its metadata, its addresses, its citations."""

from dataclasses import replace
from typing import Any

from storage.errors import NotPublished
from storage.lookup.citation_forms import bibtex, gbt7714, ris
from storage.lookup.citations import citation
from storage.lookup.published import Row
from storage.lookup.reports import ReportDetails, report_details
from storage.lookup.totals import near_reports
from storage.publishing.former_names import present_name
from web.figures.marks import marked, marked_places
from web.formats.meta import report_meta
from web.items import entry, item
from web.notices import decided_by, notice, statuses
from web.page import Ask, NotFound, Page, Renamed, Rows
from web.prose import outline, paragraphs, prescribed
from web.words import PARTS

OWN_LEVELS = ("province", "prefecture", "county")


def report(ask: Ask, report_id: str) -> Page:
    found = report_details(ask.published, ask.cursor, [report_id])
    if report_id not in found:
        raise no_report(ask, report_id)
    return report_page(ask, found[report_id])


def no_report(ask: Ask, report_id: str) -> NotFound | Renamed:
    """The exception for an unknown report id: Renamed for a former id."""
    place = f"/report/{report_id}"
    if ask.path.startswith(place) and (present := _present(ask, report_id)):
        return Renamed(f"/report/{present}" + ("/versions" if ask.path != place else ""))
    near = near_reports(ask.cursor, report_id[:80])
    names = [(f"/report/{one['report_id']}", f"{one['report_id']} {one['title'] or ''}") for one in near]
    return NotFound(ask.say(f"没有编号为 {report_id} 的报告。", f"There is no report {report_id}."), names)


def _present(ask: Ask, report_id: str) -> str:
    """The present id for a former report id; "" if it is unknown."""
    try:
        present, _ = present_name(ask.cursor, report_id)
    except NotPublished:  # its pages carry no report any more
        return ""
    return present if present != report_id else ""


def report_page(ask: Ask, details: ReportDetails) -> Page:
    """The page of a report that was already looked up."""
    row = details.report
    text = row["body_text"] or ""
    title = row["title"] or ask.say("无题名", "untitled")
    cited = replace(citation(details), invented=ask.published.invented)
    there = prescribed(details.sections, text)
    shown = paragraphs(text, details.sections, details.tables)
    pieces = marked(text, shown, details.figures)
    events = [item(ask, one) for one in report_events(details)]
    return Page(
        template="report.html",
        title=title,
        values={
            "details": details,
            "row": row,
            "paragraphs": shown,
            "pieces": pieces,
            "places": marked_places(pieces),
            "outline": outline(details.sections, text),
            "parts": [(PARTS[name].say(ask.language), there.get(name)) for name in PARTS],
            "statuses": statuses(ask, details),
            "notice": notice(ask, details),
            "decisions": [(one["url"], decided_by(ask, one)) for one in details.decisions],
            "events": events,
            "cited": {"gbt": gbt7714(cited).split("\n")[0], "bib": bibtex(cited), "ris": ris(cited)},
            "proof": details.captures.get(row["capture_id"]),
            "meta": report_meta(ask, details),
            "own": row["issuer_level"] in OWN_LEVELS,
        },
        data=report_data(ask, details),
        rows=Rows([_flat(details)], 1),
        entries=[entry(ask, one) for one in reversed(report_events(details))],
        text=plain_text(row),
        markdown=markdown(details),
        citations=[cited],
        crumbs=crumbs(ask, row),
    )


def crumbs(ask: Ask, row: Row) -> list[tuple[str, str]]:
    """The province, government and year of a report, as links."""
    found = [("/", ask.say("首页", "Home"))]
    if row["province"] and row["adcode"]:
        found.append((f"/ledger/{row['adcode'][:2]}", row["province"]))
    if row["adcode"] and row["government"] != row["province"]:
        found.append((f"/government/{row['adcode']}", row["government"]))
    return [*found, ("", ask.say(f"{row['report_year']} 年度", str(row["report_year"])))]


def report_data(ask: Ask, details: ReportDetails) -> dict[str, Any]:
    """Everything known about the report, for JSON."""
    kept = (
        "sections",
        "versions",
        "events",
        "sources",
        "changes",
        "figures",
        "ledger",
        "reuse",
        "site",
        "decisions",
    )
    links = {
        "page": f"/report/{details.report['report_id']}",
        "text": f"/report/{details.report['report_id']}.txt",
        "evidence": f"/report/{details.report['report_id']}.wacz",
    }
    return {
        "report": details.report,
        **{name: getattr(details, name) for name in kept},
        "attachments": [{k: v for k, v in one.items() if k != "text"} for one in details.attachments],
        "tables": [one["rows"] for one in details.tables],
        "extractor_version": details.extractor_version,
        "captures": list(details.captures.values()),
        "more": {name: ask.whole(path) for name, path in links.items()},
    }


def plain_text(row: Row) -> str:
    """Title and text as archived."""
    return f"{row['title'] or ''}\n\n{row['body_text'] or ''}\n"


def markdown(details: ReportDetails) -> str:
    """The text with its headings marked, and its source."""
    row = details.report
    lines = [f"# {row['title'] or row['report_id']}", ""]
    for one in paragraphs(row["body_text"] or "", details.sections, details.tables):
        lines += [f"{'#' * (one.level + 1)} {one.text}" if one.level else one.text, ""]
    return "\n".join([*lines, "---", "", f"{row['url']} · {row['capture_id']}", ""])


def report_events(details: ReportDetails) -> list[Row]:
    """The events of a report with their change, as storage.lookup.events returns them."""
    changes = {(one["version_no"], one["kind"], one["capture_id"]): one for one in details.changes}
    names = ("class", "number", "figure", "sentence", "old_words", "new_words", "differences", "numbers")
    late = (details.ledger or {}).get("days_late")
    return [
        {
            name: changes.get((one["version_no"], one["kind"], one["capture_id"]), {}).get(name)
            for name in names
        }
        | {name: details.report[name] for name in ("title", "last_seen_at", "published_on", "status")}
        | {"days_late": late}
        | one
        for one in details.events
    ]


def _flat(details: ReportDetails) -> Row:
    ledger = details.ledger or {}
    return details.report | {"days_late": ledger.get("days_late"), "ledger_status": ledger.get("status")}
