"""One capture: its data, the text removed from it, the page in its original form."""

from storage.lookup.captures import capture as capture_row
from storage.lookup.captures import captures_at
from storage.lookup.published import Row
from web.page import Ask, NotFound, Page, Rows
from web.words import RULES, of

PREFIX = "urn:uuid:"
FRAMED = ("text/html", "application/xhtml+xml", "text/plain", "")


def capture(ask: Ask, name: str) -> Page:
    """`/capture/<uuid>`."""
    found = capture_row(ask.cursor, PREFIX + name.removeprefix(PREFIX))
    if found is None:
        raise NotFound(ask.say(f"没有编号为 {name} 的响应。", f"There is no capture {name}."))
    others = captures_at(ask.cursor, found["url"])
    at = next((at for at, one in enumerate(others) if one["capture_id"] == found["capture_id"]), None)
    reading = found["reading"]
    cut = (
        [
            {"rule": of(RULES, one["rule"]).say(ask.language), "text": one["text"]}
            for one in reading["removed"]
        ]
        if reading
        else []
    )
    return Page(
        template="capture.html",
        title=ask.say("留存的原页", "The page as captured"),
        values={
            "row": found,
            "name": name.removeprefix(PREFIX),
            "cut": cut,
            "others": others,
            "before": others[at - 1] if at else None,
            "after": others[at + 1] if at is not None and at + 1 < len(others) else None,
            "framed": found["media_type"] in FRAMED and found["payload_bytes"] > 0,
            "raw": f"{ask.site.raw}/capture/{name.removeprefix(PREFIX)}/raw",
        },
        data=found,
        rows=Rows([_flat(found)], 1),
        crumbs=_crumbs(ask, found),
        indexed=False,
    )


def _flat(found: Row) -> Row:
    return {name: value for name, value in found.items() if name not in ("reading", "report")}


def _crumbs(ask: Ask, found: Row) -> list[tuple[str, str]]:
    crumbs = [("/", ask.say("首页", "Home"))]
    if found["report"]:
        report_id = found["report"]["report_id"]
        crumbs.append((f"/report/{report_id}", (found["reading"] or {}).get("title") or report_id))
    return [*crumbs, ("", ask.say("留存的原页", "As captured"))]
