"""From an address to the bytes of a response, without HTTP: views, formats and errors."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from web import formats, routes
from web.page import Ask, BadQuestion, NotFound, Page, Renamed


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: a status, a body with its media type, further headers."""

    status: int
    body: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(ask: Ask) -> Answer:
    """The response to ask.path, which may end in a format."""
    path, form = formats.split(ask.path)
    ask = replace(ask, path=path)
    try:
        page = routes.show(ask)
        if page is None:
            raise NotFound(ask.say("没有这个页面。", "There is no such page."))
        if form and form not in page.formats:
            names = " ".join("." + name for name in page.formats)
            reason = ask.say(
                f"本页不提供 .{form} 格式，可用格式：{names}",
                f"This page is not available as .{form}; available: {names}",
            )
            page, form = missing(ask, NotFound(reason)), ""
        body, media_type = formats.write(ask, page, form)
    except Renamed as error:
        place = ask.link(error.path + (f".{form}" if form else ""))
        return Answer(301, b"", "text/plain; charset=utf-8", {"Location": place})
    except NotFound as error:
        page = missing(ask, error)
        body, media_type = formats.write(ask, page, "json" if form == "json" else "")
    except BadQuestion as error:
        page = refused(ask, error)
        body, media_type = formats.write(ask, page, "json" if form == "json" else "")
    return Answer(page.status, body, media_type)


def missing(ask: Ask, error: NotFound) -> Page:
    return Page(
        template="missing.html",
        title=str(error),
        values={"near": error.near},
        data={"error": str(error), "near": [path for path, _ in error.near]},
        status=404,
        indexed=False,
    )


def refused(ask: Ask, error: BadQuestion) -> Page:
    return Page(
        template="refused.html",
        title=str(error),
        values={"advice": error.advice},
        data={"error": str(error), "advice": error.advice},
        status=400,
        indexed=False,
    )


@lru_cache(maxsize=1)
def build() -> str:
    """A digest of the program's files that decide what a page shows besides its rows."""
    found = hashlib.sha256()
    for name, file in sorted(_files()):
        found.update(name.encode())
        found.update(file.read_bytes())
    return found.hexdigest()[:12]


# The pages themselves; the labels of both languages; the queries; the comparison of texts.
_DECIDING = ("web", "records", "storage.lookup", "extraction.works")


def _files() -> Iterator[tuple[str, Traversable]]:
    waiting = [(package, files(package)) for package in _DECIDING]
    while waiting:
        name, folder = waiting.pop()
        for one in folder.iterdir():
            if one.is_dir():
                waiting.append((f"{name}/{one.name}", one))
            elif one.name.endswith((".py", ".html", ".css", ".js", ".csv")):
                yield f"{name}/{one.name}", one
