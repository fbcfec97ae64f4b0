"""The files of the published set for download."""

import json
from pathlib import Path
from typing import Any

from storage.lookup.published import Published
from storage.publishing.companions.codebook_zh import meaning

DATABASE = "archive.duckdb"
MANIFEST = "manifest.json"
TABLES = "tables"
FILES = (
    (
        "texts.zip",
        "全部正文，每篇一个 .txt，附 metadata.csv 和 SHA256SUMS",
        "all texts, one .txt each, with metadata.csv and SHA256SUMS",
    ),
    ("CODEBOOK.zh-CN.md", "数据字典：每一列的含义（中文）", "codebook in Chinese: what every column means"),
    (MANIFEST, "清单：每张表的行数与内容摘要", "manifest: rows and content digest of every table"),
    ("CODEBOOK.md", "数据字典：每一列的含义（英文，含全部内部表）", "codebook: what every column means"),
)


def bulk_files(published: Published) -> list[dict[str, Any]]:
    """Each file with its size in bytes and its content, the database first. A database without a manifest is
    not a published set; then nothing is offered."""
    whole = (DATABASE, published.path, "全部内容，一个 DuckDB 文件", "everything, one DuckDB file")
    found = [whole, *_beside(published.folder)]
    return [{"name": name, "bytes": path.stat().st_size, "zh": zh, "en": en} for name, path, zh, en in found]


def _beside(folder: Path) -> list[tuple[str, Path, str, str]]:
    if not (folder / MANIFEST).is_file():
        return []
    found = [(name, folder / name, zh, en) for name, zh, en in FILES]
    found += [
        (str(path.relative_to(folder)), path, *_content(path.relative_to(folder / "parquet")))
        for path in sorted((folder / "parquet").rglob("*.parquet"))
    ]
    return [one for one in found if one[1].is_file()]


def _content(path: Path) -> tuple[str, str]:
    """The content of a Parquet file in both languages: a view, a table, or one month of a table."""
    if path.parts[0] != TABLES:
        return meaning(path.stem, "", path.stem), f"view {path.stem}"
    table = path.parts[1].removesuffix(".parquet")
    month = path.stem if len(path.parts) > 2 else ""
    return f"内部表 {table}" + (f"，{month}" if month else ""), f"table {table}" + (
        f", {month}" if month else ""
    )


def place_of_file(published: Published, name: str) -> Path | None:
    """The path of an offered file; None for any other name."""
    if name == DATABASE:
        return published.path
    return next((path for known, path, _, _ in _beside(published.folder) if known == name), None)


def manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a published set; empty if there is none."""
    path = folder / MANIFEST
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
