"""The hand-coded sentences: their spans, words and values agree, and the check sees it where they do not."""

import csv
from copy import deepcopy
from pathlib import Path

import pytest

from benchmarks.figures import sentences

RECORDS = sentences.load()
FIGURE = {
    "code": "penalties",
    "value": 2839,
    "unit": "件",
    "qualifier": "exact",
    "scope": "area",
    "period": "year",
    "semantics": "stated",
    "printed": "2,839",
    "char_from": 8,
    "char_to": 13,
    "sentence": "全县作出行政处罚2,839件。",
    "note": "",
}
RECORD = {"id": "x", "text": "全县作出行政处罚2,839件。", "figures": [FIGURE], "why_none": ""}


def test_no_record_has_a_fault() -> None:
    assert not [
        (record["id"], *sentences.faults(record)) for record in RECORDS if [*sentences.faults(record)]
    ]


def test_every_code_is_the_dictionarys(shared: Path) -> None:
    with (shared / "figures" / "dictionary.csv").open(encoding="utf-8", newline="") as lines:
        codes = {row["code"] for row in csv.DictReader(lines)}
    assert {figure["code"] for record in RECORDS for figure in record["figures"]} <= codes


def test_there_are_texts_of_every_sort() -> None:
    kinds = [record["kind"] for record in RECORDS]
    assert len(RECORDS) == len({record["text"] for record in RECORDS}) >= 130
    assert sum(kind.startswith("none_") for kind in kinds) >= 30
    assert sum(record.get("wording") == "rare" for record in RECORDS) >= 42
    # Paragraphs full of figures, as reports have them.
    assert sum(400 <= len(record["text"]) <= 900 for record in RECORDS if record["kind"] == "long") >= 5
    assert kinds.count("table") >= 5
    assert len({figure["code"] for record in RECORDS for figure in record["figures"]}) >= 84


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({}, None),
        ({"char_from": 9}, "span"),
        ({"value": 28390}, "does not follow"),
        ({"value": 2802}, "does not follow"),
        ({"scope": "全县"}, "no such scope"),
        ({"semantics": "zero_stated", "value": 0}, "does not follow"),
        ({"sentence": "另一句。"}, "sentence"),
        ({"code": "fines"}, "no such code"),
    ],
)
def test_faults_are_seen(change: dict, fault: str | None) -> None:
    record = deepcopy(RECORD)
    record["figures"][0].update(change)
    found = " ".join(sentences.faults(record, {"penalties"}))
    assert fault in found if fault else not found


@pytest.mark.parametrize(
    ("printed", "value", "right"),
    [
        ("3.2万", 32000, True),
        ("3.2万", 3200, False),
        ("１２３", 123, True),
        ("1 206", 1206, True),
        ("1790余万", 17900000, True),
        ("3至5", 3, True),
        ("3至5", 5, False),
    ],
)
def test_the_value_follows_from_the_numeral(printed: str, value: float, right: bool) -> None:
    figure = FIGURE | {
        "printed": printed,
        "value": value,
        "value_high": 5,
        "char_from": 0,
        "char_to": len(printed),
    }
    figure["sentence"] = printed
    found = list(sentences.faults({"text": printed, "figures": [figure], "why_none": ""}))
    assert not found if right else found


def test_a_text_without_figures_says_why() -> None:
    assert list(sentences.faults({"text": "", "figures": [], "why_none": ""}))
    assert list(sentences.faults(RECORD | {"why_none": "dates"}))
