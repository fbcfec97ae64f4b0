"""A story does to every page what its truth says, night by night, and to nothing else."""

import urllib.error
import urllib.request
from functools import cache
from typing import Any

import replica
from replica.web import Response, parse_request
from replica.zoo import Zoo
from replica.zoo.internet import ZooInternet
from replica.zoo.roles import ROLES
from tests.conftest import PATIENCE

Json = dict[str, Any]
ZOO = Zoo(hosts=len(ROLES), story=60)
STATUS = {"404": 404, "410": 410, "soft_404": 200, "301": 301}
# What happens to a report with the words of its page staying what they were.
NO_EDITS = {"appeared", "moved", "away", "back", "missing_once", "removed", "attachment_replaced"}


@cache
def _truth() -> Json:
    return replica.story_truth(ZOO)


@cache
def _net(night: int) -> ZooInternet:
    return ZooInternet(night, ZOO)


def _ask(night: int, url: str) -> Response:
    answer = _net(night).respond(parse_request("GET", url))
    assert answer
    return answer


def _open_reports() -> list[tuple[Json, Json]]:
    """Hosts with a report each, as far as the host simply shows what it has."""
    roles = {"behaves", "redesigned"}
    return [
        (host, report) for host in _truth()["hosts"] if host["role"] in roles for report in host["reports"]
    ]


def test_everything_happens_in_a_small_story() -> None:
    told = [one for host in _truth()["hosts"] for report in host["reports"] for one in report["happenings"]]
    assert {"number_changed", "wording", "punctuation", "paragraph_added", "paragraph_removed"} <= {
        one["kind"] for one in told
    }
    assert {"title_changed", "date_changed", "replaced", "furniture_only"} <= {one["kind"] for one in told}
    assert {one["answer"] for one in told if one["kind"] == "removed"} <= STATUS.keys()
    assert {host["role"] for host in _truth()["hosts"]} == set(ROLES)
    statuses = {status for host in _truth()["hosts"] for status in host["ledger"].values()}
    assert {"published", "published_late", "published_then_removed", "not_found", "blocked"} <= statuses


def test_a_report_stands_where_and_when_the_truth_says() -> None:
    for _, report in _open_reports():
        for one in report["happenings"]:
            night, kind = one["night"], one["kind"]
            if kind in ("appeared", "back"):
                assert _ask(night, one["url"]).status == 200
            if kind == "appeared":
                assert _ask(night - 1, one["url"]).status == 404
            if kind in ("away", "missing_once"):
                assert [_ask(n, one["url"]).status for n in (night - 1, night)] == [200, 404]
            if kind == "removed":
                assert _ask(night - 1, one["url"]).status == 200
                assert _ask(night, one["url"]).status == STATUS[one["answer"]]


def test_a_move_leaves_what_the_truth_says_at_the_old_address() -> None:
    for _, report in _open_reports():
        for one in (one for one in report["happenings"] if one["kind"] == "moved"):
            old = _ask(one["night"], one["from_url"])
            assert _ask(one["night"], one["url"]).status == 200
            assert old.status == STATUS[one["answer"]]
            assert old.location == (one["url"] if one["answer"] == "301" else "")


def test_a_text_changes_in_the_nights_of_its_edits_and_in_no_other() -> None:
    host = next(host for host in _truth()["hosts"] if host["role"] == "behaves")
    for report in host["reports"]:
        edited = {one["night"] for one in report["happenings"] if one["kind"] not in NO_EDITS}
        bodies = {
            night: answer.body
            for night in range(1, 61)
            if (answer := _ask(night, report["addresses"][-1])).status == 200
            and "不存在".encode() not in answer.body
        }
        nights = sorted(bodies)
        assert edited & set(nights) == {
            now for before, now in zip(nights, nights[1:], strict=False) if bodies[before] != bodies[now]
        }


def test_an_internet_that_was_turned_shows_what_a_new_one_shows() -> None:
    turned = ZooInternet(1, ZOO)
    behaving = [host for host in _truth()["hosts"] if host["role"] == "behaves"]
    told = [one for host in behaving for report in host["reports"] for one in report["happenings"]]
    missed = next(one["night"] for one in told if one["kind"] == "missing_once")
    for night in (missed - 1, missed, missed + 1, 60):
        turned.turn_to(night)
        for host in behaving:
            for url in [
                host["homepage"],
                *(url for report in host["reports"] for url in report["addresses"]),
            ]:
                asked = parse_request("GET", url)
                assert turned.respond(asked) == _net(night).respond(asked)


def test_a_host_that_is_blocked_lets_nobody_in_until_it_is_over() -> None:
    host = next(host for host in _truth()["hosts"] if host["role"] == "blocked")
    (episode,) = host["episodes"]
    since, until = episode["since"], episode["until"]
    assert host["closed"] == list(range(since, until + 1))
    urls = {night: _ask(night, host["homepage"]) for night in (since - 1, since, until, until + 1)}
    assert urls[since - 1].body == urls[until + 1].body
    assert urls[since].body == urls[until].body != urls[since - 1].body


def test_a_replica_that_runs_goes_on_to_another_night() -> None:
    host = next(host for host in _truth()["hosts"] if host["role"] == "never_open")
    other = next(host for host in _truth()["hosts"] if host["role"] == "blocked_to_the_end")
    since = other["episodes"][0]["since"]
    with replica.running(1, zoo=ZOO) as pretend:
        proxies = urllib.request.ProxyHandler({"http": f"http://{pretend.address}"})
        opener = urllib.request.build_opener(proxies)

        def status(homepage: str) -> int:
            try:
                with opener.open(homepage.replace("https:", "http:"), timeout=PATIENCE) as answer:
                    return int(answer.status)
            except urllib.error.HTTPError as refusal:
                return refusal.code

        assert status(host["homepage"]) == 412
        assert pretend.served() == {host["host"]: 1}
        pretend.turn_to(since)
        assert pretend.served() == {}
        assert status(other["homepage"]) == 412
