"""Makes the pictures of the documentation anew from the demo archive.

make demo
.venv/bin/python -m tests.web.pictures            # writes docs/web-*.png
"""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from storage.paths import DataDir
from tests.conftest import ROOT
from tests.web.test_browser import CHROMIUM, FLAGS, serving

DEMO = ROOT / "data" / "demo"
HEIGHT = 640
PICTURES = {
    "web-report": ("/report/130407-2022", 1200),
    "web-government": ("/government/510402", 960),
    "web-diff": ("/report/130407-2022/diff/1..2", 960),
}
"""The address of each picture, and how wide the window is."""


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as cache,
        serving(DataDir(DEMO), Path(cache)) as base,
        sync_playwright() as running,
    ):
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        for name, (path, width) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": HEIGHT})
            page.goto(base + path)
            page.screenshot(path=ROOT / "docs" / f"{name}.png")
            print(f"docs/{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
