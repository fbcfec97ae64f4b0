"""Errors of runs, with the exit codes of the command.

    RunFailed
    ├── CrawlFailed        the crawl did not end as it should; what was captured is kept
    ├── NothingHealthy     not one site could be read
    ├── ChecksFailed       the archive was not published; the last good one stays live
    ├── BadWindow          the crawl window is not a valid span of hours
    ├── NotNow             the crawl window is closed
    ├── DiskTooFull        the disk has too little room for a night
    ├── NotTold            no service accepted the message
    ├── NotWell            the installation needs a person
    ├── BadDemoFolder      the folder is not a demo folder
    ├── AnswerFailed       a question that the archive cannot answer
    ├── PageNotAdded       a page that cannot become a test
    ├── RebuildDiffers     the rebuilt archive differs from the live one
    ├── EvidenceDamaged    stored evidence does not read as it was written
    ├── DepositFailed      the repository refused a release, or no token was given
    └── DiscourtesyFound   a request to a host came too early

Errors of the other stages (ArchiveError, CrawlError, ExtractionFailed) travel up unchanged.
"""

from typing import Any


class RunFailed(Exception):
    """A failed run, with a one-line message. result: the HarvestResult so far, None if there is none."""

    exit_code = 3
    result: Any = None


class CrawlFailed(RunFailed):
    """The crawl was interrupted, was stopped, or a page could not be walked."""


class NothingHealthy(RunFailed):
    """Not one of the sites had a healthy listing."""


class ChecksFailed(RunFailed):
    """A check before publishing found something; nothing was published."""

    exit_code = 5


class AnswerFailed(RunFailed):
    """The question cannot be answered: a wrong query, an unknown name, an unsuitable file."""

    exit_code = 2


class EvidenceDamaged(RunFailed):
    """Stored evidence does not read as it was written."""

    exit_code = 7


class RebuildDiffers(RunFailed):
    """The archive rebuilt from the evidence differs from the current one."""

    exit_code = 7


class BadWindow(RunFailed):
    """The crawl window is not a valid span of hours."""

    exit_code = 2


class NotNow(RunFailed):
    """The crawl window is closed; nothing was started."""

    exit_code = 2


class DiskTooFull(RunFailed):
    """The disk has too little room for a night; nothing was started."""

    exit_code = 7


class NotTold(RunFailed):
    """No service accepted the message, or there is no address to send it to."""

    exit_code = 2


class NotWell(RunFailed):
    """The installation needs a person."""

    exit_code = 7


class BadDemoFolder(RunFailed):
    """The demo would delete files that it did not create."""

    exit_code = 2


class PageNotAdded(RunFailed):
    """A page cannot become a test; nothing was written."""

    exit_code = 2


class DepositFailed(RunFailed):
    """A release could not be deposited; a draft may be left at the repository."""

    exit_code = 2


class DiscourtesyFound(RunFailed):
    """A request to a host came too early, or nothing proves that none did."""

    exit_code = 1


class BundleInvalid(RunFailed):
    """A file is not a bundle of a visit."""

    exit_code = 2


class ReplayDiffers(RunFailed):
    """A visit is read differently from when it was made."""

    exit_code = 1
