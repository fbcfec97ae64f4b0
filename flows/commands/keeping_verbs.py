"""The verbs that preserve the archive (read again, verify, repair, copy, rebuild) and watch an installation.

Heavy packages (DuckDB, Prefect) are imported inside the verbs that need them.
"""

import json
from pathlib import Path

import click

from flows.commands.options import main, pass_data, whole_folder
from storage.paths import DataDir


@main.command()
@click.option("--promote", is_flag=True, help="Switch to the new extractor and rebuild the histories.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Output format.",
)
@click.option("--figures", "only_figures", is_flag=True, help="Only the figures, from the stored texts.")
@pass_data
def reextract(data: DataDir, promote: bool, form: str, only_figures: bool) -> None:
    """Read all stored captures with this program's extractor and show what would change. Uses no network;
    changes nothing without --promote."""
    from flows.commands.promotion_report import run_reextract, run_reextract_figures

    if only_figures:
        run_reextract_figures(data, promote=promote, form=form)
    else:
        run_reextract(data, promote=promote, form=form)


@main.command()
@click.option(
    "--to",
    "folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the new archive. Default: work/rebuilt in the data folder.",
)
@click.option("--replace", is_flag=True, help="Replace the working archive with the result.")
@pass_data
def rebuild(data: DataDir, folder: Path | None, replace: bool) -> None:
    """Build the archive again from the evidence alone and compare it with the current one."""
    from flows.pipeline.rebuild import show_rebuild

    show_rebuild(data, folder, replace=replace)


@main.command()
@click.argument("place", metavar="DIR|URL")
@pass_data
def backup(data: DataDir, place: str) -> None:
    """Copy everything that cannot be made again to a folder, or to any place fsspec knows (s3://bucket/name).

    Copies only new files and reads each copy back. Names files that are damaged here; their good copies are
    kept.
    """
    from flows.commands.copying import show_backup

    show_backup(data, place)


@main.command()
@click.argument("place", metavar="DIR|URL")
@click.option(
    "--to",
    "folder",
    metavar="DIR",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The data folder to fill. Intact files that are already there are kept.",
)
def restore(place: str, folder: Path) -> None:
    """Restore a backup into a data folder and check every file. Then run fazhi rebuild --replace."""
    from flows.commands.copying import show_restore

    show_restore(place, DataDir(folder))


@main.group(invoke_without_command=True)
@click.option(
    "--repair",
    is_flag=True,
    help="Repair what can be repaired. Pages whose bytes are lost are fetched again by the next harvest.",
)
@click.option(
    "--from",
    "place",
    metavar="DIR|URL",
    default="",
    help="With --repair: the backup, or copy of the data folder, to take intact records from.",
)
@click.pass_context
def verify(ctx: click.Context, repair: bool, place: str) -> None:
    """Check the evidence: the digest of every WARC record, the capture of every row, the text of every
    version."""
    from flows.commands.copying import show_repair
    from flows.commands.lookups import show_verification

    if place and not repair:
        raise click.UsageError("--from needs --repair")
    if ctx.invoked_subcommand is None and repair:
        show_repair(whole_folder(ctx), place)
    elif ctx.invoked_subcommand is None:
        show_verification(whole_folder(ctx))


@verify.command()
@click.option("--crawl", "crawl_id", metavar="ID", default="", help="Only this crawl.")
@pass_data
def courtesy(data: DataDir, crawl_id: str) -> None:
    """Prove from the crawl logs that no host was contacted twice within its delay."""
    from flows.queries.courtesy import show_courtesy

    show_courtesy(data, crawl_id)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per question.")
@pass_data
def health(data: DataDir, as_json: bool) -> None:
    """Check this installation, one line per question. Exit code 7 if something needs a person."""
    from flows.errors import NotWell
    from flows.operation.health import examine

    found = examine(data)
    for one in found:
        told = {"question": one.key, "ok": one.ok, "line": one.line}
        print(
            json.dumps(told, ensure_ascii=False)
            if as_json
            else f"{'ok   ' if one.ok else 'LOOK '} {one.key}: {one.line}"
        )
    if wrong := [one.key for one in found if not one.ok]:
        raise NotWell(f"needs a person: {', '.join(wrong)} (docs/operations.md has a heading for each)")


@main.command()
@click.option(
    "--to",
    "path",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write. Default: operation/fazhi.prom in the data folder.",
)
@pass_data
def metrics(data: DataDir, path: Path | None) -> None:
    """Write the numbers for Prometheus (node_exporter's textfile collector). Nights do this by themselves."""
    from flows.operation.metrics import write_metrics

    print(write_metrics(data, path))


@main.command()
@click.option("--now", "at_once", is_flag=True, help="Send even if tonight's message was already sent.")
@pass_data
def notify(data: DataDir, at_once: bool) -> None:
    """Send the night's message to the addresses in FAZHI_NOTIFY: what needs a person, then what happened.

    At most one a night, none if nothing happened, one a week in any case. Nights send it by themselves.
    """
    from flows.operation.notify import notify

    print(notify(data, at_once=at_once))


@main.command()
@pass_data
def doctor(data: DataDir) -> None:
    """Check before the first night whether this machine can run fazhi. Exit code 7 if not."""
    from flows.errors import NotWell
    from flows.operation.doctor import diagnose

    found = diagnose(data)
    for one in found:
        print(f"{'ok   ' if one.ok else 'LOOK '} {one.key}: {one.line}")
    if wrong := [one.key for one in found if not one.ok]:
        raise NotWell(f"before the first night: {', '.join(wrong)}")


@main.command("archive-id")
@pass_data
def show_archive_id(data: DataDir) -> None:
    """Print the id of the archive in the data folder; a folder without an archive gets one."""
    from storage.archive import Archive
    from storage.database.identity import archive_id

    if not archive_id(data):
        with Archive.open(data):
            pass
    print(archive_id(data))
