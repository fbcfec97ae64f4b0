"""`python -m rehearsal.story`: plays the nights of a story and prints confusion tables of changes, of moves
and removals, of how reports stand and of the ledger. Exit code 1 unless nothing stands off the diagonals."""

import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

import replica
from rehearsal.confusion import (
    Verdict,
    by_pair,
    judge_changes,
    judge_ends,
    judge_events,
    judge_ledger,
)
from rehearsal.history import play_story
from rehearsal.night import Night
from rehearsal.told import Archive
from storage.paths import DataDir


@click.command(help=__doc__)
@click.option("--hosts", default=200, show_default=True, help="How many of the registry's hosts.")
@click.option("--nights", default=60, show_default=True, help="How many nights are played.")
@click.option("--seed", default=1, show_default=True, help="Which story of many.")
@click.option("--whole", default=4, show_default=True, help="Every how many nights all pages are looked at.")
@click.option("--publish", default=10, show_default=True, help="Every how many nights is published.")
@click.option("--patience", default=2.0, show_default=True, help="Seconds for which an answer is waited.")
@click.option("--details", default=20, show_default=True, help="How many oddities of a table are named.")
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the data in this new folder.")
@click.option("-v", "--verbose", is_flag=True, help="Say what is being done.")
def main(
    hosts: int,
    nights: int,
    seed: int,
    whole: int,
    publish: int,
    patience: float,
    details: int,
    keep: Path | None,
    verbose: bool,
) -> None:
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, format="%(asctime)s %(message)s")
    if keep and keep.exists():
        raise click.BadParameter(f"{keep} is there already", param_hint="--keep")
    root = DataDir(keep or Path(tempfile.mkdtemp(prefix="fazhi-story-")))
    zoo = replica.Zoo(hosts=hosts, seed=seed, patience=patience, story=nights)
    truth = replica.story_truth(zoo)
    console, began = Console(), time.monotonic()
    try:
        for night in play_story(root, zoo, truth, range(1, nights + 1), whole=whole, publish=publish):
            _show_night(console, night)
        tables = _judge(root, truth)
    finally:
        if not keep:
            shutil.rmtree(root.root, ignore_errors=True)
    for title, verdicts in tables.items():
        show_confusion(console, title, verdicts, details)
    console.print(f"{nights} nights over {hosts} hosts in {time.monotonic() - began:.0f} s")
    sys.exit(not all(verdict.is_right for verdicts in tables.values() for verdict in verdicts))


def _show_night(console: Console, night: Night) -> None:
    refused = f"; {night.refused}" if night.refused else ""
    console.print(
        f"night {night.number}: {sum(night.requests.values())} requests, {sum(night.seconds.values()):.1f} s{refused}",
        markup=False,
        highlight=False,
    )


def _judge(root: DataDir, truth: dict[str, Any]) -> dict[str, list[Verdict]]:
    """The verdicts of each table: what the archive holds against what was played."""
    archive = Archive(root, truth)
    return {
        "changes": list(judge_changes(archive, truth)),
        "moves and removals": list(judge_events(archive, truth)),
        "reports at the end": list(judge_ends(archive, truth)),
        "ledger": list(judge_ledger(root, truth)),
    }


def show_confusion(console: Console, title: str, verdicts: Sequence[Verdict], details: int) -> None:
    """A table of truth × found, wrong pairs in red, and the first oddities by name."""
    wrong = [verdict for verdict in verdicts if not verdict.is_right]
    is_wrong = {(verdict.truth, verdict.found) for verdict in wrong}
    table = Table("truth", "found", "times", title=f"{title}: {len(verdicts)}, {len(wrong)} wrong")
    for (truth, found), times in sorted(by_pair(verdicts).items()):
        table.add_row(truth, found, str(times), style="red" if (truth, found) in is_wrong else "")
    console.print(table)
    for verdict in wrong[:details]:
        console.print(f"  {verdict.truth} × {verdict.found}: {verdict.where}", markup=False, soft_wrap=True)


if __name__ == "__main__":
    main()
