"""What the blind pages and files of many situations taught stays learnt: each case is read right."""

import json

import pytest

from benchmarks.blind_wild.__main__ import HERE, judge


@pytest.mark.parametrize("part", ["pages", pytest.param("files", marks=pytest.mark.nightly)])
def test_every_case_is_read_right(part: str) -> None:
    folder = HERE / part
    truths = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    wrong = {truth["file"]: found for truth in truths if (found := judge(folder, truth)[1])}
    assert wrong == {}
