"""Pages without content of their own: redirect stubs, framesets, search forms."""

import re
from typing import Any
from urllib.parse import urlencode

from extraction.markup.page import Page
from extraction.markup.urls import absolute_url, host_of, path_of

_REFRESH = re.compile(r"url\s{0,9}=\s{0,9}[\"']?([^\"'\s>;]{1,2000})", re.IGNORECASE)
# Counters, reports of errors, the weather.
_FURNITURE = re.compile(
    r"""
    visit|count|click|hits|tongji|jiu_?cuo|stat(?:s|istics?)?\b
    |weather|tianqi|share|login|player|video|feedback|online
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SEARCH = re.compile(r"search|query|/so/?$|/s/?$", re.IGNORECASE)
_SCRIPTED = re.compile(
    r"""
    \blocation(?:\.href)?\s{0,9}=\s{0,9}[\"']([^\"'\s]{1,2000})[\"']  # location.href = '…'
    |\blocation\.replace\(\s{0,9}[\"']([^\"'\s]{1,2000})[\"']  # location.replace('…')
    """,
    re.VERBOSE,
)
# A page that only sends the visitor on is short; a long one has `location.href=` for its search box.
_LONGEST_STUB = 4096


def redirect_target(page: Page) -> str:
    """The address this page sends its visitor to, by <meta refresh> or one line of script; "" for none."""
    if len(page.text) > _LONGEST_STUB:
        return ""
    for element in page.tree.iter("meta"):
        if element.get("http-equiv", "").lower() == "refresh":
            match = _REFRESH.search(element.get("content", ""))
            if match:
                return absolute_url(page.url, match[1])
    match = _SCRIPTED.search(page.text) if "location" in page.text else None
    return absolute_url(page.url, match[1] or match[2]) if match else ""


def frame_sources(page: Page) -> list[str]:
    """The addresses of the visible frames on the page's own host, in page order. Counters, error reports and
    other furniture are left out."""
    frames = (e for e in page.tree.iter("iframe", "frame") if not _is_unseen(e))
    sources = [absolute_url(page.base, frame.get("src", "")) for frame in frames]
    return [
        url
        for url in dict.fromkeys(sources)
        if url and host_of(url) == host_of(page.url) and not _FURNITURE.search(path_of(url))
    ]


def _is_unseen(frame: Any) -> bool:
    sizes = (frame.get("width", ""), frame.get("height", ""))
    style = "".join(frame.get("style", "").lower().split())
    return (
        "hidden" in frame.attrib
        or any(re.fullmatch(r"[01](?:px)?", size) for size in sizes)
        or "display:none" in style
    )


def search_address(page: Page, words: str) -> str:
    """Where the page's search form leads when asked for these words; "" where it has none that a plain
    link can stand for (one text field, method GET)."""
    for form in page.tree.iter("form"):
        url = absolute_url(page.base, form.get("action", ""))
        if form.get("method", "get").lower() != "get" or not url or not _SEARCH.search(path_of(url)):
            continue
        fields = [field for field in form.iter("input") if field.get("name")]
        texts = [f for f in fields if f.get("type", "text").lower() in ("text", "search")]
        if len(texts) == 1:
            sent = {
                f.get("name"): f.get("value", "") for f in fields if f.get("type", "").lower() == "hidden"
            }
            return f"{url.partition('?')[0]}?{urlencode(sent | {texts[0].get('name'): words})}"
    return ""
