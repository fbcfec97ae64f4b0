"""`python -m rehearsal.strange`: plays two nights over the strange web and prints, by part, what was read,
what is honestly unknown, what was falsely said to be absent and what falsely to be there. Exit code 1 unless
false absences and false reports are none and 97 % of the reports are read where all can be."""

import json
import logging
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import mean

import click
from rich.console import Console
from rich.table import Column, Table

from flows.pipeline.order import CrawlOrder
from rehearsal.alone import LOG_FORMAT
from rehearsal.clock import clock_at
from rehearsal.history import begins_at
from rehearsal.night import Night, harvest, sites_of
from rehearsal.strange_verdicts import Json, SiteVerdict, judge_strange
from replica.process import started
from replica.strange import StrangeWeb, strange_truth
from storage.paths import DataDir

ENOUGH = 0.97
"""The share of the reports of readable sites that must be read."""
PATIENCE = 10.0


@click.command(help=__doc__)
@click.option("--hosts", default=480, show_default=True, help="How many sites.")
@click.option("--seed", default=1, show_default=True, help="Which strange web of many.")
@click.option("--only", default="", metavar="KIND:NAME,…", help="The only parts that are dealt.")
@click.option(
    "--held-out", is_flag=True, help="The parts that are kept apart from those who make readers better."
)
@click.option("--nights", default=2, show_default=True, help="How many nights are played.")
@click.option("--delay", type=float, help="Seconds between two requests to one host.")
@click.option("--details", default=30, show_default=True, help="How many wrong sites are named.")
@click.option(
    "--keep", type=click.Path(path_type=Path), help="Keep the data, truth and verdicts in this new folder."
)
@click.option("-v", "--verbose", is_flag=True, help="Say what is being done.")
def main(
    hosts: int,
    seed: int,
    only: str,
    held_out: bool,
    nights: int,
    delay: float | None,
    details: int,
    keep: Path | None,
    verbose: bool,
) -> None:
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, format=LOG_FORMAT)
    if keep and keep.exists():
        raise click.BadParameter(f"{keep} is there already", param_hint="--keep")
    try:
        web = StrangeWeb(hosts, seed, tuple(filter(None, only.split(","))), held_out, nights)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--only") from error
    root = keep or Path(tempfile.mkdtemp(prefix="fazhi-strange-"))
    try:
        good = play_strange(DataDir(root), web, delay, Console(), details)
    finally:
        if not keep:
            shutil.rmtree(root, ignore_errors=True)
    sys.exit(0 if good else 1)


def play_strange(data: DataDir, web: StrangeWeb, delay: float | None, console: Console, details: int) -> bool:
    """Plays the nights and shows the last one's verdicts; whether they are good enough."""
    truth = strange_truth(web)
    calendar = {"first_day": truth["days"][0]}
    verdicts: list[SiteVerdict] = []
    for number, night in enumerate(_nights(data, web, truth, delay), 1):
        second = begins_at(calendar, 2) if number > 1 else None
        verdicts = judge_strange(data, truth, night.requests, second)
        console.rule(f"Night {number}: {len(verdicts)} sites, {', '.join(_took(night))}")
        if number == 1 and web.nights > 1:
            _show_totals(console, verdicts, night)
    (data.root / "truth.json").write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")
    told = [asdict(verdict) for verdict in verdicts]
    (data.root / "verdicts.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    console.print(_by_part(verdicts, truth))
    _show_wrong(console, verdicts, details)
    return _show_totals(console, verdicts, night)


def _nights(data: DataDir, web: StrangeWeb, truth: Json, delay: float | None) -> Iterator[Night]:
    """Each night when it is over; on all of them every page is asked for."""
    calendar = {"first_day": truth["days"][0]}
    with started("replica.strange", ["--night", "1", *web.arguments()]) as pretend:
        for number in range(1, web.nights + 1):
            pretend.turn_to(number)
            order = CrawlOrder(
                sites_of(truth["sites"]), via=pretend.address, delay=delay, timeout=PATIENCE, recheck="all"
            )
            night = Night(number, truth)
            with clock_at(begins_at(calendar, number)):
                harvest(data, order, night)
            night.requests = pretend.served()
            yield night


def _took(night: Night) -> list[str]:
    return [f"{stage} {seconds:.0f} s" for stage, seconds in night.seconds.items()]


def _by_part(verdicts: Sequence[SiteVerdict], truth: Json) -> Table:
    """One row a part: what became of the reports of the sites that have it."""
    table = Table(Column("part", no_wrap=True), "readable")
    for name in ("sites", "reports", "read", "partly", "honest unknown", "false absence", "false report"):
        table.add_column(name, justify="right")
    for name in ("false version", "missed edit", "requests a site"):
        table.add_column(name, justify="right")
    for part in truth["parts"]:
        having = [verdict for verdict in verdicts if verdict.parts.get(part["kind"]) == part["name"]]
        if having:
            table.add_row(
                f"{part['kind']}:{part['name']}", "yes" if part["readable"] else "no", *_counted(having)
            )
    return table


def _counted(verdicts: Sequence[SiteVerdict]) -> list[str]:
    absent = sum(len(verdict.absent) for verdict in verdicts)
    false = sum(len(verdict.false) for verdict in verdicts)
    versions = sum(len(verdict.versions) for verdict in verdicts)
    return [
        str(len(verdicts)),
        str(sum(verdict.reports for verdict in verdicts)),
        str(sum(verdict.read for verdict in verdicts)),
        str(sum(len(verdict.partly) for verdict in verdicts)),
        str(sum(len(verdict.unknown) for verdict in verdicts)),
        f"[red]{absent}[/red]" if absent else "0",
        f"[red]{false}[/red]" if false else "0",
        f"[red]{versions}[/red]" if versions else "0",
        str(sum(len(verdict.missed) for verdict in verdicts)),
        f"{mean(verdict.requests for verdict in verdicts):.1f}",
    ]


def _show_wrong(console: Console, verdicts: Sequence[SiteVerdict], details: int) -> None:
    """The first sites with something false, those with the fewest parts first."""
    wrong = [verdict for verdict in verdicts if verdict.absent or verdict.false or verdict.versions]
    wrong.sort(key=lambda verdict: len(verdict.parts))
    for verdict in wrong[:details]:
        parts = " ".join(f"{kind}:{name}" for kind, name in verdict.parts.items())
        console.print(f"{verdict.adcode} {parts} verdict {verdict.verdict}", style="bold", markup=False)
        lines = [f"absent {line}" for line in verdict.absent] + [f"false {line}" for line in verdict.false]
        for line in [*lines, *(f"version {line}" for line in verdict.versions)][:3]:
            console.print(f"  {line}", markup=False, soft_wrap=True)
    if len(wrong) > details:
        console.print(f"… and {len(wrong) - details} sites more with something false")


def _show_totals(console: Console, verdicts: Sequence[SiteVerdict], night: Night) -> bool:
    readable = [verdict for verdict in verdicts if verdict.readable]
    for name, group in (
        ("all can be read", readable),
        ("something cannot be read", [verdict for verdict in verdicts if not verdict.readable]),
        ("all sites", list(verdicts)),
    ):
        if not group:
            continue
        sites, reports, read, partly, unknown, absent, false, versions, missed, requests = (
            word.replace("[red]", "").replace("[/red]", "") for word in _counted(group)
        )
        console.print(
            f"{name}: {sites} sites, {reports} reports, {read} read, {partly} partly, {unknown} unknown,"
            f" {absent} false absences, {false} false reports, {versions} false versions,"
            f" {missed} edits missed, {requests} requests a site",
            soft_wrap=True,
        )
    found = sum(verdict.read for verdict in readable) / max(1, sum(verdict.reports for verdict in readable))
    calm = sum(verdict.verdict == "ok" and verdict.read < verdict.reports for verdict in verdicts)
    console.print(
        f"read where all can be read: {found:.2%}; sites called ok that were not read whole: {calm}"
    )
    console.print(night.refused or f"published: {night.published.get('report')} reports", markup=False)
    wrong = any(verdict.absent or verdict.false for verdict in verdicts)
    return found >= ENOUGH and not wrong


if __name__ == "__main__":
    main()
