"""All responses from one address over time."""

from storage.lookup.captures import captures_at, page_at
from web.page import Ask, NotFound, Page, Rows

LONGEST = 2000


def page_history(ask: Ask) -> Page:
    """`/page?url=`; a form without an address."""
    url = ask.query.get("url", "").strip()[:LONGEST]
    title = ask.say("一个网址的历史", "An address through time")
    if not url:
        return Page(template="find_page.html", title=title, values={}, indexed=False)
    found = captures_at(ask.cursor, url)
    if not found:
        raise NotFound(ask.say(f"没有请求过这个网址：{url}", f"This address was never requested: {url}"))
    previous: str | None = None
    for one in found:
        one["changed"] = previous is not None and one["payload_digest"] != previous
        previous = one["payload_digest"]
    carried = page_at(ask.cursor, url)
    return Page(
        template="page_history.html",
        title=title,
        values={"url": url, "captures": list(reversed(found)), "carried": carried},
        data={"url": url, "page": carried, "captures": found},
        rows=Rows(found, len(found)),
        crumbs=[("/", ask.say("首页", "Home")), ("", title)],
        indexed=False,
    )
