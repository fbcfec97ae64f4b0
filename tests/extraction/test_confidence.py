"""How witnesses add up, and what is not claimed."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extraction
from extraction.facts.confidence import DOUBT, MOST, STRENGTH, Witness, best, evidence_for
from extraction.facts.issuer import attribute
from extraction.facts.kinds import judge
from extraction.facts.places import Hints

witnesses = st.lists(
    st.builds(Witness, st.integers(2020, 2023), st.sampled_from(sorted(STRENGTH))), max_size=6
)


def test_agreement_raises_and_contradiction_lowers() -> None:
    title, lead, other = Witness(2023, "title"), Witness(2023, "lead"), Witness(2022, "heading")
    alone = evidence_for(2023, [title])
    both = evidence_for(2023, [title, lead])
    against = evidence_for(2023, [title, lead, other])
    assert alone.confidence == STRENGTH["title"]
    assert both.basis == "title + lead"
    assert against.confidence < alone.confidence < both.confidence <= MOST


@given(witnesses)
def test_what_is_claimed_is_not_doubtful(said: list[Witness[int]]) -> None:
    found = best(said)
    values = {witness.value for witness in said}
    if found is None:
        assert all(evidence_for(value, said).confidence < DOUBT for value in values)
        return
    value, evidence = found
    assert DOUBT <= evidence.confidence <= MOST
    assert all(evidence_for(other, said).confidence <= evidence.confidence for other in values)


@given(witnesses, st.sampled_from(sorted(STRENGTH)))
def test_another_witness_never_makes_its_own_value_less_sure(said: list[Witness[int]], basis: str) -> None:
    before = [*said, Witness(2021, "title")]
    more = evidence_for(2021, [*before, Witness(2021, basis)])
    assert more.confidence >= evidence_for(2021, before).confidence


def test_a_basis_without_a_strength_is_an_error() -> None:
    with pytest.raises(ValueError, match="empty"):
        evidence_for(1, [Witness(1, "hearsay")])


def test_every_basis_in_the_code_has_a_strength() -> None:
    folder = Path(extraction.__file__).parent
    named = re.compile(r"Witness\([^\n]{1,60}?, f?\"([^\"{]+)")
    found = {basis for path in folder.rglob("*.py") for basis in named.findall(path.read_text("utf-8"))}
    assert len(found) > 10
    assert {basis for basis in found if not any(basis.startswith(known) for known in STRENGTH)} == set()


def test_a_contradicted_place_is_not_claimed() -> None:
    text = "2023年，全县推进工作。\n一\n二\n三\n慈溪市抓落实，慈溪市抓考核，慈溪市抓培训。"
    quiet = attribute("2023年法治政府建设情况报告", text, [], Hints({}))
    assert quiet.adcode == "330282"
    contradicted = attribute(
        "2023年法治政府建设情况报告", text, [], Hints({"440881": "the site's identification code"})
    )
    assert contradicted.adcode is None
    assert [issue.code for issue in contradicted.contradictions] == ["place_disagrees"]


def test_a_prefecture_s_site_does_not_contradict_its_county() -> None:
    found = attribute("慈溪市2023年法治政府建设年度报告", "", [], Hints({"330200": "the site's host"}))
    assert (found.adcode, found.contradictions) == ("330282", ())


def test_title_and_signature_of_two_bodies() -> None:
    body = "2023年，推进工作。\n廉江市人民政府\n2024年1月31日"
    found = attribute("慈溪市人民政府2023年法治政府建设年度报告", body, [], Hints({}))
    assert found.issuer == "慈溪市人民政府"
    assert found.evidence["issuer"].confidence < 0.6
    assert [issue.code for issue in found.contradictions] == ["issuer_disagrees"]


REPORT = (
    "区委、区政府：\n2023年，我区推进法治政府建设。现将2023年法治政府建设情况报告如下：\n一、主要举措和成效\n依法行政，法治政府建设见效。\n"
    "二、存在的问题\n不均衡。\n三、下一步工作\n继续推进。\n云溪区人民政府\n2024年1月5日"
)
NEWS = "近日，云溪县召开会议，听取法治政府建设情况汇报。\n会议要求，各单位认真整改。"


def test_form_and_title_together() -> None:
    _, bare_title, _ = judge("云溪区2023年法治政府建设年度报告", "")
    kind, whole, contrary = judge("云溪区2023年法治政府建设年度报告", REPORT)
    assert (kind, contrary) == ("report", "")
    assert set(whole.basis.split(" + ")) >= {"title", "text", "outline", "formula", "addressee", "sign-off"}
    assert whole.confidence > bare_title.confidence


def test_news_under_the_name_of_a_column() -> None:
    kind, evidence, _ = judge("法治政府建设情况", NEWS)
    assert (kind, evidence.basis) == ("news", "news lead")
    kind, evidence, contrary = judge("云溪县2023年法治政府建设年度报告", NEWS)
    assert (kind, contrary) == ("candidate", "news lead says news")
    assert evidence.confidence < 0.7
