"""`fazhi diff`: two versions of a report, sentence by sentence and side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from rich.table import Table
from rich.text import Text

from extraction.works.change import compare_documents
from extraction.works.marking import Piece
from extraction.works.marking import marked as mark_words
from flows.errors import AnswerFailed
from flows.rendering.terminal import Terminal
from records import Change, kinds_of
from storage.paths import DataDir
from storage.publishing.query import ReportHistory, Row, history, open_published

STYLE = """
:root { color-scheme: light dark; --line: #8884; --old: #b3261e; --new: #1a7f37 }
@media (prefers-color-scheme: dark) { :root { --old: #f28b82; --new: #6fdd8b } }
body { font: 16px/1.7 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 2rem auto; max-width: 70rem;
  padding: 0 1rem }
h1 { font-size: 1.35rem; margin: 0 } .from, th { color: #777; font-weight: normal; text-align: left; word-break: break-all }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin-top: 1rem }
th, td { border-top: 1px solid var(--line); padding: .5rem .75rem; vertical-align: top; overflow-wrap: anywhere }
th:first-child, td:first-child { width: 9rem; color: #777; font-size: .85rem }
del { color: var(--old) } ins { color: var(--new); text-decoration-thickness: 2px }
"""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the comparison; capture_id and observed_at name its proof."""

    number: int
    title: str | None
    body_text: str
    published_on: date | None
    signed_on: date | None
    observed: str
    url: str
    capture_id: str

    @classmethod
    def from_row(cls, row: Row) -> "Version":
        return cls(
            number=row["version_no"],
            title=row["title"],
            body_text=row["body_text"],
            published_on=row["published_on"],
            signed_on=row["signed_on"],
            observed=f"{row['observed_at'].replace(microsecond=0)} UTC",
            url=row["url"],
            capture_id=row["capture_id"],
        )


def show_diff(data: DataDir, report_id: str, numbers: Sequence[int], html: Path | None) -> None:
    """Prints the differences of two versions (by default the last two), and writes them as a page of its
    own."""
    with open_published(data) as connection:
        told = history(connection, report_id)
    old, new = _chosen(told, numbers)
    changes = compare_documents(old, new)
    console = Terminal(highlight=False)
    console.print(f"{report_id}  {_summary(old, new, changes)}", soft_wrap=True, style="bold")
    if changes:
        console.print(_side_by_side(old, new, changes))
    if html:
        html.write_text(as_html(told.report, old, new, changes), encoding="utf-8")
        console.print(f"wrote {html}", style="dim")


def show_diff_of_reports(data: DataDir, one: str, other: str, html: Path | None) -> None:
    """Prints the differences between the current texts of two reports."""
    with open_published(data) as connection:
        first, second = history(connection, one), history(connection, other)
    old, new = (Version.from_row(told.versions[-1]) for told in (first, second))
    changes = compare_documents(old, new)
    console = Terminal(highlight=False)
    kinds = ", ".join(kind.replace("_", " ") for kind in kinds_of(changes)) or "no difference"
    console.print(f"{first.report['report_id']} → {second.report['report_id']}: {kinds}", soft_wrap=True)
    if changes:
        console.print(_side_by_side(old, new, changes))
    if html:
        html.write_text(as_html(second.report, old, new, changes), encoding="utf-8")
        console.print(f"wrote {html}", style="dim")


def _chosen(told: ReportHistory, numbers: Sequence[int]) -> tuple[Version, Version]:
    """The two requested versions, or the last two. Raises AnswerFailed."""
    versions = {row["version_no"]: Version.from_row(row) for row in told.versions}
    report_id = told.report["report_id"]
    if not numbers and len(versions) < 2:
        raise AnswerFailed(f"{report_id} has only one version: nothing to compare")
    wanted = tuple(numbers) or (len(versions) - 1, len(versions))
    if len(wanted) != 2:
        raise AnswerFailed(f"give two versions of {report_id} or none, such as: fazhi diff {report_id} 1 2")
    if missing := [str(number) for number in wanted if number not in versions]:
        raise AnswerFailed(f"{report_id} has versions 1 to {len(versions)}, not {', '.join(missing)}")
    return versions[wanted[0]], versions[wanted[1]]


def _summary(old: Version, new: Version, changes: Sequence[Change]) -> str:
    what = ", ".join(kind.replace("_", " ") for kind in kinds_of(changes)) or "no difference"
    return f"version {old.number} → {new.number}: {what}"


def _side_by_side(old: Version, new: Version, changes: Sequence[Change]) -> Table:
    table = Table(show_lines=True, expand=True)
    table.add_column("what", width=12, overflow="fold")
    for version in (old, new):
        table.add_column(f"version {version.number}, seen {version.observed}", ratio=1, overflow="fold")
    for change in changes:
        before, after = marked(change)
        table.add_row(label(change), _coloured(before, "red"), _coloured(after, "green"))
    return table


def label(change: Change) -> str:
    """The kind of a difference, in words; for a number with both values."""
    if change.kind == "number_changed":
        return f"number {change.old_number} → {change.new_number}"
    return change.kind.replace("_", " ")


def marked(change: Change) -> tuple[list[Piece], list[Piece]]:
    """Both sides of a change in pieces; pieces that the other side lacks are marked."""
    if change.kind == "paragraph_moved":
        return [(change.old, False)], [(change.new, False)]
    return mark_words(change.old, change.new)


def _coloured(pieces: Sequence[Piece], colour: str) -> Text:
    return Text.assemble(*((words, f"bold {colour}" if is_marked else "") for words, is_marked in pieces))


def as_html(report: Row, old: Version, new: Version, changes: Sequence[Change]) -> str:
    """The comparison as one file, without scripts or external resources."""
    heads = "".join(
        f"<th>version {version.number}, seen {escape(version.observed)}<br>{escape(version.url)}<br>"
        f"capture {escape(version.capture_id)}</th>"
        for version in (old, new)
    )
    title = escape(report["title"] or report["report_id"])
    return f"""<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head><body>
<h1>{title}</h1><div class="from">{escape(report["report_id"])}, {escape(_summary(old, new, changes))}</div>
<table><tr><th></th>{heads}</tr>
{"".join(_rows(changes))}</table></body></html>
"""


def _rows(changes: Sequence[Change]) -> Iterator[str]:
    for change in changes:
        before, after = marked(change)
        cells = f"<td>{_html(before, 'del')}</td><td>{_html(after, 'ins')}</td>"
        yield f"<tr><td>{escape(label(change))}</td>{cells}</tr>\n"


def _html(pieces: Sequence[Piece], tag: str) -> str:
    return "".join(
        f"<{tag}>{escape(words)}</{tag}>" if is_marked else escape(words) for words, is_marked in pieces
    ).replace("\n", "<br>")
