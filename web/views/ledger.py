"""The ledger: provinces as tiles, governments by year as a table of cells, one cell with its proof."""

from collections import Counter
from typing import Any

from storage.lookup.ledger import as_of, ledger_cell, ledger_cells, ledger_shares, provinces
from storage.lookup.published import Row
from web.drawing.tiles import percent, tiles, year_shown, years_of
from web.notices import decided_by, decided_what, removal_words
from web.page import Ask, BadQuestion, Entry, NotFound, Page, Rows
from web.words import LEDGER, LEVELS, WHY_UNKNOWN, ledger_state

SHOWN = 200
CSV_MOST = 10_000
SHARE = {
    "province": ("省份", "province"),
    "report_year": ("年度", "year"),
    "reports": ("报告（含已撤下）", "reports (removed ones too)"),
    "due": ("到期", "due"),
    "in_time": ("按时", "in time"),
    "late": ("逾期（仍在网上）", "late (still online)"),
    "public": ("未判断是否按时", "timeliness not judged"),
    "gone": ("撤下或替换", "removed, replaced"),
    "not_found": ("未找到", "not found"),
    "unread": ("无法判断", "not known"),
    "percent_online": ("网上可见（%）", "online (%)"),
}
"""The columns of a share in both languages."""
LEVELS_SHOWN = ("province", "prefecture", "county")


def ledger(ask: Ask, division: str = "") -> Page:
    """`/ledger`: the country; `/ledger/33`: all governments whose division code begins so."""
    named = provinces(ask.cursor)
    province = ask.query.get("province", "")
    if not division and province:
        codes = {one["province"]: one["code"] for one in named}
        division = next((code for name, code in codes.items() if name.startswith(province)), "")
        if not division:
            raise BadQuestion(
                ask.say(f"没有名为“{province}”的省份", f"No province {province}"), "、".join(codes)
            )
    status, year = ask.query.get("status", ""), ask.number("year", least=2016, most=2100)
    if status and status not in LEDGER:
        raise BadQuestion(
            ask.say(f"台账没有“{status}”这一状态", f"No such status: {status}"), " ".join(LEDGER)
        )
    if division and not (division.isdigit() and 2 <= len(division) <= 6):
        raise NotFound(ask.say(f"台账里没有区划 {division}。", f"The ledger has no division {division}."))
    if division:
        return _division(ask, division, status, year, named)
    return _list(ask, status, year) if status else _country(ask, named)


def _country(ask: Ask, named: list[Row]) -> Page:
    shares = ledger_shares(ask.cursor)
    years = years_of(shares)
    year = ask.number("year", least=2016, most=2100) or year_shown(shares)
    sums = [_sum(year, [one for one in shares if one.report_year == year]) for year in years]
    return Page(
        template="ledger.html",
        title=ask.say("台账：全国", "Ledger: the country"),
        values={
            "regions": tiles(ask, shares, year),
            "years": years,
            "year": year,
            "sums": sums,
            "named": named,
            "as_of": as_of(ask.cursor),
        },
        data={"as_of": as_of(ask.cursor), "years": sums, "provinces": [_share(one) for one in shares]},
        rows=Rows(sums, len(sums)),
        section="ledger",
    )


def shares(ask: Ask) -> Page:
    """The numbers of the tiles: one row per province and year."""
    everything = [_share(one) for one in ledger_shares(ask.cursor)]
    only = ask.query.get("with") == "reports"
    found = [one for one in everything if one["reports"]] if only else everything
    return Page(
        template="table.html",
        title=ask.say(
            "各省各年度的报告数：按时与逾期", "Provinces and years: how many reports, in time, late"
        ),
        values={
            "rows": found,
            "columns": [(name, ask.say(*said)) for name, said in SHARE.items()],
            "lead": ask.say(
                "只计政府本级的报告。报告数 = 按时 + 逾期 + 未判断是否按时 + 撤下或替换。",
                "Reports of governments themselves. Reports are those in time, late, not judged, and removed.",
            ),
            "links": [
                (ask.again(**{"with": None}), ask.say("全部年度", "all years"), not only),
                (ask.again(**{"with": "reports"}), ask.say("只看有报告的", "with reports only"), only),
            ],
        },
        data={"shares": found},
        rows=Rows(found, len(found)),
        crumbs=[
            ("/", ask.say("首页", "Home")),
            ("/ledger", ask.say("台账", "Ledger")),
            ("", ask.say("各省各年度", "Shares")),
        ],
        section="ledger",
    )


def _share(share: Any) -> Row:
    made = {
        "reports": share.in_time + share.late + share.public + share.gone,
        "percent_online": percent(share),
    }
    return {name: made[name] if name in made else getattr(share, name) for name in SHARE}


def _sum(year: int, some: list[Any]) -> Row:
    names = ("due", "in_time", "late", "public", "gone", "not_found", "unread")
    return {"report_year": year} | {name: sum(getattr(one, name) for one in some) for name in names}


def _division(ask: Ask, division: str, status: str, year: int | None, named: list[Row]) -> Page:
    level = ask.query.get("level", "")
    everything = ledger_cells(ask.cursor, adcode=_stem(division))
    if not everything:
        raise NotFound(ask.say(f"台账里没有区划 {division}。", f"The ledger has no division {division}."))
    found = [
        row
        for row in everything
        if level in ("", row["level"]) and (status in ("", row["status"]) or _state(row) == status)
    ]
    if ask.query.get("late"):
        found = [row for row in found if (row["days_late"] or 0) > 0]
    years = sorted({row["report_year"] for row in everything if year in (None, row["report_year"])})
    name = everything[0]["province"] if len(_stem(division)) == 2 else everything[0]["government"]
    totals = Counter(_state(row) for row in everything)
    return Page(
        template="division.html",
        title=ask.say(f"台账：{name}", f"Ledger: {name}"),
        values={
            "groups": _groups(found, years),
            "years": years,
            "totals": [(key, LEDGER[key], totals[key]) for key in LEDGER if totals[key]],
            "levels": [one for one in LEVELS_SHOWN if any(row["level"] == one for row in everything)],
            "level": level,
            "status": status,
            "late": sum((row["days_late"] or 0) > 0 for row in everything),
            "governments": len({row["adcode"] for row in found}),
            "level_words": LEVELS,
        },
        data={"as_of": as_of(ask.cursor), "total": len(found), "entries": found},
        rows=Rows(found, len(found)),
        entries=_entries(ask, found),
        crumbs=[("/", ask.say("首页", "Home")), ("/ledger", ask.say("台账", "Ledger")), ("", name)],
        section="ledger",
    )


def _stem(division: str) -> str:
    """The leading digits that all governments below a division share."""
    while len(division) > 2 and division.endswith("00"):
        division = division[:-2]
    return division


def _state(row: Row) -> str:
    return "in_time" if row["status"] == "published" and row["days_late"] == 0 else row["status"]


def _groups(found: list[Row], years: list[int]) -> list[dict[str, Any]]:
    """The governments by prefecture, each with a cell for every year; short is the name without the
    prefecture's."""
    groups: dict[str, dict[str, dict[str, Any]]] = {}
    for row in found:
        name = row["prefecture"] or (row["government"] if row["level"] == "prefecture" else "")
        line = groups.setdefault(name, {}).setdefault(
            row["adcode"], {"government": row["government"], "cells": {}}
        )
        line["cells"][row["report_year"]] = row | {"word": ledger_state(row["status"], row["days_late"])}
    return [
        {
            "name": name,
            "lines": [
                {
                    "adcode": adcode,
                    "government": line["government"],
                    "short": line["government"].removeprefix(name) or line["government"],
                    "cells": [line["cells"].get(year) for year in years],
                }
                for adcode, line in lines.items()
            ],
        }
        for name, lines in groups.items()
    ]


def _entries(ask: Ask, found: list[Row]) -> list[Entry]:
    """The newest findings of a division as a feed."""
    known = [row for row in found if row["status_since"] and row["report_id"]]
    known.sort(key=lambda row: row["status_since"], reverse=True)
    return [
        Entry(
            capture_id=f"ledger-{row['adcode']}-{row['report_year']}",
            key=row["status"],
            path=f"/ledger/{row['adcode']}/{row['report_year']}",
            title=f"{ledger_state(row['status'], row['days_late']).say(ask.language)}：{row['government']} {row['report_year']}",
            summary=row["title"] or "",
            updated=row["status_since"],
        )
        for row in known[:50]
    ]


def _list(ask: Ask, status: str, year: int | None) -> Page:
    """All rows of one status in the whole country, by key."""
    wanted = "published" if status == "in_time" else status
    found = [row for row in ledger_cells(ask.cursor, status=wanted, year=year) if _state(row) == status]
    after = ask.query.get("after", "")
    rest = [row for row in found if f"{row['adcode']}~{row['report_year']}" > after] if after else found
    shown = rest[:SHOWN]
    more = len(rest) > len(shown)
    last = f"{shown[-1]['adcode']}~{shown[-1]['report_year']}" if shown else ""
    return Page(
        template="ledger_list.html",
        title=ask.say(f"台账：{LEDGER[status].zh}", f"Ledger: {LEDGER[status].en}"),
        values={"rows": shown, "total": len(found), "word": LEDGER[status]},
        data={"total": len(found), "entries": shown},
        rows=Rows(found[:CSV_MOST], len(found)),
        next_path=ask.link("/ledger", status=status, year=year, after=last) if more else "",
        crumbs=[
            ("/", ask.say("首页", "Home")),
            ("/ledger", ask.say("台账", "Ledger")),
            ("", LEDGER[status].say(ask.language)),
        ],
        section="ledger",
    )


def cell(ask: Ask, adcode: str, year: str) -> Page:
    """One government and year: what is known, and the captures that prove it."""
    found = ledger_cell(ask.cursor, adcode, int(year)) if year.isdigit() and len(year) == 4 else None
    if found is None:
        raise NotFound(
            ask.say(f"台账里没有 {adcode} 的 {year} 年度。", f"The ledger has no {adcode} of {year}."),
            [(f"/ledger/{adcode[:2]}", ask.say("这个省的台账", "the ledger of that province"))],
        )
    return cell_page(ask, found)


def cell_page(ask: Ask, found: Row) -> Page:
    """The page of a ledger row that was already looked up, with its proof."""
    adcode, year = found["adcode"], found["report_year"]
    word = ledger_state(found["status"], found["days_late"])
    title = f"{found['government']}　{ask.say(f'{year} 年度', str(year))}：{word.say(ask.language)}"
    return Page(
        template="cell.html",
        title=title,
        values={
            "cell": found,
            "word": word,
            "late": LEDGER["published_late"],
            "groups": _proof(found),
            "why": _why_unknown(ask, found.get("unknown_because")),
            "rule": removal_words(ask) if found["status"] == "published_then_removed" else "",
            "decisions": [(decided_what(ask, one), decided_by(ask, one)) for one in found["decisions"]],
        },
        data=found,
        rows=Rows(found["proof"], len(found["proof"])) if found["proof"] else None,
        crumbs=[
            ("/", ask.say("首页", "Home")),
            ("/ledger", ask.say("台账", "Ledger")),
            (f"/ledger/{adcode[:2]}", found["province"]),
            (f"/government/{adcode}", found["government"]),
            ("", ask.say(f"{year} 年度", str(year))),
        ],
        section="ledger",
    )


def _why_unknown(ask: Ask, reason: str | None) -> str:
    """The reason in words; unknown for a file that an older fazhi published."""
    word = WHY_UNKNOWN.get(reason or "")
    return word.say(ask.language) if word else ask.say("原因未记录", "the reason was not recorded")


def _proof(found: Row) -> list[dict[str, Any]]:
    """The captures as steps of the proof: the text as read, the responses that it is gone, the lists,
    refusals."""
    steps: dict[str, list[Row]] = {"text": [], "gone": [], "lists": [], "other": []}
    for one in found["proof"]:
        if one["role"] in ("list", "catalogue", "home"):
            steps["lists"].append(one)
        elif one["role"] in ("detail", "attachment") and one["status"] in (200, 304):
            steps["text"].append(one)
        elif one["role"] in ("detail", "attachment") and one["status"] in (404, 410):
            steps["gone"].append(one)
        else:
            steps["other"].append(one)
    return [{"step": step, "captures": captures} for step, captures in steps.items() if captures]
