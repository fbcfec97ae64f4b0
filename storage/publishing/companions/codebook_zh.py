"""The codebook in Chinese: the views for people, from codebook.zh-CN.csv; missing entries are in English, as
in the database."""

import csv
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

import duckdb

CODEBOOK_ZH = "CODEBOOK.zh-CN.md"
ANY = "*"
HEAD = """# 数据字典

面向读者的视图和各列的含义。以 `_at` 结尾的是时刻（UTC，不带时区），以 `_on` 结尾的是日期（中国日期）。`archive.duckdb` 含全部内容，
可用 DuckDB 1.4 或更高版本打开；`parquet/` 中每个视图一个文件，`texts.zip` 是全部正文。内部各表见 `CODEBOOK.md`（英文）。
"""
VIEWS = "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal AND schema_name = 'main' ORDER BY view_name"
COLUMNS = """
SELECT table_name, column_name, data_type, comment FROM duckdb_columns()
WHERE schema_name = 'main' AND NOT internal ORDER BY column_index
"""


@lru_cache(maxsize=1)
def meanings() -> dict[tuple[str, str], str]:
    """The meanings by view and column; column "" is the view itself, view * any view without an entry of its
    own."""
    with (
        files("storage.publishing.companions").joinpath("codebook.zh-CN.csv").open(encoding="utf-8") as lines
    ):
        return {(row["view"], row["column"]): row["zh"] for row in csv.DictReader(lines)}


def meaning(view: str, column: str, otherwise: str | None) -> str:
    known = meanings()
    return known.get((view, column)) or known.get((ANY, column)) or otherwise or ""


def codebook_zh(connection: duckdb.DuckDBPyConnection) -> str:
    """The views of a database as Markdown."""
    parts = [HEAD]
    lines: dict[str, list[str]] = defaultdict(list)
    for view, column, kind, said in connection.execute(COLUMNS).fetchall():
        lines[view].append(f"| `{column}` | {kind} | {meaning(view, column, said)} |\n")
    for view, comment in connection.execute(VIEWS).fetchall():
        table = "| 列 | 类型 | 含义 |\n|---|---|---|\n" + "".join(lines[view])
        parts.append(f"## {view}\n\n{meaning(view, '', comment)}。\n\n{table}")
    return "\n".join(parts)
