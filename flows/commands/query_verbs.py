"""The verbs that ask: what there is, what happened, how to cite it, whether it is still as it was.

Heavy packages (DuckDB) are imported inside the verbs that need them.
"""

import sys
from pathlib import Path

import click

from flows.commands.options import FORMAT, RAW, main, pass_data
from storage.paths import DataDir


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
@RAW
@click.option(
    "--sandbox",
    is_flag=True,
    help="No files, no extensions, 60 seconds, 1 GB, 100,000 rows: for queries of others.",
)
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
