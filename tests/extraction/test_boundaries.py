"""Each number that decides something, tried on both of its sides."""

from datetime import date, datetime, timedelta

import pytest

from extraction.facts.issuer import attribute
from extraction.facts.kinds import judge
from extraction.facts.places import Hints
from extraction.facts.years import report_year
from extraction.markup.encoding import decode
from extraction.works.change import REACH, compare
from extraction.works.lineage import histories
from extraction.works.page_matching import SIMILAR, similarity
from records import Observation, Sighting

FIRST_NIGHT = datetime.fromisoformat("2026-03-01T17:30")


@pytest.mark.parametrize(("chinese", "cut", "codec"), [(10, 0, "utf-8"), (9, 0, "gb18030"), (20, 1, "utf-8")])
def test_ten_chinese_characters_prove_utf8_and_ten_more_for_each_that_is_cut(
    chinese: int, cut: int, codec: str
) -> None:
    page = b'<meta charset="gbk">' + "法".encode() * chinese + "治".encode()[:2] * cut + b"aa"
    assert decode(page)[1] == codec


def test_one_cut_character_wants_more_than_nineteen_whole_ones() -> None:
    page = b'<meta charset="gbk">' + "法".encode() * 19 + "治".encode()[:2] + b"a" * 9
    # 57 bytes of characters: GBK reads them in pairs, and fails no more often than UTF-8.
    assert decode(page)[1] == "gb18030"


@pytest.mark.parametrize(("published", "confirms"), [(2024, False), (2025, True), (2026, False)])
def test_the_year_before_the_publication_confirms_the_title_and_no_other_year_does(
    published: int, confirms: bool
) -> None:
    title, body = "慈溪市2024年法治政府建设年度报告", "我市深入推进依法行政。"
    year, evidence, _ = report_year(title, body, date(published, 3, 1))
    _, alone, _ = report_year(title, body, None)
    assert year == 2024 and evidence and alone
    assert (evidence.confidence > alone.confidence) is confirms


def test_the_year_past_is_the_one_before_the_publication() -> None:
    year, _, _ = report_year(None, "现将上年度推进法治政府建设情况报告如下。", date(2025, 3, 1))
    assert year == 2024


@pytest.mark.parametrize(
    ("text", "adcode"),
    [
        ("慈溪市开展检查。\n" * 2, None),
        ("慈溪市开展检查。\n" * 3, "330282"),
        ("慈溪市开展检查。\n" * 4 + "余姚市参加。\n" * 2, "330282"),
        ("慈溪市开展检查。\n" * 3 + "余姚市参加。\n" * 2, None),
    ],
)
def test_a_place_is_the_issuers_when_named_three_times_and_twice_as_often_as_any_other(
    text: str, adcode: str | None
) -> None:
    opening = "执法人员深入一线开展工作。\n" * 4
    assert attribute(None, opening + text, [], Hints({})).adcode == adcode


def _text(shared: int, own: int, offset: int) -> str:
    """`shared` characters that every text has, and `own` that only this one has."""
    return "".join(chr(0x4E00 + n) for n in range(shared)) + "".join(
        chr(0x6000 + offset + n) for n in range(own)
    )


def test_two_live_pages_are_one_report_from_the_share_that_is_said() -> None:
    seen = {}
    # 403 characters have 400 pieces of four; 50 characters more change 50 pieces of each text.
    for own, expected in ((50, 1), (51, 2)):
        texts = {"one": _text(403, own, 0), "two": _text(403, own, 500)}
        share = similarity(texts["one"], texts["two"])
        seen[own] = share
        sightings = [_sighting("one", 1), _sighting("one", 2), _sighting("two", 2)]
        assert len(histories(sightings, texts.__getitem__)) == expected, share
    assert seen[51] < SIMILAR <= seen[50]


def _sighting(page: str, night: int) -> Sighting:
    at = FIRST_NIGHT + timedelta(days=night)
    observation = Observation(f"http://www.cixi.gov.cn/{page}", page, f"night-{night}", at, "read", page)
    return Sighting(observation, True, "330282", 2024, "慈溪市人民政府", "county")


def test_an_edited_sentence_is_found_behind_so_many_new_ones_and_no_more() -> None:
    before, after = "全年办理行政复议案件312件，办结率95%。", "全年办理行政复议案件321件，办结率95%。"

    def kinds(added: int) -> set[str]:
        # A sentence of its own characters: nothing that is akin to the edited one.
        new = "".join("".join(chr(0x7000 + 20 * at + n) for n in range(12)) + "。" for at in range(added))
        return {change.kind for change in compare(before, new + after)}

    assert "number_changed" in kinds(REACH - 1)
    assert "number_changed" not in kinds(REACH)


@pytest.mark.parametrize(("sections", "kind"), [(3, "report"), (2, "candidate")])
def test_below_a_reports_title_three_numbered_sections_on_a_year_are_a_report(
    sections: int, kind: str
) -> None:
    text = "2024年，我县补短板、强弱项，各项工作取得新进展，现将具体情况汇报如下：\n" + "".join(
        f"{number}、深化改革，优化服务\n" + "组织专项检查17次，整改问题43个，群众满意度居全省前列。\n" * 6
        for number in "一二三"[:sections]
    )
    assert judge("同心县2024年法治政府建设情况报告", text)[0] == kind
