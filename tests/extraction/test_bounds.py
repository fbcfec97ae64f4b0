"""Markup that would cost a parser minutes is cut before it gets there; ordinary pages stay as they are."""

from pathlib import Path

import pytest

from extraction.markup.bounds import MOST_ATTRIBUTES, MOST_TAGS, bounded
from extraction.markup.page import read_page

PAGES = sorted((Path(__file__).parent / "pages").rglob("*.html"))
NAMES = [f"a{at}" for at in range(40_000)]
BOMBS = {
    "values": f"<div {' '.join(f'{name}=1' for name in NAMES)}>text</div>",
    "no values": f"<div {' '.join(NAMES)}>text</div>",
    "slashes": f"<div {'/'.join(NAMES)}>text</div>",
    "glued": "<div " + "".join(f'{name}="1"' for name in NAMES) + ">text</div>",
    "tags in values": "<div " + " ".join(f'{name}="<b>"' for name in NAMES) + ">text</div>",
    "never closed": f"<div {' '.join(NAMES)}",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_tag_has_so_many_attributes_and_no_more(bomb: str) -> None:
    cut = bounded(BOMBS[bomb])
    assert cut.count("a3") <= MOST_ATTRIBUTES and "a39999" not in cut
    tree = read_page(BOMBS[bomb].encode()).tree
    assert all(len(element.attrib) <= MOST_ATTRIBUTES + 1 for element in tree.iter("div"))
    if bomb != "never closed":
        assert cut.endswith(">text</div>")


def test_a_page_has_so_many_tags_in_its_tree() -> None:
    tree = read_page(b"<p>" * (MOST_TAGS + 50_000)).tree
    assert sum(1 for _ in tree.iter()) <= MOST_TAGS + 2


def test_pages_stay_as_they_are() -> None:
    assert len(PAGES) > 50
    for path in PAGES:
        markup = path.read_bytes().decode("utf-8", "replace")
        assert bounded(markup) is markup or bounded(markup) == markup
