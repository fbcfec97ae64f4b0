"""A short story over few hosts, and that every kind of fault in its history is noticed."""

import copy
from typing import Any

import pytest

import replica
from rehearsal.confusion import Verdict, judge_changes, judge_ends, judge_events, judge_ledger
from rehearsal.history import begins_at, night_of, play_story
from rehearsal.told import Archive
from replica import Zoo
from storage.paths import DataDir

pytestmark = pytest.mark.nightly

Json = dict[str, Any]
# A seed with a removal, a move, pages that are missing for a while, and edits of all kinds.
ZOO = Zoo(hosts=3, story=12, seed=26, patience=5.0)
# Enough to see every edit, to prove what was removed in the first of them, and to confirm a text that lost
# its end.
NIGHTS = (1, 4, 8, 11, 12)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[DataDir, Json]:
    data, truth = DataDir(tmp_path_factory.mktemp("story")), replica.story_truth(ZOO)
    nights = list(play_story(data, ZOO, truth, NIGHTS))
    assert [night.number for night in nights] == list(NIGHTS)
    return data, truth


def _judged(data: DataDir, truth: Json) -> list[Verdict]:
    archive = Archive(data, truth)
    judges = (judge_changes, judge_events, judge_ends)
    return [verdict for judge in judges for verdict in judge(archive, truth)] + list(
        judge_ledger(data, truth)
    )


def _wrong(data: DataDir, truth: Json) -> set[tuple[str, str]]:
    return {(one.truth, one.found) for one in _judged(data, truth) if not one.is_right}


def test_the_history_of_a_short_story_is_true(played: tuple[DataDir, Json]) -> None:
    assert [verdict for verdict in _judged(*played) if not verdict.is_right] == []
    assert len({verdict.truth for verdict in _judged(*played)}) > 8


def test_nights_are_days_of_the_story(played: tuple[DataDir, Json]) -> None:
    data, truth = played
    assert Archive(data, truth).nights == set(NIGHTS)
    assert [night_of(truth, begins_at(truth, number)) for number in NIGHTS] == list(NIGHTS)


def test_a_change_called_otherwise_and_one_nobody_made_are_noticed(played: tuple[DataDir, Json]) -> None:
    data, truth = played[0], copy.deepcopy(played[1])
    edits = [
        one
        for host in truth["hosts"]
        for report in host["reports"]
        for one in report["happenings"]
        if one["kind"] in ("wording", "paragraph_added", "number_changed") and one["night"] > 1
    ]
    edits[0]["kind"], edits[1]["kind"] = "title_changed", "furniture_only"
    wrong = _wrong(data, truth)
    assert any(told == "title_changed" and found != told for told, found in wrong)
    assert any(told in ("–", "furniture_only") for told, found in wrong)


def test_a_false_removal_a_lost_move_and_a_report_nobody_published_are_noticed(
    played: tuple[DataDir, Json],
) -> None:
    data, truth = played[0], copy.deepcopy(played[1])
    reports = [report for host in truth["hosts"] for report in host["reports"]]
    removed = next(one for one in reports if any(it["kind"] == "removed" for it in one["happenings"]))
    removed["happenings"] = []
    still = next(one for one in reports if not one["happenings"])
    still["happenings"] = [{"night": 2, "kind": "moved", "url": still["addresses"][0]}]
    unheard = next(one for one in reports if not one["happenings"])
    unheard["addresses"] = ["http://www.nowhere.gov.cn/1.html"]
    assert {
        ("–", "removed"),
        ("moved", "–"),
        ("–", "appeared"),
        ("live", "removed"),
        ("live", "unknown"),
    } <= _wrong(data, truth)
