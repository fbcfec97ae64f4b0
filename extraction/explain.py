"""Why a page was read as it was: its lines in page order, each with what became of it.

Made from what extraction gives out (text, receipts, sections, evidence), so that nothing can be shown here
that was not so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from extraction.markup.lines import visible_text
from extraction.markup.page import Page
from extraction.prose.dates import find_date
from extraction.prose.text import bare, half_width
from extraction.unshown.unshown_text import as_shown
from records import Extraction

# The fields whose value is written on the page.
_PRINTED = (
    "title",
    "report_year",
    "issuer",
    "published_on",
    "signed_on",
    "doc_number",
    "index_number",
    "source",
)
# Evidence at the end of the text, and evidence that no line of the page shows.
_AT_THE_END = ("sign-off", "signature", "end of the text")
_UNSEEN = ("meta", "<title>", "address", "script", "the site", "length", "year before")


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the page. rule is what removed it, "" where it is in the text; level is that of the
    heading it begins with, 0 for none, and heading the characters it is long; fields are those that were
    read from the line."""

    text: str
    rule: str
    level: int = 0
    heading: int = 0
    fields: tuple[str, ...] = ()


def explain(page: Page, extraction: Extraction) -> tuple[Block, ...]:
    """The lines of a page in its order, kept and removed, as they went into the extraction of this page."""
    kept = [(line, "") for line in extraction.body_text.split("\n") if line]
    shown = [receipt for receipt in extraction.removed if receipt.rule != "hidden"]
    removed = [(line, receipt.rule) for receipt in shown for line in receipt.text.split("\n")]
    lines = _in_page_order(kept, removed, visible_text(as_shown(page)))
    headings = _headings(extraction)
    fed = _fed_fields(extraction, lines)
    blocks, at = [], 0
    for number, (text, rule) in enumerate(lines):
        level, length = (0, 0) if rule else headings.get(at, (0, 0))
        blocks.append(Block(text, rule, level, length, tuple(fed.get(number, ()))))
        at += 0 if rule else len(text) + 1
    return tuple(blocks)


_Ruled = tuple[str, str]


def _in_page_order(kept: list[_Ruled], removed: list[_Ruled], visible: str) -> list[_Ruled]:
    """The two lists merged so that they spell what the page shows. Text that the page does not show (it came
    from a script or a file) appears before everything removed."""
    sizes = [[len(bare(text)) for text, _ in lines] for lines in (kept, removed)]
    choices: list[int] = []  # 0: the next line is kept, 1: it is removed
    at, used, tried = 0, [0, 0], set()
    while used != [len(kept), len(removed)]:
        # Before the text the same words are its title and furniture, within it they are the author's.
        for choice in (0, 1) if used[0] else (1, 0):
            lines, next_ = (kept, removed)[choice], used[choice]
            follows = (used[0] + 1 - choice, used[1] + choice)
            if next_ < len(lines) and follows not in tried and visible.startswith(bare(lines[next_][0]), at):
                tried.add(follows)
                choices.append(choice)
                at += sizes[choice][next_]
                used[choice] += 1
                break
        else:
            if not choices:
                return [*kept, *removed]
            choice = choices.pop()
            used[choice] -= 1
            at -= sizes[choice][used[choice]]
    sources = (iter(kept), iter(removed))
    return [next(sources[choice]) for choice in choices]


def _headings(extraction: Extraction) -> dict[int, tuple[int, int]]:
    """Where in the text a line with a heading begins → its level and length. Those that begin within a line
    are left out."""
    text = extraction.body_text
    return {
        section.start: (
            section.level,
            text.index(section.heading, section.start + len(section.number))
            + len(section.heading)
            - section.start,
        )
        for section in extraction.sections
        if section.start == 0 or text[section.start - 1] == "\n"
    }


def _fed_fields(extraction: Extraction, lines: Sequence[_Ruled]) -> dict[int, list[str]]:
    """Number of a line → the fields whose value it shows where their evidence says it was read."""
    fed: dict[int, list[str]] = {}
    titles = _title_lines(extraction.title or "", lines)
    for name in _PRINTED:
        value, evidence = getattr(extraction, name), extraction.evidence.get(name)
        if value is None or evidence is None:
            continue
        numbers: set[int] = set()
        for basis in evidence.basis.split(" + "):
            if basis.startswith("title") or (name == "title" and not basis.startswith(_UNSEEN)):
                numbers.update(titles)
            elif not basis.startswith(_UNSEEN):
                numbers.update(_places(value, basis, lines))
        for number in numbers:
            fed.setdefault(number, []).append(name)
    return fed


def _title_lines(title: str, lines: Sequence[_Ruled]) -> list[int]:
    """The line that prints the title first, or the lines it is broken over."""
    wanted = bare(title)
    texts = [bare(text) for text, _ in lines]
    for start, text in enumerate(texts):
        if wanted and wanted in text:
            return [start]
        end, joined = start + 1, text
        while end < len(texts) and len(joined) < len(wanted) and wanted.startswith(joined):
            joined += texts[end]
            end += 1
        if joined == wanted:
            return list(range(start, end))
    return []


def _places(value: object, basis: str, lines: Sequence[_Ruled]) -> list[int]:
    """The first line that shows a value: with its label or below it, else the last in the text where it
    was read at the end, else the first in the text, else the first of the page."""
    shows = _shows(value)
    numbers = [at for at, (text, _) in enumerate(lines) if shows(text)]
    if basis.startswith("label "):
        label = basis.removeprefix("label ")
        return [
            at for at in numbers if any(label in bare(text) for text, _ in lines[max(at - 1, 0) : at + 1])
        ][:1]
    kept = [at for at in numbers if not lines[at][1]]
    return kept[-1:] if basis.startswith(_AT_THE_END) else kept[:1] or numbers[:1]


def _shows(value: object) -> Callable[[str], bool]:
    if isinstance(value, date):
        return lambda text: len(text) < 400 and find_date(text) == value
    words = bare(half_width(str(value)))
    return lambda text: words in bare(half_width(text))
