"""The verbs that show the archive in a browser."""

from pathlib import Path

import click

from flows.commands.options import main, pass_archive
from storage.paths import DataDir

CONTACT = click.option(
    "--contact",
    metavar="ADDRESS",
    default="",
    envvar="FAZHI_CONTACT",
    help="Where readers report errors: a mail address or a page. Shown at the foot of every page.",
)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on."
)
@click.option(
    "--base", metavar="URL", default="", help="The site's public address, such as https://fazhi.example.org."
)
@click.option(
    "--raw-origin",
    "raw",
    metavar="URL",
    default="",
    envvar="FAZHI_RAW_ORIGIN",
    help="A second public address of this server for captured pages, so that they cannot touch this site"
    " (for example https://raw.example.org).",
)
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep rendered pages in this folder between two starts.",
)
@click.option(
    "--sql", is_flag=True, help="Open the query page: one SELECT at a time, killed after 6 seconds."
)
@CONTACT
@pass_archive
def serve(
    data: DataDir, host: str, port: int, base: str, raw: str, cache: Path | None, sql: bool, contact: str
) -> None:
    """Serve the published archive as web pages."""
    from web.page import Site
    from web.serving.run import serve as run

    run(data, host, port, Site(base.rstrip("/"), raw.rstrip("/"), sql, contact=contact), cache, click.echo)


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--base", metavar="URL", default="", help="The site's public address, such as https://fazhi.example.org."
)
@click.option(
    "--division",
    metavar="CODE",
    default="",
    help="Only reports and governments of this division, such as 33.",
)
@CONTACT
@pass_archive
def site(data: DataDir, folder: Path, base: str, division: str, contact: str) -> None:
    """Write the published archive as static pages into DIR; a second run writes only what changed."""
    from flows.rendering.terminal import Terminal
    from web.static_site import export

    with Terminal(stderr=True).status("pages …") as line:
        written = export(
            data,
            folder,
            base.rstrip("/"),
            lambda done, total: line.update(f"pages: {done:,} of {total:,}"),
            division=division,
            contact=contact,
        )
    click.echo(
        f"{written.pages:,} pages, {written.written:,} of them written, {written.removed} files removed:"
        f" {folder}"
    )
