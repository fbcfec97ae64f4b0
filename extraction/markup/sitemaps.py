"""Sitemaps, as robots.txt names them: which pages and further sitemaps they list. Imports nothing of the
project."""

import re
from html import unescape

_LOCATION = re.compile(rb"<loc>\s{0,99}(?:<!\[CDATA\[)?\s{0,99}([^<>\]\s]{1,2000})", re.IGNORECASE)
_LONGEST = 5_000_000
_MOST = 20_000


def sitemap_urls(payload: bytes) -> tuple[list[str], list[str]]:
    """(pages, sitemaps) in the order of the file, as they are written there; of a very long one the first
    ones."""
    head = payload[:_LONGEST]
    found = [unescape(match[1].decode("utf-8", "replace")) for match in _LOCATION.finditer(head)][:_MOST]
    return ([], found) if b"<sitemapindex" in head[:2000] else (found, [])
