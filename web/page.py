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
    """There is no such thing: a title, and the addresses with names of what may have been meant."""

    def __init__(self, title: str, near: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(title)
        self.near = tuple(near)


class Renamed(Exception):
    """What is asked for has another name now: path is its present address, without a format."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class BadQuestion(Exception):
    """What was asked cannot be understood: one line, and what to do in another."""

    def __init__(self, title: str, advice: str = "") -> None:
        super().__init__(title)
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Site:
    """How the site is reached: base is its public address without a slash at the end ("" when it is not
    known: addresses are relative then), raw that of the second origin for captured pages ("" for the same).
    sql says whether the query page is open; static that pages are files without a server behind them. contact
    is where people report errors, an address of mail or of a page; "" says nothing."""

    base: str = ""
    raw: str = ""
    sql: bool = False
    static: bool = False
    contact: str = ""

    @property
    def contact_link(self) -> str:
        """The address of contact as a link has it; "" where it is neither mail nor a page."""
        if self.contact.startswith(("https://", "http://")):
            return self.contact
        return f"mailto:{self.contact}" if MAIL.fullmatch(self.contact) else ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to a view: of which set, by which address, in which language."""

    published: Published
    cursor: duckdb.DuckDBPyConnection
    site: Site
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    language: str = "zh"

    def say(self, zh: str, en: str) -> str:
        """The words of the site's own voice in the reader's language."""
        return zh if self.language == "zh" else en

    def number(self, name: str, *, least: int = 0, most: int = 10**9) -> int | None:
        """A whole number of the query; None where it is not given. BadQuestion for anything else."""
        given = self.query.get(name, "")
        if not given:
            return None
        if not (given.isascii() and given.isdigit() and least <= int(given[:12]) <= most):
            raise BadQuestion(self.say(f"{name} 应是一个数", f"{name} must be a number"), given[:80])
        return int(given)

    def link(self, path: str, **query: Any) -> str:
        """An address of this site; empty values are left out, the language goes along."""
        if self.language != "zh":
            query["lang"] = self.language
        asked = {name.rstrip("_"): value for name, value in query.items() if value not in ("", None, False)}
        return quote(path, safe="/:@!$&'()*+,;=~.-") + (f"?{urlencode(asked)}" if asked else "")

    def way(self, address: str) -> str:
        """An address of this site that may have a query, in the reader's language."""
        path, _, asked = address.partition("?")
        return self.link(path, **dict(parse_qsl(asked)))

    def again(self, **change: Any) -> str:
        """This address with another query: None takes a name out."""
        asked = {name: value for name, value in self.query.items() if name not in ("lang", "after", "page")}
        return self.link(self.path, **(asked | change))

    def format_link(self, extension: str) -> str:
        """This address in another format."""
        asked = {name: value for name, value in self.query.items() if name not in ("lang", "after")}
        return self.link(f"{'/index' if self.path == '/' else self.path}.{extension}", **asked)

    def in_chinese(self) -> str:
        """This address without another language."""
        asked = {name: value for name, value in self.query.items() if name != "lang"}
        return quote(self.path, safe="/:@!$&'()*+,;=~.-") + (f"?{urlencode(asked)}" if asked else "")

    def whole(self, path: str) -> str:
        """An address that can be handed on; relative where the site does not know its own."""
        return self.site.base + path


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed: id is made of the capture that proves it; summary is plain text."""

    capture_id: str
    path: str
    title: str
    summary: str
    updated: datetime
    key: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table for CSV: total is how many rows there are, rows may be fewer. A function as rows is called when
    they are wanted. cut says in words what else is left out; "" where nothing is."""

    rows: Sequence[Row] | Callable[[], Sequence[Row]]
    total: int
    cut: str = ""

    def found(self) -> Sequence[Row]:
        return self.rows() if callable(self.rows) else self.rows


@dataclass(frozen=True, slots=True)
class Page:
    """What a view found. values are for the template, data for JSON; a format whose source is None does not
    exist for this page. indexed: whether search
    engines may keep it."""

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
        """The formats there are besides HTML."""
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
