"""The quality gate: our extractor on our two golds, against the floors beside each.

    python -m benchmarks.gate                              # exit code 1 under a floor or on another gold
    python -m benchmarks.gate --wrong                      # every page and field that is wrong
    python -m benchmarks.gate --pin [--allow-regression]   # what is reached now becomes the floor

Leaks and lost numbers are ceilings. No other tool and no clock is involved.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import ours, score
from benchmarks.pages import BLIND, NOW, OWN, Gold, blind_gold, digest, own_gold
from extraction.reading import extract

BASELINE = Path(__file__).parent / "baseline.json"
BLIND_BASELINE = BLIND.parent / "baseline.json"
CEILINGS = ("leaks", "lost")
# Floors are written with four decimals, rounded down.
STEP = 10_000


def worse(column: str, floor: float, reached: float) -> bool:
    return reached > floor if column in CEILINGS else reached < floor


def compare(baseline: dict[str, Any], reached: dict[str, float], gold_digest: str) -> list[str]:
    """One line for each promise that is broken."""
    broken = []
    if baseline["gold"] != gold_digest:
        broken.append("the gold is not the one the floors were measured on: review it, then --pin")
    for column, floor in baseline["floors"].items():
        if column not in reached:
            broken.append(f"{column}: not measured any more, the floor is {floor}")
        elif worse(column, floor, reached[column]):
            broken.append(f"{column}: {reached[column]:.4f}, the floor is {floor}")
    return broken


def floors(reached: dict[str, float]) -> dict[str, float]:
    """What is reached, as floors."""
    return {column: int(value * STEP + 1e-9) / STEP for column, value in reached.items()}


def pin(path: Path, reached: dict[str, float], gold_digest: str, allow_regression: bool) -> list[str]:
    """Write the baseline; refuse, and say why, where a floor would come down."""
    old = json.loads(path.read_text(encoding="utf-8"))["floors"] if path.exists() else {}
    new = floors(reached)
    lowered = [
        f"{column}: {floor} would become {new.get(column, 'nothing')}"
        for column, floor in old.items()
        if column not in new or worse(column, floor, new[column])
    ]
    if lowered and not allow_regression:
        return lowered
    text = json.dumps({"gold": gold_digest, "floors": new}, indent=2)
    path.write_text(text + "\n", encoding="utf-8")
    return []


def wrong(gold: Gold) -> Iterator[tuple[str, str, object, object]]:
    """(file, field, expected, got) for everything that is not right."""
    for payload, truth in zip(gold.payloads, gold.truths, strict=True):
        found = extract(payload, truth["url"], now=NOW)
        reading = ours.as_reading(found)
        marks = score.score_page(truth, reading)
        for field, key in (("title", "title"), ("date", "pub_date"), ("source", "source")):
            if not marks[field]:
                yield truth["file"], field, truth[key], getattr(reading, field)
        if not marks["exact"]:
            yield truth["file"], "body", *_difference(truth["body_text"], reading.body)
        if marks["leaks"]:
            yield truth["file"], "leaks", [], score.leaked(truth["boilerplate"], reading.body)
        if marks["lost"]:
            yield truth["file"], "lost numbers", score.lost_numbers(truth["body_text"], reading.body), []
        for name in ours.FACTS:
            if ours.fact_is_right(name, truth, found) is False:
                yield truth["file"], name, truth[name], getattr(found, name)


def _difference(gold: str, got: str) -> tuple[list[str], list[str]]:
    """Lines that only one of the two has (first ten each)."""
    ours_, theirs = ([score.squeeze(line) for line in text.splitlines()] for text in (gold, got))
    return (
        [line for line in ours_ if line and line not in theirs][:10],
        [line for line in theirs if line and line not in ours_][:10],
    )


def main() -> int:
    """Exit code 1 when the gate is shut."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pin", action="store_true", help="make what is reached now the floors")
    parser.add_argument("--allow-regression", action="store_true", help="with --pin: floors may come down")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong")
    options = parser.parse_args()
    shut = False
    for gold, folder, baseline in ((own_gold(), OWN, BASELINE), (blind_gold(), BLIND, BLIND_BASELINE)):
        if options.wrong:
            for file, field, expected, got in wrong(gold):
                print(f"{file}\t{field}\n    expected {expected!r}\n    got      {got!r}")
            continue
        reached, gold_digest = ours.measure(gold), digest(folder)
        if options.pin:
            problems = pin(baseline, reached, gold_digest, options.allow_regression)
        else:
            problems = compare(json.loads(baseline.read_text(encoding="utf-8")), reached, gold_digest)
        for problem in problems:
            print(f"{gold.name}: {problem}", file=sys.stderr)
        if not problems:
            columns = ", ".join(f"{c} {v:.4g}" for c, v in reached.items())
            print(f"{gold.name}, {len(gold.truths)} pages: {columns}")
        shut = shut or bool(problems)
    return 1 if shut else 0


if __name__ == "__main__":
    sys.exit(main())
