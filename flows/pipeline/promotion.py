"""Promotes an extractor version: the preview, the fold from it, and the report about it."""

import json
import os
from pathlib import Path
from typing import Protocol

from extraction.reading import EXTRACTOR_VERSION
from extraction.works.lineage import histories
from flows.pipeline.figure_stage import figures
from flows.pipeline.stages import fold_histories, ingest, read_with_this_version, version
from records import clock
from records.jsonlines import to_json
from storage.archive import Archive
from storage.database.lock import writer_lock
from storage.history.promotion import Promotion
from storage.paths import DataDir
from storage.publishing.publish import UNFINISHED, sync

__all__ = ["ingest", "preview", "promote", "read_again", "read_with_this_version", "version"]


class Steps(Protocol):
    """The stages of re-extraction: the functions of this module, or the tasks of tasks.py."""

    def ingest(self, data: DataDir, /) -> int: ...
    def read_with_this_version(self, data: DataDir, /) -> int: ...
    def preview(self, data: DataDir, /) -> Promotion | None: ...
    def promote(self, data: DataDir, promotion: Promotion, /) -> Path: ...
    def version(self, data: DataDir, /) -> None: ...


def preview(data: DataDir) -> Promotion | None:
    """The differences that promoting this program's extractor version would make. None if it is promoted
    already, or the archive is empty. Changes nothing."""
    with Archive.open(data) as archive:
        if archive.promoted_version() in ("", EXTRACTOR_VERSION):
            return None
        return archive.preview(EXTRACTOR_VERSION, histories)


def promote(data: DataDir, promotion: Promotion) -> Path:
    """Writes down the differences, then folds from the version after. Returns the file of the differences."""
    path = data.promotions / f"{clock.now():%Y%m%dT%H%M%SZ}-{promotion.before}-to-{promotion.after}.json"
    _write(path, json.dumps(to_json(promotion), ensure_ascii=False, indent=1) + "\n")
    with Archive.open(data) as archive:
        fold_histories(archive, promotion.after)
    figures(data)
    return path


def read_again(
    data: DataDir, steps: Steps, *, promote: bool = False, wait_seconds: float = 0
) -> Promotion | None:
    """Reads what this extractor version has not read, and returns the differences that promoting it makes;
    with promote, promotes it.

    Raises ArchiveLocked after wait_seconds.
    """
    with writer_lock(data, wait_seconds):
        steps.ingest(data)
        steps.read_with_this_version(data)
        promotion = steps.preview(data)
        if promotion is None:
            steps.version(data)
        elif promote:
            steps.promote(data, promotion)
    return promotion


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + UNFINISHED)
    with new.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    sync(path.parent)
