"""The verbs that ask: what there is, what happened, how to cite it, whether it is unchanged.

Heavy packages (DuckDB) are imported inside the verbs that need them.
"""

import sys
from pathlib import Path

import click

from flows.commands.options import FORMAT, RAW, main, pass_archive, pass_data, whole_folder
from storage.paths import DataDir


@main.command()
@click.option("--sites", "site_by_site", is_flag=True, help="One line per site.")
@click.option(
    "--verdict",
    metavar="V",
    default="",
    help="With --sites: only sites with this verdict, such as blocked or dns.",
)
@click.option(
    "--disk",
    "of_disk",
    is_flag=True,
    help="Show the size of each folder and for how many nights there is room.",
)
@pass_archive
def status(data: DataDir, site_by_site: bool, verdict: str, of_disk: bool) -> None:
    """Show the last crawls, the sites that cannot be read and why, and the size of the archive."""
    from flows.commands.status import show_disk, show_sites, show_status

    if of_disk:
        show_disk(whole_folder(click.get_current_context()))
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
    from flows.queries.sites import list_sites

    list_sites(provinces, form)


@sites.command()
@click.argument("target", metavar="ADCODE|SITE")
@pass_archive
def show(data: DataDir, target: str) -> None:
    """Show one government: its site, its columns, their state, and what is due. ADCODE may be a former
    code."""
    from flows.queries.sites import show_site

    show_site(data, target)


@sites.command()
@click.argument("target", metavar="ADCODE|URL")
@click.option("--into", "path", type=click.Path(path_type=Path), help="Write the bundle to this file.")
@click.option("--via", metavar="HOST:PORT", default="", help="Fetch through this proxy (the replica).")
@click.option("--delay", type=float, help="Seconds between requests to one host; at least 2 on the live web.")
@click.option("--budget", type=int, help="Maximum number of pages of the visit (default 60).")
def diagnose(target: str, path: Path | None, via: str, delay: float | None, budget: int | None) -> None:
    """Crawl one site once and print a trace: the links followed, the lists found, unexplained signs of more
    items, the verdict.

    The visit is saved to one file for a bug report, without data about this machine. No archive is touched.
    """
    from flows.commands.trust.diagnose import diagnose

    diagnose(target, path, via, delay, budget)


@sites.command("replay")
@click.argument("bundle", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def replay_(bundle: Path) -> None:
    """Print the trace of a saved visit (BUNDLE) again, offline, with this version of fazhi. Exit code 1 if it
    differs."""
    from flows.commands.trust.diagnose import tell_again

    tell_again(bundle)


@sites.command()
@pass_archive
def check(data: DataDir) -> None:
    """Check that registry and sites.csv agree, and show how much of the country is crawled."""
    from flows.queries.sites import check_sites

    check_sites(data)


@main.group(invoke_without_command=True)
@click.option("--claims", metavar="A,B", default="not_found,published_late,changed,removed", show_default=True,
              help="Which kinds of claims: statuses of the ledger, changed, removed.")  # fmt: skip
@click.option("--sample", default=50, show_default=True, type=click.IntRange(1), help="How many claims.")
@click.option(
    "--seed", default=1, show_default=True, help="Random seed. The same seed draws the same sample."
)
@click.option(
    "--into",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=".",
    help="Folder for the page and the sheet.",
)
@click.pass_context
def audit(ctx: click.Context, claims: str, sample: int, seed: int, folder: Path) -> None:
    """Draw a random sample of the archive's claims, with their proofs, to be checked by a person."""
    from flows.commands.trust.audit import draw_sample

    if ctx.invoked_subcommand is None:
        draw_sample(ctx.obj, claims, sample, seed, folder)


@audit.command("result")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@pass_data
def audit_result(data: DataDir, file: Path) -> None:
    """Store a completed audit sheet. Its error rates are published with the next publication."""
    from flows.commands.trust.audit import take_result

    take_result(data, file)


@main.group(invoke_without_command=True)
@click.option("--version", "version", metavar="YYYY.MM", help="Name of the release. Default: this month.")
@click.pass_context
def release(ctx: click.Context, version: str | None) -> None:
    """Freeze the published archive as a citable release in data/releases. Releases are never changed."""
    from flows.commands.archive_verbs import run_release

    if ctx.invoked_subcommand is None:
        run_release(whole_folder(ctx), version)


@release.command("verify")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
def verify_release(folder: Path) -> None:
    """Check a release: every file against its checksum, every table against the manifest."""
    from flows.commands.lookups import show_release_verification

    show_release_verification(folder)


@release.command("bag")
@click.argument("folder", metavar="RELEASE", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--to", "bag", metavar="DIR", type=click.Path(path_type=Path), help="The bag. Default: RELEASE-bag."
)
def bag_release(folder: Path, bag: Path | None) -> None:
    """Make a BagIt bag of a release. The files are hard-linked, not copied."""
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
    help="For other people's queries: no file access, no extensions, at most 60 seconds, 1 GB and 100,000"
    " rows.",
)
@pass_archive
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
