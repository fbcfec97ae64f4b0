"""A page → its visible lines, the article's own separated from those around it, and the article's files."""

from collections.abc import Iterable
from dataclasses import dataclass

from extraction.body.attachments import find_attachments
from extraction.body.boxed_facts import facts_apart
from extraction.body.container_lines import container_lines
from extraction.body.containers import find_container
from extraction.body.merged_lines import split_merged
from extraction.body.platform_cleaning import elements_beside
from extraction.families import recognise
from extraction.markup.lines import Line, lines_around, text_lines
from extraction.markup.page import Page
from records import Attachment


@dataclass(frozen=True, slots=True)
class ArticleLines:
    """What a page shows. family is the name of its platform, headings are the elements that hold its titles;
    contained is True where a selector of the platform named the article's container, whose content is the
    author's; has_text is False where no text stands out on the page."""

    family: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    attachments: tuple[Attachment, ...] = ()
    contained: bool = False
    has_text: bool = True


def article_lines(page: Page) -> ArticleLines:
    """The visible lines of a page in reading order."""
    if not page.is_html:
        return lines_of_text("text", text_lines(page.text))
    family = recognise(page)
    container, contained, has_text, furniture = find_container(page, family)
    above, below = lines_around(page, container)
    above = facts_apart(above, page.visible.around(container)[0])
    beside = elements_beside(container, family) | ({} if contained else dict(furniture))
    inside = container_lines(page.visible, container, beside)
    lines = split_merged([*above, *inside, *below])
    attachments = find_attachments(page, container)
    return ArticleLines(family.name, family.headings, tuple(lines), attachments, contained, has_text)


def lines_of_text(kind: str, lines: Iterable[Line]) -> ArticleLines:
    """The lines of a text that is no HTML; kind is the kind of its file."""
    return ArticleLines(kind, (), tuple(split_merged(list(lines))))
