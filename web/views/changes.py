"""Lists of events: changes, removals, and late reports."""

from typing import Any

from storage.lookup.events import Wanted, news, news_by_month, news_counts
from storage.lookup.ledger import late_cells
from storage.lookup.published import Row
from storage.lookup.reports import removed_reports
from web.drawing.monthly_chart import every_month, lines
from web.items import entry, item
from web.notices import removal_words
from web.page import Ask, BadQuestion, Page, Rows
from web.words import CHANGES, EVENTS, change_word

EDITS = ("changed", "moved", "returned", "attachment_replaced", "date_changed")
KINDS = (
    "changed",
    "removed",
    "moved",
    "returned",
    "attachment_replaced",
    "date_changed",
    "copied",
    "appeared",
)
SHOWN = 50
MOST = 1000
CSV_MOST = 10_000


def changes(ask: Ask) -> Page:
    """`/changes?class=&kind=&adcode=&province=`, newest first; all events except first captures."""
    class_, kind = ask.query.get("class", ""), ask.query.get("kind", "")
    if class_ and class_ not in CHANGES:
        raise BadQuestion(
            ask.say(f"没有“{class_}”这一类变动", f"No such class of change: {class_}"), " ".join(CHANGES)
        )
    if kind and kind not in EVENTS:
        raise BadQuestion(ask.say(f"没有“{kind}”这一种", f"No such kind: {kind}"), " ".join(EVENTS))
    kinds = (kind,) if kind else tuple(one for one in KINDS if one != "appeared")
    wanted = Wanted(kinds, class_, ask.query.get("adcode", ""), ask.query.get("province", ""))
    counts = news_counts(ask.cursor, Wanted(KINDS, "", wanted.adcode, wanted.province))
    total = sum(one["count"] for one in counts if one["kind"] in kinds and class_ in ("", one["class"] or ""))
    found, next_path = _page(ask, wanted)
    title = ask.say("变动", "Changes")
    if class_ or kind:
        title = f"{title}：{(CHANGES.get(class_) or EVENTS[kind]).say(ask.language)}"
    return Page(
        template="changes.html",
        title=title,
        values={
            "items": [item(ask, row) for row in found],
            "total": total,
            "facets": _facets(ask, counts),
            "chosen": class_ or kind,
            "months": (by_month := every_month(news_by_month(ask.cursor)) if _is_whole(ask) else []),
            "marks": lines(by_month),
        },
        data={"total": total, "changes": found},
        rows=Rows(found, total),
        entries=[entry(ask, row) for row in found[:SHOWN]],
        next_path=next_path,
        section="changes",
    )


def _is_whole(ask: Ask) -> bool:
    """Whether all changes are requested, starting with the newest."""
    return not any(ask.query.get(name) for name in ("class", "kind", "adcode", "province", "after"))


MONTH = {
    "month": ("月份", "month"),
    "edits": ("修改", "edits"),
    "numbers": ("其中数字有修改", "of them with changed numbers"),
    "removed": ("撤下", "removed"),
}
"""The columns of the picture's numbers in both languages."""


def months(ask: Ask) -> Page:
    """`/changes/months`: the numbers of the picture."""
    found = every_month(news_by_month(ask.cursor))
    return Page(
        template="table.html",
        title=ask.say("变动：按月", "Changes by month"),
        values={
            "rows": found,
            "columns": [(name, ask.say(*said)) for name, said in MONTH.items()],
            "links": [],
            "lead": "",
        },
        data={"months": found},
        rows=Rows(found, len(found)),
        crumbs=[
            ("/", ask.say("首页", "Home")),
            ("/changes", ask.say("变动", "Changes")),
            ("", ask.say("按月", "By month")),
        ],
        section="changes",
    )


def _page(ask: Ask, wanted: Wanted) -> tuple[list[Row], str]:
    """One page of events by key: `after` is the time, report and number of the last event before it."""
    most = min(ask.number("most", least=1, most=MOST) or SHOWN, MOST)
    parts = ask.query.get("after", "").split("~")
    before = (parts[0], parts[1], int(parts[2])) if len(parts) == 3 and parts[2].isdigit() else None
    found = news(ask.cursor, wanted, most + 1, before)
    if len(found) <= most:
        return found, ""
    last = found[most - 1]
    key = f"{last['observed_at'].isoformat()}~{last['report_id']}~{last['event_no']}"
    asked = {name: value for name, value in ask.query.items() if name not in ("lang", "after")}
    return found[:most], ask.link(ask.path, **asked, after=key)


def _facets(ask: Ask, counts: list[Row]) -> list[dict[str, Any]]:
    """The number of each kind, with its address."""
    found: dict[str, dict[str, Any]] = {}
    for one in counts:
        name = one["class"] if one["kind"] == "changed" and one["class"] else one["kind"]
        word = change_word(one["kind"], one["class"]).say(ask.language)
        query = (
            {"class": name, "kind": None}
            if name in CHANGES and one["kind"] == "changed"
            else {"kind": name, "class": None}
        )
        known = found.setdefault(word, {"word": word, "count": 0, "path": ask.again(**query), "name": name})
        known["count"] += one["count"]
    return sorted(found.values(), key=lambda one: -one["count"])


def removed(ask: Ask) -> Page:
    """Every report that no page carries any more, with the time it was last read."""
    found = removed_reports(ask.cursor)
    events = news(ask.cursor, Wanted(("removed",)), SHOWN)
    return Page(
        template="removed.html",
        title=ask.say("已撤下的报告", "Removed reports"),
        values={"rows": found, "rule": removal_words(ask)},
        data={"total": len(found), "reports": found},
        rows=Rows(found, len(found)),
        entries=[entry(ask, row) for row in events],
        section="changes",
    )


def late(ask: Ask) -> Page:
    """Late reports, whatever happened to them later; latest first."""
    province, year = ask.query.get("province", ""), ask.number("year", least=2016, most=2100)
    found = late_cells(ask.cursor, province, year)
    return Page(
        template="late.html",
        title=ask.say("逾期公布的报告", "Late reports"),
        values={
            "rows": found,
            "years": sorted({row["report_year"] for row in found}),
            "spread": _spread(found),
        },
        data={"total": len(found), "reports": found},
        rows=Rows(found[:CSV_MOST], len(found)),
        section="ledger",
    )


BANDS = ((1, 7), (8, 30), (31, 90), (91, 180), (181, 365), (366, 100_000))


def _spread(found: list[Row]) -> list[dict[str, Any]]:
    """The number of late reports by days, in bands; share is relative to the longest bar, in per cent."""
    counts = [sum(first <= row["days_late"] <= last for row in found) for first, last in BANDS]
    most = max(counts, default=0) or 1
    return [
        {
            "days": f"{first}–{last}" if last < 10_000 else f"≥ {first}",
            "count": count,
            "share": f"{100 * count / most:.1f}%",
        }
        for (first, last), count in zip(BANDS, counts, strict=True)
    ]
