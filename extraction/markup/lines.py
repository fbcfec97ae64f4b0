"""Visible lines of a page in reading order."""

from collections.abc import Iterable, Iterator
from typing import Any

from extraction.markup.page import Page
from extraction.markup.visible import lines_of
from extraction.prose.text import Words, bare, squeeze

# Ten times the longest report known.
_MOST_CHARACTERS, _MOST_LINES = 500_000, 20_000


class Line(Words):
    """One visible line, never changed once made. place is above, body or below (where it stands to the
    article's container); rule is not empty when it has been taken out; linked means that every character of
    it is link text."""

    __slots__ = ("linked", "place", "rule")

    def __init__(
        self,
        text: str,
        place: str = "body",
        rule: str = "",
        linked: bool = False,
        cells: tuple[str, ...] = (),
    ) -> None:
        super().__init__(text, cells)
        self.place, self.rule, self.linked = place, rule, linked

    def ruled(self, rule: str) -> "Line":
        """The same line taken out by this rule ("" for kept), with what has been found on its words."""
        line = self._copy()
        line.rule = rule
        return line

    def unlinked(self) -> "Line":
        """The same line as if it were no link."""
        line = self._copy()
        line.linked = False
        return line

    def _copy(self) -> "Line":
        line = Line.__new__(Line)
        line.text, line.cells, line.findings = self.text, self.cells, self.findings
        line.place, line.rule, line.linked = self.place, self.rule, self.linked
        return line

    def printed(self, text: str, cells: tuple[str, ...] = ()) -> "Line":
        """A line with other words (and cells) in the same place."""
        return Line(text, self.place, self.rule, self.linked, cells)


def text_lines(text: str) -> list[Line]:
    """The lines of a plain-text page; blank ones are left out."""
    return [Line(squeezed) for line in text.splitlines() if (squeezed := squeeze(line))]


def lines_around(page: Page, container: Any) -> tuple[list[Line], list[Line]]:
    """The visible lines before and after the article's container; its own content is left out."""
    above, below = page.visible.around(container)
    return list(_lines(above, "above")), list(_lines(below, "below"))


def too_much(page: Page) -> list[Line] | None:
    """All visible lines of a page that is too long to be judged line by line; None for any real page."""
    if not page.is_html:
        lines = text_lines(page.text) if len(page.text) > _MOST_LINES else []
    elif (
        page.has_too_many_tags or len(page.visible.pieces) > _MOST_LINES or len(page.text) > _MOST_CHARACTERS
    ):
        lines = list(_lines(page.visible.pieces, "body"))
    else:
        lines = []
    is_long = len(lines) > _MOST_LINES or sum(len(line.text) for line in lines) > _MOST_CHARACTERS
    return lines if is_long or page.has_too_many_tags else None


def visible_text(page: Page) -> str:
    """Everything a reader sees on the page, without white space: what kept and removed text add up to."""
    if not page.is_html:
        return bare(page.text)
    return bare("".join(page.visible.pieces))


def _lines(pieces: Iterable[str], place: str) -> Iterator[Line]:
    return (Line(text, place, linked=linked) for text, linked in lines_of(pieces))
