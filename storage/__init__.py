"""KEEP: evidence, tables, history and the published archive; the only package that knows DuckDB."""
