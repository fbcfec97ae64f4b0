"""The explanation of a page: its lines in its own order, nothing missing, each field at the line it came
from."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.explain import Block, explain
from extraction.markup.lines import visible_text
from extraction.markup.page import read_page
from extraction.prose.text import bare
from extraction.reading import extract
from extraction.unshown.unshown_text import as_shown
from tests.conftest import examples
from tests.extraction.test_properties import trees
from tests.extraction.test_reading import FIXTURES

NOW = datetime(2026, 6, 1, tzinfo=UTC)
PAGE = """<body><p>慈溪市人民政府网</p><p>首页</p><h1>慈溪市2023年法治政府建设情况报告</h1>
<p>发布日期：2024-02-29 来源：市司法局</p><p>文号：慈政发〔2024〕9号</p>
<div id="zoom"><p>慈溪市2023年法治政府建设情况报告</p><p>2023年，我市推进法治政府建设，现将有关情况报告如下：</p>
<p>一、主要举措</p><p>（一）健全机制。办结复议案件36件，2024年2月29日前全部结案。</p>
<p>慈溪市人民政府</p><p>2024年2月20日</p></div><p>上一篇：通知</p><p>首页</p></body>"""


def explained(payload: bytes, url: str = "") -> tuple[Block, ...]:
    return explain(read_page(payload, url), extract(payload, url, now=NOW))


def fed(blocks: tuple[Block, ...]) -> dict[str, list[str]]:
    return {name: [b.text for b in blocks if name in b.fields] for b in blocks for name in b.fields}


def test_lines_stand_in_the_order_of_the_page_with_what_became_of_them() -> None:
    rules = [(block.text[:6], block.rule) for block in explained(PAGE.encode())]
    assert rules == [
        ("慈溪市人民政", "site name"),
        ("首页", "navigation"),
        ("慈溪市202", "title"),
        ("发布日期：2", "info line"),
        ("文号：慈政发", "info line"),
        ("慈溪市202", ""),
        ("2023年，", ""),
        ("一、主要举措", ""),
        ("（一）健全机", ""),
        ("慈溪市人民政", ""),
        ("2024年2", ""),
        ("上一篇：通知", "pager"),
        ("首页", "navigation"),
    ]


def test_fields_stand_at_the_line_they_were_read_from() -> None:
    blocks = explained(PAGE.encode())
    assert fed(blocks) == {
        "title": ["慈溪市2023年法治政府建设情况报告"],
        "report_year": [
            "慈溪市2023年法治政府建设情况报告",
            "慈溪市2023年法治政府建设情况报告",
        ],  # by title, by lead
        "issuer": ["慈溪市2023年法治政府建设情况报告", "慈溪市人民政府"],
        "published_on": ["发布日期：2024-02-29 来源：市司法局"],
        "source": ["发布日期：2024-02-29 来源：市司法局"],
        "doc_number": ["文号：慈政发〔2024〕9号"],
        "signed_on": ["2024年2月20日"],
    }
    assert [block.rule for block in blocks if "title" in block.fields] == ["title"]


def test_a_title_over_two_lines_is_marked_on_both() -> None:
    page = PAGE.replace("<h1>慈溪市2023年", "<h1>慈溪市<br>2023年")
    assert fed(explained(page.encode()))["title"] == ["慈溪市", "2023年法治政府建设情况报告"]


def test_headings_are_marked_as_far_as_they_go() -> None:
    headings = [(b.level, b.text[: b.heading]) for b in explained(PAGE.encode()) if b.level]
    assert headings == [(1, "一、主要举措"), (2, "（一）健全机制")]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_every_fixture_is_explained_whole(path: Path) -> None:
    expected = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    payload, url = path.read_bytes(), expected.get("url", "")
    found, blocks = extract(payload, url, now=NOW), explained(payload, url)
    assert bare("".join(block.text for block in blocks)) == visible_text(as_shown(read_page(payload, url)))
    assert "\n".join(block.text for block in blocks if not block.rule) == found.body_text


@given(st.lists(trees, max_size=8))
@settings(max_examples=examples(60))
def test_generated_pages_are_explained_whole(parts: list[str]) -> None:
    payload = f"<html><body>{''.join(parts)}</body></html>".encode()
    assert bare("".join(block.text for block in explained(payload))) == visible_text(
        as_shown(read_page(payload))
    )


def test_a_text_that_is_not_on_the_page_comes_first() -> None:
    found = extract(PAGE.encode(), now=NOW)
    blocks = explain(read_page("<p>首页</p>".encode()), found)
    assert [block.rule == "" for block in blocks] == [True] * 6 + [False] * 7
