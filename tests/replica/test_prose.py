"""The composed texts: long enough, without repetition, with figures that stand where the truth says."""

import re

import pytest

import replica
from replica.sites import SITES

REPORTS = [
    pytest.param(report, id=f"{government['adcode']}-{report['report_year']}-{report['issuer_level']}")
    for government in replica.truth(2)["governments"]
    for report in government["reports"]
]


@pytest.mark.parametrize("report", REPORTS)
def test_length(report: dict) -> None:
    low, high = (3000, 7000) if report["issuer_level"] == "county" else (700, 2000)
    assert low <= len(report["body_text"]) <= high


@pytest.mark.parametrize("report", REPORTS)
def test_no_sentence_stands_twice(report: dict) -> None:
    sentences = re.findall(r"[^。\n]{12,}", report["body_text"])
    assert len(sentences) == len(set(sentences))


@pytest.mark.parametrize("report", REPORTS)
def test_figures_and_headings_stand_in_the_text(report: dict) -> None:
    lines = report["body_text"].split("\n")
    assert [line for line in lines if re.match(r"[一二三四五六七八九十]+、", line)] == report["headings"]
    assert len(report["figures"]) >= (20 if report["issuer_level"] == "county" else 5)
    for figure in report["figures"]:
        assert figure["sentence"] in report["body_text"]
        assert re.search(rf"(?<!\d){figure['value']}(?![\d.])", figure["sentence"])


@pytest.mark.parametrize("report", REPORTS)
def test_figures_agree_with_each_other(report: dict) -> None:
    value = {figure["name"]: figure["value"] for figure in report["figures"]}
    if report["issuer_level"] == "county":
        assert value["recon_mediated"] <= value["recon_closed"] <= value["recon_accepted"]
        assert value["norm_repealed"] < value["norm_cleaned"]
    assert value["mediation_rate"] <= 100


def test_no_slot_is_left_open() -> None:
    assert not [r.id for r in REPORTS if "{" in r.values[0]["body_text"] + (r.values[0]["title"] or "")]


def test_numbers_of_documents_are_unique_within_a_site() -> None:
    for government in replica.truth(1)["governments"]:
        urls = [r["url"] for r in government["reports"]] + [m["url"] for m in government["near_misses"]]
        assert len(urls) == len(set(urls))


def test_half_width_sites_keep_to_half_width() -> None:
    narrow = {site.adcode for site in SITES if site.style.half_width}
    for government in replica.truth(1)["governments"]:
        for report in government["reports"]:
            wide = re.search("[，：；（）]", report["body_text"]) is not None
            assert wide is (government["adcode"] not in narrow)
