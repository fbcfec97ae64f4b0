"""Whatever the words of a report are, they stay words."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import BREAKOUT, CHANGED
from web.evidence.raw import byte_headers, raw_headers

PAGES = (
    "/",
    f"/report/{CHANGED}",
    f"/report/{CHANGED}/versions",
    f"/report/{CHANGED}/v/1",
    f"/report/{CHANGED}/diff/1..2",
    "/report/330282-2018",
    "/government/130407",
    "/government/330282",
    "/compare?a=330282-2022&b=330282-2023",
    "/ledger/13",
    "/ledger/130407/2022",
    "/ledger?status=in_time",
    "/changes",
    "/removed",
    "/late",
    "/sites",
    "/figures",
    "/figure/recon_accepted?government=330282",
    "/search?q=行政复议",
)
ALLOWED_SCRIPTS = {"application/ld+json"}


class Elements(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_words_become_elements(hostile_client: TestClient, path: str, language: str) -> None:
    answer = hostile_client.get(path + ("&" if "?" in path else "?") + f"lang={language}")
    assert answer.status_code == 200
    for tag, attributes in Elements(answer.text).found:
        assert tag != "img"
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        for name in ("href", "src", "action"):
            assert not (attributes.get(name) or "").lower().startswith(("javascript:", "data:"))
        if tag == "script":
            assert attributes.get("type") in ALLOWED_SCRIPTS or attributes.get("src") == "/static/steps.js"
    assert "49" not in re.findall(r"onerror=alert\(1\)&gt;(\d+)", answer.text)
    assert answer.text.rstrip().endswith("</html>")


@pytest.mark.parametrize(
    "path", ["/changes.atom", "/index.atom", "/government/130407.atom", "/search.atom?q=行政复议"]
)
def test_feeds_stay_well_formed(hostile_client: TestClient, path: str) -> None:
    feed = ElementTree.fromstring(hostile_client.get(path).content)
    assert not [one.tag for one in feed.iter() if "script" in one.tag or "img" in one.tag]


def test_data_says_the_words_as_they_are(hostile_client: TestClient) -> None:
    assert hostile_client.get(f"/report/{CHANGED}.json").json()["report"]["title"] == BREAKOUT
    text = hostile_client.get("/search.csv?q=行政复议").text
    assert not re.search(r"(^|,)\"?[=+@]", text, re.MULTILINE)


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/search?q=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
        "/government?name=%3Cscript%3E",
        "/page?url=javascript:alert(1)",
        "/report/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/compare?a=%3Cscript%3E&b=%22%3E",
        "/changes?class=%3Cscript%3E",
        "/sql?query=%3C/textarea%3E%3Cscript%3E",
    ],
)
def test_what_is_asked_stays_words_too(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code < 500
    tags = [(tag, attributes) for tag, attributes in Elements(answer.text).found if tag in ("script", "img")]
    assert all(attributes.get("src") in ("/static/steps.js",) for _, attributes in tags)
    assert not any(
        (attributes.get("href") or "").startswith("javascript:")
        for _, attributes in Elements(answer.text).found
    )


@pytest.mark.parametrize(
    "media_type", [f"text/html{BREAKOUT}", "text/plain", "image/svg+xml", "application/pdf", ""]
)
@pytest.mark.parametrize("charset", ["utf-8", "x\r\nSet-Cookie: a=b", "<script>", ""])
def test_a_captured_page_keeps_its_sandbox_whatever_it_says_it_is(media_type: str, charset: str) -> None:
    headers = raw_headers({"media_type": media_type, "charset": charset}, "gb18030", "'self'")
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert re.fullmatch(r"text/(html|plain)(; charset=[\w.:-]+)?", headers["Content-Type"])
    saved = byte_headers({"media_type": media_type}, "x")
    assert (
        saved["Content-Type"] == "application/octet-stream" and "sandbox" in saved["Content-Security-Policy"]
    )
