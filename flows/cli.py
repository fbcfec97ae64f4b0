"""The `fazhi` command: the same verbs as the stages, each body a few lines over a plain function.

Heavy packages (Prefect, Scrapy, DuckDB) are imported inside the verbs that need them.
"""

import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.console import deaf_readers, one_line_errors
from storage.paths import DataDir

if TYPE_CHECKING:
    from flows.order import Recheck

EXIT_CODES = """\b
Exit codes:
  0  done                          4  done, but degraded: a site was not healthy
  1  a bug: please report it       5  a check failed, nothing was published
  2  the command or its input      6  another run holds the archive
  3  the crawl failed              7  the archive or the evidence needs a person
"""

EXIT_DEGRADED = 4
FORMAT = click.Choice(["table", "csv", "json"])

pass_data = click.make_pass_decorator(DataDir)


class Verbs(click.Group):
    """Every error a person can cause or cure ends as one line and an exit code."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        with deaf_readers(), one_line_errors():
            sys.exit(super().main(*args, **{**kwargs, "standalone_mode": False}))

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order of a run, not of the alphabet


@click.group(cls=Verbs, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", metavar="DIR", help="Folder of all data; else $DATA_DIR, else data/.")
@click.option("-v", "--verbose", is_flag=True, help="Say more: every log line of every stage.")
@click.version_option(version("fazhi"), prog_name="fazhi")
@click.pass_context
def main(ctx: click.Context, data: str | None, verbose: bool) -> None:
    """The archive of Chinese governments' annual reports on law-based government (法治政府建设年度报告).

    \b
    See it work:      fazhi demo
    Collect:          fazhi harvest            every site of crawlers/sites.csv
                      fazhi crawl 330282       one government, now
    Ask:              fazhi sql "select * from coverage"
                      fazhi history 330282-2023
    """
    from flows.console import set_up_logging

    set_up_logging(verbose)
    ctx.obj = DataDir.from_environment(data)


def crawl_options(command: Any) -> Any:
    """The options every verb shares that goes out to fetch."""
    for option in reversed(
        (
            click.option(
                "--via", metavar="HOST:PORT", default="", help="Fetch through this proxy (the replica)."
            ),
            click.option(
                "--delay",
                type=float,
                help="Seconds between requests to one host; at least 2 on the live web.",
            ),
            click.option("--budget", type=int, help="Most pages of one site in this run (200 by default)."),
        )
    ):
        command = option(command)
    return command


def leave(result: Any) -> None:
    """A harvest that published although a site was not healthy must not look like a good one."""
    if result.degraded:
        sys.exit(EXIT_DEGRADED)


@main.command()
@click.option(
    "--texts",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Serve the report texts of this folder instead of generated ones.",
)
@click.pass_context
def demo(ctx: click.Context, texts: Path | None) -> None:
    """Two nights over five governments on the replica, and what changed between them.

    Writes to data/demo (or --data DIR); no network beyond this machine.
    """
    from flows.demo import run_demo

    explicit = ctx.parent.params["data"] if ctx.parent else None
    run_demo(DataDir(Path(explicit)) if explicit else DataDir(ctx.obj.root / "demo"), texts)


@main.command()
@click.option(
    "--site", "targets", metavar="ADCODE", multiple=True, help="Only this government; may be repeated."
)
@click.option(
    "--province", "provinces", metavar="NAME", multiple=True, help="All governments of this province."
)
@click.option("--all", "everywhere", is_flag=True, help="All governments of China that have a homepage.")
@click.option(
    "--recheck",
    type=click.Choice(["all", "due"]),
    default="all",
    help="Which report pages to look at again: all, or those whose time has come (as every night).",
)
@click.option("--window", metavar="HH:MM-HH:MM", default="", help="Crawl within these hours of China only.")
@crawl_options
@pass_data
def harvest(
    data: DataDir,
    targets: tuple[str, ...],
    provinces: tuple[str, ...],
    everywhere: bool,
    recheck: "Recheck",
    window: str,
    via: str,
    delay: float | None,
    budget: int | None,
) -> None:
    """Crawl the sites of crawlers/sites.csv (or others), keep, read and version what came, check, publish.

    \b
    fazhi harvest --site 330282
    fazhi harvest --all --recheck due --window 01:00-06:00      what runs every night
    """
    from crawlers import registry
    from flows.commands import run_harvest

    if not (targets or provinces or everywhere):
        targets = tuple(registry.sites())
    leave(
        run_harvest(
            data, targets, provinces, via=via, delay=delay, budget=budget, recheck=recheck, window=window
        )
    )


@main.command()
@click.argument("target", metavar="ADCODE|URL")
@click.option(
    "--allow-host", metavar="HOST", multiple=True, help="Also fetch from this host outside .gov.cn."
)
@crawl_options
@pass_data
def crawl(
    data: DataDir, target: str, allow_host: tuple[str, ...], via: str, delay: float | None, budget: int | None
) -> None:
    """Crawl one government or one address now, through to the published archive.

    \b
    fazhi crawl 330282
    fazhi crawl http://www.cixi.gov.cn/art/2024/2/29/art_1229778064_4364804.html
    """
    from flows.commands import run_crawl_now

    leave(run_crawl_now(data, target, allow_hosts=allow_host, via=via, delay=delay, budget=budget))


@main.command()
@click.argument("files", metavar="FILE|DIR|-", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--url", default="", help="The address the file came from; helps with platform and place.")
@click.option(
    "--json", "as_json", is_flag=True, help="Everything as JSON; of several files or a folder one line each."
)
@click.option(
    "--explain", "explained", is_flag=True, help="The page line by line: what was kept, removed, used."
)
@click.option(
    "--html", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="The same as a web page."
)
def extract(files: tuple[Path, ...], url: str, as_json: bool, explained: bool, html: Path | None) -> None:
    """Read saved pages, plain texts or documents (PDF, Word, OFD, …) and show what fazhi understands of
    them. No archive is touched."""
    from flows.reading import read_many, read_one

    if len(files) == 1 and not files[0].is_dir():
        read_one(files[0], url, as_json=as_json, explained=explained, html=html)
    elif as_json and not (url or explained or html):
        read_many(files)
    else:
        raise click.UsageError("several files, or a folder, go with --json alone")


@main.command()
@click.argument("source", metavar="URL|FILE")
@click.option("--url", default="", help="The address a FILE came from.")
@click.option("--name", default="", help="What is special about the page; names its file.")
@pass_data
def add_page(data: DataDir, source: str, url: str, name: str) -> None:
    """Make a test of a page: a saved FILE, or what the archive has of a URL. For working on the extractor."""
    from flows.add_page import add_page

    add_page(data, source, url, name)


@main.command()
@pass_data
def reextract(data: DataDir) -> None:
    """Read every stored capture again that the present extractor has not read; no network."""
    from flows.commands import run_reextract

    run_reextract(data)


@main.command()
@click.option("--accept-shrink", is_flag=True, help="Although it has shrunk: a person has looked.")
@pass_data
def publish(data: DataDir, accept_shrink: bool) -> None:
    """Check the working archive and put it live for readers."""
    from flows.commands import run_publish

    run_publish(data, accept_shrink=accept_shrink)


@main.command()
@click.option("--sites", "site_by_site", is_flag=True, help="One line a site.")
@click.option("--verdict", metavar="V", default="", help="With --sites: only these, such as blocked or dns.")
@pass_data
def status(data: DataDir, site_by_site: bool, verdict: str) -> None:
    """How the last crawls went, which sites cannot be read and why, and how much the archive holds."""
    from flows.health import show_sites, show_status

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
    from flows.sites import list_sites

    list_sites(provinces, form)


@sites.command()
@click.argument("target", metavar="ADCODE|SITE")
@pass_data
def show(data: DataDir, target: str) -> None:
    """One government: its site, its columns, how it fares, what is due. ADCODE may be a former one."""
    from flows.sites import show_site

    show_site(data, target)


@sites.command()
@pass_data
def check(data: DataDir) -> None:
    """Whether registry and sites.csv agree, and how much of the country is crawled."""
    from flows.sites import check_sites

    check_sites(data)


@main.command()
@click.argument("report")
@pass_data
def history(data: DataDir, report: str) -> None:
    """What happened to one report: versions, the sentences that changed, moves, removal.

    REPORT is its report_id, as in: select report_id, title from reports
    """
    from flows.story import show_history

    show_history(data, report)


@main.command()
@click.argument("report")
@click.argument("versions", metavar="[A B]", nargs=-1, type=int)
@click.option("--html", type=click.Path(path_type=Path), help="Write the comparison to this file too.")
@pass_data
def diff(data: DataDir, report: str, versions: tuple[int, ...], html: Path | None) -> None:
    """What two versions of a report say differently, side by side; without A B the last two."""
    from flows.diff import show_diff

    show_diff(data, report, versions, html)


@main.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--most", default=20, show_default=True, type=click.IntRange(1, 500), help="How many reports.")
@click.option("--format", "form", type=FORMAT, default="table", help="How to print the rows.")
@pass_data
def search(data: DataDir, words: tuple[str, ...], most: int, form: str) -> None:
    """The reports whose text has all these WORDS, the best first: in the title, more often, newer.

    A word has two characters or more.
    """
    from flows.answers import show_found

    show_found(data, " ".join(words), most, form)


@main.command()
@click.argument("report")
@click.option("--version", "version_no", type=int, help="Another version than the current one.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["gbt7714", "bibtex", "csl", "all"]),
    default="all",
    help="GB/T 7714-2015, BibTeX, CSL-JSON or all three.",
)
@pass_data
def cite(data: DataDir, report: str, version_no: int | None, form: str) -> None:
    """How to cite a report: issuer, title, day, address, and the capture that proves it."""
    from flows.citing import show_citation

    show_citation(data, report, version_no, form)


@main.group(invoke_without_command=True)
@click.option("--version", "version", metavar="YYYY.MM", help="Name of the release; this month without it.")
@click.pass_context
def release(ctx: click.Context, version: str | None) -> None:
    """Freeze what is published as a release to cite, in data/releases; one that exists is never changed."""
    from flows.commands import run_release

    if ctx.invoked_subcommand is None:
        run_release(ctx.obj, version)


@release.command("verify")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
def verify_release(folder: Path) -> None:
    """Check a release: every file against its checksum, every table against the manifest."""
    from flows.answers import show_release_verification

    show_release_verification(folder)


@main.command()
@click.argument("query", required=False)
@click.option("--format", "form", type=FORMAT, default="table", help="How to print the rows.")
@pass_data
def sql(data: DataDir, query: str | None, form: str) -> None:
    """Ask the published archive, read-only; a prompt opens when no QUERY is given."""
    from flows.answers import ask, prompt

    if query == "-":
        query = sys.stdin.read()
    if query is None:
        prompt(data, form)
    else:
        ask(data, query, form)


@main.group(invoke_without_command=True)
@click.pass_context
def verify(ctx: click.Context) -> None:
    """Check the evidence: every WARC record's digest, every row's capture, every version's text."""
    from flows.answers import show_verification

    if ctx.invoked_subcommand is None:
        show_verification(ctx.obj)


@verify.command()
@click.option("--crawl", "crawl_id", metavar="ID", default="", help="Only this crawl.")
@pass_data
def courtesy(data: DataDir, crawl_id: str) -> None:
    """Prove from the logs of the crawls that no host was asked twice within its delay."""
    from flows.courtesy import show_courtesy

    show_courtesy(data, crawl_id)


if __name__ == "__main__":
    main()
