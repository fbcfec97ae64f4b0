"""How a run can fail, and with which exit code the command says so.

    RunFailed
    ├── CrawlFailed        the crawl did not end as it should; what was captured is kept
    ├── ChecksFailed       the archive was not published; the last good one stays live
    └── NothingHealthy     no site could be read at all

Errors of the other stages (ArchiveError, CrawlError, ExtractionFailed) travel up unchanged.
"""


class RunFailed(Exception):
    """A run that must not look green; its text is one line for people."""


class CrawlFailed(RunFailed):
    """The crawl died, was stopped, or a page could not be walked."""


class ChecksFailed(RunFailed):
    """A check before publishing found something; nothing was published."""


class NothingHealthy(RunFailed):
    """Not one of the sites had a healthy listing."""
