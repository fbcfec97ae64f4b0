"""How the archive can refuse: each error is one line that says what to do.

ArchiveError
├── ArchiveLocked     another process is the writer, or has the working database open
├── ArchiveDamaged    the working database cannot be read
├── ForeignArchive    the folder, or what is to be done in it, belongs to another archive
├── StoreUnusable     the object store does not answer, or refuses
├── ObjectDiffers     an object that is written once is there with other bytes
├── SchemaTooNew      the archive was made by a newer fazhi
├── MigrationChanged  a migration that was applied is not the one in this program
├── CrawlLogDamaged   a crawl's log is not one that this program can read
├── DecisionsInvalid  rows of decisions.csv make no sense; nothing was folded
├── NotPublished      there is no published archive yet, or not the asked-for report in it
├── ReleaseRefused    a release that would overwrite one, or a folder that is none
├── RebuildRefused    a folder that is not there to rebuild in
├── BackupDamaged     a copy, or what was to be copied, is not what it was
└── BackupRefused     a place that cannot be copied to, or restored from
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
