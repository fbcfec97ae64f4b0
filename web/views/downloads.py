"""What can be downloaded whole: the files of the published set."""

import json
from pathlib import Path
from typing import Any

FILES = (
    ("archive.duckdb", "全部内容，一个 DuckDB 文件", "everything, one DuckDB file"),
    ("manifest.json", "清单：每张表的行数与内容摘要", "manifest: rows and content digest of every table"),
    ("CODEBOOK.md", "数据字典：每一列的含义", "codebook: what every column means"),
)


def bulk_files(folder: Path) -> list[dict[str, Any]]:
    """Each file with its size in bytes and what it is; those that are not there are left out."""
    found = [(name, folder / name, zh, en) for name, zh, en in FILES]
    found += [
        (str(path.relative_to(folder)), path, f"{path.stem}，Parquet", f"{path.stem}, Parquet")
        for path in sorted((folder / "parquet").rglob("*.parquet"))
    ]
    return [
        {"name": name, "bytes": path.stat().st_size, "zh": zh, "en": en}
        for name, path, zh, en in found
        if path.is_file()
    ]


def manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a published set; empty where there is none."""
    path = folder / "manifest.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
