"""Mutators change the markup and leave what a page says."""

import json
from html import unescape
from random import Random

import pytest
from lxml import html

from benchmarks.blind_wild.__main__ import HERE, fact_is_right, judge
from benchmarks.metamorphic import flat
from benchmarks.mutators import MUTATORS, pieces

PAGE = (
    '<html><head><meta charset="utf-8"><title>某县2023年报告</title><script>var a="<p>b</p>";</script></head>\n'
    '<body class="b">\n<div class="x" id="y"><h1>某县2023年法治政府建设情况报告</h1>\r\n'
    '<p align="left">一、办理案件128件，审查合同&nbsp;36份，化解纠纷。</p>\n<p>二、下一年继续努力做好各项工作，不松劲。</p>'
    "</div>\n</body></html>"
)
ADDING = {
    "menu added",
    "notice added",
    "cookie banner added",
    "clock above the title",
    "second foot added",
    "advertisement in the text",
    "counter under the title",
}


def seen(page: str) -> object:
    tree = html.fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    for useless in tree.xpath("//script|//comment()|//title"):
        useless.drop_tree()
    return flat(unescape(tree.text_content()))


def test_pieces_are_the_whole_page() -> None:
    assert "".join(pieces(PAGE)) == PAGE


@pytest.mark.parametrize("name", sorted(MUTATORS))
def test_a_mutator_changes_markup_and_not_what_is_seen(name: str) -> None:
    mutated = MUTATORS[name](PAGE, Random(3))
    if name in ADDING:
        assert len(str(seen(mutated))) > len(str(seen(PAGE)))
        assert "审查合同" in str(seen(mutated))
    elif name != "other encoding":
        assert seen(mutated) == seen(PAGE)
    # These two touch a small share of the tags.
    if name not in ("some closers dropped", "comments added"):
        assert mutated != PAGE


@pytest.mark.parametrize("part", ("pages", "files"))
def test_the_gold_is_whole(part: str) -> None:
    folder = HERE / part
    truths = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    expected = {truth["file"] for truth in truths}
    expected |= {name for truth in truths for name in truth.get("served", {}).values()}
    assert expected == {path.name for path in folder.iterdir()} - {"gold.jsonl"}
    for truth in truths:
        assert not [mark for mark in truth["boilerplate"] if mark in truth["body_text"]], truth["file"]
        assert truth["body_text"] or truth["issues"], truth["file"]


def test_a_case_is_judged_by_text_and_facts() -> None:
    folder = HERE / "pages"
    lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    truth = next(t for t in map(json.loads, lines) if t["file"] == "cmshtml-county-bare.html")
    marks, wrong = judge(folder, truth)
    assert marks["exact"] == 1.0 and wrong == []
    marks, wrong = judge(
        folder, truth | {"title": "别的标题", "body_text": truth["body_text"] + "另有99件。"}
    )
    assert marks["exact"] == 0.0 and marks["lost"] == 1
    assert {what for what, _, _ in wrong} == {"body", "title"}


def test_an_issuer_is_right_with_its_prefecture() -> None:
    assert fact_is_right("issuer", "静海区人民政府", "天津市静海区人民政府")
    assert not fact_is_right("issuer", "静海区人民政府", None)
