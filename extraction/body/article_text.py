"""A page → its article: title, text, files, and the text removed around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from extraction.body.article import article_pages
from extraction.body.article_lines import ArticleLines, article_lines, lines_of_text
from extraction.body.furniture_stripping import strip_furniture
from extraction.facts.titles import find_title
from extraction.markup.lines import Line
from extraction.markup.page import Page, read_page
from extraction.markup.tables import rows_and_lines
from extraction.prose.visits import is_of_visit
from records import Attachment, Evidence, PageRequest, Table


@dataclass(frozen=True, slots=True)
class Article:
    """lines are all lines of the page in reading order; those that are not the article's text carry the rule
    that took them out. elsewhere are the further pages of the article, known or not."""

    family: str
    title: str | None
    title_evidence: Evidence | None
    lines: tuple[Line, ...]
    attachments: tuple[Attachment, ...] = ()
    elsewhere: tuple[PageRequest, ...] = ()


def read_article(page: Page, further: Mapping[str, bytes], today: date) -> Article:
    """The article of a page. further: its other pages by the addresses that article_pages returns; today: the
    day of its capture in China."""
    elsewhere = article_pages(page) if page.is_html else ()
    more = [read_page(further[part.url], part.url) for part in elsewhere if part.url in further]
    return _article(page, article_lines(page), elsewhere, more, today)


def read_text(page: Page, tables: Sequence[Table], kind: str) -> Article:
    """The article that a text is whose lines are known to be lines; kind is the kind of its file."""
    return _article(page, lines_of_text(kind, rows_and_lines(page.text, tables)), (), ())


def _article(
    page: Page,
    shown: ArticleLines,
    elsewhere: tuple[PageRequest, ...],
    more: Sequence[Page],
    today: date | None = None,
) -> Article:
    title, evidence = find_title(page, shown.lines, shown.headings)
    lines = strip_furniture(_undated(shown.lines, today), title, shown.contained, shown.has_text)
    for part in map(article_lines, more):
        lines += strip_furniture(_undated(part.lines, today), title, part.contained)
    return Article(shown.family, title, evidence, tuple(lines), shown.attachments, elsewhere)


def _undated(lines: Sequence[Line], today: date | None) -> list[Line]:
    """The lines without those that show the day of the visit. today is None for a file, which has no such
    lines."""
    if today is None:
        return list(lines)
    return [
        line.ruled("day of the visit")
        if line.place == "body" and not line.rule and is_of_visit(line, today)
        else line
        for line in lines
    ]
