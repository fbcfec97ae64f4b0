"""`fazhi serve`: serves the archive at an address of this machine."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import uvicorn

from storage.paths import DataDir
from web.page import Site
from web.serving.admission import Admission
from web.serving.app import create_app
from web.serving.current import Current
from web.serving.headers import page_headers
from web.serving.server import Server


def make_server(data: DataDir, site: Site, cache: Path) -> Server:
    """Opens the archive. Raises NotPublished, SchemaTooNew."""
    return Server(Current(data), site, cache, Admission(), page_headers(site))


def serve(
    data: DataDir, host: str, port: int, site: Site, cache: Path | None, say: Callable[[str], None]
) -> None:
    """Serves until it is stopped. Without a folder for rendered pages they are deleted when the server
    ends."""
    own = Path(tempfile.mkdtemp(prefix="fazhi-web-")) if cache is None else None
    server = make_server(data, site, cache or own or Path())
    server.removed_at_end = own
    say(f"fazhi: http://{host}:{port}/  ({server.current.now.path})")
    uvicorn.run(
        create_app(server), host=host, port=port, log_level="warning", access_log=False, server_header=False
    )
