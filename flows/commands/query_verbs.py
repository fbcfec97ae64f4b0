"""The verbs that ask: what there is, what happened, how to cite it, whether it is still as it was.

Heavy packages (DuckDB) are imported inside the verbs that need them.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.options import FORMAT, RAW, main, pass_data
from storage.paths import DataDir

if TYPE_CHECKING:
    pass


@main.command()
@click.option("--sites", "site_by_site", is_flag=True, help="One line a site.")
@click.option(
    "--verdict",
    metavar="V",
    default="",
    help="With --sites: only sites with this verdict, such as blocked or dns.",
)
@click.option("--disk", "of_disk", is_flag=True, help="Show the size of each folder, and the nights left.")
@pass_data
def status(data: DataDir, site_by_site: bool, verdict: str, of_disk: bool) -> None:
    """Show the last crawls, the sites that cannot be read and why, and the size of the archive."""
    from flows.commands.status import show_disk, show_sites, show_status

    if of_disk:
        show_disk(data)
    elif site_by_site or verdict:
        show_sites(data, verdict)
    else:
        show_status(data)


@main.group()
def sites() -> None:
    """List governments and the state of their sites."""


@sites.command("list")
@click.option("--province", "provinces", metavar="NAME", multiple=True, help="Only this province.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    help="Output format.",
)
def list_(provinces: tuple[str, ...], form: str) -> None:
    """List every government with a known homepage."""
    from flows.commands.sites import list_sites

    list_sites(provinces, form)


@sites.command()
@click.argument("target", metavar="ADCODE|SITE")
@pass_data
def show(data: DataDir, target: str) -> None:
    """Show one government: its site, its columns, their state, and what is due. ADCODE may be a former code."""
    from flows.commands.sites import show_site

    show_site(data, target)


@sites.command()
@pass_data
def check(data: DataDir) -> None:
    """Check that registry and sites.csv agree, and show how much of the country is crawled."""
    from flows.commands.sites import check_sites

    check_sites(data)


@main.command()
@click.argument("report")
@pass_data
def history(data: DataDir, report: str) -> None:
    """Show the history of one report: versions, changed sentences, moves, removal.

    REPORT is its report_id, as in: select report_id, title from reports
    """
    from flows.rendering.report_story import show_history

    show_history(data, report)


@main.command()
@click.argument("report")
@click.argument("versions", metavar="[A B]", nargs=-1, type=int)
@click.option("--html", type=click.Path(path_type=Path), help="Also write the comparison to this HTML file.")
@RAW
@pass_data
def diff(data: DataDir, report: str, versions: tuple[int, ...], html: Path | None) -> None:
    """Compare two versions of a report side by side. Without A and B: the last two."""
    from flows.rendering.diff import show_diff

    show_diff(data, report, versions, html)


@main.command()
@click.option("--year", type=int, metavar="YYYY", help="Only reports on this year.")
@click.option("--province", metavar="NAME", default="", help="Only this province, such as 浙江.")
@click.option("--status", default="", metavar="S", help="Only this status, such as not_found.")
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
@pass_data
def ledger(
    data: DataDir, year: int | None, province: str, status: str, picture: str | None, form: str, raw: bool
) -> None:
    """Show what every government should have published since 2016, whether it did, and the proof.

    Without options: the number of each status per year.
    """
    from flows.commands.ledger import show_ledger, show_map
    from flows.rendering.tables import csv_form

    if picture:
        show_map(data, province, picture)
    else:
        show_ledger(data, year, province, status, csv_form(form, raw))


@main.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--most", default=20, show_default=True, type=click.IntRange(1, 500), help="Maximum number of reports."
)
@click.option("--format", "form", type=FORMAT, default="table", help="Output format.")
@pass_data
def search(data: DataDir, words: tuple[str, ...], most: int, form: str, raw: bool) -> None:
    """Find reports that contain all these WORDS. Title matches come first, then by frequency and year.

    A word needs at least two characters.
    """
    from flows.commands.lookups import show_found
    from flows.rendering.tables import csv_form

    show_found(data, " ".join(words), most, csv_form(form, raw))


@main.command()
@click.argument("report")
@click.option("--version", "version_no", type=int, help="Cite this version. Default: the current one.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["gbt7714", "bibtex", "ris", "csl", "all"]),
    default="all",
    help="GB/T 7714-2015, BibTeX, RIS, CSL-JSON or all of them.",
)
@RAW
@click.option(
    "--sandbox",
    is_flag=True,
    help="No files, no extensions, 60 seconds, 1 GB, 100,000 rows: for queries of others.",
)
@pass_data
def cite(data: DataDir, report: str, version_no: int | None, form: str) -> None:
    """Cite a report: issuer, title, date, address, and the capture that proves it."""
    from flows.rendering.citations import show_citation

    show_citation(data, report, version_no, form)


@main.group(invoke_without_command=True)
@click.option("--version", "version", metavar="YYYY.MM", help="Name of the release. Default: this month.")
@click.pass_context
def release(ctx: click.Context, version: str | None) -> None:
    """Freeze the published archive as a citable release in data/releases. Releases are never changed."""
    from flows.commands.archive_verbs import run_release

    if ctx.invoked_subcommand is None:
        run_release(ctx.obj, version)


@release.command("verify")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
def verify_release(folder: Path) -> None:
    """Check a release: every file against its checksum, every table against the manifest."""
    from flows.commands.lookups import show_release_verification

    show_release_verification(folder)


@release.command("bag")
@click.argument("folder", metavar="RELEASE", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--to", "bag", metavar="DIR", type=click.Path(path_type=Path), help="The bag; RELEASE-bag without it."
)
def bag_release(folder: Path, bag: Path | None) -> None:
    """Lay a release out as a BagIt bag, for repositories that want one; the files are linked, not copied."""
    from records import clock
    from storage.publishing.descriptors.bagit import write_bag

    print(write_bag(folder, bag or folder.with_name(f"{folder.name}-bag"), clock.now().date()))


@release.command("deposit")
@click.argument("folder", metavar="RELEASE", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--url", default="https://zenodo.org/api", show_default=True, help="The repository's API.")
@click.option("--dry-run", is_flag=True, help="Print what would be sent; send nothing.")
def deposit_release(folder: Path, url: str, dry_run: bool) -> None:
    """Upload a release to Zenodo as a draft; the token is in ZENODO_TOKEN. You publish the draft yourself."""
    from flows.commands.deposit import deposit

    deposit(folder, url.rstrip("/"), dry_run=dry_run)


@main.command()
@click.argument("query", required=False)
@click.option("--format", "form", type=FORMAT, default="table", help="Output format.")
@pass_data
def sql(data: DataDir, query: str | None, form: str, raw: bool, sandbox: bool) -> None:
    """Query the published archive, read-only. Without QUERY a prompt opens."""
    from flows.commands.lookups import ask, prompt
    from flows.rendering.tables import csv_form

    if query == "-":
        query = sys.stdin.read()
    if query is None:
        prompt(data, csv_form(form, raw), sandbox)
    else:
        ask(data, query, csv_form(form, raw), sandbox)
