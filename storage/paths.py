"""Where the data lives: one folder, named by `--data` or the variable DATA_DIR, `data` without either.

Readers may name one published file (`.duckdb`) in its place.
"""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DataDir:
    """The data folder and the places in it. Nothing is created here.

    file: the published file that was named instead of a folder; root is then the folder that contains it.
    """

    root: Path
    file: Path | None = None

    @classmethod
    def from_environment(cls, explicit: str | None = None) -> "DataDir":
        """explicit if given, else $DATA_DIR, else `data` in the current folder."""
        named = Path(explicit or os.environ.get("DATA_DIR") or "data")
        if (named.suffix == ".duckdb" and not named.is_dir()) or _is_database(named):
            return cls(named.parent, named)
        return cls(named)

    @property
    def warc(self) -> Path:
        """The evidence: one sub-folder per crawl."""
        return self.root / "warc"

    @property
    def crawls(self) -> Path:
        """The results of crawls: logs and summaries, one sub-folder per crawl."""
        return self.root / "crawls"

    @property
    def archive_id(self) -> Path:
        """The file that says which archive this folder belongs to."""
        return self.root / "archive-id"

    @property
    def decisions(self) -> Path:
        """People's decisions about pages: with the captures, the input of every rebuild."""
        return self.root / "decisions.csv"

    @property
    def audits(self) -> Path:
        """The completed sheets of audits."""
        return self.root / "audits"

    @property
    def figure_decisions(self) -> Path:
        """People's decisions about figures."""
        return self.root / "figure-decisions.csv"

    @property
    def work(self) -> Path:
        return self.root / "work"

    @property
    def work_archive(self) -> Path:
        """The database that the one writer works on."""
        return self.work / "archive.duckdb"

    @property
    def writer_lock(self) -> Path:
        return self.work / "writer.lock"

    @property
    def published(self) -> Path:
        """The database that people read: a link into the current published set, or the named file."""
        return self.file or self.root / "archive.duckdb"

    @property
    def published_sets(self) -> Path:
        """The published sets, one sub-folder each, and the link `current`."""
        return self.root / "published"

    @property
    def releases(self) -> Path:
        """Frozen copies to cite: one sub-folder per version."""
        return self.root / "releases"

    @property
    def rebuilt(self) -> Path:
        """Where `fazhi rebuild` builds the archive unless --to names another folder."""
        return self.work / "rebuilt"

    @property
    def damaged(self) -> Path:
        """The damaged files that a repair replaced."""
        return self.root / "damaged"

    @property
    def promotions(self) -> Path:
        """What each promotion of an extractor version changed: one JSON file each."""
        return self.root / "promotions"

    @property
    def prefect(self) -> Path:
        return self.root / "prefect"

    @property
    def operation(self) -> Path:
        """The last result of each job of this installation, the messages sent, and the metrics."""
        return self.root / "operation"

    def known(self, crawl_id: str) -> Path:
        """The captures that crawls compare with; deleted when nobody resumes the crawl any more."""
        return self.work / "known" / f"{crawl_id}.jsonl"

    def crawl(self, crawl_id: str) -> Path:
        return self.crawls / crawl_id

    def warc_of(self, crawl_id: str) -> Path:
        return self.warc / crawl_id


def _is_database(path: Path) -> bool:
    """True for a file with the magic bytes of DuckDB, whatever its name."""
    if not path.is_file():
        return False
    with path.open("rb") as content:
        return content.read(12)[8:] == b"DUCK"
