"""A stratified random sample of the archive's claims, to be checked by a person.

Strata are the levels of government. Every claim gets an equal part of the sample; every stratum of a claim a
part in proportion to its size, at least two.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import duckdb

from storage.history.ledger import STATUSES

CLAIMS = (
    "not_found",
    "published_late",
    "changed",
    "removed",
    *sorted(set(STATUSES) - {"not_due", "unknown"}),
)
LEAST = 2

LEDGER = """
SELECT status AS claim, level AS stratum, adcode || ' ' || report_year AS item,
    government || ' ' || report_year || ': ' || status || coalesce(', ' || title, '')
        || coalesce(', ' || days_late || ' days late', '') AS statement,
    coalesce(ledger.url, site.homepage, '') AS live_url, proof_captures AS captures
FROM ledger LEFT JOIN (SELECT adcode, min(homepage) AS homepage FROM site GROUP BY adcode) AS site USING (adcode)
WHERE status IN (SELECT unnest($claims))
"""
HISTORY = """
SELECT event.kind AS claim, coalesce(level, 'other') AS stratum, event.report_id || ' ' || event_no AS item,
    coalesce(event.government, '') || ' ' || coalesce(event.report_year::VARCHAR, '') || ': ' || event.kind
        || ' ' || strftime(observed_at, '%Y-%m-%d') AS statement,
    event.url AS live_url, [event.capture_id] AS captures
FROM events AS event
JOIN report ON report.report_id = event.report_id
LEFT JOIN government ON government.adcode = report.adcode
WHERE event.kind IN ('changed', 'removed') AND event.kind IN (SELECT unnest($claims))
"""
PLACES = """
SELECT capture_id, url, captured_at, warc_file, warc_offset FROM captures
WHERE capture_id IN (SELECT unnest($ids))
"""


class Claim(NamedTuple):
    """One claim of the archive: its name, its content, and where it can be checked."""

    claim: str
    stratum: str
    item: str
    statement: str
    live_url: str
    captures: list[str]


class Drawn(NamedTuple):
    """A claim of the sample, and the size of its stratum."""

    claim: Claim
    population: int


def claims_of(connection: duckdb.DuckDBPyConnection, kinds: Sequence[str]) -> list[Claim]:
    """All claims of these kinds (CLAIMS), in the order of their names."""
    asked = {"claims": list(kinds)}
    rows = [row for query in (LEDGER, HISTORY) for row in connection.execute(query, asked).fetchall()]
    return sorted(Claim(*row) for row in rows)


def draw(claims: Iterable[Claim], sample: int, seed: int) -> list[Drawn]:
    """The sample: equal claims and seeds give equal samples."""
    strata: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for one in claims:
        strata[one.claim][one.stratum].append(one)
    chosen, lot = [], random.Random(seed)
    for kind in sorted(strata):
        share = sample / len(strata)
        size = sum(map(len, strata[kind].values()))
        for stratum in sorted(strata[kind]):
            there = sorted(strata[kind][stratum])
            count = min(len(there), max(LEAST, round(share * len(there) / size)))
            chosen += [Drawn(one, len(there)) for one in sorted(lot.sample(there, count))]
    return chosen


def places(connection: duckdb.DuckDBPyConnection, drawn: Iterable[Drawn]) -> dict[str, tuple[Any, ...]]:
    """For each capture that proves a claim of the sample: its address, its time, and the place of its
    record."""
    ids = sorted({capture for one in drawn for capture in one.claim.captures})
    rows = connection.execute(PLACES, {"ids": ids}).fetchall()
    return {row[0]: row[1:] for row in rows}
