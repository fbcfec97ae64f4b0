"""Texts that are not on their page: in a frame of their own, or called as JSON by a script."""

from functools import partial

from replica.dialects.pages import Pages
from replica.holdings import Document
from replica.web import Request, Response, Routes, escape, json_reply, page


def holder(dialect: Pages, document: Document) -> str:
    """What the page has in the place of the text."""
    path = _path(dialect, document)
    if dialect.site.look.texts == "frame":
        return f'<iframe src="{path}" width="100%" frameborder="0" scrolling="no"></iframe>'
    return (
        f'<div id="articleBody"></div><script>$.getJSON("{path}", '
        'function(d){$("#articleBody").html(d.data.content);});</script>'
    )


def routes(dialect: Pages, document: Document) -> Routes:
    """Where the text stands, by path; nothing where it is on the page."""
    if dialect.site.look.texts == "page":
        return {}
    return {_path(dialect, document): partial(_text, dialect.site.look.texts, document)}


def _path(dialect: Pages, document: Document) -> str:
    if dialect.site.look.texts == "frame":
        return f"/frames/{document.number}.html"
    return f"/api/article/{document.number}.json"


def _text(kind: str, document: Document, request: Request) -> Response:
    lines = "\n".join(f"<p>{escape(line)}</p>" for line in document.written().lines)
    if kind == "frame":
        return page(f'<html><head><meta charset="utf-8"></head><body>{lines}</body></html>')
    return json_reply({"code": 200, "data": {"id": document.number, "content": lines}})
