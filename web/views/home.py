"""The home page: the size of the archive, the newest changes, the ledger by province."""

from storage.lookup.events import Wanted, news, news_counts
from storage.lookup.ledger import as_of, ledger_shares
from storage.lookup.totals import totals
from web.drawing.tiles import tiles, year_shown, years_of
from web.items import entry, item
from web.page import Ask, Page
from web.views.downloads import bulk_files

NEWEST = 8
NEWS = ("changed", "removed", "moved", "returned", "attachment_replaced", "date_changed")


def home(ask: Ask) -> Page:
    shares = ledger_shares(ask.cursor)
    years = years_of(shares)
    year = ask.number("year", least=2016, most=2100) or year_shown(shares)
    newest = news(ask.cursor, Wanted(NEWS), NEWEST)
    if len(newest) < NEWEST:
        newest += news(ask.cursor, Wanted(("appeared",)), NEWEST - len(newest))
    counts = totals(ask.cursor)
    return Page(
        template="home.html",
        title=ask.say("法治政府建设年度报告档案", "Archive of reports on law-based government"),
        values={
            "totals": counts,
            "items": [item(ask, row) for row in newest],
            "counts": news_counts(ask.cursor, Wanted(NEWS)),
            "regions": tiles(ask, shares, year),
            "years": years,
            "year": year,
            "as_of": as_of(ask.cursor),
            "files": bulk_files(ask.published),
        },
        data={"totals": counts, "changes": newest, "published_at": ask.published.published_at},
        entries=[entry(ask, row) for row in newest],
        section="home",
    )
