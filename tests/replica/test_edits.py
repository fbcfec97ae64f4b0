"""From night to night exactly the edits of the truth happen to the reports, and nothing else."""

import re
from collections import Counter
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import replica
from replica.holdings import text_of
from replica.web import parse_request
from replica.zoo import Zoo
from replica.zoo.alterations import ALTERATIONS
from replica.zoo.internet import ZooInternet

Json = dict[str, Any]
ZOO = Zoo(hosts=24, edits=0.5)
NIGHTS = 30
TEXTUAL = {*ALTERATIONS, "attachment_replaced"}
pytestmark = pytest.mark.xdist_group("edits")


@cache
def _truth(night: int) -> Json:
    truth: Json = replica.truth(night, zoo=ZOO, bodies=True)
    return truth


def _reports(night: int) -> dict[str, Json]:
    return {r["url"]: r for g in _truth(night)["governments"] for r in g["reports"]}


def test_every_kind_of_edit_happens() -> None:
    kinds = Counter(change["kind"] for change in _truth(NIGHTS)["changes_so_far"])
    assert TEXTUAL - {"attachment_replaced"} <= kinds.keys()
    assert {"removed", "restored", "moved", "appeared", "furniture_only"} <= kinds.keys()
    assert {"title_changed", "date_changed"} <= kinds.keys()


def test_nights_add_up() -> None:
    by_night = [change for night in range(1, 9) for change in _truth(night)["changes"]]
    assert by_night == _truth(8)["changes_so_far"] != []
    assert _truth(1)["changes"] == []


@pytest.mark.parametrize("night", range(2, 9))
def test_a_night_differs_from_the_one_before_by_its_changes(night: int) -> None:
    before, after = _reports(night - 1), _reports(night)
    changes = _truth(night)["changes"]
    by_kind = {
        kind: {c["url"] for c in changes if c["kind"] == kind} for kind in {c["kind"] for c in changes}
    }

    def urls(*kinds: str) -> set[str]:
        return set().union(*(by_kind.get(kind, set()) for kind in kinds))

    moved_from = {c["from_url"] for c in changes if c["kind"] == "moved"}
    assert after.keys() - before.keys() == urls("appeared", "restored", "moved")
    assert before.keys() - after.keys() == urls("removed") | moved_from
    both = before.keys() & after.keys()
    for name, kinds in (
        ("body_text", TEXTUAL),
        ("title", {"title_changed"}),
        ("published_on", {"date_changed"}),
    ):
        assert {url for url in both if before[url][name] != after[url][name]} == urls(*kinds)
    for change in changes:
        if change["kind"] == "moved":
            assert before[change["from_url"]]["body_text"] == after[change["url"]]["body_text"]


def test_pages_change_where_the_truth_says_so() -> None:
    """What a client sees on two nights, page by page."""
    first, second = (ZooInternet(night, ZOO) for night in (5, 6))
    changes = {c["url"]: c["kind"] for c in _truth(6)["changes"]}
    for url, report in _reports(6).items():
        if url in _reports(5) and report["file"] is None:
            before, after = (net.respond(parse_request("GET", url)) for net in (first, second))
            assert before and after and before.status == after.status == 200
            assert (before.body != after.body) is (url in changes)
    for change in _truth(6)["changes"]:
        if change["kind"] in ("removed", "moved"):
            gone = second.respond(parse_request("GET", change.get("from_url", change["url"])))
            assert gone and gone.status == 404


@given(st.sampled_from(sorted(ALTERATIONS)), st.integers(0, 10_000), st.integers(0, 23))
def test_an_alteration_changes_what_it_says(kind: str, luck: int, place: int) -> None:
    site = ZOO.plan(ZOO.chosen[place])
    lines = text_of(site, site.filings[0]).lines
    altered = ALTERATIONS[kind](lines, Random(luck))
    if altered is None:
        return
    after, facts = altered
    lost, won = Counter(lines) - Counter(after), Counter(after) - Counter(lines)
    if kind == "paragraph_moved":
        assert after != lines and not lost and not won
        assert [x for x in after if x != facts["moved"]] == [x for x in lines if x != facts["moved"]]
    elif kind == "paragraph_added":
        assert (list(lost), list(won)) == ([], [facts["new"]])
    elif kind == "paragraph_removed":
        assert (list(lost), list(won)) == ([facts["old"]], [])
    else:
        (old,), (new,) = lost, won
        shared = re.escape(facts["old"])
        assert new in {old[: m.start()] + facts["new"] + old[m.end() :] for m in re.finditer(shared, old)}
        assert (kind == "number_changed") is facts["old"].isdecimal()


def test_without_edits_every_night_is_the_first() -> None:
    still = Zoo(hosts=3)
    first, last = (replica.truth(night, zoo=still, bodies=True) for night in (1, 60))
    assert first["governments"] == last["governments"] and last["changes_so_far"] == []
