"""The errors of a crawl's specification: each is one line that says what to do.

CrawlError
├── UnknownSite      no site for this adcode or site_id
├── UrlNotAllowed    a URL outside .gov.cn without --allow-host
└── BadSpec          the specification does not say what to crawl
    └── ImpoliteDelay    less than two seconds between requests to a real host
"""


class CrawlError(Exception):
    """Nothing was fetched."""

    exit_code = 2


class UnknownSite(CrawlError):
    """No site for this adcode or site_id."""


class UrlNotAllowed(CrawlError):
    """A URL outside .gov.cn without --allow-host."""


class BadSpec(CrawlError):
    """The specification does not say what to crawl."""


class ImpoliteDelay(BadSpec):
    """Less than two seconds between requests to a real host."""
