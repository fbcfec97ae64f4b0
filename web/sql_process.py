"""One query in a process of its own, which can be limited and killed: `python -m web.sql_process FILE`.

Reads the query from stdin and writes one JSON object: columns and rows, or an error. DuckDB's own settings do
not limit a query (interrupt() does not stop every function, and some calls write files although the
configuration is locked): the limits of the process do.
"""

import json
import resource
import sys
from typing import Any

import duckdb

MEMORY = 1_500_000_000
CPU_SECONDS = 10
MOST_ROWS = 10_000
MOST_BYTES = 5_000_000


def bound() -> None:
    """Limits this process: no files written, no further processes, limited memory and time."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


def answer(path: str, query: str) -> dict[str, Any]:
    """The result of a query: `columns`, `rows` up to a limit, `cut`; or `error`."""
    config: dict[str, Any] = {
        "enable_external_access": False,
        "memory_limit": "500MB",
        "threads": 1,
        "temp_directory": "",
    }
    config |= {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    with duckdb.connect(path, read_only=True, config=config) as connection:
        connection.execute("SET search_path = 'main,internal'")
        connection.execute("SET lock_configuration = true")
        statements = connection.extract_statements(query)
        if len(statements) != 1:
            return {"error": "one statement, please"}
        if statements[0].type != duckdb.StatementType.SELECT:
            return {"error": "only SELECT"}
        found = connection.execute(statements[0])
        columns = [column[0] for column in found.description or []]
        rows: list[list[Any]] = []
        size = 0
        while len(rows) < MOST_ROWS and size < MOST_BYTES:
            row = found.fetchone()
            if row is None:
                return {"columns": columns, "rows": rows, "cut": False}
            rows.append(
                [one if one is None or isinstance(one, int | float | bool) else str(one) for one in row]
            )
            size += sum(len(str(one)) for one in rows[-1])
        return {"columns": columns, "rows": rows, "cut": found.fetchone() is not None}


def main() -> None:
    bound()
    path = sys.argv[1]
    try:
        told = answer(path, sys.stdin.read())
    except duckdb.Error as error:
        told = {"error": str(error).replace(path, "archive.duckdb")[:2000]}
    except MemoryError:
        told = {"error": "the query needs more memory than it may have"}
    json.dump(told, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
