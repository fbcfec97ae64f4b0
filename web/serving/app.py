"""The web application: maps HTTP requests to responses."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from importlib.resources import files
from urllib.parse import parse_qsl

import duckdb
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from storage.lookup.published import Published
from web import formats
from web.answers import answer
from web.formats.sheet import XLSX
from web.page import LANGUAGES, Ask
from web.routes import find
from web.serving.evidence import evidence_routes
from web.serving.headers import CACHED, LONG, OWN, origin, packed, send, unpacked
from web.serving.machines import machine_routes
from web.serving.replay import replay_routes
from web.serving.server import Server

LONGEST_QUERY = 2000
MEDIA_TYPES = {
    "": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": XLSX,
    "atom": "application/atom+xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json; charset=utf-8",
}
STATIC = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


def create_app(server: Server) -> Starlette:
    """The application of an archive; closes the archive when it ends."""

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        server.begin()
        yield
        server.close()

    async def page(request: Request) -> Response:
        return await _page(server, request)

    routes = [
        Route("/static/{name}", _static),
        *evidence_routes(server),
        *replay_routes(server),
        *machine_routes(server),
        Route("/{path:path}", page),
    ]
    return Starlette(routes=routes, lifespan=life)


async def _page(server: Server, request: Request) -> Response:
    """A page or its data: 304 for its tag, from the page cache, or rendered now."""
    await server.refresh()
    path = "/" + request.path_params["path"]
    raw_query = request.scope["query_string"].decode("latin-1")
    if len(raw_query) > LONGEST_QUERY or len(path) > LONGEST_QUERY:
        return send(b"too long", "text/plain", 414, server.headers)
    query = dict(parse_qsl(raw_query, keep_blank_values=False, max_num_fields=40))
    language = query.get("lang", "zh")
    language = language if language in LANGUAGES else "zh"
    published = server.current.now
    headers = {**server.headers, "ETag": server.tag(published), "Cache-Control": CACHED}
    if server.tag(published) in request.headers.get("if-none-match", ""):
        return send(b"", "text/html; charset=utf-8", 304, headers)
    bare, form = formats.split(path)
    route = find(bare)
    site = server.site
    keeps = route is not None and route[0].kept and not set(query) - {"lang"}
    if form == "atom" and not site.base:
        # Feed readers need absolute addresses; these depend on the request's Host and are not cached.
        site, keeps = replace(site, base=origin(request, site)), False
        headers["Cache-Control"] = OWN
    if keeps and (body := server.kept(published).get(path, language)):
        return unpacked(request, body, MEDIA_TYPES[form], headers)

    def make(held: Published, cursor: duckdb.DuckDBPyConnection) -> Response:
        made = answer(Ask(held, cursor, site, path, query, language))
        if keeps:
            server.kept(held).put(path, language, made)
        own: Mapping[str, str] = {**headers, "ETag": server.tag(held), **made.headers}
        if made.status != 200:
            own = {name: value for name, value in own.items() if name != "ETag"} | {
                "Cache-Control": "no-cache"
            }
        return packed(request, made.body, made.media_type, made.status, own)

    return await server.work(request, make)


async def _static(request: Request) -> Response:
    """The style sheet and the scripts of the program."""
    name = request.path_params["name"]
    kind = STATIC.get(name.rpartition(".")[2])
    place = files("web").joinpath("static", name)
    if kind is None or "/" in name or not place.is_file():
        return send(b"not found", "text/plain", 404, {})
    return packed(
        request, place.read_bytes(), kind, 200, {"Cache-Control": LONG, "X-Content-Type-Options": "nosniff"}
    )
