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
from storage.history.figures import FigureStore
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
        newer program made the archive, which is then left as it was; ForeignArchive when the folder belongs to
        another archive.
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
        """Keeps the sites that are crawled: what coverage and the floors speak of."""
        with transaction(self._connection):
            insert_rows(self._connection, "site", map(to_json, sites), "OR REPLACE")

    def save_removal_rule(self, rule: RemovalRule) -> None:
        """Keeps how many nights over how many days prove a page gone; the next fold goes by it."""
        with transaction(self._connection):
            save_removal_rule(self._connection, rule)

    def note_invented(self) -> None:
        """Keeps that the sites are simulated and the texts invented; readers are told on every page."""
        with transaction(self._connection):
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('texts', 'invented')")

    def waiting_crawls(self) -> list[Path]:
        """The folders of crawls that are not in the archive yet, oldest first."""
        return waiting_crawls(self._connection, self._data_dir.crawls)

    def ingest(self, crawl_dir: Path) -> Ingested:
        """Takes in what one crawl left in its folder; doing it again changes nothing."""
        return ingest(self._connection, crawl_dir)

    def pending(self, extractor_version: str) -> list[Capture]:
        """The captures of report pages that this version of the extractor has yet to read, oldest first."""
        return pending(self._connection, extractor_version)

    def further_pages(self, captures: Sequence[Capture]) -> dict[str, dict[str, Capture]]:
        """The further pages of articles that are cut in pages: by the first one's capture_id, then by address."""
        return further_pages(self._connection, captures)

    def save_extractions(
        self,
        extractions: Iterable[tuple[str, Extraction]],
        files: Mapping[str, Mapping[str, FileSeen]] | None = None,
    ) -> int:
        """Keeps what was read from each capture_id; a second reading by one version replaces the first.

        files are those that the extractions were combined with: by capture_id, then by URL.
        """
        return save_extractions(self._connection, extractions, files)

    def pending_files(self, reader_version: str, *, with_ocr: bool) -> list[Capture]:
        """The stored files that this version of the reader has yet to read, oldest first."""
        return pending_files(self._connection, reader_version, with_ocr)

    def save_files(self, readings: Iterable[tuple[str, FileReading]]) -> None:
        """Keeps what was read from each file's capture_id; a second reading replaces the first."""
        save_files(self._connection, readings)

    def files_alone(self, extractor_version: str) -> list[tuple[Capture, FileReading]]:
        """The files fetched in place of a page that are not extractions yet, with their readings."""
        return files_alone(self._connection, extractor_version)

    def pages_to_combine(self, extractor_version: str) -> list[PageToCombine]:
        """The page captures whose extraction does not go with what their files say."""
        return pages_to_combine(self._connection, extractor_version)

    def save_unread(self, unread: Iterable[tuple[Capture, Issue]]) -> None:
        """Keeps why captures could not be read."""
        save_unread(self._connection, unread)

    def fold(self, extractor_version: str, read_histories: ReadHistories) -> Folded:
        """Makes pages, reports, versions and events anew; read_histories is extraction.works.lineage.histories.

        DecisionsInvalid where decisions.csv makes no sense; nothing is folded then.
        """
        save_decisions(self._connection, read_decisions(self._data_dir.decisions))
        return fold(self._connection, extractor_version, read_histories)

    def write_titles(self, extractor_version: str, read: ReadTitle) -> int:
        """Reads the new titles of listed items (extraction.facts.listed_titles); how many. Before the fold."""
        return write_titles(self._connection, extractor_version, read)

    def write_changes(self, compare: Compare) -> int:
        """Compares each version with the one before it, where that was not done yet, and returns how many pairs
        that were; compare is extraction.works.change.compare_documents. After the fold."""
        return write_changes(self._connection, compare)

    def write_reuse(self, extractor_version: str, sketch: Callable[[str], Sketch]) -> int:
        """Computes the share of each report found in others, for the reports affected by new ones. Returns
        how many; sketch is extraction.works.reuse.sketch. Call it after the fold."""
        return write_reuse(self._connection, extractor_version, sketch)

    @property
    def figures(self) -> FigureStore:
        """The figures that the reports state; after the fold."""
        return FigureStore(self._connection, self._data_dir.figure_decisions)

    def promoted_version(self) -> str:
        """The extractor version that the histories are folded from; empty where nothing was folded yet."""
        return promoted_version(self._connection)

    def preview(self, extractor_version: str, read_histories: ReadHistories) -> Promotion:
        """What folding from another extractor version would change; nothing is changed."""
        return preview(self._connection, extractor_version, read_histories)

    def content(self) -> Content:
        """The archive's content without times and capture ids, for comparing two archives."""
        return content(self._connection)

    def captures(self) -> int:
        """How many responses it knows."""
        return only_number(self._connection.execute("SELECT count(*) FROM capture"))

    def site_harvests(self, crawl_ids: Sequence[str]) -> list[SiteHarvest]:
        """What these crawls brought, site by site; after the fold."""
        return site_harvests(self._connection, crawl_ids)

    def check(self) -> list[str]:
        """What forbids publishing, one line each."""
        return [
            *failed_checks(self._connection),
            *damaged_since_published(self._connection, self._data_dir),
        ]

    def repair(self, place: str = "", progress: Progress = lambda done, total: None) -> Repaired:
        """Mends damaged evidence from the copy at place; see storage.preservation.repair."""
        return repair(self._data_dir, self._connection, place, progress)

    def shrinking(self) -> list[str]:
        """What forbids publishing until a person accepts it, one line each."""
        return shrinking(self._connection, self._data_dir)

    def growing(self) -> list[str]:
        """Warnings before publishing, one line each."""
        return growing(self._connection, self._data_dir)

    def publish(self, accepted: Sequence[str] = ()) -> dict[str, int]:
        """Puts the archive live for readers, its texts findable, and returns its row counts; see publish_set.

        accepted is what a person accepted of shrinking(); it is kept in the table publication.
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
        """The lines of the `known` file of the next crawl, which continues the resumed ones."""
        return known_captures(self._connection, site_ids, resumed)

    def report_pages(self, site_ids: Iterable[str]) -> list[ReportPage]:
        """All pages that carry or carried a report of these sites."""
        return report_pages(self._connection, site_ids)

    def due(self, site_ids: Iterable[str], now: datetime, resumed: Iterable[str] = ()) -> list[ReportPage]:
        """Those pages, and failed ones, whose time has come, or that a crawl gone on with has begun."""
        return due_pages(self._connection, site_ids, now, resumed)

    def columns(self, site_ids: Iterable[str]) -> list[LearntColumn]:
        """The columns of these sites that hold reports, detected by earlier crawls, the best first."""
        return learnt_columns(self._connection, site_ids)

    def whole_walks(self, site_ids: Iterable[str], now: datetime) -> set[str]:
        """Which of these sites must be walked to the end of their lists this time."""
        return whole_walks(self._connection, site_ids, now)

    def searches(self, site_ids: Iterable[str], now: datetime) -> set[str]:
        """Which of these sites are searched anew from their homepages although their columns are known."""
        return searches(self._connection, site_ids, now)

    def resumable(self, site_ids: Iterable[str], now: datetime) -> list[str]:
        """The crawls of these sites that were cut short lately and not made up for, oldest first."""
        return resumable(self._connection, site_ids, now)

    def hosts_led_to(self, site_ids: Iterable[str]) -> dict[str, set[str]]:
        """The hosts that the walks of these sites have led to, by site_id."""
        return hosts_led_to(self._connection, site_ids)

    def begun_again(self, now: datetime) -> set[str]:
        """The crawls that another may still go on with."""
        return begun_again(self._connection, now)

    def over(self, now: datetime) -> set[str]:
        """The crawls of the archive that nobody goes on with any more."""
        return over(self._connection, now)

    def standings(self, site_ids: Iterable[str]) -> dict[str, Standing]:
        """When each of these sites was last crawled and until when it is left alone."""
        return standings(self._connection, site_ids)
