"""The verbs that ask: what there is, what happened, how to cite it, whether it is still as it was.

Heavy packages (DuckDB) are imported inside the verbs that need them.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.options import FORMAT, main, pass_data
from storage.paths import DataDir

if TYPE_CHECKING:
    pass


@main.command()
@click.option("--sites", "site_by_site", is_flag=True, help="One line a site.")
@click.option("--verdict", metavar="V", default="", help="With --sites: only these, such as blocked or dns.")
@pass_data
def status(data: DataDir, site_by_site: bool, verdict: str) -> None:
    """How the last crawls went, which sites cannot be read and why, and how much the archive holds."""
    from flows.commands.status import show_sites, show_status

    if site_by_site or verdict:
        show_sites(data, verdict)
    else:
        show_status(data)


@main.group()
def sites() -> None:
    """Which governments there are, and what is known of each."""


@sites.command("list")
@click.option("--province", "provinces", metavar="NAME", multiple=True, help="Only of this province.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    help="How to print the rows.",
)
def list_(provinces: tuple[str, ...], form: str) -> None:
    """Every government that has a homepage."""
    from flows.commands.sites import list_sites

    list_sites(provinces, form)


@sites.command()
@click.argument("target", metavar="ADCODE|SITE")
@pass_data
def show(data: DataDir, target: str) -> None:
    """One government: its site, its columns, how it fares, what is due. ADCODE may be a former one."""
    from flows.commands.sites import show_site

    show_site(data, target)


@sites.command()
@click.argument("target", metavar="ADCODE|URL")
@click.option("--into", "path", type=click.Path(path_type=Path), help="Write the bundle to this file.")
@click.option("--via", metavar="HOST:PORT", default="", help="Fetch through this proxy (the replica).")
@click.option("--delay", type=float, help="Seconds between requests to one host; at least 2 on the live web.")
@click.option("--budget", type=int, help="Most pages of the visit (60 by default).")
def diagnose(target: str, path: Path | None, via: str, delay: float | None, budget: int | None) -> None:
    """Visit one site once and tell the way page by page: leads, lists, what was left over, the verdict.

    The visit is kept in one file, with nothing of this machine in it, for a bug report. No archive is touched.
    """
    from flows.commands.diagnose import diagnose

    diagnose(target, path, via, delay, budget)


@sites.command("replay")
@click.argument("bundle", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def replay_(bundle: Path) -> None:
    """Tell the way of a visit again from its BUNDLE, offline, as this fazhi reads the pages."""
    from flows.commands.diagnose import tell_again

    tell_again(bundle)


@sites.command()
@pass_data
def check(data: DataDir) -> None:
    """Whether registry and sites.csv agree, and how much of the country is crawled."""
    from flows.commands.sites import check_sites

    check_sites(data)


@main.command()
@click.argument("report")
@pass_data
def history(data: DataDir, report: str) -> None:
    """What happened to one report: versions, the sentences that changed, moves, removal.

    REPORT is its report_id, as in: select report_id, title from reports
    """
    from flows.rendering.report_story import show_history

    show_history(data, report)


@main.command()
@click.argument("report")
@click.argument("versions", metavar="[A B]", nargs=-1, type=int)
@click.option("--html", type=click.Path(path_type=Path), help="Write the comparison to this file too.")
@pass_data
def diff(data: DataDir, report: str, versions: tuple[int, ...], html: Path | None) -> None:
    """What two versions of a report say differently, side by side; without A B the last two."""
    from flows.rendering.diff import show_diff

    show_diff(data, report, versions, html)


@main.command()
@click.option("--year", type=int, metavar="YYYY", help="Only the reports about this year.")
@click.option("--province", metavar="NAME", default="", help="Only of this province; 浙江 is enough.")
@click.option("--status", default="", metavar="S", help="Only of this status, such as not_found.")
@click.option(
    "--map",
    "picture",
    metavar="[FILE.svg]",
    is_flag=False,
    flag_value="-",
    help="The country by province and year, here or as a picture.",
)
@click.option("--format", "form", type=FORMAT, default="table", help="How to print the rows.")
@pass_data
def ledger(
    data: DataDir, year: int | None, province: str, status: str, picture: str | None, form: str
) -> None:
    """What every government should have published since 2016, and whether it did, with the proof.

    Without options: how many there are of each status, year by year.
    """
    from flows.commands.ledger import show_ledger, show_map

    if picture:
        show_map(data, province, picture)
    else:
        show_ledger(data, year, province, status, form)


@main.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--most", default=20, show_default=True, type=click.IntRange(1, 500), help="How many reports.")
@click.option("--format", "form", type=FORMAT, default="table", help="How to print the rows.")
@pass_data
def search(data: DataDir, words: tuple[str, ...], most: int, form: str) -> None:
    """The reports whose text has all these WORDS, the best first: in the title, more often, newer.

    A word has two characters or more.
    """
    from flows.commands.lookups import show_found

    show_found(data, " ".join(words), most, form)


@main.command()
@click.argument("report")
@click.option("--version", "version_no", type=int, help="Another version than the current one.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["gbt7714", "bibtex", "ris", "csl", "all"]),
    default="all",
    help="GB/T 7714-2015, BibTeX, RIS, CSL-JSON or all of them.",
)
@pass_data
def cite(data: DataDir, report: str, version_no: int | None, form: str) -> None:
    """How to cite a report: issuer, title, day, address, and the capture that proves it."""
    from flows.rendering.citations import show_citation

    show_citation(data, report, version_no, form)


@main.group(invoke_without_command=True)
@click.option("--claims", metavar="A,B", default="not_found,published_late,changed,removed", show_default=True,
              help="Which kinds of claims: statuses of the ledger, changed, removed.")  # fmt: skip
@click.option("--sample", default=50, show_default=True, type=click.IntRange(1), help="How many claims.")
@click.option("--seed", default=1, show_default=True, help="Which sample: equal seeds draw equal ones.")
@click.option(
    "--into", "folder", type=click.Path(file_okay=False, path_type=Path), default=".", help="Write it here."
)
@click.pass_context
def audit(ctx: click.Context, claims: str, sample: int, seed: int, folder: Path) -> None:
    """Draw a random sample of the archive's claims, with their proofs, to be judged by hand."""
    from flows.commands.audit import draw_sample

    if ctx.invoked_subcommand is None:
        draw_sample(ctx.obj, claims, sample, seed, folder)


@audit.command("result")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@pass_data
def audit_result(data: DataDir, file: Path) -> None:
    """Keep the filled sheet of an audit: its error rates go into the archive with the next publication."""
    from flows.commands.audit import take_result

    take_result(data, file)


@main.group(invoke_without_command=True)
@click.option("--version", "version", metavar="YYYY.MM", help="Name of the release; this month without it.")
@click.pass_context
def release(ctx: click.Context, version: str | None) -> None:
    """Freeze what is published as a release to cite, in data/releases; one that exists is never changed."""
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
@click.option("--format", "form", type=FORMAT, default="table", help="How to print the rows.")
@pass_data
def sql(data: DataDir, query: str | None, form: str) -> None:
    """Ask the published archive, read-only; a prompt opens when no QUERY is given."""
    from flows.commands.lookups import ask, prompt

    if query == "-":
        query = sys.stdin.read()
    if query is None:
        prompt(data, form)
    else:
        ask(data, query, form)
