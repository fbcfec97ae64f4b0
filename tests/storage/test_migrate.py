"""The schema: numbered migrations that are never edited, and comments on everything."""

import hashlib
import re
from importlib.resources import files
from pathlib import Path
from random import Random

import duckdb
import pytest

from storage.archive import Archive
from storage.database.connection import connect
from storage.database.describe import describe
from storage.database.migrate import Migration, apply, migrate, migrations
from storage.database.writing import FILE_FORMAT
from storage.errors import MigrationChanged, SchemaTooNew
from storage.paths import DataDir

# The checksum of every released migration. Add a line with a new one; never change a line.
RELEASED = {
    "0001_archive.sql": "f49e11d2dcc7149ecd9a6d2c141b7c682d86aa22580c226d7bab46f3edbea47e",
    "0002_tables_of_a_text.sql": "a8f66d5b494c715c417e2589b5831d8b64ee38f8652cad44ec107c73cc86b6e6",
    "0003_attachments.sql": "a4e56297e9a553fe32ff0df9a4f6178f5a372e93e6c195b6581d89b36d3c6e64",
    "0004_outcomes.sql": "7507b85b39cdca61574c692ef78fcb17e24441668b75aa29777c0f8a0b639812",
    "0005_frontier.sql": "bd4adc973a1a23918c8e054cb590a527bcf0b169756716889beca3a8671dbd03",
    "0006_ledger.sql": "0fef330120c313bf4915787d715b43c870b3e55d3e6cf3241a7b2e35d9de587b",
    "0007_works.sql": "8e7a0999dba3969de15959064e0a5478d595380d373e18726daca353645502b6",
    "0008_lost_captures.sql": "1a3034cee32867d82ca3c855f9d9d7dffe5fa2bcd1e4df397de37ff9de8629af",
    "0009_list_calls.sql": "e3440d6367a9da1698c570e275a4472b43be68a6e725e411d9f49b1e73752664",
    "0010_lines_of_a_text.sql": "2892e9943ddbc6d11bf887da7cd2eeae72f92e8ad63a9e5efdc8dfcd6bcf9723",
    "0011_labels.sql": "0be407a8d5f1a962a33b0347a89b3a13a6178ce5098db28fcea8b8c311fa91be",
    "0012_authority.sql": "7aa83188951c8b817d4ff751d4632c4536c881041bf1be4b3929f3947fc07f52",
    "0013_listed_items.sql": "688fdb19973d9bdeb366b9fd52cc164c619fb0cc162132e27e6efac969a0c930",
    "0014_figures.sql": "1cd8fc7cd2c1bb00997841f01d9d7f5958895a22fd337ccbd7d404e5299057b4",
    "0015_proof_of_an_end.sql": "af74347d92259bbf9eece9d0e6744be8e7053d97dc573a569166fe48e662f67e",
    "0016_audits.sql": "5864cf3c1d6f02bc107020744a39610196b9b35fc38bc9a071354fbd53939834",
    "0017_archive_id.sql": "4b07d886d0e0e4d545aebabfdfdab43d84cd2840eb39c25378665e29631edd6b",
    "0018_no_pairs.sql": "92db32cbde5c4ea9312e06644301790a0a99e78aa11b66058f90e711bc376513",
    "0019_open_ends.sql": "318c21677ffcb24f9417171aaf54f08e321cf2cf83aeb208b7f76be2c6906510",
    "0020_ledger_statuses.sql": "7573f961cdcaee8f42954f98aea136744f22a9d07e2c45442e28054e1c794a27",
    "0021_series.sql": "565364b382586d3b09206fff83389b07cabc137d67e1843a87d74b5ceafcaf61",
    "0022_new_since_the_last_fold.sql": "9ff1c6fc8eec07bfa3b39a742e4fde7a2458150ba52b449b3d56b5e7b649b898",
    "0023_report_urls.sql": "e5c42a129f3ac74cd51896fcd3d22feb29b62f5a9550a4d92ba1e119e7b7c182",
    "0024_unknown_homepages.sql": "17cee9adcf70164baad670b45b91a3d8d08c17bd30f7c25f304419eff5e7f6ae",
    "0025_words_of_columns.sql": "87d4e21a673c6214aa591f16ce765f476725e87e670d28218d815793e0e36ad6",
}
ROOT = Path(__file__).parents[2]


def test_released_migrations_are_unchanged() -> None:
    folder = files("storage.database").joinpath("migrations")
    present = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.iterdir()
        if file.name.endswith(".sql")
    }
    assert present == RELEASED


def test_numbers_have_no_gap() -> None:
    assert [migration.number for migration in migrations()] == list(range(1, len(RELEASED) + 1))


def test_every_table_view_and_column_has_a_comment() -> None:
    with duckdb.connect() as connection:
        migrate(connection)
        silent = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE coalesce(comment, '') = ''"
            " UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND coalesce(comment, '') = ''"
            " UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns()"
            " WHERE NOT internal AND coalesce(comment, '') = ''"
        ).fetchall()
    assert silent == []


def test_the_schema_document_is_what_the_database_says() -> None:
    with duckdb.connect() as connection:
        migrate(connection)
        assert (ROOT / "docs" / "schema.md").read_text(encoding="utf-8") == describe(connection)


def test_instants_and_days_are_named_as_such() -> None:
    with duckdb.connect() as connection:
        migrate(connection)
        columns = connection.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
    for name, kind in columns:
        assert kind != "DATE" or name.endswith("_on"), name
        assert (kind == "TIMESTAMP") == bool(re.search(r"_(at|since)$", name)), name
        assert "TIME ZONE" not in kind, name


def test_texts_are_stored_compressed_in_a_file_of_an_older_format(tmp_path: Path) -> None:
    data_dir = DataDir(tmp_path)
    with Archive.open(data_dir) as archive:
        archive._connection.execute(
            "INSERT INTO extraction SELECT i::VARCHAR, '1', '', '', NULL, true, '', NULL, NULL, NULL, NULL, NULL, NULL,"
            " NULL, NULL, NULL, [repeat('法治政府建设' || i, 30) FOR _ IN range(10)], '', '[]', '[]', '[]', '[]', '{}', '[]' FROM range(500) t(i)"
        )
        archive._connection.execute("CHECKPOINT")
        stored = archive._connection.execute(
            "SELECT DISTINCT compression FROM pragma_storage_info('extraction')"
            " WHERE column_name = 'body_lines' AND segment_type = 'VARCHAR'"
        ).fetchall()
        (version,) = archive._connection.execute(
            "SELECT tags['storage_version'] FROM duckdb_databases() WHERE database_name = 'archive'"
        ).fetchall()
    assert stored == [("DICT_FSST",)]
    assert version[0].startswith("v1.4.0")


VALUES = {
    "VARCHAR": "E'text\\n' || row",
    "INTEGER": "row",
    "BIGINT": "row",
    "DOUBLE": "row / 2",
    "BOOLEAN": "row % 2 = 0",
    "TIMESTAMP": "TIMESTAMP '2026-03-01 17:30:00' + INTERVAL (row) DAY",
    "DATE": "DATE '2026-03-01' + row",
    "JSON": "'[{\"row\": ' || row || '}]'",
    "VARCHAR[]": "['a', 'row ' || row]",
    "UINTEGER[]": "[7, row]",
    "INTEGER[]": "[7, row]",
}
"""Something for every type of column: three rows (0, 1, 2) are made of it."""
LINES = "array_to_string(body_lines, chr(10))"


def rows_of(
    connection: duckdb.DuckDBPyConnection, table: str, columns: list[str]
) -> list[tuple[object, ...]]:
    # 0010 keeps texts line by line.
    kept = [LINES if name == "body_text" and not has(connection, table, name) else name for name in columns]
    return connection.execute(f"SELECT {', '.join(kept)} FROM {table} ORDER BY ALL").fetchall()


def has(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> bool:
    return column in [name for name, *_ in connection.execute(f"DESCRIBE {table}").fetchall()]


def comments(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return connection.execute(
        "SELECT table_name, NULL, comment FROM duckdb_tables() UNION ALL"
        " SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
    ).fetchall()


def by_day(released: int) -> bool:
    """The first schema, the last two, and some between them, each time the same; the others in the nightly
    run."""
    last = len(RELEASED)
    return released in (1, last - 1, last, *Random(11).sample(range(2, last - 1), 3))


@pytest.mark.parametrize(
    "released",
    [
        pytest.param(one.number, marks=() if by_day(one.number) else pytest.mark.nightly)
        for one in migrations()
    ],
)
def test_every_released_schema_goes_forward_with_rows_in_every_table(tmp_path: Path, released: int) -> None:
    path, before = tmp_path / "archive.duckdb", {}
    with connect(path, config={"storage_compatibility_version": FILE_FORMAT}) as connection:
        apply(connection, [migration for migration in migrations() if migration.number <= released])
        for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            if table != "migration":
                described = connection.execute(f"DESCRIBE {table}").fetchall()
                made = ", ".join(VALUES[kind] for _, kind, *_ in described)
                connection.execute(
                    f"INSERT INTO {table} SELECT {made} FROM (SELECT range::INTEGER AS row FROM range(3))"
                )
                columns = [name for name, *_ in described]
                before[table] = columns, rows_of(connection, table, columns)
        # meta's keys are ours; a views' digest of before means they are made anew.
        connection.execute("INSERT INTO meta VALUES ('views', 'older')")
    with connect(path) as connection, duckdb.connect() as fresh:
        migrate(connection)
        migrate(fresh)
        for table, (columns, rows) in before.items():
            if table == "folded" and released < 22:
                continue  # 0022 forgets what was folded, so that all is folded anew
            after = rows_of(connection, table, columns)
            assert [row for row in after if row[0] != "views"] == rows, table
        assert comments(connection) == comments(fresh)
        for (view,) in connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal"
        ).fetchall():
            connection.execute(f"SELECT * FROM {view} LIMIT 1")


def test_migrating_again_does_nothing() -> None:
    with duckdb.connect() as connection:
        assert migrate(connection) == list(RELEASED)
        assert migrate(connection) == []


def test_a_newer_schema_is_left_as_it_was(data_dir: DataDir) -> None:
    with connect(data_dir.work_archive) as connection:
        connection.execute("INSERT INTO migration VALUES (99, '0099_future.sql', 'x')")
    before = data_dir.work_archive.read_bytes()
    with (
        pytest.raises(
            SchemaTooNew, match=r"^the archive has schema 99, this fazhi supports up to \d+: update fazhi$"
        ),
        Archive.open(data_dir),
    ):
        pass
    assert data_dir.work_archive.read_bytes() == before


def test_an_edited_migration_is_refused(data_dir: DataDir) -> None:
    with connect(data_dir.work_archive) as connection:
        connection.execute("UPDATE migration SET checksum = 'edited' WHERE number = 1")
    with pytest.raises(MigrationChanged, match=r"0001_archive\.sql"), Archive.open(data_dir):
        pass


def test_a_migration_that_fails_leaves_nothing_of_itself() -> None:
    broken = Migration(
        len(RELEASED) + 1, "0099_broken.sql", "CREATE TABLE half (a INTEGER); SELECT * FROM nowhere;"
    )
    with duckdb.connect() as connection:
        with pytest.raises(duckdb.Error, match="nowhere"):
            migrate(connection, [*migrations(), broken])
        tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        applied = connection.execute("SELECT name FROM migration").fetchall()
    assert "half" not in tables
    assert applied == [(name,) for name in RELEASED]
