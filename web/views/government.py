"""A government: its reports year by year, those of its departments and townships, its sites, its
neighbours."""

from collections import Counter
from datetime import date
from typing import Any

from storage.lookup.government_details import GovernmentDetails, government_details
from storage.lookup.governments import near_governments
from storage.lookup.ledger import provinces
from storage.lookup.published import Row
from web.items import entry
from web.notices import decided_by, decided_what
from web.page import Ask, NotFound, Page, Rows
from web.words import LEDGER, ledger_state

OWN = ("province", "prefecture", "county")
HALF_YEAR = 181
FEED = 50


def government(ask: Ask, adcode: str) -> Page:
    """`/government/<adcode>`."""
    found = government_details(ask.cursor, [adcode], FEED)
    if adcode not in found:
        near = [
            (f"/government/{one['adcode']}", f"{one['government']} {one['adcode']}")
            for one in near_governments(ask.cursor, adcode[:30])
        ]
        raise NotFound(
            ask.say(f"没有区划代码为 {adcode} 的政府。", f"No government has the code {adcode}."), near
        )
    return government_page(ask, found[adcode])


def government_page(ask: Ask, details: GovernmentDetails) -> Page:
    """The page of a government that was already looked up."""
    row, cells, reports = details.government, details.cells, details.reports
    others = [one for one in reports if one["issuer_level"] not in OWN]
    own = [one for one in reports if one["issuer_level"] in OWN]
    return Page(
        template="government.html",
        title=row["government"],
        values={
            "row": row,
            "years": [_year(one, own) for one in reversed(cells)],
            "summary": _summary(ask, cells, others),
            "others": others,
            "extra": _extra(own, cells),
            "sites": details.sites,
            "columns": details.columns,
            "neighbours": details.neighbours,
            "decisions": [
                (f"/report/{one['report_id']}", decided_what(ask, one), decided_by(ask, one))
                for one in details.decisions
            ],
        },
        data={"government": row, "ledger": cells, "reports": reports, "decisions": details.decisions},
        rows=Rows(reports, len(reports)) if reports else Rows(cells, len(cells)),
        entries=[entry(ask, one) for one in details.news],
        crumbs=_crumbs(ask, row),
    )


def _crumbs(ask: Ask, row: Row) -> list[tuple[str, str]]:
    found = [("/", ask.say("首页", "Home")), (f"/ledger/{row['adcode'][:2]}", row["province"])]
    return (
        [*found, ("", row["government"])]
        if row["government"] != row["province"]
        else [found[0], ("", row["government"])]
    )


def _summary(ask: Ask, cells: list[Row], others: list[Row]) -> str:
    counts = Counter(ledger_state(one["status"], one["days_late"]).say(ask.language) for one in cells)
    words = ask.say("，", ", ").join(f"{word} {count}" for word, count in counts.most_common())
    more = (
        ask.say(f"；部门、乡镇另有 {len(others)} 篇", f"; departments and townships: {len(others)}")
        if others
        else ""
    )
    return ask.say(f"应报 {len(cells)} 个年度：{words}{more}。", f"{len(cells)} years: {words}{more}.")


def _year(cell: Row, own: list[Row]) -> dict[str, Any]:
    """A row of the time line: the position in January to June of the next year at which the report was
    published."""
    first, published = date(cell["report_year"] + 1, 1, 1), cell["published_on"]
    days = (published - first).days if published else None
    early = (cell["due_on"] - published).days if published and cell["due_on"] else None
    return cell | {
        "word": ledger_state(cell["status"], cell["days_late"]),
        "late_word": LEDGER["published_late"],
        "early": early,
        "at": f"{100 * min(max(days, 0), HALF_YEAR) / HALF_YEAR:.1f}%" if days is not None else "",
        "outside": days is not None and not 0 <= days <= HALF_YEAR,
        "due_at": f"{100 * (cell['due_on'] - first).days / HALF_YEAR:.1f}%" if cell["due_on"] else "",
        "versions": next((one["versions"] for one in own if one["report_id"] == cell["report_id"]), 0),
    }


def _extra(own: list[Row], cells: list[Row]) -> list[Row]:
    """The government's own reports that are not in the ledger: second documents of a year, other years."""
    named = {one["report_id"] for one in cells}
    return [one for one in own if one["report_id"] not in named]


def find_government(ask: Ask) -> Page:
    """`/government?name=`: a name or a code; a form without one."""
    asked = ask.query.get("name", "").strip()
    found = near_governments(ask.cursor, asked[:30]) if asked else []
    return Page(
        template="find_government.html",
        title=ask.say("按政府查", "Find a government"),
        values={"asked": asked, "found": found, "provinces": provinces(ask.cursor)},
        data={"governments": found},
        rows=Rows(found, len(found)),
        indexed=False,
    )
