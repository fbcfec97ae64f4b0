"""The panel of an archive beside published figures: `python -m benchmarks.official.compare --data data`.

For each code and year of provinces.csv: of how many provinces the archive has a figure of the province's own
report, what share of the published number the figures of all its governments add up to, and how the
provinces' ranks agree. A sum of counties is a check and never a value.
"""

import argparse
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from storage.paths import DataDir
from storage.publishing.query import open_published

FOLDER = Path(__file__).parent
SUMS = """
SELECT province, max(value) FILTER (level = 'province') AS own, sum(value) FILTER (level = 'county') AS counties,
    count(value) FILTER (level = 'county') AS told, count(*) FILTER (level = 'county') AS governments
FROM figure_panel WHERE code = ? AND report_year = ? GROUP BY province
"""
NATION = "SELECT sum(value) FILTER (level = 'province'), count(value) FILTER (level = 'province') FROM figure_panel WHERE code = ? AND report_year = ?"


class Official(NamedTuple):
    """A published number; province is "" for the nation."""

    code: str
    report_year: int
    province: str
    value: float
    source: str
    seen_on: str


class Agreement(NamedTuple):
    """How a panel agrees with published numbers. coverage: provinces with a figure of their own among those
    published; ratio: their sum to the published one of the same provinces; ranks: Spearman's correlation of
    the provinces' figures, or of their counties' sums where fewer than three tell their own; None where too
    few are told."""

    code: str
    report_year: int
    provinces: int
    coverage: float
    ratio: float | None
    ranks: float | None


def published(path: Path) -> list[Official]:
    """The rows of provinces.csv or nation.csv."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Official(
                row["code"], int(row["report_year"]), row.get("province", ""), float(row["value"]), row["source"], row["seen_on"]
            )
            for row in csv.DictReader(lines)
        ]  # fmt: skip


def agreements(connection: duckdb.DuckDBPyConnection, official: Sequence[Official]) -> Iterator[Agreement]:
    """One for each code and year."""
    for code, year in sorted({(one.code, one.report_year) for one in official}):
        wanted = {one.province: one.value for one in official if (one.code, one.report_year) == (code, year)}
        rows = connection.execute(SUMS, [code, year]).fetchall()
        own = {short: told for province, told, *_ in rows if told and (short := _short(province, wanted))}
        counties = {
            short: total for province, _, total, *_ in rows if total and (short := _short(province, wanted))
        }
        told = own if len(own) > 2 else counties
        ratio = sum(own.values()) / sum(wanted[name] for name in own) if own else None
        yield Agreement(code, year, len(wanted), len(own) / len(wanted), ratio, correlation(told, wanted))


def correlation(told: dict[str, float], wanted: dict[str, float]) -> float | None:
    """Spearman's rank correlation over the names in both; None below three."""
    names = sorted(told.keys() & wanted.keys())
    if len(names) < 3:
        return None
    one, other = (_ranks([values[name] for name in names]) for values in (told, wanted))
    mean = (len(names) - 1) / 2
    spread = sum((rank - mean) ** 2 for rank in one) * sum((rank - mean) ** 2 for rank in other)
    together = sum((a - mean) * (b - mean) for a, b in zip(one, other, strict=True))
    return together / spread**0.5 if spread else None


def _ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 0; equal values share the middle one."""
    return [sum(v < value for v in values) + (sum(v == value for v in values) - 1) / 2 for value in values]


def _short(province: str | None, wanted: dict[str, float]) -> str:
    return next((name for name in wanted if province and province.startswith(name)), "")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", help="the data folder")
    asked = parser.parse_args()
    with open_published(DataDir.from_environment(asked.data)) as connection:
        for one in agreements(connection, published(FOLDER / "provinces.csv")):
            ratio = "–" if one.ratio is None else f"{one.ratio:.3f}"
            ranks = "–" if one.ranks is None else f"{one.ranks:.3f}"
            print(
                f"{one.code} {one.report_year}: {one.coverage:.2f} of {one.provinces} provinces tell it, "
                f"{ratio} of the published number, rank correlation {ranks}"
            )
        for nation in published(FOLDER / "nation.csv"):
            total, provinces = connection.execute(NATION, [nation.code, nation.report_year]).fetchone() or (
                None,
                0,
            )
            print(
                f"{nation.code} {nation.report_year}: nation {nation.value:,.10g}; {provinces} provinces tell"
                f" {total or 0:,.10g} together ({nation.source})"
            )


if __name__ == "__main__":
    main()
