"""The archive as its one writer sees it: from a crawl's log to the published database."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self

from records import (
    Capture,
    Extraction,
    FileReading,
    Issue,
    Site,
    clock,
)
from records.jsonlines import to_json
from records.sketch import Sketch
from storage.database.fingerprint import Content, content
from storage.database.identity import claim
from storage.database.lock import writer_lock
from storage.database.migrate import migrate, transaction
from storage.database.rows import insert_rows, only_number
from storage.database.writing import connect_writer
from storage.evidence.warc_writer import KnownCapture
from storage.history.changes import Compare, write_changes
from storage.history.decisions import read_decisions, save_decisions
from storage.history.figure_store import FigureStore
from storage.history.fold import Folded, ReadHistories, fold
from storage.history.listed_titles import ReadTitle, write_titles
from storage.history.promotion import Promotion, preview, promoted_version
from storage.history.removal_rule import RemovalRule, save_removal_rule
from storage.history.text_reuse import write_reuse
from storage.intake.extractions import further_pages, pending, save_extractions, save_unread
from storage.intake.files import (
    FileSeen,
    PageToCombine,
    files_alone,
    pages_to_combine,
    pending_files,
    save_files,
)
from storage.intake.ingest import Ingested, ingest, waiting_crawls
from storage.intake.reference import load_reference
from storage.paths import DataDir
from storage.planning.crawl_inputs import (
    LearntColumn,
    ReportPage,
    Standing,
    begun_again,
    due_pages,
    hosts_led_to,
    known_captures,
    learnt_columns,
    over,
    report_pages,
    resumable,
    searches,
    standings,
    whole_walks,
)
from storage.planning.harvest_results import SiteHarvest, site_harvests
from storage.preservation.recent_evidence import damaged_since_published
from storage.preservation.repair import Repaired, repair
from storage.preservation.verify import Progress
from storage.publishing.audit_results import write_audits
from storage.publishing.checks import failed_checks
from storage.publishing.publish import publish_set
from storage.publishing.shrinking import growing, shrinking

PUBLICATION = """
INSERT INTO publication
SELECT $1, (SELECT count(*) FROM report WHERE status = 'live'),
    (SELECT count(*) FROM report WHERE status = 'removed'),
    count(*) FILTER (healthy), count(*) FILTER (NOT healthy), $2
FROM site_health
"""


class Archive:
    """The working archive, open for writing: `with Archive.open(data_dir) as archive:`.

    Every method is one transaction. An interrupted method leaves no trace and can be repeated.
    """

    def __init__(self, data_dir: DataDir) -> None:
        """For open() alone: the writer lock must be held."""
        self._data_dir = data_dir
        self._connection = connect_writer(data_dir.work_archive)

    @classmethod
    @contextmanager
    def open(cls, data_dir: DataDir, wait_seconds: float = 0) -> Iterator[Self]:
        """Opens the working archive, making or migrating it where needed, and closes it at the end.

        ArchiveLocked when another process writes, after waiting wait_seconds for it; SchemaTooNew when a
        newer program made the archive, which is then left as it was; ForeignArchive when the folder belongs
        to another archive.
        """
        with writer_lock(data_dir, wait_seconds):
            archive = cls(data_dir)
            try:
                migrate(archive._connection)
                load_reference(archive._connection)
                claim(archive._connection, data_dir)
                yield archive
            finally:
                archive._connection.close()

    def save_sites(self, sites: Iterable[Site]) -> None:
        """Stores the crawled sites, which the view coverage and the minimum counts (min_reports) use."""
        with transaction(self._connection):
            insert_rows(self._connection, "site", map(to_json, sites), "OR REPLACE")

    def save_removal_rule(self, rule: RemovalRule) -> None:
        """Stores the removal rule (nights, days); the next fold applies it."""
        with transaction(self._connection):
            save_removal_rule(self._connection, rule)

    def note_invented(self) -> None:
        """Marks the archive as simulated, with invented texts. Every page then shows this."""
        with transaction(self._connection):
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('texts', 'invented')")

    def waiting_crawls(self) -> list[Path]:
        """The folders of crawls that are not in the archive yet, oldest first."""
        return waiting_crawls(self._connection, self._data_dir.crawls)

    def ingest(self, crawl_dir: Path) -> Ingested:
        """Ingests the folder of one crawl. Idempotent."""
        return ingest(self._connection, crawl_dir)

    def pending(self, extractor_version: str) -> list[Capture]:
        """The captures of report pages that this version of the extractor has yet to read, oldest first."""
        return pending(self._connection, extractor_version)

    def further_pages(self, captures: Sequence[Capture]) -> dict[str, dict[str, Capture]]:
        """The further pages of split articles: by the first page's capture_id, then by address."""
        return further_pages(self._connection, captures)

    def save_extractions(
        self,
        extractions: Iterable[tuple[str, Extraction]],
        files: Mapping[str, Mapping[str, FileSeen]] | None = None,
    ) -> int:
        """Stores the extraction of each capture_id. A second one by the same version replaces the first.

        files are those that the extractions were combined with: by capture_id, then by URL.
        """
        return save_extractions(self._connection, extractions, files)

    def pending_files(self, reader_version: str, *, with_ocr: bool) -> list[Capture]:
        """The stored files that this version of the reader has yet to read, oldest first."""
        return pending_files(self._connection, reader_version, with_ocr)

    def save_files(self, readings: Iterable[tuple[str, FileReading]]) -> None:
        """Stores the reading of each file's capture_id; a second reading replaces the first."""
        save_files(self._connection, readings)

    def files_alone(self, extractor_version: str) -> list[tuple[Capture, FileReading]]:
        """The files fetched in place of a page that have no extraction yet, with their readings."""
        return files_alone(self._connection, extractor_version)

    def pages_to_combine(self, extractor_version: str) -> list[PageToCombine]:
        """The page captures whose extraction was made without the current readings of their files."""
        return pages_to_combine(self._connection, extractor_version)

    def save_unread(self, unread: Iterable[tuple[Capture, Issue]]) -> None:
        """Stores why captures could not be read."""
        save_unread(self._connection, unread)

    def fold(self, extractor_version: str, read_histories: ReadHistories) -> Folded:
        """Rebuilds pages, reports, versions and events; read_histories is extraction.works.lineage.histories.

        Raises DecisionsInvalid, before anything is folded, for an invalid decisions.csv.
        """
        save_decisions(self._connection, read_decisions(self._data_dir.decisions))
        return fold(self._connection, extractor_version, read_histories)

    def write_titles(self, extractor_version: str, read: ReadTitle) -> int:
        """Reads the new titles of listed items. Returns how many. Call it before the fold."""
        return write_titles(self._connection, extractor_version, read)

    def write_changes(self, compare: Compare) -> int:
        """Compares each version with the one before it unless this was done before. Returns the number of
        pairs compared. compare is extraction.works.change.compare_documents. Call it after the fold."""
        return write_changes(self._connection, compare)

    def write_reuse(self, extractor_version: str, sketch: Callable[[str], Sketch]) -> int:
        """Computes the share of each report found in others, for the reports affected by new ones. Returns
        how many; sketch is extraction.works.reuse.sketch. Call it after the fold."""
        return write_reuse(self._connection, extractor_version, sketch)

    @property
    def figures(self) -> FigureStore:
        """The figures that the reports state. Use it after the fold."""
        return FigureStore(self._connection, self._data_dir.figure_decisions)

    def promoted_version(self) -> str:
        """The extractor version that the histories are folded from; empty before the first fold."""
        return promoted_version(self._connection)

    def preview(self, extractor_version: str, read_histories: ReadHistories) -> Promotion:
        """The effects of folding from another extractor version. Changes nothing."""
        return preview(self._connection, extractor_version, read_histories)

    def content(self) -> Content:
        """The archive's content without times and capture ids, for comparing two archives."""
        return content(self._connection)

    def captures(self) -> int:
        """The number of captures in the archive."""
        return only_number(self._connection.execute("SELECT count(*) FROM capture"))

    def site_harvests(self, crawl_ids: Sequence[str]) -> list[SiteHarvest]:
        """The results of these crawls by site. Call it after the fold."""
        return site_harvests(self._connection, crawl_ids)

    def check(self) -> list[str]:
        """The failed checks that prevent publishing, one line each."""
        return [
            *failed_checks(self._connection),
            *damaged_since_published(self._connection, self._data_dir),
        ]

    def repair(self, place: str = "", progress: Progress = lambda done, total: None) -> Repaired:
        """Repairs damaged evidence from the copy at place; see storage.preservation.repair."""
        return repair(self._data_dir, self._connection, place, progress)

    def shrinking(self) -> list[str]:
        """The losses that prevent publishing until a person accepts them, one line each."""
        return shrinking(self._connection, self._data_dir)

    def growing(self) -> list[str]:
        """Warnings before publishing, one line each."""
        return growing(self._connection, self._data_dir)

    def publish(self, accepted: Sequence[str] = ()) -> dict[str, int]:
        """Publishes the archive with its text index and returns its row counts; see publish_set.

        accepted are the lines of shrinking() that a person accepted, for the table publication.
        """
        write_audits(self._connection, self._data_dir)
        with transaction(self._connection):
            self._connection.execute(PUBLICATION, [clock.now(), list(accepted)])
        self._connection.execute("CHECKPOINT")
        self._connection.close()
        try:
            manifest = publish_set(self._data_dir, clock.now())
        finally:
            self._connection = connect_writer(self._data_dir.work_archive)
        return {table: told["rows"] for table, told in manifest["tables"].items()}

    def known(self, site_ids: Iterable[str], resumed: Iterable[str] = ()) -> list[KnownCapture]:
        """The lines of the `known` file of the next crawl, which resumes these interrupted crawls."""
        return known_captures(self._connection, site_ids, resumed)

    def report_pages(self, site_ids: Iterable[str]) -> list[ReportPage]:
        """All pages that carry or carried a report of these sites."""
        return report_pages(self._connection, site_ids)

    def due(self, site_ids: Iterable[str], now: datetime, resumed: Iterable[str] = ()) -> list[ReportPage]:
        """The pages of these sites that are due: report pages, pages whose last fetch failed, and pages that
        a resumed crawl has begun."""
        return due_pages(self._connection, site_ids, now, resumed)

    def columns(self, site_ids: Iterable[str]) -> list[LearntColumn]:
        """The columns of these sites that hold reports, detected by earlier crawls, the best first."""
        return learnt_columns(self._connection, site_ids)

    def whole_walks(self, site_ids: Iterable[str], now: datetime) -> set[str]:
        """Which of these sites must be walked to the end of their lists this time."""
        return whole_walks(self._connection, site_ids, now)

    def searches(self, site_ids: Iterable[str], now: datetime) -> set[str]:
        """Which of these sites are searched again from their home pages although their columns are known."""
        return searches(self._connection, site_ids, now)

    def resumable(self, site_ids: Iterable[str], now: datetime) -> list[str]:
        """The recently interrupted crawls of these sites that no later crawl has replaced, oldest first."""
        return resumable(self._connection, site_ids, now)

    def hosts_led_to(self, site_ids: Iterable[str]) -> dict[str, set[str]]:
        """The hosts that the walks of these sites have led to, by site_id."""
        return hosts_led_to(self._connection, site_ids)

    def begun_again(self, now: datetime) -> set[str]:
        """The interrupted crawls that a later crawl may still resume."""
        return begun_again(self._connection, now)

    def over(self, now: datetime) -> set[str]:
        """The crawls that can no longer be resumed."""
        return over(self._connection, now)

    def standings(self, site_ids: Iterable[str]) -> dict[str, Standing]:
        """For each of these sites: when it was last crawled, and until when it is not contacted."""
        return standings(self._connection, site_ids)
