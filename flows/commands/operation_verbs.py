"""The verbs of an installation that runs unattended: is it well, what do its numbers say, who is told."""

import json
from pathlib import Path

import click

from flows.commands.options import main, pass_data
from storage.paths import DataDir


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a question.")
@pass_data
def health(data: DataDir, as_json: bool) -> None:
    """Say in one line a question whether this installation is well; exit code 7 where it needs a person."""
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
    help="Where to write; operation/fazhi.prom in the data folder without it.",
)
@pass_data
def metrics(data: DataDir, path: Path | None) -> None:
    """Write the numbers for Prometheus (node_exporter's textfile collector); every night does so too."""
    from flows.operation.metrics import write_metrics

    print(write_metrics(data, path))


@main.command()
@click.option("--now", "at_once", is_flag=True, help="Also where tonight's message is out already.")
@pass_data
def notify(data: DataDir, at_once: bool) -> None:
    """Tell the people named in FAZHI_NOTIFY what they must do and what happened; every night does so too.

    One message a night at most, none when nothing happened, a sign of life once a week.
    """
    from flows.operation.notify import notify

    print(notify(data, at_once=at_once))


@main.command()
@pass_data
def doctor(data: DataDir) -> None:
    """Look, before the first night, whether this machine can run them; exit code 7 where it cannot."""
    from flows.errors import NotWell
    from flows.operation.doctor import diagnose

    found = diagnose(data)
    for one in found:
        print(f"{'ok   ' if one.ok else 'LOOK '} {one.key}: {one.line}")
    if wrong := [one.key for one in found if not one.ok]:
        raise NotWell(f"before the first night: {', '.join(wrong)}")
