"""Files a page links to beside its text."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from extraction.body.containers import find_container
from extraction.body.file_targets import MAY_BE_FILES, has_scripted_files, shown_by_scripts, target_of
from extraction.families import FILE_ATTRIBUTES, recognise
from extraction.markup.page import Page
from extraction.prose.text import bare, squeeze
from records import Attachment

_NAMED = re.compile(
    r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|rtf|odt|mht|zip|rar|7z|pptx?|jpe?g|png)$", re.IGNORECASE
)
# File-type icons are gif or stand in template folders; pages of a report are photographs or scans.
_PICTURE = re.compile(r"^(?!.*/(?:icons?|template|skin)/).*\.(?:jpe?g|png|bmp|tiff?)$", re.IGNORECASE)
_CAPTION = 200  # characters beside pictures that are still no text of their own


def read_attachments(page: Page) -> tuple[Attachment, ...]:
    """The files of a page that has not been read yet: what a crawl follows."""
    if not page.is_html:
        return ()
    return find_attachments(page, find_container(page, recognise(page)).element)


def find_attachments(page: Page, container: Any) -> tuple[Attachment, ...]:
    """Files inside the container or after it, in page order, each URL once: links, embedded readers, what a
    script downloads or shows (that only where nothing is linked), and the pictures of an article that has no
    text. Without a base a relative link has no address and is left out."""
    found: dict[str, Attachment] = {}
    base = _base(page)
    attributes = [name for name in FILE_ATTRIBUTES if name in page.words]
    is_scripted = has_scripted_files(page)
    for element in _from(container, ("*",) if attributes or is_scripted else MAY_BE_FILES):
        href = target_of(element, attributes, is_scripted)
        if href and (url := _absolute(base, href)):
            name = squeeze("".join(element.itertext())) or squeeze(element.get("title", ""))
            found.setdefault(url, Attachment(url, name or _last_part(url)))
    if not found:
        for url in filter(None, (_absolute(base, href) for href in shown_by_scripts(page))):
            found.setdefault(url, Attachment(url, _last_part(url)))
    return tuple(found.values()) or _pictures(base, container)


def _base(page: Page) -> str:
    """What the links resolve against: the first <base href>; the page's address where that cannot be
    split."""
    href: str = next(filter(None, (element.get("href") for element in page.tree.iter("base"))), "")
    try:
        return urljoin(page.url, href)
    except ValueError:  # brackets that look like a broken IPv6 host
        return page.url


def _from(container: Any, tags: tuple[str, ...]) -> Iterator[Any]:
    """The elements of these tags inside a container and after it, in document order."""
    yield from container.iter(*tags)
    for around in (container, *container.iterancestors()):
        for after in around.itersiblings():
            yield from after.iter(*tags)


def _pictures(base: str, container: Any) -> tuple[Attachment, ...]:
    """The pictures of a container that holds (nearly) nothing else: a report published as images."""
    # Of a page without an article all pictures are furniture, such as the code of a captcha.
    if container.tag in ("html", "body"):
        return ()
    sources = [element.get("src", "").strip() for element in container.iter("img")]
    urls = [_absolute(base, source) for source in sources if _PICTURE.search(source)]
    if not urls or len(bare("".join(container.itertext()))) > _CAPTION:
        return ()
    return tuple(Attachment(url, _last_part(url)) for url in dict.fromkeys(urls) if url)


def _last_part(url: str) -> str:
    return unquote(urlsplit(url).path.rpartition("/")[2])


def _absolute(base: str, href: str) -> str:
    try:
        url = urljoin(base, href)
    except ValueError:  # brackets that look like a broken IPv6 host
        return ""
    return url if re.match(r"https?://", url) else ""


def file_name(url: str, shown: str = "") -> str:
    """The name of a file as far as it ends like one: as people see it, else from the address (also from
    its query: `downfile.jsp?filename=….pdf`); "" where nothing does."""
    parts = urlsplit(url)
    written = (value for _, value in reversed(parse_qsl(parts.query)))
    names = (shown.strip(), *written, _last_part(url))
    return next((name for name in names if _NAMED.search(name)), "")
