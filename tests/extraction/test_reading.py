"""Whole pages through the one door: our own fixtures, the real texts and pages beside the project."""

import json
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from extraction.facts.kinds import KINDS
from extraction.markup.errors import ExtractionFailed
from extraction.markup.lines import visible_text
from extraction.markup.page import read_page
from extraction.prose.text import bare
from extraction.reading import extract
from extraction.unshown.unshown_text import as_shown
from records import Extraction

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DETAILS = Path(__file__).parent / "pages" / "details"
FIXTURES = sorted(path for path in DETAILS.rglob("*.*") if not path.name.endswith(".expected.json"))
SHARED = Path(__file__).parents[3] / "shared"
SEEDS = sorted((SHARED / "seeds").glob("*.txt")) or [SHARED / "seeds"]
GOLD = SHARED / "pages" / "gold.jsonl"
GOLD_PAGES = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()] if GOLD.exists() else [{}]
MANIFEST = GOLD.with_name("manifest.jsonl")
URLS = (
    {page["file"]: page["url"] or "" for page in map(json.loads, MANIFEST.read_text("utf-8").splitlines())}
    if MANIFEST.exists()
    else {}
)


def as_json(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def assert_conserved(payload: bytes, found: Extraction) -> None:
    """Kept and removed are everything visible: the same characters, each part in the page's order."""
    visible = visible_text(as_shown(read_page(payload)))
    kept, removed = bare(found.body_text), bare("".join(receipt.text for receipt in found.removed))
    assert Counter(kept + removed) == Counter(visible)
    for part in (kept, removed):
        rest = iter(visible)
        assert all(character in rest for character in part)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_fixture(path: Path) -> None:
    expected = json.loads(path.with_name(f"{path.stem}.expected.json").read_text("utf-8"))
    assert expected.get("reviewed", True), (
        f"nobody has looked at {path.name} yet: compare each value in its .expected.json with what a person"
        ' sees on the page, then set "reviewed" to true'
    )
    payload = path.read_bytes()
    found = extract(payload, expected.get("url", ""), charset=expected.get("charset", ""), now=NOW)
    assert {name: as_json(getattr(found, name)) for name in expected["fields"]} == expected["fields"]
    lines = found.body_text.split("\n") if found.body_text else []
    if "body" in expected:
        assert lines == expected["body"]
    if "first" in expected:
        assert (lines[0], lines[-1]) == (expected["first"], expected["last"])
    if "sections" in expected:
        assert [[s.level, s.number, s.heading] for s in found.sections] == expected["sections"]
    tables = [[list(row) for row in table.rows] for table in found.tables]
    assert tables == expected.get("tables", tables)
    for table in found.tables:
        written = ["\t".join(filter(None, row)) for row in table.rows]
        assert found.body_text[table.start : table.end].split("\n") == written
    if "rules" in expected:
        assert [receipt.rule for receipt in found.removed] == expected["rules"]
    assert [[file.url, file.name] for file in found.attachments] == expected.get("attachments", [])
    assert [issue.code for issue in found.issues] == expected["issues"]
    assert found.kind in KINDS
    assert_conserved(payload, found)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_real_text(path: Path) -> None:
    if not path.is_file():
        pytest.skip(f"no real texts at {SHARED / 'seeds'}")
    expected: dict[str, Any] = json.loads(path.with_name("expected.json").read_text("utf-8"))[path.name]
    found = extract(path.read_bytes(), now=NOW)
    title = expected.pop("title")
    assert (found.title and bare(found.title)) == (title and bare(title))
    assert found.body_text.startswith(expected.pop("body_starts"))
    headings = iter(section.heading for section in found.sections if section.level == 1)
    assert all(
        any(words in heading for heading in headings) for words in expected.pop("top_headings_contain")
    )
    for furniture in expected.pop("must_not_contain"):
        # The author of one text writes about 无障碍改造: furniture is what stands at the start of a line.
        assert not any(line.startswith(furniture) for line in found.body_text.split("\n"))
    assert {name: as_json(getattr(found, name)) for name in expected} == expected
    assert found.issues == ()
    assert_conserved(path.read_bytes(), found)


@pytest.mark.parametrize("gold", GOLD_PAGES, ids=lambda gold: gold.get("file", "none")[5:8])
def test_real_page(gold: dict[str, Any]) -> None:
    if not gold:
        pytest.skip(f"no real pages at {GOLD}")
    payload = (GOLD.parent / gold["file"]).read_bytes()
    found = extract(payload, URLS[gold["file"]], now=datetime(2026, 11, 1, tzinfo=UTC))
    assert bare(found.title or "") == bare(gold["title"])
    assert as_json(found.published_on) == gold["pub_date"]
    assert found.source == gold["source"]
    body = bare(found.body_text)
    assert not [words for words in gold["boilerplate"] if bare(words) in body]
    wanted = [gold["first_sentence"], gold["last_sentence"], *gold["closing_lines"]]
    assert not [sentence for sentence in wanted if sentence and bare(sentence) not in body]
    assert abs(len(body) - gold["body_chars"]) <= 0.03 * gold["body_chars"]
    assert not found.is_report
    assert_conserved(payload, found)


def test_not_a_page() -> None:
    for payload, media_type in (
        (b"%PDF-1.7 ...", "text/html"),
        (b"\x89PNG\r\n", ""),
        (b"x", "image/png"),
    ):
        with pytest.raises(ExtractionFailed):
            extract(payload, "http://a.gov.cn/x", media_type=media_type, now=NOW)


@pytest.mark.parametrize("payload", [b"", b" \n\t ", "\ufeff".encode(), b"<html></html>"])
def test_empty(payload: bytes) -> None:
    found = extract(payload, now=NOW)
    assert found.body_text == ""
    assert found.title is None
    assert {issue.code for issue in found.issues} <= {"empty_page", "no_body"}
    assert found.issues


def test_reading_again_gives_the_same() -> None:
    for path in FIXTURES:
        assert extract(path.read_bytes(), now=NOW) == extract(path.read_bytes(), now=NOW)


def test_view_counter_and_furniture_do_not_change_the_text() -> None:
    path = DETAILS / "numeric_shtml" / "two-line-title-metadata-list.html"
    page = path.read_text("utf-8")
    other = (
        page.replace("阅读次数：", "阅读次数：4711")
        .replace("欢迎访问", "欢迎光临")
        .replace("<body>", "<body><p>今天是 2030年1月1日 星期二</p>")
    )
    assert other != page
    assert extract(page.encode(), now=NOW).text_digest == extract(other.encode(), now=NOW).text_digest
