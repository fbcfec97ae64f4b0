"""The stages as plain functions of the data folder: each can be killed and run again.

Each opens the working archive by itself; flows.pipeline.harvest holds the writer lock around all of them.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from crawlers.spec import CrawlSpec
from extraction.facts.listed_titles import read_listed_title
from extraction.figures.reading import FIGURES_VERSION
from extraction.files import READER_VERSION
from extraction.reading import EXTRACTOR_VERSION
from extraction.works.change import compare_documents
from extraction.works.lineage import histories
from extraction.works.reuse import sketch
from flows.errors import ChecksFailed
from flows.pipeline.crawl_process import run_crawl
from flows.pipeline.figure_stage import figures
from flows.pipeline.file_reading import read_files
from flows.pipeline.ocr import has_ocr
from flows.pipeline.order import CrawlOrder, make_spec, take_turns
from flows.pipeline.reader import A_FILE, file_alone, read_captures, read_page_of
from records import Capture, CrawlSummary, Extraction, Issue, Site, clock
from storage.archive import Archive
from storage.database.lock import lock_descriptors
from storage.evidence.crawl_logs import pack_logs, read_text, stored
from storage.history.fold import Folded
from storage.intake.files import FileSeen
from storage.paths import DataDir
from storage.planning.known_files import drop_known
from storage.publishing.publish import sweep_unfinished

log = logging.getLogger(__name__)

FILES_AT_ONCE = 20
"""Files read and saved in one transaction; a kill loses at most these."""


def shards(data: DataDir, order: CrawlOrder) -> list[CrawlOrder]:
    """The order cut into crawls of one child process each."""
    ingest(data)
    with Archive.open(data) as archive:
        return take_turns(archive, order, clock.now())


def plan(data: DataDir, order: CrawlOrder) -> CrawlSpec:
    """The specification of the crawl for the order: which columns are read, which pages are fetched again.

    Interrupted crawls are ingested first; this crawl resumes them.
    """
    ingest(data)
    with Archive.open(data) as archive:
        return make_spec(archive, data, order, clock.now())


def crawl(data: DataDir, spec: CrawlSpec) -> CrawlSummary:
    """Runs the crawl. Raises CrawlFailed; the captures made so far stay on disk."""
    log.info("crawling %d sites (%s)", len(spec.sites), spec.crawl_id)
    summary = run_crawl(spec, data, keep_open=lock_descriptors(data))
    log.info("crawled %d sites: %d captures", len(summary.sites), summary.captures)
    return summary


def ingest(data: DataDir) -> int:
    """Ingests every crawl on disk, including interrupted ones. Returns the number of new captures."""
    fresh = 0
    with Archive.open(data) as archive:
        for folder in archive.waiting_crawls():
            archive.save_sites(_sites_of(folder))
            fresh += archive.ingest(folder).new_captures
        drop_known(data, archive.begun_again(clock.now()))
        for crawl_id in archive.over(clock.now()):
            pack_logs(data.crawl(crawl_id))
    sweep_unfinished(data)
    log.info("ingested %d captures", fresh)
    return fresh


def read(data: DataDir) -> int:
    """Extracts the captures that are not read yet. Returns how many.

    None if the archive uses another extractor version: a person promotes this one (flows.reextract).
    """
    with Archive.open(data) as archive:
        if archive.promoted_version() not in ("", EXTRACTOR_VERSION):
            return 0
    return read_with_this_version(data)


def read_with_this_version(data: DataDir) -> int:
    """Extracts what this extractor version has not read yet, beside the extractions of others. Returns how
    many.

    Files first, then pages, then pages whose text is or was in a file.
    """
    with Archive.open(data) as archive:
        files = _read_files(data, archive, archive.pending_files(READER_VERSION, with_ocr=has_ocr()))
        waiting = archive.pending(EXTRACTOR_VERSION)
        no_pages: list[Capture] = []
        for readings in read_captures(data, waiting, archive.further_pages(waiting)):
            understood = [(at.capture_id, found) for at, found in readings if isinstance(found, Extraction)]
            archive.save_extractions(understood)
            archive.save_unread([(at, found) for at, found in readings if isinstance(found, Issue)])
            no_pages += [at for at, found in readings if isinstance(found, Issue) and found.code == A_FILE]
        files += _read_files(data, archive, no_pages)
        combined = _combine(data, archive)
    log.info("read %d pages and %d files, combined %d", len(waiting), files, combined)
    return len(waiting) + files


def _read_files(data: DataDir, archive: Archive, files: Sequence[Capture]) -> int:
    """Reads these stored files. A file fetched in place of a page becomes an extraction at once."""
    readings = read_files(data, files)
    while batch := list(islice(readings, FILES_AT_ONCE)):
        archive.save_files((capture.capture_id, reading) for capture, reading in batch)
        log.info("reading: %d files", len(batch))
    for capture, reading in archive.files_alone(EXTRACTOR_VERSION):
        itself = {capture.page_url: FileSeen(capture.capture_id, reading)}
        found = file_alone(capture, reading)
        archive.save_extractions([(capture.capture_id, found)], {capture.capture_id: itself})
    return len(files)


def _combine(data: DataDir, archive: Archive) -> int:
    """Extracts again the pages whose files have newer readings."""
    pages = archive.pages_to_combine(EXTRACTOR_VERSION)
    further = archive.further_pages([page.capture for page in pages])
    for page in pages:
        capture_id = page.capture.capture_id
        files = {url: seen.reading for url, seen in page.files.items()}
        found = read_page_of(data, page.payload, further.get(capture_id, {}), files)
        if isinstance(found, Extraction):
            archive.save_extractions([(capture_id, found)], {capture_id: page.files})
        else:
            archive.save_unread([(page.capture, found)])
    return len(pages)


def version(data: DataDir) -> None:
    """Folds everything seen so far into reports, versions and events, and computes changes and reuse, from
    the promoted extractor version; an archive without one promotes this program's."""
    with Archive.open(data) as archive:
        folded = fold_histories(archive, archive.promoted_version() or EXTRACTOR_VERSION)
    log.info("%d reports, %d versions", folded.reports, folded.versions)
    figures(data)


def fold_histories(archive: Archive, extractor_version: str) -> Folded:
    """Histories, changes and reuse, as this extractor version reads the captures."""
    archive.write_titles(extractor_version, read_listed_title)
    folded = archive.fold(extractor_version, histories)
    archive.write_changes(compare_documents)
    archive.write_reuse(extractor_version, sketch)
    return folded


def check(data: DataDir) -> None:
    """Raises ChecksFailed, naming each check, if the archive must not be published."""
    with Archive.open(data) as archive:
        _refuse(_empty(archive))
        _refuse([*_other_version(archive), *archive.check(), *archive.shrinking()])
        for line in archive.growing():
            log.warning("%s", line)


def publish(data: DataDir) -> dict[str, int]:
    """Publishes the working archive. Returns the number of rows by table."""
    with Archive.open(data) as archive:
        counts = archive.publish()
    log.info("published %s", data.published)
    return counts


def publish_shrunk(data: DataDir) -> dict[str, int]:
    """The same for an archive that shrank, after a person accepted it; the acceptance is stored in the
    archive.

    Raises ChecksFailed if another check fails.
    """
    with Archive.open(data) as archive:
        _refuse(_empty(archive))
        _refuse([*_other_version(archive), *archive.check()])
        return archive.publish(archive.shrinking())


def _other_version(archive: Archive) -> list[str]:
    """The failed check if the archive uses another extractor version: only a person promotes one."""
    promoted, rules = archive.promoted_version(), archive.figures.promoted()
    if promoted in ("", EXTRACTOR_VERSION):
        if rules in ("", FIGURES_VERSION):
            return []
        return [
            f"the figures use version {rules} of the rules, this fazhi has {FIGURES_VERSION}: run"
            " `fazhi reextract --figures`, check the differences, then `fazhi reextract --figures --promote`"
        ]
    return [
        f"the archive uses extractor {promoted}, this fazhi has {EXTRACTOR_VERSION}: run `fazhi"
        " reextract`, check the differences, then `fazhi reextract --promote`"
    ]


def _empty(archive: Archive) -> list[str]:
    """An archive without captures is not an archive that shrank."""
    if archive.captures():
        return []
    return ["the working archive is empty: `fazhi rebuild --replace` makes it from the evidence on the disk"]


def _refuse(failed: list[str]) -> None:
    if failed:
        raise ChecksFailed(f"not published; the last good archive stays live: {'; '.join(failed)}")


def _sites_of(folder: Path) -> Iterator[Site]:
    """All sites the crawl was ordered for, from its own specification: a rebuilt archive needs them too."""
    path = folder / "spec.json"
    if stored(path):
        spec = CrawlSpec.from_json(read_text(path))
        for site in spec.sites:
            seeds = site.seeds or tuple(one.url for one in spec.columns if one.site_id == site.site_id)
            if seeds:
                yield replace(site, seeds=seeds)
