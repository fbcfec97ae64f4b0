"""The name of a report, and the fold from observations to versions and events."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.works.history_fold import fold_report
from extraction.works.naming import report_id
from records import Annex, Event, Observation, ReportVersion, Sighting

FIRST_NIGHT = datetime.fromisoformat("2026-03-01T17:30")
CIXI = "http://www.cixi.gov.cn/art/2025/2/28/art_1229.html"


def seen(page: str, night: int, outcome: str) -> Observation:
    """`page` in crawl `night`: outcome is a text's letter, or `gone` or `unproven`."""
    read = len(outcome) == 1
    return Observation(
        page_url=page,
        capture_id=f"{page}@{night}",
        crawl_id=f"night-{night}",
        observed_at=FIRST_NIGHT + timedelta(days=night, minutes=len(page)),
        outcome="read" if read else outcome,
        text_digest=outcome if read else "",
    )


def naming(
    level: str | None, adcode: str | None, year: int | None, issuer: str | None, report: bool = True
) -> Sighting:
    return Sighting(seen("x", 1, "A"), report, adcode, year, issuer, level)


@pytest.mark.parametrize(
    ("of", "url", "expected"),
    [
        (naming("county", "330282", 2024, "慈溪市人民政府"), CIXI, "330282-2024"),
        (naming("prefecture", "330200", 2024, None), CIXI, "330200-2024"),
        (naming("province", "330000", 2018, "浙江省人民政府"), CIXI, "330000-2018"),
        (naming("department", "330282", 2024, "慈溪市司法局"), CIXI, "330282-2024-3b8724b4"),
        # White space inside a name is the page's layout.
        (naming("department", "330282", 2024, "慈溪市 司法局"), CIXI, "330282-2024-3b8724b4"),
        (naming("township", "330282", 2024, "慈溪市周巷镇人民政府"), CIXI, "330282-2024-9983495e"),
        (naming(None, "330282", 2024, None), CIXI, "www.cixi.gov.cn-db68f5ab"),
        (naming("county", None, 2024, "慈溪市人民政府"), CIXI, "www.cixi.gov.cn-db68f5ab"),
        (naming("county", "330282", None, "慈溪市人民政府"), CIXI, "www.cixi.gov.cn-db68f5ab"),
        (naming("county", "330282", None, "慈溪市人民政府"), CIXI + "#top", "www.cixi.gov.cn-db68f5ab"),
        (naming("county", "330282", 2024, "慈溪市人民政府", report=False), CIXI, None),
    ],
)
def test_names(of: Sighting, url: str, expected: str | None) -> None:
    assert report_id(of, url) == expected


def story(*observations: Observation) -> tuple[list[str], list[str]]:
    """Versions as `text@page`, events as `kind page version_no`."""
    versions, events = fold_report("330282-2024", observations)
    return (
        [f"{version.text_digest}@{version.page_url}" for version in versions],
        [
            " ".join(filter(None, (event.kind, event.from_url, event.page_url, str(event.version_no))))
            for event in events
        ],
    )


def test_a_text_that_comes_back_is_a_version_again() -> None:
    nights = [seen("p", night, text) for night, text in enumerate("AABBA")]
    assert story(*nights) == (["A@p", "B@p", "A@p"], ["appeared p 1", "changed p 2", "changed p 3"])


def test_a_version_is_cited_by_the_capture_that_first_showed_it() -> None:
    versions, events = fold_report("r", [seen("p", 1, "A"), seen("p", 2, "A"), seen("p", 3, "B")])
    assert versions[1] == ReportVersion("r", 2, "p", "p@3", "B", seen("p", 3, "B").observed_at)
    assert events[1] == Event("r", "changed", seen("p", 3, "B").observed_at, "p", "p@3", 2)


@pytest.mark.parametrize("swap", [False, True])
def test_a_move_in_one_night_whatever_was_fetched_first(swap: bool) -> None:
    lost, found = seen("old", 2, "gone"), seen("new", 2, "A")
    if swap:
        lost, found = (
            replace(lost, observed_at=found.observed_at),
            replace(found, observed_at=lost.observed_at),
        )
    assert story(seen("old", 1, "A"), lost, found) == (["A@old"], ["appeared old 1", "moved old new 1"])


def test_a_move_with_another_text_is_a_move_and_a_change() -> None:
    versions, events = story(seen("old", 1, "A"), seen("old", 2, "gone"), seen("new", 2, "B"))
    assert versions == ["A@old", "B@new"]
    assert events == ["appeared old 1", "moved old new 1", "changed new 2"]


def test_a_move_to_a_copy_whose_text_was_not_read_this_night_waits_for_it() -> None:
    nights = [
        seen("p", 1, "A"),
        seen("q", 1, "B"),
        seen("p", 2, "C"),
        seen("p", 3, "gone"),
        seen("q", 4, "B"),
    ]
    versions, events = story(*nights)
    assert versions == ["A@p", "C@p", "B@q"]
    assert events == ["appeared p 1", "changed p 2", "moved p q 2", "changed q 3"]


def test_a_second_page_with_the_same_text_is_a_copy() -> None:
    assert story(seen("p", 1, "A"), seen("p", 2, "A"), seen("q", 2, "A")) == (
        ["A@p"],
        ["appeared p 1", "copied q 1"],
    )


def test_a_second_page_with_its_own_text_makes_no_version() -> None:
    assert story(seen("p", 1, "A"), seen("q", 1, "B"), seen("q", 2, "C")) == (["A@p"], ["appeared p 1"])


def test_removed_and_returned() -> None:
    nights = [
        seen("p", 1, "A"),
        seen("p", 2, "gone"),
        seen("p", 3, "gone"),
        seen("p", 4, "A"),
        seen("p", 5, "gone"),
    ]
    assert story(*nights) == (["A@p"], ["appeared p 1", "removed p 1", "returned p 1", "removed p 1"])


def test_returned_elsewhere_with_another_text() -> None:
    versions, events = story(seen("p", 1, "A"), seen("p", 2, "gone"), seen("q", 9, "B"))
    assert versions == ["A@p", "B@q"]
    assert events == ["appeared p 1", "removed p 1", "returned q 1", "changed q 2"]


def test_a_page_that_flickers_does_not_move_the_report_back() -> None:
    nights = [
        seen("p", 1, "A"),
        seen("q", 1, "A"),
        seen("p", 2, "gone"),
        seen("p", 3, "A"),
        seen("p", 4, "gone"),
    ]
    assert story(*nights)[1] == ["appeared p 1", "copied q 1", "moved p q 1", "copied p 1"]


def test_a_page_fetched_twice_in_a_night_counts_by_its_last_reading() -> None:
    again = replace(
        seen("p", 1, "B"), capture_id="again", observed_at=FIRST_NIGHT + timedelta(days=1, hours=1)
    )
    busy = replace(
        seen("p", 1, "gone"), capture_id="busy", observed_at=FIRST_NIGHT + timedelta(days=1, hours=2)
    )
    assert story(seen("p", 1, "A"), again, busy) == (["B@p"], ["appeared p 1"])


OUTCOMES = st.sampled_from(["A", "A", "B", "C", "gone", "unproven"])
# Nights in which some of three pages were looked at.
NIGHTS = st.lists(st.dictionaries(st.sampled_from(["p", "q", "rr"]), OUTCOMES), max_size=8)


def observations(nights: list[dict[str, str]]) -> list[Observation]:
    return [
        seen(page, night, outcome) for night, pages in enumerate(nights) for page, outcome in pages.items()
    ]


@given(NIGHTS, st.randoms(use_true_random=False))
def test_order_within_and_between_crawls_does_not_matter(nights: list[dict[str, str]], chance) -> None:  # type: ignore[no-untyped-def]
    there = observations(nights)
    shuffled = there * 2
    chance.shuffle(shuffled)
    assert fold_report("r", shuffled) == fold_report("r", there)


@given(NIGHTS)
def test_unproven_observations_change_nothing(nights: list[dict[str, str]]) -> None:
    there = observations(nights)
    assert fold_report("r", there) == fold_report("r", [one for one in there if one.outcome != "unproven"])


@given(NIGHTS, st.dictionaries(st.sampled_from(["p", "q", "rr"]), OUTCOMES))
def test_the_same_night_again_changes_nothing(nights: list[dict[str, str]], night: dict[str, str]) -> None:
    assert fold_report("r", observations([*nights, night, night])) == fold_report(
        "r", observations([*nights, night])
    )


@given(NIGHTS)
def test_versions_are_the_text_changes_along_the_primary(nights: list[dict[str, str]]) -> None:
    versions, events = fold_report("r", observations(nights))
    texts: list[str] = []
    for night, pages in enumerate(nights):
        primary = ""
        for event in events:
            if event.observed_at.date() <= (FIRST_NIGHT + timedelta(days=night)).date():
                if event.kind in ("appeared", "moved", "returned"):
                    primary = event.page_url
                elif event.kind == "removed":
                    primary = ""
        text = pages.get(primary, "")
        if len(text) == 1 and texts[-1:] != [text]:
            texts.append(text)
    assert [version.text_digest for version in versions] == texts
    assert sum(event.kind in ("appeared", "changed") for event in events) == len(versions)
    assert [version.version_no for version in versions] == list(range(1, len(versions) + 1))


@given(NIGHTS)
def test_a_longer_history_only_adds(nights: list[dict[str, str]]) -> None:
    versions, events = fold_report("r", observations(nights))
    earlier_versions, earlier_events = fold_report("r", observations(nights[:-1]))
    assert versions[: len(earlier_versions)] == earlier_versions
    assert events[: len(earlier_events)] == earlier_events


def with_file(night: int, text: str, *files: str) -> Observation:
    """`p` in crawl `night`, with files given as `address name content`; content is missing where unread."""
    annexes = []
    for file in files:
        url, name, content = (file.split() + [""])[:3]
        annexes.append(Annex(url, name, content, f"{url}@{night}"))
    return replace(seen("p", night, text), annexes=tuple(annexes))


def replacements(*observations: Observation) -> list[tuple[int, str, str, str]]:
    _, events = fold_report("330282-2024", observations)
    return [
        (event.version_no, event.file_url, event.old_capture_id, event.capture_id)
        for event in events
        if event.kind == "attachment_replaced"
    ]


@pytest.mark.parametrize(
    ("nights", "told"),
    [
        ([["f a 1"], ["f a 1"]], []),
        ([["f a 1"], ["f a 2"]], [(1, "f", "f@1", "f@2")]),
        ([["f a 1"], ["f b 2"]], [(1, "f", "f@1", "f@2")]),
        ([["f a 1"], ["f a"], ["f a 2"]], [(1, "f", "f@1", "f@3")]),
        ([["f a 1"], ["f a 2"], ["f a 1"]], [(1, "f", "f@1", "f@2"), (1, "f", "f@2", "f@3")]),
        ([["f a"], ["f a 2"]], []),
        ([["f a 1"], [], ["f a 2"]], [(1, "f", "f@1", "f@3")]),
        # Under the same name at another address: where the name is the page's only one, and the old file has
        # gone.
        ([["f a 1"], ["g a 2"]], [(1, "g", "f@1", "g@2")]),
        ([["f a 1"], ["g a 1"]], []),
        ([["f a 1"], ["f a 1", "g a 2"]], []),
        ([["f a 1"], ["g a 2", "h a 3"]], []),
        ([["f a 1"], ["g b 2"]], []),
        ([["f a 1"], ["g a 2", "f b 1"]], []),
    ],
)
def test_an_attachment_is_replaced_by_other_words(
    nights: list[list[str]], told: list[tuple[int, str, str, str]]
) -> None:
    assert (
        replacements(*(with_file(night, "A", *files) for night, files in enumerate(nights, start=1))) == told
    )


def test_a_replaced_attachment_stands_beside_the_text_of_that_night() -> None:
    assert replacements(with_file(1, "A", "f a 1"), with_file(2, "B", "f a 2")) == [(2, "f", "f@1", "f@2")]


def test_the_files_of_another_page_replace_none() -> None:
    moved = replace(with_file(2, "A", "f a 2"), page_url="q")
    assert replacements(with_file(1, "A", "f a 1"), seen("p", 2, "gone"), moved) == []


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ([1, 1], []),
        ([1, 2, 2], [("p@1", "p@2")]),
        ([1, None, 1], []),
        ([1, None, 2], [("p@1", "p@3")]),
        ([None, 2], []),
    ],
)
def test_another_day_of_publication(days: list[int | None], told: list[tuple[str, str]]) -> None:
    readings = [
        replace(seen("p", night, "A"), published_on=date(2025, 3, day) if day else None)
        for night, day in enumerate(days, start=1)
    ]
    _, events = fold_report("330282-2024", readings)
    assert [(one.old_capture_id, one.capture_id) for one in events if one.kind == "date_changed"] == told
