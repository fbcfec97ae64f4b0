"""The sites are what the truth says they are, and the nights differ by what it says and nothing else."""

import json
import re
import subprocess
import sys
from typing import Any
from urllib.parse import urljoin

import pytest

import replica
from replica.files import MEDIA_TYPES, WRITERS
from replica.sites import SITES
from tests.replica.browser import Browser
from tests.replica.conftest import Pages
from tests.replica.reader import bare

Json = dict[str, Any]
TRUTHS = {night: replica.truth(night) for night in (1, 2)}
LIST = re.compile(r"/(index(_\d+)?\.s?html|)$|dataproxy\.jsp|/gkmlpt/(api/|index)")


def _government(night: int, adcode: str) -> Json:
    return next(g for g in TRUTHS[night]["governments"] if g["adcode"] == adcode)


@pytest.mark.parametrize("adcode", [site.adcode for site in SITES])
def test_links_lead_from_the_home_page_to_every_report(pages_one: Pages, adcode: str) -> None:
    government, pages = _government(1, adcode), pages_one[adcode]
    missing = {report["url"] for report in government["reports"]} - set(pages)
    assert not missing
    assert not {miss["url"] for miss in government["near_misses"]} - set(pages)
    years = {r["report_year"] for r in government["reports"] if r["issuer_level"] == "county"}
    assert years == set(range(2018, 2025)) - ({2024} if adcode == "640104" else set())
    assert len(government["list_pages"]) >= 3
    assert {r["issuer_level"] for r in government["reports"]} == {"county", "department", "township"}


@pytest.mark.parametrize("adcode", [site.adcode for site in SITES])
def test_list_pages_of_the_truth_answer_and_hold_the_reports(night_one: Browser, adcode: str) -> None:
    government = _government(1, adcode)
    listed = "".join(night_one.ask(page).text for page in government["list_pages"])
    for report in government["reports"]:
        if report["issuer_level"] == "county":
            name = report["url"].rsplit("/", 1)[1]
            assert name in listed


def test_there_is_a_report_in_every_kind_of_file_and_links_lead_to_it(night_one: Browser) -> None:
    files = [r["file"] for g in TRUTHS[1]["governments"] for r in g["reports"] if r["file"]]
    assert {file["kind"] for file in files} == set(WRITERS)
    for file in files:
        answer = night_one.ask(file["url"])
        if answer.status == 302:
            answer = night_one.ask(urljoin(file["url"], answer.headers["Location"]))
        assert answer.status == 200
        assert answer.headers["Content-Type"] == MEDIA_TYPES[file["kind"]]
        assert len(answer.body) > 1000


@pytest.mark.parametrize("night", [1, 2])
def test_pages_show_what_the_truth_says(night: int, pages_one: Pages, pages_two: Pages) -> None:
    for government in TRUTHS[night]["governments"]:
        pages = (pages_one, pages_two)[night - 1][government["adcode"]]
        for report in government["reports"]:
            shown = bare(pages[report["url"]])
            in_file = report["file"] is not None
            assert (re.sub(r"\s+", "", report["body_text"]) in shown) is not in_file
            assert not in_file or report["file"]["name"] in shown
            assert report["title"] in shown
            for name in ("doc_number", "index_number", "source", "published_on"):
                assert (report[name] or "") in shown, (report["url"], name)


def test_the_nights_differ_by_the_changes_and_by_nothing_else(pages_one: Pages, pages_two: Pages) -> None:
    changes = {change["kind"]: change for change in TRUTHS[2]["changes"]}
    details = {"changed": set(), "gone": set(), "new": set()}
    for adcode, before in pages_one.items():
        after = pages_two[adcode]
        details["gone"] |= {url for url in before.keys() - after.keys() if not LIST.search(url)}
        details["new"] |= {url for url in after.keys() - before.keys() if not LIST.search(url)}
        differing = {url for url in before.keys() & after.keys() if before[url] != after[url]}
        details["changed"] |= {url for url in differing if not LIST.search(url)}
    assert details == {
        "changed": {changes["number_changed"]["url"], changes["furniture_only"]["url"]},
        "gone": {changes["removed"]["url"], changes["moved"]["from_url"]},
        "new": {changes["appeared"]["url"], changes["moved"]["url"]},
    }
    assert len(changes) == len(TRUTHS[2]["changes"]) == 5
    assert len({change["adcode"] for change in changes.values()}) == 5


def test_lists_change_only_where_reports_come_and_go(pages_one: Pages, pages_two: Pages) -> None:
    moving = {c["adcode"] for c in TRUTHS[2]["changes"] if c["kind"] in ("removed", "moved", "appeared")}
    for adcode, before in pages_one.items():
        lists = {url: page for url, page in before.items() if LIST.search(url)}
        same = all(pages_two[adcode].get(url) == page for url, page in lists.items())
        assert same is (adcode not in moving)


def test_the_changed_number_is_all_that_changed_in_its_page(pages_one: Pages, pages_two: Pages) -> None:
    change = next(c for c in TRUTHS[2]["changes"] if c["kind"] == "number_changed")
    before, after = (pages[change["adcode"]][change["url"]] for pages in (pages_one, pages_two))
    assert before != after
    assert before.replace(change["sentence_old"], change["sentence_new"]) == after
    assert change["sentence_old"].replace(change["old"], change["new"]) == change["sentence_new"]


def test_the_furniture_page_keeps_its_words(pages_one: Pages, pages_two: Pages) -> None:
    change = next(c for c in TRUTHS[2]["changes"] if c["kind"] == "furniture_only")
    before, after = (
        next(r for r in _government(night, change["adcode"])["reports"] if r["url"] == change["url"])
        for night in (1, 2)
    )
    assert before == after
    assert pages_one[change["adcode"]][change["url"]] != pages_two[change["adcode"]][change["url"]]


def test_old_addresses_are_gone(night_two: Browser) -> None:
    changes = {change["kind"]: change for change in TRUTHS[2]["changes"]}
    assert night_two.ask(changes["removed"]["url"]).status == 404
    assert night_two.ask(changes["moved"]["from_url"]).status == 404


def test_the_truth_on_the_command_line_is_the_same_truth() -> None:
    command = [sys.executable, "-m", "replica", "--night", "2", "--truth"]
    printed = subprocess.run(command, capture_output=True, check=True, env={"PYTHONHASHSEED": "7"})
    assert json.loads(printed.stdout) == TRUTHS[2]
