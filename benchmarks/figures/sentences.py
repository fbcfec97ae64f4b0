"""Checks records of hand-coded sentences: `python -m benchmarks.figures.sentences [FILE …]`.

A record is right when its spans hold what is printed, its words come from the vocabularies and its values
follow from the printed numerals. Codes are checked against a dictionary where `--dictionary CSV` names one.
"""

import argparse
import csv
import json
import math
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Each was read once before anything in it was looked at; then it was opened for those who write rules.
SENTENCES = [
    Path(__file__).with_name(f"sentences_{name}.jsonl")
    for name in ("blind", "second", "third", "fourth", "fifth", "sixth")
]
VOCABULARY = {
    "qualifier": {"exact", "over", "about", "under"},
    "scope": {"own", "area", "system", "dept", "unknown"},
    "period": {"year", "cumulative", "asof", "other"},
    "semantics": {"stated", "zero_stated", "all_stated"},
}
ZERO = {"零", "无", "未", "没有", "未发生", "未出现", "未收到", "无一", "均未", "未被提起", "0"}
ALL = {"均", "全部"}
FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
TIMES = {"": 1, "千": 1_000, "万": 10_000, "亿": 100_000_000}

Record = dict[str, Any]


def load(*paths: Path) -> list[Record]:
    """The records of files of JSON lines; of all of them where none is named."""
    return [
        json.loads(line)
        for path in paths or SENTENCES
        for line in path.read_text(encoding="utf-8").splitlines()
        if line
    ]


def faults(record: Record, codes: set[str] | None = None) -> Iterator[str]:
    """What is wrong with a record, one sentence a fault; codes that are not given are not checked."""
    if bool(record["figures"]) == bool(record["why_none"]):
        yield "a text has either figures or a reason for none"
    seen: set[tuple[str, int]] = set()
    for figure in record["figures"]:
        name = f"{figure['code']} {figure['printed']}"
        if record["text"][figure["char_from"] : figure["char_to"]] != figure["printed"]:
            yield f"{name}: the span does not hold what is printed"
        if figure["printed"] not in figure["sentence"] or figure["sentence"] not in record["text"]:
            yield f"{name}: the sentence is not the text's"
        if codes is not None and figure["code"] not in codes:
            yield f"{name}: no such code"
        if (figure["code"], figure["char_from"]) in seen:
            yield f"{name}: coded twice"
        seen.add((figure["code"], figure["char_from"]))
        yield from (f"{name}: no such {key}" for key, words in VOCABULARY.items() if figure[key] not in words)
        if not _fits(figure):
            yield f"{name}: {figure['value']} does not follow from what is printed"


def _fits(figure: Record) -> bool:
    """Whether the value follows from the printed numeral; a word that is no numeral is taken as coded."""
    printed, value = figure["printed"], figure["value"]
    if figure["semantics"] == "zero_stated":
        return bool(value == 0 and printed in ZERO)
    if figure["semantics"] == "all_stated":
        return bool(value == 100 and printed in ALL)
    numeral = re.sub(r"[,\s余多]", "", printed.translate(FULL_WIDTH))
    plain = re.fullmatch(r"(\d+(?:\.\d+)?)([千万亿]?)", numeral)
    if plain:
        return math.isclose(float(plain[1]) * TIMES[plain[2]], value, rel_tol=1e-9)
    both = re.fullmatch(r"(\d+)[-—至~](\d+)", numeral)
    return not both or [int(both[1]), int(both[2])] == [value, figure.get("value_high")]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.figures.sentences", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=SENTENCES)
    parser.add_argument("--dictionary", type=Path, metavar="CSV", help="the table of codes")
    options = parser.parse_args()
    codes = None
    if options.dictionary:
        with options.dictionary.open(encoding="utf-8", newline="") as lines:
            codes = {row["code"] for row in csv.DictReader(lines)}
    found = 0
    for path in options.files:
        records = load(path)
        for record in records:
            for fault in faults(record, codes):
                found += 1
                print(f"{path.name} {record['id']}: {fault}")
        figures = sum(len(record["figures"]) for record in records)
        print(f"{path.name}: {len(records)} texts, {figures} figures")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
