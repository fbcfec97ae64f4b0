"""Files a page links to beside its text."""

import re
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from extraction.fragment import FILE_LINK
from extraction.page import Page
from extraction.text import squeeze
from records import Attachment


def find_attachments(page: Page, container: Any) -> tuple[Attachment, ...]:
    """Links to files inside the container or after it, in page order, each URL once. Without a base a
    relative link has no address and is left out."""
    found: dict[str, Attachment] = {}
    reached = False
    base = urljoin(page.url, page.tree.xpath("string(//base/@href)"))
    for _, element in etree.iterwalk(page.tree, events=("start",)):
        reached = reached or element is container
        href = element.get("href", "").strip() if reached and element.tag == "a" else ""
        if FILE_LINK.search(href) and (url := _absolute(base, href)):
            name = squeeze("".join(element.itertext())) or squeeze(element.get("title", ""))
            found.setdefault(url, Attachment(url, name or unquote(urlsplit(url).path.rpartition("/")[2])))
    return tuple(found.values())


def _absolute(base: str, href: str) -> str:
    try:
        url = urljoin(base, href)
    except ValueError:  # brackets that look like a broken IPv6 host
        return ""
    return url if re.match(r"https?://", url) else ""
