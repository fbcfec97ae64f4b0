"""`fazhi reextract`: what a new extractor version would change, as lines or JSON."""

import json
from dataclasses import fields

from extraction.figures.reading import FIGURES_VERSION
from extraction.reading import EXTRACTOR_VERSION
from flows.pipeline import promotion as steps
from flows.pipeline.environment import prepare_prefect, records_runs
from flows.pipeline.figure_stage import preview_figures, promote_figures
from flows.pipeline.promotion import read_again
from records.jsonlines import to_json
from storage.database.lock import writer_lock
from storage.history.promotion import Promotion, Sample
from storage.paths import DataDir

SHOWN = 10


def run_reextract(data: DataDir, *, promote: bool, form: str) -> None:
    """Runs the reextract flow and prints its result."""
    if records_runs():
        prepare_prefect(data)
        from flows.reextract import reextract

        promotion = reextract(str(data.root), promote, wait_minutes=0)
    else:
        promotion = read_again(data, steps, promote=promote)
    if form == "json":
        print(json.dumps(to_json(promotion), ensure_ascii=False, indent=1))
    elif promotion is None:
        print(
            f"all captures are already read with extractor {EXTRACTOR_VERSION}; publish with:"
            f" {_command(data)} publish"
        )
    else:
        print("\n".join(_summary(promotion)))
        if promote:
            print(f"promoted; publish it with: {_command(data)} publish")
        else:
            print(f"nothing was changed; to switch to it: {_command(data)} reextract --promote")


def run_reextract_figures(data: DataDir, *, promote: bool, form: str) -> None:
    """Reads the figures of the stored texts again if the rules changed, and prints the differences by
    code."""
    with writer_lock(data):
        differences = preview_figures(data)
        reports = promote_figures(data) if promote else 0
    if form == "json":
        told = {
            "figures_version": FIGURES_VERSION,
            "codes": [one._asdict() for one in differences],
            "chosen": reports,
        }
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for one in differences:
        print(f"{one.code}: {one.gained} gained, {one.lost} lost, {one.changed} changed")
    if not differences:
        print(f"all figures are already read with version {FIGURES_VERSION} of the rules")
    if promote:
        print(
            f"promoted: figures of {reports} reports were chosen again; publish with: {_command(data)}"
            " publish"
        )
    else:
        print(f"nothing was changed; to switch to it: {_command(data)} reextract --figures --promote")


def _command(data: DataDir) -> str:
    return f"fazhi --data {data.root}"


def _summary(promotion: Promotion) -> list[str]:
    """The promotion as lines for people."""
    lines = [
        f"extractor {promotion.before} → {promotion.after}: {promotion.captures} captures are read by both, "
        f"{promotion.unread} by {promotion.before} only, {promotion.fresh} by {promotion.after} only",
        f"bodies changed: {promotion.bodies_changed}",
        f"versions of reports: {promotion.versions_before} → {promotion.versions_after}",
    ]
    for what, reports in (("gained", promotion.reports_gained), ("lost", promotion.reports_lost)):
        names = ", ".join(reports[:SHOWN]) + (" …" if len(reports) > SHOWN else "")
        lines.append(f"reports {what}: {len(reports)}" + (f" ({names})" if names else ""))
    for name, change in promotion.fields.items():
        counts = (f"{getattr(change, one.name)} {one.name}" for one in fields(change))
        lines.append(f"{name}: {', '.join(counts)}")
    for sample in promotion.samples:
        lines += ["", *_shown(sample)]
    return lines


def _shown(sample: Sample) -> list[str]:
    return [
        f"{sample.url} ({sample.capture_id})",
        *(f"  {name}: {old} → {new}" for name, (old, new) in sample.fields.items()),
        *(f"  {line}" for line in sample.diff),
    ]
