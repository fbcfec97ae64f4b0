"""The gold is beyond doubt: made the same each time, readable in a browser, free of contradictions."""

import re
from collections import Counter

import lxml.html
import pytest

from benchmarks import make_blind, make_gold
from benchmarks.pages import BLIND, OWN, Gold, blind_gold, own_gold
from benchmarks.score import squeeze

ENCODED = {"gb2312": "gb18030", "utf-8": "utf-8"}


@pytest.fixture(scope="module", params=(own_gold, blind_gold), ids=("own", "blind"))
def gold(request: pytest.FixtureRequest) -> Gold:
    made: Gold = request.param()
    return made


def page_text(payload: bytes) -> str:
    head = payload[:600].decode("ascii", "ignore").lower()
    declared = "gb2312" if re.search("gb2312|gbk", head) else "utf-8"
    return payload.decode(ENCODED[declared])


def test_the_generator_writes_the_pages_that_stand_there() -> None:
    for case in make_gold.read_cases():
        payload, _ = make_gold.write_page(case)
        assert (OWN / case.file).read_bytes() == payload, case.file


def test_the_blind_pages_are_those_that_the_cases_make() -> None:
    for name, head, page in make_blind.read_cases():
        payload, truth = make_blind.make(name, head, page)
        assert (BLIND / truth["file"]).read_bytes() == payload, name


def test_every_page_has_a_truth_and_every_truth_a_page(gold: Gold) -> None:
    pages = {path.name for path in (OWN if gold.name == "own gold" else BLIND).glob("*.html")}
    assert pages == {truth["file"] for truth in gold.truths}
    assert len(gold.truths) == len(pages) >= 60


def test_every_platform_has_its_pages() -> None:
    families = Counter(truth["family"] for truth in own_gold().truths)
    assert len(families) == 14
    assert min(families.values()) >= 4


def visible_text(text: str) -> str:
    """All text of a page; where the article is kept in a script, the script's text without its tags."""
    if "DETAIL:" in text:
        return re.sub(
            "<[^>]+>", "", text.replace("\\u003C", "<").replace("\\u003E", ">").replace("\\n", "\n")
        )
    # The parser would drop what follows the first end of the page.
    whole = text.replace("</html>", "").replace("</body>", "").encode()
    tree = lxml.html.document_fromstring(whole, parser=lxml.html.HTMLParser(encoding="utf-8"))
    return "".join(tree.itertext())


def test_the_body_of_the_gold_stands_in_the_page(gold: Gold) -> None:
    for payload, truth in zip(gold.payloads, gold.truths, strict=True):
        visible = squeeze(visible_text(page_text(payload)))
        missing = [line for line in truth["body_text"].splitlines() if squeeze(line) not in visible]
        assert missing == [], truth["file"]


def test_boilerplate_stands_in_the_page_and_not_in_the_body(gold: Gold) -> None:
    for payload, truth in zip(gold.payloads, gold.truths, strict=True):
        text, body = page_text(payload), squeeze(truth["body_text"])
        page = squeeze(text + re.sub("<[^>]*>", "", text))
        assert truth["boilerplate"], truth["file"]
        for mark in truth["boilerplate"]:
            assert squeeze(mark) in page, (truth["file"], mark)
            assert squeeze(mark) not in body, (truth["file"], mark)
