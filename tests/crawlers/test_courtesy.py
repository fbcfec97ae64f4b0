"""The rules of courtesy, and the proof that they were kept."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.courtesy_proof import Asked, prove
from crawlers.walk.courtesy import LONGEST_CRAWL_DELAY, Courtesy
from crawlers.walk.failures import Stopped
from extraction.response.response_head import OK, Outcome

HOST = "www.one.gov.cn"
NIGHT = datetime.fromisoformat("2026-03-01T17:30")
SECONDS = st.floats(0, 100)
REFUSED = Outcome("blocked", "waf_403", "status 403")


def test_the_pause_grows_with_the_host_s_own_slowness_and_its_wish() -> None:
    courtesy = Courtesy(2)
    assert [courtesy.pause_after(HOST, took) for took in (0, 0.4, 3)] == [2, 2, 15]
    courtesy.slow_down(HOST, 10)
    assert [courtesy.pause_after(HOST, took) for took in (0, 3)] == [10, 15]
    courtesy.slow_down(HOST, 86_400)
    assert courtesy.pause_after(HOST, 0) == LONGEST_CRAWL_DELAY
    assert courtesy.pause_after("www.two.gov.cn", 0) == 2


@pytest.mark.parametrize(
    ("answers", "stops"),
    [
        ([("home", REFUSED)], True),
        ([("list", REFUSED)], True),
        ([("catalogue", REFUSED)], True),
        ([("detail", REFUSED)], False),
        ([("detail", REFUSED), ("attachment", REFUSED)], True),
        ([("detail", REFUSED), ("detail", OK), ("detail", REFUSED)], False),
        ([("home", Outcome("http_error"))] * 5, False),
    ],
)
def test_when_a_host_has_said_it_clearly_enough(answers: list[tuple[str, Outcome]], stops: bool) -> None:
    courtesy = Courtesy(2)
    *_, last = [courtesy.answered(HOST, role, outcome) for role, outcome in answers]
    assert last is stops


def test_a_stopped_host_stays_stopped_for_the_first_reason() -> None:
    courtesy = Courtesy(2)
    courtesy.check(HOST)
    courtesy.stop_host(HOST, REFUSED)
    courtesy.stop_host(HOST, Outcome("blocked", "captcha"))
    with pytest.raises(Stopped) as caught:
        courtesy.check(HOST)
    assert caught.value.kind == "blocked:waf_403"
    courtesy.check("www.two.gov.cn")


@given(
    st.lists(st.tuples(SECONDS, SECONDS), min_size=1, max_size=8),
    st.floats(0.01, 10),
    st.lists(SECONDS, max_size=8),
)
def test_a_host_treated_as_the_rules_say_passes(
    steps: list[tuple[float, float]], delay: float, others: list[float]
) -> None:
    """Each request leaves after the pause that is due, and some time more; what other hosts do is nothing
    to it, nor is the order in which the logs tell it."""
    courtesy, now, asked = Courtesy(delay), NIGHT, []
    for took, more in steps:
        asked.append(Asked(f"http://{HOST}/{len(asked)}", now, took, delay))
        now += timedelta(seconds=took + courtesy.pause_after(HOST, took) + more)
    asked += [Asked(f"http://h{number}.gov.cn/", NIGHT, took, delay) for number, took in enumerate(others)]
    proofs = prove(reversed(asked))
    assert sum(proof.requests for proof in proofs) == len(asked)
    assert not [gap for proof in proofs for gap in proof.violations]


@given(took=st.floats(0, 30), delay=st.floats(0.1, 10), waited=st.floats(0, 0.9))
def test_a_request_that_leaves_too_early_is_found(took: float, delay: float, waited: float) -> None:
    due = max(delay, 5 * took)
    first = Asked(f"http://{HOST}/a", NIGHT, took, delay)
    second = Asked(f"http://{HOST}:80/b", NIGHT + timedelta(seconds=took + waited * due), 0.1, delay)
    third = Asked(f"http://{HOST}/c", second.at + timedelta(seconds=100), 0.1, delay)
    (proof,) = prove([third, first, second])
    (gap,) = proof.violations
    assert (gap.first, gap.second, proof.narrowest) == (first, second, gap)


def test_two_requests_under_way_at_a_time_are_found() -> None:
    first = Asked(f"http://{HOST}/a", NIGHT, 10, 2)
    (proof,) = prove([first, Asked(f"http://{HOST}/b", NIGHT + timedelta(seconds=3), 0.1, 2)])
    assert [gap.seconds for gap in proof.violations] == [-7]
