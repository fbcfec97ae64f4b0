"""Which page speaks for a report: whose site it stands on, whatever was seen first."""

from dataclasses import replace

import pytest

from extraction.works.authority import relation
from extraction.works.lineage import histories
from records import Decision, History, Sighting
from tests.extraction.test_lineage import FIRST_NIGHT, sighting, text_of

OWN = "http://www.cixi.gov.cn/own.html"
BUREAU = "http://sfj.cixi.gov.cn/bureau.html"
CITY = "https://www.ningbo.gov.cn/city.html"
COUNTY = "http://www.fxq.gov.cn/copy.html"


@pytest.mark.parametrize(
    ("url", "site", "issuer", "expected"),
    [
        (OWN, "330282", "330282", "own"),
        ("http://xxgk.cixi.gov.cn/a", "330282", "330282", "own"),
        (BUREAU, "330282", "330282", "department"),
        (CITY, "330200", "330282", "upper"),
        ("https://www.zj.gov.cn/a", "330000", "330282", "upper"),
        (OWN, "330282", "330200", "lower"),
        (COUNTY, "130407", "330282", "other"),
        # The registry knows better than the walk that led there.
        (COUNTY, "330282", "330282", "other"),
        (OWN, "130407", "330282", "own"),
        # A host that nobody knows: the site that leads to it vouches for it.
        ("http://www.cxnews.gov.cn/a", "330282", "330282", "own"),
        ("http://cxfz.gov.cn/a", "330282", "330282", "department"),
        ("http://cxfz.gov.cn/a", "130407", "330282", "other"),
        ("http://cxfz.gov.cn/a", "", "330282", "other"),
        ("nonsense", "", "330282", "other"),
        (OWN, "330282", None, "other"),
    ],
)
def test_whose_site_it_is(url: str, site: str, issuer: str | None, expected: str) -> None:
    assert relation(url, site, issuer) == expected


def at(url: str, night: int, outcome: str, site: str = "") -> Sighting:
    seen = sighting("x", night, outcome)
    observation = replace(seen.observation, page_url=url, capture_id=f"{url[-9]}@{night}:{outcome}")
    return replace(seen, observation=observation, site_adcode=site)


def told(*sightings: Sighting) -> list[tuple[str, bool, list[str]]]:
    return [
        (one.report_id, one.unconfirmed, [f"{event.kind} {event.page_url}" for event in one.events])
        for one in histories(sightings, text_of)
    ]


def only(*sightings: Sighting, decisions: tuple[Decision, ...] = ()) -> History:
    (found,) = histories(sightings, text_of, decisions)
    return found


def test_a_foreign_page_alone_is_unconfirmed_under_a_name_of_its_own() -> None:
    found = only(at(COUNTY, 1, "A"))
    assert found.unconfirmed and found.report_id.startswith("330282-2024-u")
    assert found.name == "330282-2024"


def test_the_own_page_speaks_although_a_foreign_one_came_first() -> None:
    foreign, own = at(COUNTY, 1, "A"), at(OWN, 2, "A")
    before = only(foreign).report_id
    found = only(foreign, own)
    assert (found.report_id, found.unconfirmed, found.primary_url) == ("330282-2024", False, OWN)
    assert [version.page_url for version in found.versions] == [OWN]
    assert [(alias.report_id, alias.became) for alias in found.aliases] == [(before, "330282-2024")]
    assert found.aliases[0].decided_on == FIRST_NIGHT.date().replace(day=3)


def test_another_text_on_a_foreign_host_is_another_document() -> None:
    own, foreign = told(at(COUNTY, 1, "Z"), at(OWN, 2, "A"))
    assert own == ("330282-2024", False, [f"appeared {OWN}"])
    assert foreign[1] and foreign[0].startswith("330282-2024-u")


def test_edits_of_a_foreign_copy_are_no_versions_and_it_never_takes_over() -> None:
    found = only(at(OWN, 1, "A"), at(COUNTY, 1, "A"), at(OWN, 2, "A"), at(COUNTY, 2, "a"), at(OWN, 3, "gone"))
    assert [version.text_digest for version in found.versions] == ["A"]
    assert [event.kind for event in found.events] == ["appeared", "copied", "removed"]
    assert not found.live


def test_a_successor_on_another_host_needs_the_same_text() -> None:
    first = at(OWN, 1, "A"), at(OWN, 2, "gone")
    assert len(histories([*first, at(BUREAU, 3, "Z")], text_of)) == 2
    assert only(*first, at(BUREAU, 3, "a")).carriers[1].basis == "successor"
    assert only(*first, at("http://www.cixi.gov.cn/new.html", 3, "Z")).carriers[1].basis == "successor"


@pytest.mark.parametrize("url", [BUREAU, CITY])
def test_the_own_page_takes_over_from_the_bureau_and_from_the_city(url: str) -> None:
    found = only(at(url, 1, "A"), at(OWN, 2, "a"))
    assert [event.kind for event in found.events] == ["appeared", "confirmed"]
    assert (found.events[1].page_url, found.events[1].from_url) == (OWN, url)
    assert found.primary_url == OWN and not found.unconfirmed


def test_of_one_night_the_page_with_the_most_authority_comes_first() -> None:
    found = only(at(COUNTY, 1, "A"), at(CITY, 1, "A"), at(OWN, 1, "A"))
    assert found.versions[0].page_url == OWN
    assert {carrier.page_url: carrier.basis for carrier in found.carriers}[OWN] == "first"


def test_a_person_may_vouch_for_a_foreign_page() -> None:
    decision = Decision(COUNTY, "carries", "330282-2024", "their site is down", FIRST_NIGHT.date(), "Li")
    found = only(at(COUNTY, 1, "A"), decisions=(decision,))
    assert (found.report_id, found.unconfirmed) == ("330282-2024", False)


def test_a_host_that_the_own_site_leads_to_later_confirms() -> None:
    unknown = "http://cxfz.gov.cn/a.html"
    foreign = only(at(unknown, 1, "A", "130407"))
    found = only(at(unknown, 1, "A", "130407"), at(unknown, 2, "A", "330282"))
    assert foreign.unconfirmed and not found.unconfirmed
    assert [alias.report_id for alias in found.aliases] == [foreign.report_id]
