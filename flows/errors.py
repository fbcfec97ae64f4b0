"""How a run can fail, and with which exit code the command says so.

    RunFailed
    ├── CrawlFailed        the crawl did not end as it should; what was captured is kept
    ├── NothingHealthy     not one site could be read
    ├── ChecksFailed       the archive was not published; the last good one stays live
    ├── BadWindow          the hours in which to crawl are not hours
    ├── NotNow             the window in which to crawl is closed
    ├── DiskTooFull        a night would not find the room it needs
    ├── NotTold            a message did not arrive anywhere
    ├── NotWell            the installation needs a person
    ├── BadDemoFolder      the folder named for the demo is not the demo's
    ├── AnswerFailed       a question that the archive cannot answer
    ├── PageNotAdded       a page that cannot become a test
    ├── RebuildDiffers     the archive made again is not the live one
    ├── EvidenceDamaged    stored evidence does not read as it was written
    ├── DepositFailed      the repository refused a release, or no token was given
    └── DiscourtesyFound   a host was asked again too early

Errors of the other stages (ArchiveError, CrawlError, ExtractionFailed) travel up unchanged.
"""

from typing import Any


class RunFailed(Exception):
    """A run that must not look green; its text is one line for people.

    result is the HarvestResult as far as it came, None where there is none.
    """

    exit_code = 3
    result: Any = None


class CrawlFailed(RunFailed):
    """The crawl died, was stopped, or a page could not be walked."""


class NothingHealthy(RunFailed):
    """Not one of the sites had a healthy listing."""


class ChecksFailed(RunFailed):
    """A check before publishing found something; nothing was published."""

    exit_code = 5


class AnswerFailed(RunFailed):
    """The query is wrong."""

    exit_code = 2


class EvidenceDamaged(RunFailed):
    """Stored evidence does not read as it was written."""

    exit_code = 7


class RebuildDiffers(RunFailed):
    """The archive rebuilt from the evidence differs from the current one."""

    exit_code = 7


class BadWindow(RunFailed):
    """The hours in which to crawl are not hours."""

    exit_code = 2


class NotNow(RunFailed):
    """The window in which to crawl is closed; nothing was started."""

    exit_code = 2


class DiskTooFull(RunFailed):
    """A night would not find the room it needs; nothing was started."""

    exit_code = 7


class NotTold(RunFailed):
    """A message was accepted by none of the services, or there is none to send it to."""

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
    """A host was asked again too early, or nothing shows that it was not."""

    exit_code = 1


class BundleInvalid(RunFailed):
    """A file is no bundle of a visit."""

    exit_code = 2


class ReplayDiffers(RunFailed):
    """A visit is told otherwise than when it was made."""

    exit_code = 1
