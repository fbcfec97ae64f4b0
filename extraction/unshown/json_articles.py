"""Pages whose text is in JSON: a script variable beside an empty shell, or a reply that is one article."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from extraction.families import FAMILIES, recognise
from extraction.markup.lines import visible_text
from extraction.markup.page import Page
from extraction.prose.text import bare
from extraction.scripts.script_data import day_of, json_reply, mapping, mappings, words

_TAG = re.compile(r"<[^<>]{0,2000}>")
_BODIES = ("contentHtml", "content", "body", "articleContent")
_TITLES = ("title", "showTitle", "name")
# Names of an article's values → the label a page would print before them: those of the platforms, and one
# that many use.
_LABELS = {name: label for family in FAMILIES for name, label in family.json_labels.items()} | {
    "pubDate": "发布日期"
}
_SHORTEST = 40


def unfolded(page: Page) -> Page:
    """The page with the article that its JSON holds written out as HTML; the page itself where its HTML
    holds the text, or where no JSON does."""
    if not page.is_html:
        return _from_reply(page)
    mark = recognise(page).json_mark
    marked = mark.search(page.text) if mark else None
    article = _article_after(page.text, marked.end()) if marked else {}
    if not article:
        return page
    text = bare(html.unescape(_TAG.sub("", _body(article))))
    if len(text) < _SHORTEST or text[:_SHORTEST] in visible_text(page):
        return page
    return replace(page, text=page.text + _markup(article))


def _article_after(text: str, start: int) -> dict[str, Any]:
    """The named values behind start, the first of each name. The object around them is often no JSON."""
    found: dict[str, Any] = {}
    for name in ("title", "content", *_LABELS):
        if match := re.compile(rf"[\"']?\b{name}[\"']?\s{{0,9}}:\s{{0,9}}(?=[\"\d])").search(text, start):
            try:
                found[name] = json.JSONDecoder().raw_decode(text, match.end())[0]
            except ValueError:
                continue
    return found


def _from_reply(page: Page) -> Page:
    if page.text.lstrip()[:1] not in ("{", "["):
        return page
    articles = [article for article in _objects(json_reply(page)) if _body(article)]
    if len(articles) != 1:
        return page
    article = articles[0]
    return replace(page, text=f"<html><body>{_markup(article)}</body></html>", is_html=True)


def _markup(article: dict[str, Any]) -> str:
    """The article as HTML: title, labelled values, text."""
    title = next((words(article.get(name)) for name in _TITLES if words(article.get(name))), "")
    labelled = [(label, _value(article.get(name))) for name, label in _LABELS.items()]
    for group in mappings(article.get("domainMetaList")):
        items = mappings(group.get("resultList"))
        labelled += [(words(item.get("name")), words(item.get("value"))) for item in items]
    lines = "".join(
        f"<p>{html.escape(label)}：{html.escape(value)}</p>" for label, value in labelled if label and value
    )
    heading = f"<h1>{html.escape(title)}</h1>" if title else ""
    return f'{heading}{lines}<div id="zoom">{_body(article)}</div>'


def _value(value: Any) -> str:
    day = day_of(value)
    return day.isoformat() if day else words(value)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in a JSON value, outermost first. Explicit stack: depth is the sender's choice."""
    waiting = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, dict):
            yield mapping(current)
            waiting.extend(current.values())
        elif isinstance(current, list):
            waiting.extend(current)


def _body(article: dict[str, Any]) -> str:
    texts = (article.get(name) for name in _BODIES)
    return next((text for text in texts if isinstance(text, str) and len(text) >= _SHORTEST), "")
