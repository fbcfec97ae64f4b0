"""What can be downloaded whole: the files of the published set."""

import json
from pathlib import Path
from typing import Any

from storage.lookup.published import Published

DATABASE = "archive.duckdb"
MANIFEST = "manifest.json"
FILES = (
    (MANIFEST, "清单：每张表的行数与内容摘要", "manifest: rows and content digest of every table"),
    ("CODEBOOK.md", "数据字典：每一列的含义", "codebook: what every column means"),
)


def bulk_files(published: Published) -> list[dict[str, Any]]:
    """Each file with its size in bytes and what it is, the database first. Beside a database that is no published
    set, because it has no manifest, nothing is offered."""
    whole = (DATABASE, published.path, "全部内容，一个 DuckDB 文件", "everything, one DuckDB file")
    found = [whole, *_beside(published.folder)]
    return [{"name": name, "bytes": path.stat().st_size, "zh": zh, "en": en} for name, path, zh, en in found]


def _beside(folder: Path) -> list[tuple[str, Path, str, str]]:
    if not (folder / MANIFEST).is_file():
        return []
    found = [(name, folder / name, zh, en) for name, zh, en in FILES]
    found += [
        (str(path.relative_to(folder)), path, f"{path.stem}，Parquet", f"{path.stem}, Parquet")
        for path in sorted((folder / "parquet").rglob("*.parquet"))
    ]
    return [one for one in found if one[1].is_file()]


def place_of_file(published: Published, name: str) -> Path | None:
    """Where a file that is offered lies; None for any other name."""
    if name == DATABASE:
        return published.path
    return next((path for known, path, _, _ in _beside(published.folder) if known == name), None)


def manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a published set; empty where there is none."""
    path = folder / MANIFEST
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
