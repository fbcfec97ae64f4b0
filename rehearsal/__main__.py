"""`python -m rehearsal`: plays nights over a zoo and prints what was got right and wrong. Exit code 1 when a
report of a well-behaved host was missed beyond 0.5 %, a false one found, one told as removed, a host judged
wrongly, or nothing published."""

import logging
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from rehearsal.alone import LOG_FORMAT
from rehearsal.night import play
from rehearsal.tables import show
from rehearsal.verdicts import judge_hosts
from replica import Zoo
from storage.paths import DataDir


@click.command(help=__doc__)
@click.option("--hosts", default=120, show_default=True, help="How many of the registry's hosts.")
@click.option("--misbehaving", default=0.4, show_default=True, help="The share of hosts that misbehave.")
@click.option("--only", default="", metavar="NAME,…", help="The only ways to misbehave.")
@click.option("--seed", default=1, show_default=True, help="Which zoo of many.")
@click.option("--nights", default=2, show_default=True, help="How many nights are played.")
@click.option("--delay", type=float, help="Seconds between two requests to one host.")
@click.option("--patience", default=10.0, show_default=True, help="Seconds clients are taken to wait.")
@click.option("--details", default=12, show_default=True, help="How many oddities are named.")
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the data in this new folder.")
@click.option("-v", "--verbose", is_flag=True, help="Say what is being done.")
def main(
    hosts: int,
    misbehaving: float,
    only: str,
    seed: int,
    nights: int,
    delay: float | None,
    patience: float,
    details: int,
    keep: Path | None,
    verbose: bool,
) -> None:
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, format=LOG_FORMAT)
    if keep and keep.exists():
        raise click.BadParameter(f"{keep} is there already", param_hint="--keep")
    root = keep or Path(tempfile.mkdtemp(prefix="fazhi-rehearsal-"))
    ways = tuple(filter(None, only.split(",")))
    zoo = Zoo(hosts=hosts, misbehaving=misbehaving, seed=seed, patience=patience)
    zoo = replace(zoo, only=ways) if ways else zoo
    console, good = Console(), True
    crawl_ids: list[str] = []
    truths: list[dict[str, Any]] = []
    try:
        for number in range(1, nights + 1):
            night = play(DataDir(root), zoo, number, delay=delay)
            crawl_ids += night.crawl_ids
            found = judge_hosts(DataDir(root), night.truth, crawl_ids, truths)
            truths.append(night.truth)
            good &= show(console, night, found, details)
    finally:
        if not keep:
            shutil.rmtree(root, ignore_errors=True)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
