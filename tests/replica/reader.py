"""Reads a whole host of the zoo, from the home page by links, frames and calls, as a plain client would."""

import html
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.replica.browser import Browser, links
from tests.replica.calls import called

SESSION = re.compile(r";jsessionid=\w*|\?sid=\w*")
META = re.compile(r'http-equiv="refresh" content="0;url=([^"]+)"')
# Addresses of articles: nothing there leads to a list.
ARTICLE = re.compile(
    r"/art/|/info/\d|/show/|/content_|/contents/|/post_\d|/show-|t\d{8}_|[0-9a-f]{32}\.|/c01_|/c\d+\.html|"
    r"/(?<!channels/)\d{5,}\.\w+$|[0-9a-f]{12}\.html|/rili/"
)
TOO_MANY = 1500


def bare(page: str) -> str:
    """A page's text without tags, scripts and white space."""
    page = re.sub(r"<(script|style).*?</\1>", "", page, flags=re.DOTALL)
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", "", page)))


def read_site(browser: Browser, host: dict[str, Any], wanted: set[str] | None = None) -> set[str]:
    """The addresses met, without sessions, until the wanted ones are among them; without any: the reports.

    Articles are met and not asked for.
    """
    known = {host["host"], *host["further_hosts"]}
    wanted = wanted or {report["url"] for report in host["reports"]}
    seen: set[str] = set()
    waiting = [host["homepage"], f"http://{host['host']}/"]
    while waiting and wanted - seen and len(seen) < TOO_MANY:
        url = waiting.pop(0)
        plain = SESSION.sub("", url)
        if plain in seen or urlsplit(url).hostname not in known:
            continue
        seen.add(plain)
        if plain in wanted or ARTICLE.search(plain):
            continue
        try:
            answer = browser.ask(url)
        except OSError:
            continue
        if answer.status in (301, 302):
            waiting.append(urljoin(url, answer.headers["Location"]))
        elif answer.status == 200 and answer.headers["Content-Type"].startswith(
            ("text/", "application/json")
        ):
            text = answer.text
            found = [*META.findall(text), *links(url, text), *called(browser, url, text)]
            waiting += [urljoin(url, link) for link in found]
    return seen
