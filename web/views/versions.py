"""All texts of a report, and its events; one old text."""

from dataclasses import replace

from storage.lookup.citation_forms import gbt7714
from storage.lookup.citations import citation
from storage.lookup.reports import report_details
from storage.lookup.texts import version_texts
from web.items import entry, item
from web.page import Ask, NotFound, Page, Rows
from web.prose import paragraphs
from web.views.report import crumbs, no_report, report_events


def versions(ask: Ask, report_id: str) -> Page:
    found = report_details(ask.published, ask.cursor, [report_id])
    if report_id not in found:
        raise no_report(ask, report_id)
    details = found[report_id]
    events = report_events(details)
    changes = {one["version_no"]: one for one in reversed(details.changes)}
    title = ask.say("版本与变动记录", "Versions and events")
    return Page(
        template="versions.html",
        title=f"{title}：{details.report['title'] or report_id}",
        values={
            "details": details,
            "heading": title,
            "changes": changes,
            "events": [item(ask, one) for one in reversed(events)],
        },
        data={
            "report_id": report_id,
            "versions": details.versions,
            "events": details.events,
            "changes": details.changes,
        },
        rows=Rows(details.versions, len(details.versions)),
        entries=[entry(ask, one) for one in reversed(events)],
        crumbs=[
            *crumbs(ask, details.report)[:-1],
            (f"/report/{report_id}", details.report["title"] or report_id),
            ("", title),
        ],
    )


def version(ask: Ask, report_id: str, number: str) -> Page:
    """One text, with the text that replaced it."""
    found = report_details(ask.published, ask.cursor, [report_id])
    if report_id not in found:
        raise no_report(ask, report_id)
    details = found[report_id]
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 0
    text = version_texts(ask.cursor, report_id, [wanted]).get(wanted)
    if text is None:
        last = details.report["versions"]
        raise NotFound(
            ask.say(f"{report_id} 只有第 1 至 {last} 版。", f"{report_id} has versions 1 to {last}."),
            [(f"/report/{report_id}/versions", ask.say("全部版本", "all versions"))],
        )
    cited = replace(citation(details, wanted), invented=ask.published.invented)
    title = ask.say(f"第 {wanted} 版", f"Version {wanted}")
    return Page(
        template="version.html",
        title=f"{text.title or report_id}（{title}）",
        values={
            "text": text,
            "details": details,
            "paragraphs": paragraphs(text.body_text, []),
            "cited": gbt7714(cited).split("\n")[0],
        },
        data={name: getattr(text, name) for name in text.__dataclass_fields__},
        text=f"{text.title or ''}\n\n{text.body_text}\n",
        citations=[cited],
        crumbs=[
            *crumbs(ask, details.report)[:-1],
            (f"/report/{report_id}", details.report["title"] or report_id),
            ("", title),
        ],
        indexed=False,
    )
