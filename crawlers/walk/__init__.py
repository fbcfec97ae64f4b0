"""One site in one crawl: what was asked, promised and seen; the log it leaves.

Imports crawlers.spec and crawlers.errors, extraction and records.
"""
