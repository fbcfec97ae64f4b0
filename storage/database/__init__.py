"""The DuckDB file: schema, migrations, views, row loading, the lock of the one writer.

Imports storage.paths and storage.errors.
"""
