"""Captured pages in the frame of a real browser: whatever they hold, nothing runs, nothing is asked for,
nothing gets out."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.archive import Archive
from storage.lookup.published import Published, rows
from tests.conftest import SHARED, fresh
from tests.storage.nights import nights, report
from tests.web.test_browser import browser, serving

__all__ = ["browser"]
ELSEWHERE = "http://elsewhere.invalid"
"""In the pages; becomes the address of a listener of this machine."""
KNOWS_ALLOWLIST = 156
"""The first version of Chromium in which Connection-Allowlist was seen to work."""
END = "<p id=end>到此为止</p>"
OURS = {
    "scripts": "<script>top.document.title = parent.document.title = 'broken'; alert(1)</script>"
    "<svg onload=alert(2)></svg><img src=x onerror=alert(3)><body onload=alert(4)>",
    "ways out": f"<script>top.location = '{ELSEWHERE}/top'</script><base target=_top href='{ELSEWHERE}/'>"
    f"<meta http-equiv=refresh content='0; url={ELSEWHERE}/refresh'>",
    "requests": f"<img src={ELSEWHERE}/i.png><link rel=stylesheet href={ELSEWHERE}/s.css><iframe src={ELSEWHERE}/f></iframe>"
    f"<video src={ELSEWHERE}/v autoplay></video><object data={ELSEWHERE}/o></object><embed src={ELSEWHERE}/e>"
    f"<style>@import '{ELSEWHERE}/i.css'; body {{ background: url({ELSEWHERE}/b.png) }}</style>"
    f"<link rel=prefetch href={ELSEWHERE}/p>",
    "frames": f"<iframe src={ELSEWHERE}/f></iframe><iframe loading=lazy src={ELSEWHERE}/l></iframe>"
    f"<link rel=preconnect href={ELSEWHERE}><link rel=dns-prefetch href={ELSEWHERE}><a id=send href={ELSEWHERE}/a>去</a>",
    "forms": f"<form id=f action={ELSEWHERE}/post method=post><button id=send>提交</button></form>"
    "<script>document.forms[0].submit()</script>",
    "cover": "<div style='position:fixed;inset:-9999px;z-index:99999;background:#f00'></div>",
    "lost closers": '<textarea><iframe srcdoc="<script>parent.parent.alert(5)</script>"></textarea></iframe></html>'
    * 3,
}
SHARED_PAGES = {path.stem: path.read_bytes() for path in sorted((SHARED / "hostile").glob("*.html"))}
PAGES = {name: words.encode() for name, words in OURS.items()} | SHARED_PAGES


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """What a page would have to reach: it takes connections and answers none."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        listening.setblocking(False)
        yield listening


@pytest.fixture(scope="module")
def framed(
    tmp_path_factory: pytest.TempPathFactory, empty_archive: Path, listener: socket.socket
) -> Iterator[tuple[str, dict[str, str]]]:
    """The served archive of one night on which every page was captured, and the capture of each page by its
    name."""
    data = fresh(tmp_path_factory.mktemp("framed"), empty_archive)
    urls = {name: f"http://www.cixi.gov.cn/art/{at}.html" for at, name in enumerate(PAGES)}
    here = f"http://127.0.0.1:{listener.getsockname()[1]}".encode()
    nights(
        data,
        {
            urls[name]: report(f"甲{name}") + b"\n" + page.replace(ELSEWHERE.encode(), here) + END.encode()
            for name, page in PAGES.items()
        },
    )
    with Archive.open(data) as archive:
        archive.publish()
    published = Published.open(data)
    with published.cursor() as cursor:
        by_url = {
            row["url"]: row["capture_id"] for row in rows(cursor, "SELECT url, capture_id FROM captures")
        }
    published.close()
    with serving(data, tmp_path_factory.mktemp("kept")) as base:
        yield base, {name: by_url[url].removeprefix("urn:uuid:") for name, url in urls.items()}


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_stays_in_its_frame(
    browser: Any, framed: tuple[str, dict[str, str]], listener: socket.socket, name: str
) -> None:
    base, captures = framed
    page = browser.new_page(viewport={"width": 900, "height": 700})
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("popup", lambda popup: said.append(popup.url))
    address = f"{base}/capture/{captures[name]}"
    page.goto(address)
    title = page.title()
    page.locator("iframe.capture-frame").scroll_into_view_if_needed()
    frame = page.locator("iframe.capture-frame").element_handle().content_frame()
    frame.wait_for_url("**/raw")
    if name in ("forms", "frames"):
        frame.locator("#send").click(no_wait_after=True)
    # The banner is ours and can be used: nothing lies over it.
    page.click(".capture-bar a:has-text('.warc')", trial=True)
    assert (page.url, page.title(), said) == (address, title, [])
    assert frame.evaluate("self.origin") == "null"
    page.close()
    arrived = sent_to(listener)
    assert [one for one in arrived if one] == []
    # An older one may open a connection ahead of a request that it then does not make.
    if int(browser.version.partition(".")[0]) >= KNOWS_ALLOWLIST:
        assert arrived == []


def sent_to(listener: socket.socket) -> list[bytes]:
    """What arrived on each connection."""
    found = []
    while True:
        try:
            connection, _ = listener.accept()
        except BlockingIOError:
            return found
        with connection:
            connection.setblocking(False)
            try:
                found.append(connection.recv(1000))
            except (BlockingIOError, ConnectionResetError):
                found.append(b"")
