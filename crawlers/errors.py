"""What can be wrong with an order to crawl: each error is one line that says what to do.

CrawlError
├── UnknownSite      no site for this adcode or site_id
├── UrlNotAllowed    a URL outside .gov.cn that nobody vouched for
└── BadSpec          the specification does not say what to crawl
    └── ImpoliteDelay    less than two seconds between requests to a real host
"""


class CrawlError(Exception):
    """Nothing was fetched."""

    exit_code = 2


class UnknownSite(CrawlError):
    """No site for this adcode or site_id."""


class UrlNotAllowed(CrawlError):
    """A URL outside .gov.cn that nobody vouched for."""


class BadSpec(CrawlError):
    """The specification does not say what to crawl."""


class ImpoliteDelay(BadSpec):
    """Less than two seconds between requests to a real host."""
