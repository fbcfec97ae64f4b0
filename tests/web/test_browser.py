"""The way of a reader in a real browser: search → hit → report → diff → proof → capture → cite; without
JavaScript, on a phone, for a screen reader, against hostile words."""

import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from storage.paths import DataDir
from tests.conftest import PATIENCE, ROOT, Demo, wait_until
from tests.web.conftest import CHANGED, REMOVED
from web.page import Site
from web.serving.app import create_app
from web.serving.run import make_server

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = ROOT / ".cache" / "axe"
SERIOUS = ("serious", "critical")
PAGES = (
    "/",
    "/search?q=行政复议",
    f"/report/{CHANGED}",
    f"/report/{REMOVED}",
    f"/report/{CHANGED}/versions",
    f"/report/{CHANGED}/diff/1..2",
    "/government/330282",
    "/ledger",
    "/ledger/33",
    "/ledger/510402/2019",
    "/changes",
    "/removed",
    "/late",
    "/figures",
    "/figure/recon_accepted?government=330282",
    "/sites",
    "/data",
    "/about",
    "/search",
    "/search?q=“没有成对",
    "/search?q=行政复议 NOT 行政",
    "/government",
    "/compare",
    "/compare?a=330282-2022&b=330282-2023",
    f"/report/{CHANGED}/v/1",
    "/ledger?status=not_found",
    "/ledger/shares",
    "/changes?class=number_changed",
    "/changes/months",
    "/figures?q=复议",
    "/page",
    "/page?url=http://www.cixi.gov.cn/",
    "/sql?query=SELECT 1 AS one",
    "/nosuch",
    "/report/330282-1999",
)
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@contextmanager
def serving(data: DataDir, cache: Path) -> Iterator[str]:
    """The application on a free port of this machine."""
    server = make_server(data, Site(sql=True), cache)
    server.warms = False
    runner = uvicorn.Server(uvicorn.Config(create_app(server), port=0, log_level="error", access_log=False))
    thread = threading.Thread(target=runner.run)
    thread.start()
    wait_until(lambda: runner.started, "the server")
    port = runner.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        runner.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
    if not CHROMIUM.is_file():
        pytest.skip("needs Debian's chromium (apt-get install chromium fonts-noto-cjk), which is not here")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS, timeout=1000 * PATIENCE)
        yield started
        started.close()


def opened(browser: Any, **options: Any) -> Any:
    """A new page that waits for what it is asked for as long as a busy machine may take."""
    page = browser.new_page(**options)
    page.set_default_timeout(1000 * PATIENCE)
    return page


def shown(page: Any, selector: str) -> Any:
    """The first such element, as soon as it is visible: what a click leads to comes some time after it."""
    found = page.locator(selector).first
    found.wait_for(state="visible")
    return found


@pytest.fixture(scope="module")
def site(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(demo.data, tmp_path_factory.mktemp("kept")) as base:
        yield base


@pytest.fixture(scope="module")
def hostile_site(hostile: DataDir, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(hostile, tmp_path_factory.mktemp("kept")) as base:
        yield base


@pytest.fixture(scope="module")
def axe() -> str:
    packed = sorted(AXE.glob("axe-core-*.tgz"))
    if not packed:
        pytest.skip("needs axe-core in .cache/axe (make .cache/axe/.ready), which is not here")
    with tarfile.open(packed[-1]) as package:
        script = package.extractfile("package/axe.min.js")
        assert script is not None
        return script.read().decode()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_a_reader_walks_from_a_search_to_a_citation(browser: Any, site: str, javascript: bool) -> None:
    page = opened(browser, java_script_enabled=javascript)
    page.goto(site)
    page.fill("#q", "行政复议 作出行政处罚2802件")
    page.press("#q", "Enter")
    assert shown(page, ".toolbar b").inner_text() == "1"
    page.click(".hit li > a >> nth=0")
    page.wait_for_url(f"**/report/{CHANGED}#p*")
    page.click(".notice a")
    page.wait_for_url(f"**/report/{CHANGED}/diff/1..2")
    assert "2839" in page.locator("#c1 del").inner_text() and "2802" in page.locator("#c1 ins").inner_text()
    page.click(f'dl.facts a[href="/report/{CHANGED}"]')
    page.wait_for_url(f"**/report/{CHANGED}")
    page.goto(f"{site}/removed")
    page.click("table tbody th a")
    page.wait_for_url(f"**/report/{REMOVED}")
    page.click(".notice.gone a")
    page.wait_for_url("**/ledger/510402/2019")
    assert "已撤下" in page.locator(".status-line").inner_text()
    page.click(".proof li a >> nth=0")
    shown(page, ".capture-bar")
    page.frame_locator("iframe.capture-frame").get_by_text("攀枝花市东区").first.wait_for(state="attached")
    page.click('.capture-bar a:has-text("只看正文")')
    assert "[R/OL]" in shown(page, ".cite pre").inner_text()
    page.close()


def test_keys_step_through_the_differences(browser: Any, site: str) -> None:
    page = opened(browser)
    page.goto(f"{site}/compare?a=330282-2022&b=330282-2023")
    page.keyboard.press("n")
    page.wait_for_url("**#c1")
    page.keyboard.press("n")
    page.wait_for_url("**#c2")
    page.keyboard.press("p")
    page.wait_for_url("**#c1")
    page.close()


def test_the_keyboard_reaches_the_content_first(browser: Any, site: str) -> None:
    page = opened(browser)
    page.goto(f"{site}/report/{CHANGED}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    page.close()


@pytest.mark.parametrize("width", [320, 360])
def test_no_page_is_wider_than_a_phone(browser: Any, site: str, width: int) -> None:
    page = opened(browser, viewport={"width": width, "height": 740})
    wide = []
    for path in PAGES:
        page.goto(site + path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append((path, page.evaluate("document.documentElement.scrollWidth")))
    page.close()
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_no_serious_findings(browser: Any, site: str, axe: str, scheme: str) -> None:
    page = opened(browser, color_scheme=scheme, bypass_csp=True)
    found = []
    for path in PAGES:
        page.goto(site + path)
        page.evaluate(axe)
        told = page.evaluate("axe.run({resultTypes: ['violations'], iframes: false})")
        found += [
            (path, one["id"], one["nodes"][0]["html"][:120])
            for one in told["violations"]
            if one["impact"] in SERIOUS
        ]
    page.close()
    assert found == []


def test_no_hostile_word_runs_or_breaks_out_of_its_frame(browser: Any, hostile_site: str) -> None:
    page = opened(browser)
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    foreign: list[str] = []
    page.on(
        "request",
        lambda request: foreign.append(request.url) if not request.url.startswith(hostile_site) else None,
    )
    for path in PAGES:
        page.goto(hostile_site + path)
        assert page.title() != "broken" and page.locator("img").count() == 0
        assert page.locator("footer.site-foot").count() == 1
    page.goto(f"{hostile_site}/report/{CHANGED}")
    page.click('dl.facts a:has-text("留存的原始页面")')
    shown(page, ".capture-bar")
    page.frame_locator("iframe.capture-frame").locator("body *").first.wait_for(state="attached")
    page.close()
    assert (said, foreign) == ([], [])


def test_a_captured_page_runs_no_script_and_asks_for_nothing(browser: Any, site: str) -> None:
    page = opened(browser)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/report/{CHANGED}")
    page.click('dl.facts a:has-text("留存的原始页面")')
    shown(page, ".capture-bar")
    page.frame_locator("iframe.capture-frame").locator("body *").first.wait_for(state="attached")
    assert all(url.startswith(site) for url in asked)
    page.goto(page.locator("iframe.capture-frame").evaluate("frame => frame.src"))
    assert page.evaluate("self.origin") == "null"
    page.close()


def test_the_citation_and_evidence_are_printed_and_the_navigation_is_not(browser: Any, site: str) -> None:
    page = opened(browser)
    page.goto(f"{site}/report/{CHANGED}")
    page.emulate_media(media="print")
    assert not page.locator(".site-nav").is_visible() and not page.locator(".formats").is_visible()
    assert page.locator(".evidence").is_visible() and page.locator(".cite pre").first.is_visible()
    page.close()
