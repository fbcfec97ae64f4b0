"""For programs: robots.txt, the sitemap, the files of the published set."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import duckdb
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from storage.lookup.published import Published, Row
from storage.lookup.totals import last_changes
from web.serving.headers import CACHED, PLAIN, origin
from web.serving.server import Server
from web.views.downloads import place_of_file

A_SITEMAP = 50_000
ROBOTS = """User-agent: *
Allow: /report/
Allow: /government/
Disallow: /search
Disallow: /compare
Disallow: /sql
Disallow: /page
Disallow: /capture/
Disallow: /web/
Disallow: /timegate/
Disallow: /timemap/
Disallow: /cdx
Disallow: /report/*/diff/
Crawl-delay: 10

# For many reports take the whole file instead of page after page: {data}
Sitemap: {sitemap}
"""


def machine_routes(server: Server) -> list[Route]:
    async def robots(request: Request) -> Response:
        base = origin(request, server.site)
        text = ROBOTS.format(data=f"{base}/data", sitemap=f"{base}/sitemap.xml")
        return server.plain(text.encode(), "text/plain; charset=utf-8")

    async def sitemap(request: Request) -> Response:
        number = int(request.path_params.get("number", 0))
        base = origin(request, server.site)

        def make(published: Published, cursor: duckdb.DuckDBPyConnection) -> Response:
            body = sitemap_of(last_changes(cursor), base, number)
            if body is None:
                return server.plain(b"not found", "text/plain", status=404)
            return server.plain(body, "application/xml; charset=utf-8", {"Cache-Control": CACHED})

        return await server.work(request, make)

    async def download(request: Request) -> Response:
        await server.refresh()
        wanted = request.path_params["name"]
        place = place_of_file(server.current.now, wanted)
        if place is None:
            return server.plain(b"not found", "text/plain", status=404)
        return FileResponse(place, filename=Path(wanted).name, headers={**PLAIN, "Cache-Control": CACHED})

    return [
        Route("/robots.txt", robots),
        Route("/sitemap.xml", sitemap),
        Route("/sitemap-{number:int}.xml", sitemap),
        Route("/data/{name:path}", download),
    ]


def sitemap_of(reports: Sequence[Row], base: str, number: int) -> bytes | None:
    """The sitemap; an index of numbered ones if one is not enough. None for an unknown number."""
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    parts = [reports[at : at + A_SITEMAP] for at in range(0, len(reports), A_SITEMAP)] or [[]]
    if number > len(parts):
        return None
    if number == 0 and len(parts) > 1:
        places = "".join(
            f"<sitemap><loc>{escape(base)}/sitemap-{at}.xml</loc></sitemap>"
            for at in range(1, len(parts) + 1)
        )
        return f"{head}<sitemapindex {space}>{places}</sitemapindex>\n".encode()
    pages = [
        f"<url><loc>{escape(base + path)}</loc></url>\n"
        for path in ("/", "/ledger", "/changes", "/data", "/about")
    ]
    pages += [
        f"<url><loc>{escape(base)}/report/{escape(row['report_id'])}</loc>"
        f"<lastmod>{(row['changed_at'] + timedelta(hours=8)).date()}</lastmod></url>\n"
        for row in parts[max(number, 1) - 1]
    ]
    return f"{head}<urlset {space}>\n{''.join(pages)}</urlset>\n".encode()
