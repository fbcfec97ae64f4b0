"""Audits: samples of claims, what people find in them, and how far the error rates can be trusted."""

import csv
import random
from collections import Counter
from pathlib import Path

import pytest

from flows.commands.trust.audit import work_sheet
from storage.archive import Archive
from storage.errors import AuditInvalid
from storage.paths import DataDir
from storage.publishing.audit_results import COLUMNS, audit_lines, keep_results, sheet_rows
from storage.publishing.audit_sample import Claim, Drawn, claims_of, draw
from storage.publishing.intervals import Counted, error_rate
from storage.publishing.query import open_published
from tests.conftest import fazhi
from tests.storage.nights import PAGE, nights, report

REPETITIONS = 200
# Claims by kind and level, and the share of them that is wrong.
POPULATION = {
    "not_found": {"county": (2400, 0.04), "prefecture": (300, 0.10), "province": (31, 0.0)},
    "published_late": {"county": (800, 0.15), "prefecture": (120, 0.05)},
    "changed": {"county": (300, 0.30), "department": (200, 0.20)},
}


def archive_with_planted_errors(seed: int) -> tuple[list[Claim], set[str]]:
    """Claims as an archive of the country has them, and which of them are wrong."""
    lot, claims, wrong = random.Random(seed), list[Claim](), set[str]()
    for kind, strata in POPULATION.items():
        for stratum, (size, share) in strata.items():
            items = [f"{kind} {stratum} {at}" for at in range(size)]
            claims += [Claim(kind, stratum, item, item, "", []) for item in items]
            wrong.update(lot.sample(items, round(size * share)))
    return claims, wrong


def judged(drawn: list[Drawn], wrong: set[str], kind: str) -> list[Counted]:
    strata = {one.claim.stratum: one.population for one in drawn if one.claim.claim == kind}
    sizes = Counter(one.claim.stratum for one in drawn if one.claim.claim == kind)
    faults = Counter(
        one.claim.stratum for one in drawn if one.claim.claim == kind and one.claim.item in wrong
    )
    return [Counted(strata[name], sizes[name], faults[name]) for name in strata]


def test_the_true_error_rates_lie_in_the_intervals() -> None:
    claims, wrong = archive_with_planted_errors(7)
    true = {
        kind: sum(one.item in wrong for one in claims if one.claim == kind)
        / sum(one.claim == kind for one in claims)
        for kind in POPULATION
    }
    inside, asked = 0, 0
    for seed in range(REPETITIONS):
        drawn = draw(claims, 450, seed)
        for kind in POPULATION:
            rate = error_rate(judged(drawn, wrong, kind))
            assert rate is not None and rate.low <= rate.rate <= rate.high
            inside += rate.low <= true[kind] <= rate.high
            asked += 1
    assert 0.90 <= inside / asked <= 0.99


def test_equal_seeds_draw_equal_samples_and_every_stratum_has_its_part() -> None:
    claims, _ = archive_with_planted_errors(1)
    drawn = draw(claims, 60, 3)
    assert drawn == draw(list(reversed(claims)), 60, 3) != draw(claims, 60, 4)
    sizes = Counter((one.claim.claim, one.claim.stratum) for one in drawn)
    assert len(sizes) == 7 and min(sizes.values()) == 2
    assert len({one.claim.item for one in drawn}) == len(drawn)
    assert all(one.population == POPULATION[one.claim.claim][one.claim.stratum][0] for one in drawn)


@pytest.mark.parametrize(
    ("strata", "expected"),
    [
        ([Counted(100, 100, 7)], (0.07, 0.07, 0.07)),
        ([Counted(10**9, 100, 0)], (0.0, 0.0, 0.037)),
        ([Counted(10**9, 100, 50)], (0.5, 0.404, 0.596)),
        ([Counted(900, 9, 0), Counted(100, 10, 10)], (0.1, 0.03, 0.305)),
    ],
)
def test_rates(strata: list[Counted], expected: tuple[float, float, float]) -> None:
    assert error_rate(strata) == pytest.approx(expected, abs=0.01)


def test_a_stratum_that_nobody_judged_leaves_the_rate_unknown() -> None:
    assert error_rate([Counted(10, 3, 0), Counted(5, 0, 0)]) is None
    assert error_rate([]) is None


def sheet(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


DRAWN = [Drawn(Claim("not_found", "county", f"330282 {year}", "x", "", []), 40) for year in range(2016, 2024)]


def filled(*verdicts: str) -> list[dict[str, str]]:
    rows = list(sheet_rows("audit-2026-03-09-1", "2026-03-09", DRAWN))
    return [row | {"verdict": verdict} for row, verdict in zip(rows, verdicts, strict=False)]


def test_results_are_in_the_archive_after_the_next_publication(data_dir: DataDir, tmp_path: Path) -> None:
    nights(data_dir, {PAGE: report("正文")})
    with Archive.open(data_dir) as archive:
        archive.publish()
    with open_published(data_dir) as connection:
        assert audit_lines(connection)[0].startswith("not audited")
    path = sheet(tmp_path / "filled.csv", filled("right", "Right", "wrong", "unsure", "right", ""))
    assert fazhi("--data", str(data_dir.root), "audit", "result", str(path)).code == 0
    with Archive.open(data_dir) as archive:
        archive.publish()
    with open_published(data_dir) as connection:
        told = connection.execute(
            "SELECT claim, stratum, population, sampled, judged, wrong, unsure, error_rate FROM audits"
        ).fetchall()
        (line,) = audit_lines(connection)
    assert told == [
        ("not_found", "all", 40, 6, 4, 1, 1, 0.25),
        ("not_found", "county", 40, 6, 4, 1, 1, 0.25),
    ]
    assert line.startswith("not_found: 1 of 4 checked were wrong, error rate 25.0%")
    assert line in (data_dir.published_sets / "current" / "CODEBOOK.md").read_text(encoding="utf-8")
    assert line in fazhi("--data", str(data_dir.root), "status").out


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"verdict": "perhaps"}, "verdict is 'perhaps'"),
        ({"claim": "rumour"}, "claim is 'rumour'"),
        ({"population": "many"}, "population is 'many'"),
        ({"audit": "../../x"}, "audit is '../../x'"),
    ],
)
def test_a_sheet_that_makes_no_sense_is_refused(
    data_dir: DataDir, tmp_path: Path, change: dict[str, str], fault: str
) -> None:
    rows = filled("right", "wrong")
    rows[1] |= change
    with pytest.raises(AuditInvalid, match="row 3: " + fault):
        keep_results(data_dir, sheet(tmp_path / "bad.csv", rows))
    assert not data_dir.audits.exists()


def test_an_empty_sheet_is_refused(data_dir: DataDir, tmp_path: Path) -> None:
    with pytest.raises(AuditInvalid, match="no row has a verdict"):
        keep_results(data_dir, sheet(tmp_path / "empty.csv", filled("", "unsure")))
    with pytest.raises(AuditInvalid, match="not the sheet of an audit"):
        keep_results(data_dir, sheet(tmp_path / "none.csv", []))


def test_what_comes_from_outside_is_escaped() -> None:
    claim = Claim("changed", "county", "x 1", "=cmd|'/c calc'!A1 <script>", "javascript:alert(1)", ["c"])
    (row,) = sheet_rows("a-1", "2026-03-09", [Drawn(claim, 1)])
    assert row["statement"].startswith("'=")
    page = work_sheet("a-1", [Drawn(claim, 1)], {"c": ("http://a.gov.cn/?a=1&b=2", "2026", "w", 0)})
    assert "<script>" not in page and 'href="javascript' not in page and "a=1&amp;b=2" in page


def test_a_sample_of_an_archive(data_dir: DataDir, tmp_path: Path) -> None:
    nights(data_dir, {PAGE: report("正文" * 200)}, {PAGE: report("正文" * 200 + "更多")})
    with Archive.open(data_dir) as archive:
        archive.publish()
    with open_published(data_dir) as connection:
        kinds = Counter(one.claim for one in claims_of(connection, ("changed", "published", "not_found")))
    assert kinds["changed"] == 1 and kinds["published"] == 1
    drawn = fazhi(
        "--data", str(data_dir.root), "audit", "--claims", "changed,published", "--into", str(tmp_path)
    )
    assert drawn.code == 0
    (page,) = tmp_path.glob("*.html")
    assert PAGE in page.read_text(encoding="utf-8")
    refused = fazhi("--data", str(data_dir.root), "audit", "--claims", "rumour", "--into", str(tmp_path))
    assert refused.code == 2 and "unknown kind of claim: rumour" in refused.err
