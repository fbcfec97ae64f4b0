"""Varied texts: many wordings, and a truth that says where each figure stands."""

import csv
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

import replica
from replica.holdings import text_of
from replica.prose.numerals import Hand, chinese, print_number
from replica.prose.series import LARGE, government_values
from replica.prose.stock import part, topics
from replica.prose.telling import Year
from replica.prose.wordings import codes_of, statements
from replica.site import Site
from replica.zoo import Zoo

ZOO = Zoo(hosts=20, varied=True)
WORDS = {"seat", "year", "next", "place", "workshop", "our", "unit"}
MARKS = {"area": r"全.|我.|各部门|各乡镇", "own": ".政府|我镇", "dept": "我局"}


@pytest.fixture(scope="module")
def sites() -> list[Site]:
    return [ZOO.plan(government) for government in ZOO.chosen]


def slots_of(points: list[str]) -> set[frozenset[str]]:
    sentences = [s for point in points for s in re.findall(r"[^。]*。", point)]
    return {found for s in sentences if (found := frozenset(re.findall(r"\{(\w+)\}", s)) - WORDS)}


def stock_slots(name: str) -> set[frozenset[str]]:
    """The figures of each sentence of the stock that has some."""
    stock = {"wordings": ("measures",), "wordings_department": ("department",)}[name]
    points = [point.text for file in stock for topic in topics(file) for point in topic.points]
    if name == "wordings":
        points += [point.text for heading in ("leader", "problems", "plan") for point in part(heading)]
    return slots_of(points)


@pytest.mark.parametrize("name", ["wordings", "wordings_department"])
def test_every_sentence_with_figures_has_eight_wordings(name: str) -> None:
    assert {s.replaces for s in statements(name) if s.replaces} == stock_slots(name)
    for statement in statements(name):
        assert len(set(statement.wordings)) >= 8, statement.name
        shapes = {tuple(p if isinstance(p, str) else "" for p in w.pieces) for w in statement.wordings}
        assert len(shapes) == len(statement.wordings), statement.name


def test_wordings_follow_statements_that_are_there() -> None:
    names = {statement.name for statement in statements("wordings")}
    assert {s.follows for s in statements("wordings")} - {"", "problems", "plan"} <= names


def test_the_codes_are_the_dictionarys(shared: Path) -> None:
    with (shared / "figures" / "dictionary.csv").open(encoding="utf-8", newline="") as lines:
        known = {row["code"] for row in csv.DictReader(lines)}
    assert codes_of("wordings") | codes_of("wordings_department") <= known
    told = Counter(code for s in statements("wordings") for w in s.wordings for code in w.codes)
    assert sum(times >= 8 for times in told.values()) >= 60


def test_every_figure_stands_where_the_truth_says(sites: list[Site]) -> None:
    codes = Counter()
    for site in sites:
        for filing in site.filings:
            text = text_of(site, filing)
            body = "\n".join(text.lines)
            assert "{" not in body
            for told in (*text.mentions, *text.others):
                assert body[told.char_from : told.char_to] == told.printed
            for mention in text.mentions:
                start = body.rfind(mention.sentence, 0, mention.char_from + len(mention.sentence))
                assert 0 <= mention.char_from - start < len(mention.sentence)
                assert mention.scope == "unknown" or re.search(MARKS[mention.scope], mention.sentence)
                codes[mention.code] += 1
            spans = [range(t.char_from, t.char_to) for t in (*text.mentions, *text.others)]
            assert len({i for span in spans for i in span}) == sum(map(len, spans))
            assert len({m.code for m in text.mentions}) == len(text.mentions)
    assert len(codes) >= 60


def test_no_sentence_stands_twice(sites: list[Site]) -> None:
    for site in sites:
        sentences = re.findall(r"[^。\n]{12,}", "\n".join(text_of(site, site.filings[0]).lines))
        assert len(sentences) == len(set(sentences))


def test_the_same_seed_tells_the_same_and_another_another() -> None:
    once, again = (list(replica.figures_corpus(3, (2022, 2023), contradictions=0.5)) for _ in range(2))
    assert once == again
    other = list(replica.figures_corpus(3, (2022, 2023), seed=2))
    assert not {report["text"] for report in once} & {report["text"] for report in other}


def test_without_variety_nothing_is_told_in_other_words(sites: list[Site]) -> None:
    plain = replace(sites[0], style=replace(sites[0].style, varied=False))
    assert not Zoo(hosts=20).plan(ZOO.chosen[0]).style.varied
    text = text_of(plain, plain.filings[0])
    assert not text.mentions
    assert any(figure.name == "penalties" for figure in text.figures)


def test_a_corpus_says_what_it_is_silent_about() -> None:
    for report in replica.figures_corpus(4, (2021,)):
        told = {figure["code"] for figure in report["figures"]}
        assert told | set(report["silent"]) == codes_of("wordings")
        assert not told & set(report["silent"])
        assert report["silent"]


def test_last_years_value_is_what_the_report_before_says() -> None:
    corpus = {
        (r["adcode"], r["year"]): r for r in replica.figures_corpus(12, (2022, 2023), contradictions=0.3)
    }
    compared = 0
    for (adcode, year), report in corpus.items():
        if year == 2023:
            before = {f["code"]: f["value"] for f in corpus[adcode, 2022]["figures"]}
            for other in report["others"]:
                if other["why"] == "last year's value" and other["looks_like"] in before:
                    compared += 1
                    assert other["value"] == before[other["looks_like"]]
    assert compared > 20


def consistent(values: dict) -> bool:
    return (
        values["recon_closed"] <= values["recon_accepted"] + values["recon_carried"]
        and values["recon_accepted"] <= values["recon_received"]
        and values["norm_repealed"] + values["norm_amended"] + values["norm_kept"] == values["norm_cleaned"]
        and values["mediation_success"] <= values["mediation_cases"]
        and values["appear_count"] <= values["appear_required"]
        and abs(100 * values["lit_lost"] / values["lit_closed"] - values["lit_lost_rate"]) < 0.01
        and all(values[code] <= 100 for code in values if code.endswith("_rate"))
    )


@pytest.mark.parametrize("level", ["county", "prefecture", "province"])
def test_the_figures_of_a_government_agree_and_move(level: str) -> None:
    for key in range(40):
        years = [government_values(str(key), level, year) for year in range(2016, 2025)]
        assert all(map(consistent, years))
        for before, after in pairwise(years):
            assert not [
                code
                for code in ("penalties", "inspections", "licences", "mediation_cases", "recon_accepted")
                if before[code] == after[code] >= LARGE
            ]


@pytest.mark.parametrize(
    ("value", "unit", "hand", "allowed"),
    [
        (2839, "件", Hand(), {("2839", "件")}),
        (2839, "件", Hand(","), {("2,839", "件")}),
        (22471, "件", Hand(" "), {("22 471", "件")}),
        (38, "件", Hand(wide=True), {("３８", "件")}),
        (2, "件", Hand(), {("2", "件"), ("两", "件")}),
        (12, "项", Hand(), {("12", "项"), ("十二", "项")}),
        (21300, "件", Hand(), {("21300", "件"), ("2.13万", "件")}),
        (21301, "件", Hand(), {("21301", "件")}),
        (100, "%", Hand(), {("100", "%"), ("百分之百", "")}),
        (99.0, "%", Hand(), {("99", "%")}),
        (18_653_000, "元", Hand(), {("1865.3万", "元")}),
        (192_000_000, "元", Hand(), {("1.92亿", "元")}),
        (0, "件", Hand(), {("0", "件")}),
    ],
)
def test_numbers_are_printed_without_loss(value: float, unit: str, hand: Hand, allowed: set) -> None:
    rng = Random(1)
    assert {print_number(value, unit, hand, rng) for _ in range(300)} == allowed


def test_chinese_numerals() -> None:
    assert [chinese(n) for n in (1, 10, 11, 20, 99)] == ["一", "十", "十一", "二十", "九十九"]


def test_none_and_all_are_told_only_where_they_are_so(sites: list[Site]) -> None:
    site, filing = sites[0], sites[0].filings[0]
    for rate, lost in ((100, 0), (93.4, 3)):
        now = government_values("x", "county", 2023) | {"appear_rate": rate, "lit_lost": lost}
        required = frozenset({"appear_rate", "lit_lost"})
        told = []
        for i in range(60):
            other = replace(site, adcode=f"{site.adcode} {i}")
            told += text_of(other, filing, Year(now, {}, required)).mentions
        words = {m.semantics for m in told if m.code in required}
        assert words == ({"stated", "all_stated", "zero_stated"} if rate == 100 else {"stated"})


def test_five_sites_in_many_words_differ_by_the_same_changes() -> None:
    first, second = (replica.truth(night, varied=True) for night in (1, 2))
    change = second["changes"][0]
    assert change["kind"] == "number_changed"
    assert change["sentence_old"].replace(change["old"], change["new"]) == change["sentence_new"]
    before, after = (
        next(
            r
            for g in truth["governments"]
            for r in g["reports"]
            if g["adcode"] == "130407" and (r["report_year"], r["issuer_level"]) == (2022, "county")
        )
        for truth in (first, second)
    )
    assert before["body_text"].replace(change["sentence_old"], change["sentence_new"]) == after["body_text"]


def test_an_edited_report_keeps_the_figures_that_still_stand() -> None:
    truth = replica.truth(9, zoo=replace(ZOO, edits=0.8), bodies=True)
    assert truth["changes_so_far"]
    for report in (r for g in truth["governments"] for r in g["reports"]):
        for figure in report["figures"]:
            assert report["body_text"][figure["char_from"] : figure["char_to"]] == figure["printed"]


def test_a_varied_zoo_is_told_on_the_command_line() -> None:
    assert "--varied" in ZOO.arguments()
    assert "--varied" not in Zoo(hosts=2).arguments()
