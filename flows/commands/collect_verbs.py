"""The verbs that collect, read and publish: each a few lines over a plain function.

Heavy packages (Prefect, Scrapy, DuckDB) are imported inside the verbs that need them.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.commands.options import EXIT_DEGRADED, main, pass_data, whole_folder
from records.decision import DECISIONS
from storage.paths import DataDir

if TYPE_CHECKING:
    from flows.pipeline.order import Recheck


def crawl_options(command: Any) -> Any:
    """The options of every verb that fetches."""
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
            click.option(
                "--budget", type=int, help="Maximum number of pages per site in this run (default 200)."
            ),
        )
    ):
        command = option(command)
    return command


def leave(result: Any) -> None:
    """Exits with 4 after a harvest that published although a site was not healthy."""
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
    """Simulate two nights over five governments on this machine and show what changed.

    Writes to data/demo (or --data DIR); no network beyond this machine.
    """
    from flows.commands.demo import run_demo

    data = whole_folder(ctx)
    run_demo(data if ctx.find_root().params["data"] else DataDir(data.root / "demo"), texts)


@main.command()
@click.option(
    "--site", "targets", metavar="ADCODE", multiple=True, help="Only this government. May be repeated."
)
@click.option(
    "--province", "provinces", metavar="NAME", multiple=True, help="All governments of this province."
)
@click.option("--all", "everywhere", is_flag=True, help="All governments with a known homepage.")
@click.option(
    "--recheck",
    type=click.Choice(["all", "due"]),
    default="all",
    help="Which known report pages to fetch again: all, or only those that are due.",
)
@click.option(
    "--window",
    metavar="HH:MM-HH:MM",
    default="",
    help="Crawl only between these hours, China time (HH:MM-HH:MM).",
)
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
    """Crawl the sites of crawlers/sites.csv (or others), store and read the pages, record changes, publish.

    \b
    fazhi harvest --site 330282
    fazhi harvest --all --recheck due --window 01:00-06:00      what runs every night
    """
    from crawlers import registry
    from flows.commands.archive_verbs import run_harvest

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
    "--allow-host",
    metavar="HOST",
    multiple=True,
    help="Also fetch from this host, although it is outside .gov.cn.",
)
@crawl_options
@pass_data
def crawl(
    data: DataDir, target: str, allow_host: tuple[str, ...], via: str, delay: float | None, budget: int | None
) -> None:
    """Crawl one government or one page now and publish the result.

    \b
    fazhi crawl 330282
    fazhi crawl http://www.cixi.gov.cn/art/2024/2/29/art_1229778064_4364804.html
    """
    from flows.commands.archive_verbs import run_crawl_now

    leave(run_crawl_now(data, target, allow_hosts=allow_host, via=via, delay=delay, budget=budget))


@main.command()
@click.argument("files", metavar="FILE|DIR|-", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--url", default="", help="The address the file came from. It helps to identify platform and government."
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print JSON. Several files or a folder give one line per file."
)
@click.option(
    "--explain", "explained", is_flag=True, help="Show each line of the page and why it was kept or removed."
)
@click.option(
    "--html",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the same to this HTML file.",
)
def extract(files: tuple[Path, ...], url: str, as_json: bool, explained: bool, html: Path | None) -> None:
    """Read saved pages, plain texts or documents (PDF, Word, OFD, …) and show what fazhi understands of
    them. No archive is touched."""
    from flows.commands.extract import read_many, read_one

    if len(files) == 1 and not files[0].is_dir():
        read_one(files[0], url, as_json=as_json, explained=explained, html=html)
    elif as_json and not (url or explained or html):
        read_many(files)
    else:
        raise click.UsageError("several files or a folder need --json")


@main.command()
@click.argument("source", metavar="URL|FILE")
@click.option("--url", default="", help="The address a FILE came from.")
@click.option("--name", default="", help="What is special about the page. This becomes the file name.")
@pass_data
def add_page(data: DataDir, source: str, url: str, name: str) -> None:
    """Make a test case from a saved FILE, or from the archive's capture of a URL. For work on the
    extractor."""
    from flows.commands.add_page import add_page

    add_page(data, source, url, name)


@main.command()
@click.argument("page_url")
@click.argument("decision", type=click.Choice(DECISIONS), required=False)
@click.argument("report", default="")
@click.option("--because", default="", metavar="WORDS", help="The reason. It is stored with the decision.")
@click.option("--by", default="", metavar="NAME", help="Who decides. Default: your login name.")
@click.option(
    "--undo", "undone", is_flag=True, help="Remove the last decision on the page, if it was never published."
)
@pass_data
def decide(
    data: DataDir, page_url: str, decision: str | None, report: str, because: str, by: str, undone: bool
) -> None:
    """Decide by hand which report a page belongs to. The decision is added to decisions.csv.

    \b
    carries REPORT   the page carries this report: 330282-2017 for Cixi's of 2017
    separate         the page is a separate document of its issuer and year
    no_report        the page carries no report
    """
    from flows.commands.trust.decide import decide, undo

    if undone:
        if decision or because:
            raise click.UsageError("--undo takes only the page: fazhi decide PAGE_URL --undo")
        undo(data, page_url)
    elif not decision:
        raise click.UsageError(f"say what the page is: {', '.join(DECISIONS)}")
    elif not because:
        raise click.UsageError("--because is missing: the reason is stored with the decision")
    else:
        decide(data, page_url, decision, report, because, by)


@main.command()
@click.option("--accept-shrink", is_flag=True, help="Publish although the archive shrank (you checked why).")
@pass_data
def publish(data: DataDir, accept_shrink: bool) -> None:
    """Check the working archive and publish it for readers."""
    from flows.commands.archive_verbs import run_publish

    run_publish(data, accept_shrink=accept_shrink)
