"""The sites: the result of the last crawl of each, and since when one cannot be read."""

from storage.lookup.sites import sites as site_rows
from storage.lookup.sites import verdicts
from web.page import Ask, Page, Rows
from web.words import verdict

SHOWN = 500


def sites(ask: Ask) -> Page:
    """`/sites?province=&verdict=`; unhealthy ones first."""
    province, wanted = ask.query.get("province", ""), ask.query.get("verdict", "")
    found = site_rows(ask.cursor, province, wanted)
    return Page(
        template="sites.html",
        title=ask.say("网站近况", "Sites"),
        values={
            "rows": found[:SHOWN],
            "total": len(found),
            "verdicts": [one | {"word": verdict(one["verdict"])} for one in verdicts(ask.cursor)],
            "chosen": wanted,
        },
        data={"total": len(found), "sites": found},
        rows=Rows(found, len(found)),
    )
