"""Feeds: Atom, with an entry for each event, identified by the capture that proves it."""

from xml.sax.saxutils import escape, quoteattr

from web.page import Ask, Entry, Page
from web.times import utc

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
AUTHORITY = "fazhi,2026"
# Characters that XML 1.0 does not allow even escaped.
UNSAYABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def write_atom(ask: Ask, page: Page) -> tuple[bytes, str]:
    """The page's entries, newest first; updated is the time of the newest, else of the publication."""
    entries = page.entries or ()
    path = ask.path if ask.path != "/" else "/index"
    here = ask.whole(ask.link(path + ".atom", **{k: v for k, v in ask.query.items() if k != "lang"}))
    there = ask.whole(ask.link(ask.path, **{k: v for k, v in ask.query.items() if k != "lang"}))
    updated = max((entry.updated for entry in entries), default=ask.published.published_at)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<title>{_text(page.title)}</title>",
        f"<id>{_text(f'tag:{AUTHORITY}:{path}?{_query(ask)}'.rstrip('?'))}</id>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(here)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(there)}/>',
        f"<updated>{utc(updated)}</updated>",
        "<author><name>fazhi</name></author>",
        *(_entry(ask, entry) for entry in entries),
        "</feed>",
        "",
    ]
    return "\n".join(lines).encode(), MEDIA_TYPE


def _entry(ask: Ask, entry: Entry) -> str:
    name = entry.capture_id.removeprefix("urn:uuid:")
    return (
        f"<entry><title>{_text(entry.title)}</title><id>{_text(f'tag:{AUTHORITY}:capture/{name}/{entry.key}')}</id>"
        f'<link rel="alternate" type="text/html" href={quoteattr(ask.whole(ask.link(entry.path)))}/>'
        f'<link rel="related" href={quoteattr(ask.whole(ask.link("/capture/" + name)))}/>'
        f"<updated>{utc(entry.updated)}</updated><summary>{_text(entry.summary)}</summary></entry>"
    )


def _query(ask: Ask) -> str:
    return "&".join(f"{name}={value}" for name, value in sorted(ask.query.items()) if name != "lang")


def _text(words: str) -> str:
    return escape(words.translate(UNSAYABLE))
