"""The documentation as the tests read it: its pages and their fenced blocks."""

import re
from pathlib import Path
from typing import NamedTuple

from tests.conftest import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")])
FENCE = re.compile(r"^( *)```([^\n]*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


class Block(NamedTuple):
    page: Path
    info: str
    text: str


def blocks(info: str) -> list[Block]:
    """The fenced blocks with this info string, in order; a Chinese page has those of the English one."""
    return [
        Block(page, info, re.sub(rf"^{indent}", "", text, flags=re.MULTILINE))
        for page in PAGES
        if not page.name.endswith(".zh-CN.md")
        for indent, found, text in FENCE.findall(page.read_text("utf-8"))
        if found.strip() == info
    ]


def named(block: Block) -> str:
    return f"{block.page.name}:{block.text.splitlines()[0][:50]}"


def prose(*names: str) -> str:
    return "\n".join((ROOT / name).read_text("utf-8") for name in names)
