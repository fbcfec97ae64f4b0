"""Errors of the archive: each is one line that says what to do.

ArchiveError
├── ArchiveLocked     another process is the writer, or has the working database open
├── ArchiveDamaged    the working database cannot be read
├── ForeignArchive    the folder, or the work for it, belongs to another archive
├── StoreUnusable     the object store does not answer, or refuses
├── ObjectDiffers     a write-once object already exists with other bytes
├── SchemaTooNew      the archive was made by a newer fazhi
├── MigrationChanged  an applied migration differs from the one in this program
├── CrawlLogDamaged   this program cannot read a crawl's log
├── DecisionsInvalid  rows of decisions.csv are invalid; nothing was folded
├── NotPublished      no published archive yet, or the report is not in it
├── ReleaseRefused    a release would overwrite another, or a folder is no release
├── RebuildRefused    a folder that cannot be rebuilt in
├── BackupDamaged     a copy, or its source, has changed
└── BackupRefused     a place that cannot be copied to or restored from
"""


class ArchiveError(Exception):
    """The archive cannot do what was requested. Nothing was changed."""

    exit_code = 7


class ArchiveLocked(ArchiveError):
    """Another writer is at work."""

    exit_code = 6


class ArchiveDamaged(ArchiveError):
    """The working database cannot be read; it can be made again from the evidence."""


class ForeignArchive(ArchiveError):
    """A folder, a database or a piece of work belongs to another archive."""

    exit_code = 2


class StoreUnusable(ArchiveError):
    """The object store does not answer, refuses, or does not exist.

    what is the cause; cure is what a person should do. Callers that retry by themselves show only what.
    """

    def __init__(self, what: str, cure: str = "") -> None:
        super().__init__(f"{what}: {cure}" if cure else what)
        self.what = what


class ObjectDiffers(ArchiveError):
    """A write-once object already exists with other bytes."""


class SchemaTooNew(ArchiveError):
    """The archive was made by a newer program."""


class MigrationChanged(ArchiveError):
    """An applied migration and the file of the same number differ."""


class CrawlLogDamaged(ArchiveError):
    """A line of a crawl's log does not have the form that this program writes."""


class DecisionsInvalid(ArchiveError):
    """Rows of decisions.csv are invalid, one line each."""

    exit_code = 2


class NotPublished(ArchiveError):
    """The published archive does not contain what was requested."""

    exit_code = 2


class ReleaseRefused(ArchiveError):
    """No release was made or read."""

    exit_code = 2


class RebuildRefused(ArchiveError):
    """Nothing was rebuilt."""

    exit_code = 2


class BackupDamaged(ArchiveError):
    """Bytes have changed, here or in the copy. Intact bytes were not overwritten."""


class BackupRefused(ArchiveError):
    """The copy cannot be reached, or there is none."""

    exit_code = 2


class AuditInvalid(ArchiveError):
    """A sample cannot be drawn, or a sheet is invalid."""

    exit_code = 2
