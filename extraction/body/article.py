"""Articles that continue on further pages, or are shown in a frame of their page."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from extraction.body.containers import find_container
from extraction.families import recognise
from extraction.listing.paging import MOST_PAGES, pager_call
from extraction.markup.page import Page, label_of
from extraction.markup.stub_pages import frame_sources
from extraction.markup.urls import absolute_url, path_of
from extraction.prose.text import bare
from records import PageRequest

_FILE = re.compile(r"^(.{1,200}?)\.(s?html?|jhtml)$")
_THIN = 60
# Frames that hold files, or the page's furniture.
_NO_TEXT = re.compile(
    r"\.(?:pdf|docx?|jpe?g|png|mp4)$|/(?:head|foot|top|nav|search|login|tree|share|count)\w*\.", re.IGNORECASE
)


def article_pages(page: Page) -> tuple[PageRequest, ...]:
    """Where the rest of the article on this page stands.

    The further pages of an article that is cut in pages, in their order, asked for by its first page only;
    or the same-host frame that holds the text of a page without one. Their role is detail_page: they say
    nothing alone.
    """
    further = _numbered(page)
    if further:
        return tuple(PageRequest(url, "detail_page") for url in further)
    frames = frame_sources(page)
    if not frames:
        return ()
    container, named, has_text, _ = find_container(page, recognise(page))
    if has_text and (not named or len(bare("".join(container.itertext()))) > _THIN):
        return ()
    inside = [absolute_url(page.base, frame.get("src", "")) for frame in container.iter("iframe", "frame")]
    return tuple(
        PageRequest(url, "detail_page")
        for url in frames
        if url in inside and not _NO_TEXT.search(path_of(url))
    )


def _numbered(page: Page) -> list[str]:
    """article_2.html … of a pager whose links are named like the page itself, or of its pager call."""
    file = _FILE.match(urlsplit(page.url).path.rpartition("/")[2])
    if file is None or file[1] in ("index", "list"):
        return []
    stem, extension = file[1], file[2]
    if f"{stem}_" not in page.text and "createPage" not in page.words:
        return []
    own = re.compile(rf"{re.escape(stem)}_(\d{{1,2}})\.{extension}")
    numbers: dict[int, str] = {}
    for anchor in page.tree.iter("a"):
        found = own.fullmatch(anchor.get("href", "").rpartition("/")[2])
        label = label_of(anchor) if found else ""
        if found and (label.isdecimal() or label in ("下一页", "末页", "尾页", "下页", "»", ">")):
            numbers.setdefault(int(found[1]), absolute_url(page.base, anchor.get("href", "")))
    numbers.update(_called(page, stem, extension))
    return [numbers[number] for number in sorted(numbers)]


def _called(page: Page, stem: str, extension: str) -> Iterator[tuple[int, str]]:
    """TRS: createPageHTML(3, 0, "t20240328_6583952", "html") counts from 0."""
    call = pager_call(page) if stem in page.text else None
    if call is not None and call.stem == stem and call.current == 0 and call.pages <= MOST_PAGES:
        for number in range(1, call.pages):
            yield number, absolute_url(page.base, f"{stem}_{number}.{extension}")
