"""What is reused: told step by step as from scratch, and the same as by comparing everything with
everything."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extraction.works.reuse import sketch
from storage.database.migrate import migrate
from storage.database.rows import column_types, insert_rows
from storage.history import text_reuse as reuse
from storage.history.text_reuse import write_reuse
from tests.conftest import examples

LINES = [f"全市第{n}季度开展行政执法检查{n * 37}次，整改问题{n * 11}个。" for n in range(12)]


class Held(NamedTuple):
    """A report as it stands in the archive."""

    adcode: str | None
    year: int | None
    text: str
    status: str = "live"


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as made:
        migrate(made)
        made.execute("INSERT INTO meta VALUES ('extractor_version', '1')")
        yield made


def hold(connection: duckdb.DuckDBPyConnection, reports: dict[str, Held]) -> None:
    """The archive with these reports: the rows that matter, the others' columns filled somehow."""
    for table in ("capture", "extraction", "report", "report_version"):
        rows = [row(connection, table, report_id, held) for report_id, held in reports.items()]
        connection.execute(f"DELETE FROM {table}")
        insert_rows(connection, table, rows)


def row(connection: duckdb.DuckDBPyConnection, table: str, report_id: str, held: Held) -> dict[str, Any]:
    said = {
        "report_id": report_id,
        "capture_id": report_id,
        "extractor_version": "1",
        "adcode": held.adcode,
        "issuer_level": "county" if held.adcode else None,
        "report_year": held.year,
        "status": held.status if table == "report" else 200,
        "version_no": 1,
        "body_lines": [held.text],
        "text_digest": held.text,
        "revisit_of": "",
        "reading_id": report_id,
        "payload_capture_id": report_id,
    }
    empty = {"JSON": [], "TIMESTAMP": "2026-03-01", "VARCHAR[]": [], "VARCHAR": "", "DATE": None}
    kinds = column_types(connection, table)
    return {name: said.get(name, empty.get(kind, 0)) for name, kind in kinds.items()}


def told(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return connection.execute(
        "SELECT * EXCLUDE (government, closest_government) FROM text_reuse ORDER BY report_id"
    ).fetchall()


def texts(first: int, last: int) -> str:
    return "".join(LINES[first:last])


def test_the_year_before_and_the_closest_of_another_issuer(connection: duckdb.DuckDBPyConnection) -> None:
    hold(
        connection,
        {
            "a-2023": Held("330282", 2023, texts(0, 4), "removed"),
            "a-2024": Held("330282", 2024, texts(2, 10)),
            "b-2024": Held("330281", 2024, texts(2, 9)),
            "c-2024": Held("330212", 2024, texts(10, 12)),
            "d": Held(None, None, "依法行政。"),
        },
    )
    write_reuse(connection, "1", sketch)
    assert told(connection) == [
        ("a-2024", 2024, 8, "a-2023", 0.25, "b-2024", 7 / 8, 7),
        ("b-2024", 2024, 7, None, None, "a-2024", 1.0, 7),
        ("c-2024", 2024, 2, None, None, None, None, None),
    ]


def test_only_what_is_near_is_told_anew(connection: duckdb.DuckDBPyConnection) -> None:
    held = {
        f"r{n}": Held(
            f"33028{n}", 2024, "".join(f"第{n}地第{m}批普法宣传活动共有居民参加。" for m in range(9))
        )
        for n in range(1, 4)
    }
    hold(connection, held)
    write_reuse(connection, "1", sketch)
    assert write_reuse(connection, "1", sketch) == 0
    hold(connection, held | {"r1": held["r1"]._replace(text=texts(0, 5))})
    assert write_reuse(connection, "1", sketch) == 1
    hold(connection, held | {"r1": held["r2"]._replace(adcode="330281")})
    assert write_reuse(connection, "1", sketch) == 2


def test_what_is_near_may_come_and_go(connection: duckdb.DuckDBPyConnection) -> None:
    one = {"a-2024": Held("330282", 2024, texts(2, 10))}
    before = {"a-2023": Held("330282", 2023, texts(10, 12))}
    near = {"b-2024": Held("330281", 2024, texts(2, 9))}
    steps = [
        (one, [("a-2024", None, None, None)]),
        (one | before, [("a-2023", None, None, None), ("a-2024", "a-2023", 0.0, None)]),
        (one | near, [("a-2024", None, None, "b-2024"), ("b-2024", None, None, "a-2024")]),
        (one, [("a-2024", None, None, None)]),
        ({"a-2024": one["a-2024"]._replace(status="removed")}, []),
    ]
    for reports, expected in steps:
        hold(connection, reports)
        write_reuse(connection, "1", sketch)
        assert [(row[0], row[3], row[4], row[5]) for row in told(connection)] == expected


REPORTS = st.dictionaries(
    st.sampled_from([f"r{n}" for n in range(6)]),
    st.builds(
        Held,
        st.sampled_from(["330281", "330282", "330282", None]),
        st.sampled_from([2023, 2024, None]),
        st.builds(texts, st.integers(0, 6), st.integers(5, 12)),
        st.sampled_from(["live", "live", "removed"]),
    ),
)


@settings(max_examples=examples(12), suppress_health_check=list(HealthCheck))
@given(st.lists(REPORTS, min_size=2, max_size=4))
def test_step_by_step_is_as_from_scratch(
    connection: duckdb.DuckDBPyConnection, steps: list[dict[str, Held]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reuse, "TOLD_AT_ONCE", 2)
        takes_steps(connection, steps)


def takes_steps(connection: duckdb.DuckDBPyConnection, steps: list[dict[str, Held]]) -> None:
    for reports in steps:
        hold(connection, reports)
        write_reuse(connection, "1", sketch)
    by_steps = told(connection)
    connection.execute("DELETE FROM reuse_sketch")
    connection.execute("DELETE FROM reuse")
    write_reuse(connection, "1", sketch)
    assert told(connection) == by_steps
    for report_id, _, count, before_id, before, closest_id, closest, shared in by_steps:
        own, last = steps[-1][report_id], steps[-1].get(before_id)
        assert count == len(sketch(own.text).sentences)
        if last:
            assert (last.adcode, last.year) == (own.adcode, (own.year or 0) - 1)
            assert before == pytest.approx(in_common(own, last) / count)
        if closest_id:
            assert steps[-1][closest_id].adcode != own.adcode or own.adcode is None
            assert (shared, closest) == (in_common(own, steps[-1][closest_id]), pytest.approx(shared / count))


def in_common(one: Held, other: Held) -> int:
    return len(set(sketch(one.text).sentences) & set(sketch(other.text).sentences))
