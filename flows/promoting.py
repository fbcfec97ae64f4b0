"""Promoting an extractor version: what it would change, the fold from it, and the report of it."""

import json
import os
from dataclasses import fields
from pathlib import Path

from extraction.lineage import histories
from extraction.reading import EXTRACTOR_VERSION
from flows.environment import prepare_prefect
from flows.stages import fold
from records import clock
from records.jsonlines import to_json
from storage.archive import Archive
from storage.paths import DataDir
from storage.promotion import Promotion, Sample
from storage.publish import UNFINISHED, sync

SHOWN = 10


def preview(data: DataDir) -> Promotion | None:
    """What promoting this program's extractor version would change; None where it is the promoted one, or
    the archive is fresh. Changes nothing."""
    with Archive.open(data) as archive:
        if archive.promoted_version() in ("", EXTRACTOR_VERSION):
            return None
        return archive.preview(EXTRACTOR_VERSION, histories)


def promote(data: DataDir, promotion: Promotion) -> Path:
    """Fold from the version after, having written down what that changes; the file of it."""
    path = data.promotions / f"{clock.now():%Y%m%dT%H%M%SZ}-{promotion.before}-to-{promotion.after}.json"
    _write(path, json.dumps(to_json(promotion), ensure_ascii=False, indent=1) + "\n")
    with Archive.open(data) as archive:
        fold(archive, promotion.after)
    return path


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + UNFINISHED)
    with new.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    sync(path.parent)


def run_reextract(data: DataDir, *, promote: bool, form: str) -> None:
    """The reextract flow, and what it found."""
    prepare_prefect(data)
    from flows.reextract import reextract

    promotion = reextract(str(data.root), promote, wait_minutes=0)
    if form == "json":
        print(json.dumps(to_json(promotion), ensure_ascii=False, indent=1))
    elif promotion is None:
        print(
            f"everything is read with extractor {EXTRACTOR_VERSION}; put it live with: {_command(data)} publish"
        )
    else:
        print("\n".join(_told(promotion)))
        if promote:
            print(f"promoted; put it live with: {_command(data)} publish")
        else:
            print(f"nothing was changed; to have it: {_command(data)} reextract --promote")


def _command(data: DataDir) -> str:
    return f"fazhi --data {data.root}"


def _told(promotion: Promotion) -> list[str]:
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
