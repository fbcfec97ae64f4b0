"""A report's history in words: its events, and the sentences that changed."""

from extraction.figures.reading import read_figures
from extraction.works.change import compare_documents
from flows.rendering.diff import Version
from flows.rendering.terminal import Terminal
from records import Change, figure_codes
from storage.paths import DataDir
from storage.publishing.query import ReportHistory, Row, history, open_published

TOLD = {
    "appeared": "first seen",
    "changed": "text changed, now version {version_no}",
    "moved": "moved here from {from_url}",
    "confirmed": "a page with more authority is its primary page from now on; before it was {from_url}",
    "copied": "also stands at another address",
    "removed": "removed: the page is gone and a healthy listing no longer has it",
    "returned": "there again",
    "date_changed": "the page states another day of publication now",
    "attachment_replaced": "the text of the file {file_url} has changed",
}


def show_history(data: DataDir, report_id: str) -> None:
    """Prints one report's events, and under each change its sentences, old and new."""
    with open_published(data) as connection:
        told = history(connection, report_id)
    console = Terminal(highlight=False, soft_wrap=True)
    report = told.report
    console.print(report["title"] or "(no title)", style="bold")
    console.print(
        f"{report['report_id']}  {report['issuer'] or report['government'] or ''}  {report['report_year']}  "
        f"{'unconfirmed, ' if report['unconfirmed'] else ''}{report['status']}, {report['versions']}"
        " version(s)",
    )
    console.print(report["url"])
    for note in told.notes:
        console.print(f"note: {note}")
    for event in told.events:
        tell_event(console, told, event)


def tell_event(console: Terminal, told: ReportHistory, event: Row) -> None:
    """One event in words, with the capture that shows it."""
    at = event["observed_at"].replace(microsecond=0)
    console.print(f"\n{at} UTC  {event['kind']}  {TOLD[event['kind']].format(**event)}", style="bold")
    console.print(f"  {event['url']}")
    console.print(f"  proof: capture {event['capture_id']}", style="dim")
    if event["kind"] in ("changed", "moved", "returned", "confirmed"):
        for change in changes_of(told, event["version_no"], event["capture_id"]):
            tell_change(console, change)


def changes_of(told: ReportHistory, version_no: int, capture_id: str) -> tuple[Change, ...]:
    """The differences between this event's version and the one before; empty if it made none."""
    texts = {version["version_no"]: version for version in told.versions}
    new = texts[version_no]
    if version_no == 1 or new["capture_id"] != capture_id:
        return ()
    return compare_documents(Version.from_row(texts[version_no - 1]), Version.from_row(new))


def tell_change(console: Terminal, change: Change) -> None:
    """One difference: the kind, the numbers, the sentence before (-) and after (+)."""
    if change.old_number or change.new_number:
        console.print(f"  number changed: {_counted(change)}{change.old_number} → {change.new_number}")
    else:
        console.print(f"  {change.kind.replace('_', ' ')}")
    if change.old:
        console.print(f"  - {change.old}", style="red")
    if change.new:
        console.print(f"  + {change.new}", style="green")


def _counted(change: Change) -> str:
    """What a changed number counts, with a space after it; "" if it is no figure."""
    named = {figure.printed: figure_codes()[figure.code].name_zh for figure in read_figures(change.new)}
    return f"{named[change.new_number]} " if change.new_number in named else ""
