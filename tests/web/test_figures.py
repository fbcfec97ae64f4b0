"""The pages of figures: the codes, one code over years and governments, the numbers marked in a report."""

import csv
import io
import re

import pytest
from starlette.testclient import TestClient

from records import figure_codes, figure_definitions
from storage.lookup.published import Published, rows
from web.drawing.trend import TAIL_FROM, spread, trend
from web.figures.marks import Sentence, marked
from web.prose import paragraphs

CODE = "recon_accepted"
CIXI = "330282"


def year(report_year: int, value: float) -> dict[str, float]:
    names = ("low", "lower", "median", "upper", "high")
    return {"report_year": report_year} | dict.fromkeys(names, value)


def figure(text: str, printed: str, code: str = CODE) -> dict[str, object]:
    at = text.index(printed)
    return {"code": code, "name": code, "printed": printed, "char_from": at, "char_to": at + len(printed)}


def test_every_code_is_listed_with_the_reports_that_state_it(
    client: TestClient, published: Published
) -> None:
    listed = {one["code"]: one["reports"] for one in client.get("/figures.json").json()["codes"]}
    assert list(listed) == list(figure_codes())
    with published.cursor() as cursor:
        (told,) = rows(
            cursor,
            "SELECT count(*) AS n FROM figure_panel WHERE code = ? AND value IS NOT NULL",
            [CODE],
        )
    assert listed[CODE] == told["n"] > 0
    assert client.get("/figures.csv").text.count("\r\n") == len(listed) + 1


def test_codes_are_found_by_words_of_their_names(client: TestClient) -> None:
    found = client.get("/figures.json?q=复议 受理").json()["codes"]
    assert CODE in {one["code"] for one in found} and len(found) < len(figure_codes())
    assert client.get("/figures.json?q=RECONSIDERATION").json()["total"] > 1
    nothing = client.get("/figures?q=<b>zz").text
    assert "没有名称含“&lt;b&gt;zz”的数字" in nothing and "<b>zz" not in nothing


def test_each_number_of_the_table_leads_to_its_sentence(client: TestClient, published: Published) -> None:
    html = client.get(f"/figure/{CODE}").text
    links = re.findall(r'href="/report/([^"#]+)#n(\d+)" title="([^"]+)">([\d,]+)<', html)
    assert len(links) > 20
    with published.cursor() as cursor:
        for report_id, place, sentence, value in links:
            (row,) = rows(cursor, "SELECT body_text FROM reports WHERE report_id = ?", [report_id])
            at, text = int(place), row["body_text"]
            assert value.replace(",", "") in text[at : at + 20].replace(",", "")
            begin = text.rindex(sentence, 0, at + len(sentence))
            assert begin <= at < begin + len(sentence)


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "未收录报告：未找到"), ("en", "no report (not found)")]
)
def test_an_empty_cell_says_why(client: TestClient, language: str, words: str) -> None:
    assert words in client.get(f"/figure/{CODE}?government={CIXI}&lang={language}").text


def test_silence_is_not_zero(client: TestClient) -> None:
    silent = client.get("/figure/recon_rejected?lang=en").text
    assert "not mentioned" in silent and "No report states this figure yet." in silent


def test_a_government_is_marked_and_given_alone_as_csv(client: TestClient) -> None:
    html = client.get(f"/figure/{CODE}?government={CIXI}").text
    assert 'class="point"' in html and 'class="here"' in html and "从大到小第" in html
    told = list(csv.DictReader(io.StringIO(client.get(f"/figure/{CODE}.csv?government={CIXI}").text)))
    assert {row["adcode"] for row in told} == {CIXI}
    everyone = list(csv.DictReader(io.StringIO(client.get(f"/figure/{CODE}.csv").text)))
    assert (
        len({row["adcode"] for row in everyone}) == client.get(f"/figure/{CODE}.json").json()["governments"]
    )


def test_a_government_is_marked_by_its_name(client: TestClient) -> None:
    by_code = client.get(f"/figure/{CODE}.csv?government={CIXI}").text
    assert client.get(f"/figure/{CODE}.csv?government=慈溪市").text == by_code
    assert client.get(f"/figure/{CODE}.csv?government=慈溪").text == by_code
    several = client.get(f"/figure/{CODE}?government=宁波")
    assert several.status_code == 404 and f'href="/figure/{CODE}?government={CIXI}"' in several.text


def test_changes_of_definition_are_drawn_and_named(client: TestClient) -> None:
    html = client.get(f"/figure/{CODE}").text
    assert html.count('class="break"') == 2 and "口径变化" in html


@pytest.mark.parametrize(
    "path", ["/figure/no_such", f"/figure/{CODE}?government=999999", "/figure/%3Cscript%3E"]
)
def test_what_there_is_not_is_said(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404 and "<script>" not in answer.text


def test_a_chinese_name_leads_to_its_code(client: TestClient) -> None:
    assert f'href="/figure/{CODE}"' in client.get("/figure/行政复议受理数").text


def test_a_report_marks_its_numbers_and_lists_them(client: TestClient, published: Published) -> None:
    html = client.get(f"/report/{CIXI}-2022").text
    marks = re.findall(r'<a class="fig" id="n(\d+)" href="#f(\d+)" title="[^"]+">([^<]+)</a>', html)
    with published.cursor() as cursor:
        told = rows(
            cursor,
            "SELECT DISTINCT char_from, printed FROM figures WHERE report_id = ? AND is_current ORDER BY 1",
            [f"{CIXI}-2022"],
        )
    assert [(int(at), words) for at, _, words in marks] == [
        (row["char_from"], row["printed"]) for row in told
    ]
    assert all(html.count(f'id="f{at}"') == 1 for _, at, _ in marks)


def test_pieces_are_the_text_whole() -> None:
    text = "一、概况\n（一）复议。受理205件<b>，审结8件。\n项目\t<i>\t31"
    sections = [{"start": 5, "number": "（一）", "heading": "复议", "level": 2}]
    shown = paragraphs(text, sections, [{"start": text.index("项"), "end": len(text)}])
    told = [figure(text, one) for one in ("205", "8", "31")] + [figure(text, "205", "other")]
    pieces = marked(text, shown, told)
    whole = ["\t".join("".join(words_of(one) for one in cell) for cell in pieces[n]) for n in (1, 2, 3)]
    assert whole == text.split("\n")
    found = [p for n in pieces for cell in pieces[n] for one in cell for p in one.pieces if p.figures]
    assert [(p.words, len(p.figures)) for p in found] == [("205", 2), ("8", 1), ("31", 1)]
    assert [p.words for one in pieces[2][0] for p in one.pieces if p.lead] == ["（一）复议"]


def words_of(sentence: Sentence) -> str:
    return "".join(piece.words for piece in sentence.pieces) + sentence.end


def test_what_is_not_the_printed_number_is_not_marked() -> None:
    text = "受理205件，审结8件。"
    wrong = figure(text, "205") | {"char_from": 0, "char_to": 3}
    inside = figure(text, "05")
    pieces = marked(text, paragraphs(text, []), [wrong, figure(text, "205"), inside])
    assert [p.words for one in pieces[1][0] for p in one.pieces if p.figures] == ["205"]


def test_points_are_not_joined_over_a_year_without_a_value() -> None:
    years = [year(one, 10.0) for one in (2018, 2019, 2020, 2021)]
    marks = trend(years, {2018: 1.0, 2019: 2.0, 2021: 4.0}, [(2018, "at the edge"), (2020, "between")])
    assert [mark.style for mark in marks].count("line") == 1
    assert [mark.style for mark in marks].count("break") == 1
    assert trend([], {}, []) == []
    assert trend([year(2020, 0.0)], {}, [])


def test_the_last_bar_holds_the_few_that_are_far_above() -> None:
    assert spread([], None) == ([], None)
    assert spread([0.0], 0.0)[1] is None
    tail = [10.0] * 19
    assert spread([*tail, 30.0], None)[1] is None
    assert spread([*tail, 31.0], None)[1] == 10.0
    assert 0 < TAIL_FROM < 1


def test_every_code_says_what_it_counts_and_what_not() -> None:
    defined = figure_definitions()
    assert list(defined) == list(figure_codes())
    for one in defined.values():
        assert all((one.counts_zh, one.counts_en, one.not_zh, one.not_en))
        assert one.counts_zh.isascii() is False and one.counts_en.isascii()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["<dt>计入</dt><dd>受理、立案的行政复议案件</dd>", "<dt>不计入</dt>", "读出的"]),
        ("en", ["<dt>Counts</dt><dd>reconsideration cases accepted</dd>", "Does not count", "that are read"]),
    ],
)
def test_a_code_is_defined_on_its_page(client: TestClient, language: str, words: list[str]) -> None:
    html = client.get(f"/figure/{CODE}?lang={language}").text
    assert all(one in html for one in words)
    assert client.get(f"/figure/{CODE}.json").json()["definition"]["counts"] == "受理、立案的行政复议案件"
