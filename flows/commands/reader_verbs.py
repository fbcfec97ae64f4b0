"""The verbs of readers: history, show, diff, ledger, changes, search, cite, export.

Heavy packages (DuckDB) are imported inside the verbs that need them.
"""

from pathlib import Path

import click

from flows.commands.options import FORMAT, RAW, main, pass_archive
from storage.paths import DataDir

REPORT = click.argument("report", nargs=-1, required=True, metavar="REPORT")
"""An id, a former id, or a government and a year: 330282-2024, or 慈溪市 2024."""


@main.command()
@REPORT
@pass_archive
def history(data: DataDir, report: tuple[str, ...]) -> None:
    """Show the history of one report: versions, changed sentences, moves, removal.

    REPORT is its report_id (330282-2024), or a government and a year (慈溪市 2024).
    """
    from flows.queries.names import one_report
    from flows.rendering.report_story import show_history

    show_history(data, one_report(data, report))


@main.command()
@REPORT
@click.option(
    "--format", "form", type=click.Choice(["txt", "md", "json"]), default="txt", help="Output format."
)
@pass_archive
def show(data: DataDir, report: tuple[str, ...], form: str) -> None:
    """Print the text of one report, with its title, dates and address.

    REPORT is its report_id (330282-2024), or a government and a year (慈溪市 2024).
    """
    from flows.queries.show import show_report

    show_report(data, report, form)


@main.command()
@click.argument("report")
@click.argument("others", metavar="[A B | OTHER | YEAR …]", nargs=-1)
@click.option("--html", type=click.Path(path_type=Path), help="Also write the comparison to this HTML file.")
@pass_archive
def diff(data: DataDir, report: str, others: tuple[str, ...], html: Path | None) -> None:
    """Compare two versions of a report side by side, or two reports.

    `diff R` compares the last two versions of R, `diff R 1 3` versions 1 and 3, `diff R S` the reports R and
    S, `diff 慈溪市 2022 2023` two years, `diff 慈溪市 2023 余姚市 2023` two governments.
    """
    from flows.queries.names import two_reports
    from flows.rendering.diff import show_diff, show_diff_of_reports

    if two := two_reports(data, (report, *others)):
        show_diff_of_reports(data, *two, html)
        return
    if wrong := [word for word in others if not word.isdecimal()]:
        raise click.BadParameter(f"{wrong[0]!r} is not a version number: use 1, 2, …")
    show_diff(data, report, [int(word) for word in others], html)


@main.command()
@click.option("--year", type=int, metavar="YYYY", help="Only reports on this year.")
@click.option("--province", metavar="NAME", default="", help="Only this province, such as 浙江.")
@click.option(
    "--government", metavar="NAME|CODE", default="", help="Only this government, with address and proof."
)
@click.option("--status", default="", metavar="S", help="Only this status, such as not_found.")
@click.option(
    "--late",
    is_flag=True,
    help="Only reports published after 31 March, including those removed later; latest first.",
)
@click.option(
    "--map",
    "picture",
    metavar="[FILE.svg]",
    is_flag=False,
    flag_value="-",
    help="Draw the country by province and year, in the terminal or as an SVG file.",
)
@click.option("--format", "form", type=FORMAT, default="table", help="Output format.")
@RAW
@pass_archive
def ledger(
    data: DataDir,
    year: int | None,
    province: str,
    government: str,
    status: str,
    late: bool,
    picture: str | None,
    form: str,
    raw: bool,
) -> None:
    """Show what every government should have published since 2016, whether it did, and the proof.

    Without options: the number of each status per year.
    """
    from flows.queries.ledger import show_government, show_late
    from flows.queries.ledger_table import show_ledger, show_map
    from flows.rendering.tables import csv_form

    form = csv_form(form, raw)
    if picture:
        show_map(data, province, picture)
    elif government:
        show_government(data, government, year, form)
    elif late:
        show_late(data, year, province, form)
    else:
        show_ledger(data, year, province, status, form)


@main.command()
@click.option(
    "--class", "class_", metavar="C", default="", help="Only these, such as number_changed or removed."
)
@click.option(
    "--government", metavar="NAME|CODE", default="", help="Only this government; 33 is all of 浙江."
)
@click.option("--most", default=20, show_default=True, type=click.IntRange(1), help="Number of changes.")
@click.option("--all", "everything", is_flag=True, help="All changes.")
@click.option("--format", "form", type=FORMAT, default="table", help="Output format.")
@RAW
@pass_archive
def changes(
    data: DataDir, class_: str, government: str, most: int, everything: bool, form: str, raw: bool
) -> None:
    """Show what was edited, moved or removed after publication, newest first, with the text before and
    after and the proof."""
    from flows.queries.changes import show_changes
    from flows.rendering.tables import csv_form

    show_changes(data, class_, government, None if everything else most, csv_form(form, raw))


@main.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--most", default=20, show_default=True, type=click.IntRange(1), help="Number of reports.")
@click.option("--all", "everything", is_flag=True, help="All reports that match.")
@click.option("--sentences", is_flag=True, help="Every sentence that matches, below its report.")
@click.option("--province", metavar="NAME", default="", help="Only this province, such as 浙江.")
@click.option("--year", metavar="YYYY", default="", help="Only reports on this year.")
@click.option("--format", "form", type=FORMAT, default="table", help="Output format.")
@RAW
@pass_archive
def search(
    data: DataDir,
    words: tuple[str, ...],
    most: int,
    everything: bool,
    sentences: bool,
    province: str,
    year: str,
    form: str,
    raw: bool,
) -> None:
    """Find the reports whose text, title, number, issuer or files match WORDS, best match first.

    Words side by side must all be there; "…" keeps words together; AND, OR, NOT and brackets work. One
    character suffices. The total is always printed.
    """
    from flows.queries.search import show_found
    from flows.rendering.tables import csv_form

    filters = {"province": province, "report_year": year}
    show_found(
        data, " ".join(words), None if everything else most, csv_form(form, raw), filters, sentences=sentences
    )


@main.command()
@click.argument("reports", metavar="REPORT...", nargs=-1)
@click.option("--query", metavar="WORDS", help="All reports that this search finds.")
@click.option("--version", "version_no", type=int, help="Another version than the current one.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["gbt7714", "bibtex", "ris", "csl", "all"]),
    default="all",
    help="GB/T 7714, BibTeX, RIS, CSL-JSON, or all of them.",
)
@pass_archive
def cite(
    data: DataDir, reports: tuple[str, ...], query: str | None, version_no: int | None, form: str
) -> None:
    """Cite reports: issuer, title, day, address, and the capture that proves each.

    Several REPORTs, or a --query, give one file for a reference manager: fazhi cite --query 行政复议 --format ris
    """
    from flows.rendering.citations import show_citations

    if bool(reports) == bool(query):
        raise click.UsageError("name reports, or give a --query")
    show_citations(data, reports, query, version_no, form)


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["txt", "md", "csv", "jsonl", "parquet", "xlsx", "dta"]),
    default="txt",
    show_default=True,
    help="txt and md: one file per report, with metadata.csv. Others: one table. dta (Stata) has no texts.",
)
@click.option("--province", metavar="NAME", default="", help="Only this province, such as 浙江.")
@click.option("--year", type=int, metavar="YYYY", help="Only reports on this year.")
@click.option(
    "--government", metavar="NAME|CODE", default="", help="Only this government; 3302 is all of 宁波."
)
@click.option("--raw", is_flag=True, help="Do not escape cells that spreadsheets take for formulas.")
@pass_archive
def export(
    data: DataDir, folder: Path, form: str, province: str, year: int | None, government: str, raw: bool
) -> None:
    """Write the reports into DIR for other programs: text files, or one table with all columns."""
    from flows.queries.export import export as write

    write(data, folder, form, province, year, government, raw=raw)
