"""Given texts in their sites' templates."""

import json
import re
from pathlib import Path

import pytest

import replica
from replica.given import TextRefused
from tests.replica.browser import Browser

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
FIELDS = ("title", "issuer", "published_on", "signed_on", "doc_number", "index_number", "source")
PROSE = "今年以来，慈溪市认真落实各项要求，" + "持续推进工作，" * 12 + "取得成效。"

needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real texts (../shared/seeds) are not here")


@needs_seeds
def test_the_fields_are_those_of_the_texts() -> None:
    expected = json.loads((SEEDS / "expected.json").read_text(encoding="utf-8"))
    governments = {g["adcode"]: g for g in replica.truth(1, SEEDS)["governments"]}
    for wanted in expected.values():
        (report,) = governments[wanted["adcode"]]["reports"]
        assert report["report_year"] == wanted["report_year"]
        assert {name: report[name] for name in FIELDS} == {name: wanted[name] for name in FIELDS}
        assert report["body_text"].startswith(wanted["body_starts"])


@needs_seeds
def test_the_texts_stand_in_their_sites_pages() -> None:
    truth = replica.truth(1, SEEDS)
    composed = {g["adcode"]: g["reports"] for g in replica.truth(1)["governments"]}
    with replica.running(night=1, texts=SEEDS) as running:
        browser = Browser(running.address)
        for government in truth["governments"]:
            pages = browser.walk(government["homepage"])
            (report,) = government["reports"]
            shown = re.sub(r"\s+|&nbsp;", "", re.sub(r"<[^>]+>", "", pages[report["url"]]))
            for line in report["body_text"].split("\n"):
                assert re.sub(r"\s+", "", line) in shown
            assert ('name="ArticleTitle"' in pages[report["url"]]) is (report["title"] is not None)
            assert {r["url"] for r in composed[government["adcode"]]} & set(pages) <= {report["url"]}
        browser.close()


@needs_seeds
def test_given_texts_stay_the_same_on_night_two() -> None:
    one, two = replica.truth(1, SEEDS), replica.truth(2, SEEDS)
    assert one["governments"] == two["governments"] and two["changes"] == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "2023年，本市法治政府建设情况如下。" + "工作扎实，" * 20 + "。",
            "none of the replica's governments",
        ),
        (f"慈溪市法治政府建设报告\n{PROSE}", "no report year"),
        ("慈溪市2023年法治政府建设报告", "no line of prose"),
        (f"慈溪市1999年法治政府建设报告\n2011年，{PROSE}", "no address for a report for 2011"),
    ],
)
def test_texts_that_fit_nowhere_are_refused(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.raises(TextRefused, match=rf"a\.txt: .*{reason}"):
        replica.truth(1, tmp_path)


def test_bytes_that_are_not_utf_8_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("慈溪市2023年法治政府建设报告".encode("gbk"))
    with pytest.raises(TextRefused, match="not UTF-8"):
        replica.truth(1, tmp_path)


def test_two_reports_for_one_year_are_refused(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"慈溪市2023年法治政府建设报告\n{PROSE}", encoding="utf-8")
    with pytest.raises(TextRefused, match="second report"):
        replica.truth(1, tmp_path)
