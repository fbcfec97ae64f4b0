"""Which pages carry the same report. The texts are our own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from extraction.works.lineage import histories
from extraction.works.page_matching import similarity
from records import Decision, History, Observation, Sighting

FIRST_NIGHT = datetime.fromisoformat("2026-03-01T17:30")
REPORT = "".join(f"全市第{n}季度开展行政执法检查{n * 37}次，整改问题{n * 11}个。" for n in range(1, 60))
TEXTS = {
    "A": REPORT,
    "a": REPORT.replace("37次", "38次"),
    "Z": "".join(f"镇村第{n}批法律明白人培训共{n * 13}人参加，评选示范户{n}户。" for n in range(1, 60)),
}


def sighting(
    page: str, night: int, outcome: str, year: int | None = 2024, adcode: str | None = "330282"
) -> Sighting:
    read = outcome in TEXTS
    observation = Observation(
        page_url=f"http://www.cixi.gov.cn/{page}",
        capture_id=f"{page}@{night}:{outcome}",
        crawl_id=f"night-{night}",
        observed_at=FIRST_NIGHT + timedelta(days=night, minutes=ord(page[0])),
        outcome="read" if read else outcome,
        text_digest=outcome if read else "",
    )
    if not read:
        return Sighting(observation)
    return Sighting(observation, True, adcode, year, "慈溪市人民政府", "county")


def text_of(capture_id: str) -> str:
    return TEXTS[capture_id.partition(":")[2]]


def told(*sightings: Sighting) -> dict[str, list[str]]:
    """Each report's events as `kind page`."""
    return {
        history.report_id: [f"{event.kind} {event.page_url.rpartition('/')[2]}" for event in history.events]
        for history in histories(sightings, text_of)
    }


def test_similarity() -> None:
    assert similarity(TEXTS["A"], TEXTS["a"]) > 0.95
    assert similarity(TEXTS["A"], TEXTS["Z"]) < 0.1
    assert similarity("", "") == 1.0
    assert similarity("法治", "法 治\n") == 1.0


def test_similar_live_pages_are_one_report() -> None:
    assert told(sighting("p", 1, "A"), sighting("q", 2, "a")) == {"330282-2024": ["appeared p"]}


def test_dissimilar_live_pages_are_two_documents() -> None:
    nights = [sighting("p", 1, "A"), sighting("p", 2, "A"), sighting("q", 2, "Z")]
    assert told(*nights) == {"330282-2024": ["appeared p"], "330282-2024-2": ["appeared q"]}


def test_a_rewritten_report_on_a_new_page_is_a_move_once_the_old_page_is_gone() -> None:
    nights = [sighting("p", 1, "A"), sighting("p", 2, "gone"), sighting("a", 2, "Z")]
    assert told(*nights) == {"330282-2024": ["appeared p", "moved a", "changed a"]}


def test_a_third_page_joins_the_document_it_resembles() -> None:
    nights = [sighting("p", 1, "A"), sighting("q", 1, "Z"), sighting("r", 2, "Z")]
    assert told(*nights) == {"330282-2024": ["appeared p"], "330282-2024-2": ["appeared q", "copied r"]}


def test_a_page_that_turns_to_another_year_is_gone_for_the_year_before() -> None:
    nights = [sighting("p", 1, "A", year=2023), sighting("p", 2, "Z", year=2024)]
    assert told(*nights) == {"330282-2023": ["appeared p", "removed p"], "330282-2024": ["appeared p"]}


def test_a_reading_without_a_name_takes_the_page_s_name() -> None:
    nights = [sighting("p", 1, "A", year=None), sighting("p", 2, "A"), sighting("p", 3, "a", adcode=None)]
    (history,) = histories(nights, text_of)
    assert history.report_id == "330282-2024"
    assert [event.kind for event in history.events] == ["appeared", "changed"]
    assert history.named_by == nights[1]


def test_a_page_that_never_says_its_name_is_named_by_its_address() -> None:
    (history,) = histories([sighting("p", 1, "A", year=None)], text_of)
    assert history.report_id.startswith("www.cixi.gov.cn-")


def test_pages_say_when_they_were_last_read() -> None:
    nights = [sighting("p", 1, "A"), sighting("q", 2, "A"), sighting("p", 3, "A"), sighting("q", 4, "gone")]
    (history,) = histories(nights, text_of)
    assert history.pages == (
        ("http://www.cixi.gov.cn/p", nights[2].observation.observed_at),
        ("http://www.cixi.gov.cn/q", nights[1].observation.observed_at),
    )
    assert (history.primary_url, history.live) == ("http://www.cixi.gov.cn/p", True)


def test_texts_are_asked_for_only_where_two_live_pages_differ() -> None:
    asked: list[str] = []

    def asking(capture_id: str) -> str:
        asked.append(capture_id)
        return text_of(capture_id)

    same = [sighting("p", 1, "A"), sighting("p", 2, "a"), sighting("q", 3, "a")]
    histories(same, asking)
    assert asked == []
    histories([*same, sighting("r", 3, "A")], asking)
    assert sorted(asked) == ["p@2:a", "r@3:A"]


def decision(page: str, decided: str, report_id: str = "") -> Decision:
    url = f"http://www.cixi.gov.cn/{page}"
    return Decision(url, decided, report_id, "looked at it", date(2026, 3, 9), "Li")


def carriers(
    *sightings: Sighting, decisions: Sequence[Decision] = ()
) -> dict[str, list[tuple[str, str, str]]]:
    """Each report's pages with basis and the page compared with."""
    return {
        history.report_id: [
            (one.page_url.rpartition("/")[2], one.basis, one.compared_with.rpartition("/")[2])
            for one in history.carriers
        ]
        for history in histories(sightings, text_of, decisions)
    }


def test_each_page_says_why() -> None:
    nights = [sighting("p", 1, "A"), sighting("q", 2, "a"), sighting("r", 3, "a"), sighting("z", 3, "Z")]
    assert carriers(*nights) == {
        "330282-2024": [("p", "first", ""), ("q", "similar", "p"), ("r", "same_text", "q")],
        "330282-2024-2": [("z", "first", "")],
    }


def test_a_page_joins_the_report_with_the_same_text_before_one_with_a_similar_text() -> None:
    apart = decision("q", "separate")
    nights = [sighting("p", 1, "A"), sighting("q", 2, "Z"), sighting("q", 3, "a"), sighting("r", 4, "a")]
    assert carriers(*nights)["330282-2024-2"] == [("q", "first", ""), ("r", "same_text", "q")]
    assert carriers(*nights, decisions=[apart])["330282-2024"] == [("p", "first", ""), ("r", "similar", "p")]


def test_of_two_reports_that_no_page_carries_a_successor_takes_the_one_it_resembles() -> None:
    nights = [
        sighting("p", 1, "A"),
        sighting("q", 1, "Z"),
        sighting("p", 2, "gone"),
        sighting("q", 2, "gone"),
    ]
    assert carriers(*nights, sighting("r", 3, "Z")) == {
        "330282-2024": [("p", "first", "")],
        "330282-2024-2": [("q", "first", ""), ("r", "successor", "q")],
    }
    assert carriers(*nights, sighting("r", 3, "a"))["330282-2024"][1] == ("r", "successor", "p")


def test_a_page_carries_what_a_person_says() -> None:
    nights = [sighting("p", 1, "A"), sighting("q", 2, "Z", year=2023), sighting("q", 3, "Z", year=None)]
    joined = [decision("q", "carries", "330282-2024")]
    assert carriers(*nights, decisions=joined) == {"330282-2024": [("p", "first", ""), ("q", "decision", "")]}
    (history,) = histories(nights, text_of, joined)
    assert (history.named_by.report_year, history.primary_url[-1]) == (2024, "p")
    (alone,) = histories(nights[1:], text_of, joined)
    assert (alone.named_by.report_year, alone.live) == (2024, True)


def test_a_report_that_a_person_names_for_a_government_is_that_government_s() -> None:
    bureau = replace(sighting("p", 1, "A"), issuer="慈溪市司法局", issuer_level="department")
    (history,) = histories([bureau], text_of, [decision("p", "carries", "330282-2024")])
    named = history.named_by
    assert (history.report_id, named.issuer, named.issuer_level) == (
        "330282-2024",
        "慈溪市人民政府",
        "county",
    )


def test_the_last_decision_counts_and_none_leaves_no_report() -> None:
    taken_back = [decision("p", "no_report"), decision("p#top", "separate"), decision("q", "no_report")]
    assert carriers(sighting("p", 1, "A"), sighting("q", 1, "A"), decisions=taken_back) == {
        "330282-2024": [("p", "decision", "")]
    }


OUTCOMES = st.sampled_from(["A", "A", "a", "Z", "gone", "unproven"])
NIGHTS = st.lists(st.dictionaries(st.sampled_from(["p", "q", "r"]), OUTCOMES), max_size=6)


def sightings(nights: list[dict[str, str]]) -> list[Sighting]:
    return [
        sighting(page, night, outcome)
        for night, pages in enumerate(nights)
        for page, outcome in pages.items()
    ]


@given(NIGHTS, st.randoms(use_true_random=False))
def test_order_does_not_matter(nights: list[dict[str, str]], chance) -> None:  # type: ignore[no-untyped-def]
    there = sightings(nights)
    shuffled = there.copy()
    chance.shuffle(shuffled)
    assert histories(shuffled, text_of) == histories(there, text_of)


@given(NIGHTS)
def test_unproven_changes_nothing(nights: list[dict[str, str]]) -> None:
    there = sightings(nights)
    proven = [one for one in there if one.observation.outcome != "unproven"]
    assert histories(proven, text_of) == histories(there, text_of)


@given(NIGHTS)
def test_every_page_that_was_read_belongs_to_exactly_one_document(nights: list[dict[str, str]]) -> None:
    there = sightings(nights)
    read = {one.observation.page_url for one in there if one.observation.outcome == "read"}
    told = histories(there, text_of)
    found = [url for history in told for url, _ in history.pages]
    assert sorted(found) == sorted(read)
    for history in told:
        assert history.pages == tuple((one.page_url, one.read_at) for one in history.carriers)
        assert history.live == any(one.live for one in history.carriers)


@given(NIGHTS)
def test_later_nights_rename_no_document(nights: list[dict[str, str]]) -> None:
    def homes(told: list[History]) -> dict[str, str]:
        return {url: history.report_id for history in told for url, _ in history.pages}

    earlier = homes(histories(sightings(nights[:-1]), text_of))
    later = homes(histories(sightings(nights), text_of))
    assert {url: later[url] for url in earlier} == earlier


def test_the_crawl_s_clock_decides_nothing_within_a_crawl() -> None:
    lost, found = sighting("p", 2, "gone"), sighting("q", 2, "A")
    at = lost.observation.observed_at
    late = Sighting(replace(lost.observation, observed_at=at + timedelta(hours=3)))
    assert told(sighting("p", 1, "A"), late, found) == told(sighting("p", 1, "A"), lost, found)
