"""The content of every descriptor of a release: its names, its day, its files and the columns of its
tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

TITLE = "fazhi: archive of Chinese governments' annual reports on building a law-based government"
TITLE_ZH = "法治政府建设年度报告档案"
ABSTRACT = (
    "{reports} annual reports of Chinese governments on building a law-based government, in {versions}"
    " versions, collected from the governments' own web sites, each with the capture that proves it."
)
KEYWORDS = ("法治政府", "政府年度报告", "China", "rule of law", "web archive")
RIGHTS = "LICENCE-NOTE.md"
PUBLISHER = "fazhi archive"
SPECIFIC = "https://schema.org/Dataset"

MEDIA_TYPES = {
    ".duckdb": "application/vnd.duckdb",
    ".parquet": "application/vnd.apache.parquet",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".zip": "application/zip",
    ".cff": "text/yaml",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a view: its name, DuckDB's type, what it means."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class File:
    """One file of the release: its path, its size in bytes, its sha256 in hexadecimal."""

    path: str
    size: int
    sha256: str

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES.get(self.path[self.path.rfind(".") :], "application/octet-stream")

    @property
    def name(self) -> str:
        """The path as a name that every format accepts: letters, digits, `-`."""
        return self.path.lower().replace("/", "-").replace(".", "-").replace("_", "-")


@dataclass(frozen=True, slots=True)
class Description:
    """One release. views are the tables for people by name: what the view is, its columns."""

    version: str
    released_on: date
    counts: Mapping[str, int]
    files: tuple[File, ...]
    views: Mapping[str, tuple[str, tuple[Column, ...]]]

    @property
    def abstract(self) -> str:
        return ABSTRACT.format(**self.counts)

    @property
    def name(self) -> str:
        return f"fazhi-{self.version}".lower()

    def file(self, path: str) -> File | None:
        return next((one for one in self.files if one.path == path), None)

    def tables(self) -> list[tuple[str, File, str, tuple[Column, ...]]]:
        """The views that have a Parquet file: name, file, what the view is, columns."""
        found = []
        for view, (meaning, columns) in self.views.items():
            if file := self.file(f"parquet/{view}.parquet"):
                found.append((view, file, meaning, columns))
        return found


Json = dict[str, Any]
