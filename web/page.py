"""The question a view receives, and the page it returns."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import duckdb

from storage.lookup.published import Published, Row
from storage.publishing.cite import Citation

LANGUAGES = ("zh", "en")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class NotFound(Exception):
    """An unknown address or name: a title, and the addresses with names of what may be meant."""

    def __init__(self, title: str, near: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(title)
        self.near = tuple(near)


class Renamed(Exception):
    """The requested report has another id now: path is its present address, without a format."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class BadQuestion(Exception):
    """The question cannot be understood: one line, and another that says what to do."""

    def __init__(self, title: str, advice: str = "") -> None:
        super().__init__(title)
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Site:
    """How the site is reached.

    base is its public address without a final slash ("" if unknown: addresses are relative then), raw that of
    the second origin for captured pages ("" for the same). sql says whether the query page is open; static
    that pages are files without a server. contact is where people report errors, a mail address or a page; ""
    for none.
    """

    base: str = ""
    raw: str = ""
    sql: bool = False
    static: bool = False
    contact: str = ""

    @property
    def contact_link(self) -> str:
        """The contact as a link target; "" if it is neither a mail address nor a page."""
        if self.contact.startswith(("https://", "http://")):
            return self.contact
        return f"mailto:{self.contact}" if MAIL.fullmatch(self.contact) else ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to a view: the published set, the address, the language."""

    published: Published
    cursor: duckdb.DuckDBPyConnection
    site: Site
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    language: str = "zh"

    def say(self, zh: str, en: str) -> str:
        """One of the two texts, in the reader's language."""
        return zh if self.language == "zh" else en

    def number(self, name: str, *, least: int = 0, most: int = 10**9) -> int | None:
        """A whole number of the query; None if it is missing. Raises BadQuestion for anything else."""
        given = self.query.get(name, "")
        if not given:
            return None
        if not (given.isascii() and given.isdigit() and least <= int(given[:12]) <= most):
            raise BadQuestion(self.say(f"{name} 应是一个数", f"{name} must be a number"), given[:80])
        return int(given)

    def link(self, path: str, **query: Any) -> str:
        """An address of this site; empty values are left out, the language is kept."""
        if self.language != "zh":
            query["lang"] = self.language
        asked = {name.rstrip("_"): value for name, value in query.items() if value not in ("", None, False)}
        return quote(path, safe="/:@!$&'()*+,;=~.-") + (f"?{urlencode(asked)}" if asked else "")

    def way(self, address: str) -> str:
        """An address of this site that may have a query, in the reader's language."""
        path, _, asked = address.partition("?")
        return self.link(path, **dict(parse_qsl(asked)))

    def again(self, **change: Any) -> str:
        """This address with other query parameters; None removes one."""
        asked = {name: value for name, value in self.query.items() if name not in ("lang", "after", "page")}
        return self.link(self.path, **(asked | change))

    def format_link(self, extension: str) -> str:
        """This address in another format."""
        asked = {name: value for name, value in self.query.items() if name not in ("lang", "after")}
        return self.link(f"{'/index' if self.path == '/' else self.path}.{extension}", **asked)

    def in_chinese(self) -> str:
        """This address without the language parameter."""
        asked = {name: value for name, value in self.query.items() if name != "lang"}
        return quote(self.path, safe="/:@!$&'()*+,;=~.-") + (f"?{urlencode(asked)}" if asked else "")

    def whole(self, path: str) -> str:
        """An address that can be passed on; relative if the site does not know its own address."""
        return self.site.base + path


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed: id contains the capture that proves it; summary is plain text."""

    capture_id: str
    path: str
    title: str
    summary: str
    updated: datetime
    key: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table for CSV. total is the number of rows; rows may be fewer. A function as rows is called when they
    are needed. cut says in words what else is left out; "" for nothing."""

    rows: Sequence[Row] | Callable[[], Sequence[Row]]
    total: int
    cut: str = ""

    def found(self) -> Sequence[Row]:
        return self.rows() if callable(self.rows) else self.rows


@dataclass(frozen=True, slots=True)
class Page:
    """The result of a view. values are for the template, data for JSON; a format whose source is None does
    not exist for this page. indexed: whether search engines may index it."""

    template: str
    title: str
    values: Mapping[str, Any]
    data: Any = None
    rows: Rows | None = None
    entries: Sequence[Entry] | None = None
    text: str | None = None
    markdown: str | None = None
    citations: Sequence[Citation] | Callable[[], Sequence[Citation]] | None = None
    next_path: str = ""
    crumbs: Sequence[tuple[str, str]] = ()
    section: str = ""
    status: int = 200
    indexed: bool = True

    @property
    def formats(self) -> list[str]:
        """The available formats besides HTML."""
        there = {
            "json": self.data,
            "csv": self.rows,
            "xlsx": self.rows,
            "atom": self.entries,
            "txt": self.text,
            "md": self.markdown,
            "bib": self.citations,
            "ris": self.citations,
            "csl.json": self.citations,
        }
        return [name for name, source in there.items() if source is not None]
