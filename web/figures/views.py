"""`/figures`: the codes by theme; `/figure/<code>`: one of them over years and governments."""

from dataclasses import dataclass
from typing import Any

from records import FigureCode, figure_breaks, figure_codes, figure_definitions, figure_quality
from storage.errors import NotPublished
from storage.lookup.figure_tables import (
    by_year,
    cells_of,
    governments_read,
    has_figures,
    stated,
    total_of,
    values_of,
)
from storage.lookup.figures import checked_code
from storage.lookup.governments import near_governments
from storage.lookup.published import Row
from web.drawing.trend import short, spread, trend
from web.page import Ask, NotFound, Page, Rows
from web.words import FIGURE_STATES, LEDGER, of

SHOWN = 100
MOST_GOVERNMENTS = 1_000_000


def figures(ask: Ask) -> Page:
    """The codes whose name, code or term contains the words of `q`; all codes without it."""
    _must_have(ask)
    asked = ask.query.get("q", "").strip()[:80]
    reports = stated(ask.cursor)
    found = [
        _code(one) | {"reports": reports.get(one.code, 0)}
        for one in figure_codes().values()
        if all(word in _searched(one) for word in asked.casefold().split())
    ]
    themes: dict[str, list[Row]] = {}
    for row in found:
        themes.setdefault(row["theme"], []).append(row)
    return Page(
        template="figure_codes.html",
        title=ask.say("数字：报告写明的指标", "Figures: what the reports state"),
        values={"themes": themes, "asked": asked, "total": len(figure_codes()), "shown": len(found)},
        data={"total": len(found), "codes": found},
        rows=Rows(found, len(found)),
        crumbs=[("/", ask.say("首页", "Home")), ("", ask.say("数字", "Figures"))],
        section="figures",
    )


def figure(ask: Ask, code: str) -> Page:
    """One code: its definition, its years, the distribution of the latest year, the cells of governments with
    a report."""
    _must_have(ask)
    one = figure_codes().get(code)
    if one is None:
        raise _no_code(ask, code)
    chosen, part, years = _chosen(ask, code), _part(ask, code), by_year(ask.cursor, code)
    return Page(
        template="figure.html",
        title=ask.say(one.name_zh, one.name_en),
        values=_pictures(ask, one, years, chosen) | _values(ask, one, years, chosen, part),
        data={
            "code": _code(one),
            "definition": _definition(ask, code),
            "breaks": [{"report_year": year, "reason": reason} for year, reason in _breaks(ask, code)],
            "years": years,
            "government": chosen,
            "governments": part.total,
            "cells": part.cells,
        },
        rows=_rows(ask, code, part.province, _adcode(chosen)),
        next_path=ask.link(f"/figure/{code}.json", **{**ask.query, "page": part.page + 1})
        if part.further
        else "",
        crumbs=[
            ("/", ask.say("首页", "Home")),
            ("/figures", ask.say("数字", "Figures")),
            ("", ask.say(one.name_zh, one.name_en)),
        ],
        section="figures",
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A page of governments with a report, at most SHOWN, and their cells; total counts all of them."""

    province: str
    page: int
    listed: int
    total: int
    cells: list[Row]

    @property
    def further(self) -> bool:
        return self.page * SHOWN < self.total


def _part(ask: Ask, code: str) -> _Part:
    province, page = ask.query.get("province", "").strip(), ask.number("page", least=1, most=10_000) or 1
    listed, total = governments_read(ask.cursor, code, SHOWN, SHOWN * (page - 1), province)
    cells = cells_of(ask.cursor, code, [row["adcode"] for row in listed])
    return _Part(province, page, len(listed), total, cells)


def _chosen(ask: Ask, code: str) -> list[Row]:
    """The cells of the requested government, by its division code or name; none if none is requested.

    Raises NotFound with those of a similar name.
    """
    asked = ask.query.get("government", "").strip()[:80]
    if not asked:
        return []
    near = near_governments(ask.cursor, asked)
    exact = [one for one in near if asked in (one["adcode"], one["government"])] or near
    found = cells_of(ask.cursor, code, [exact[0]["adcode"]]) if len(exact) == 1 else []
    if not found:
        raise NotFound(
            ask.say(
                f"台账里没有“{asked}”，或不止一个。",
                f"No government in the ledger is named {asked}, or more than one is.",
            ),
            [
                (f"/figure/{code}?government={one['adcode']}", f"{one['government']} {one['adcode']}")
                for one in near
            ]
            or [(f"/figure/{code}", code)],
        )
    return found


def _adcode(chosen: list[Row]) -> str:
    return str(chosen[0]["adcode"]) if chosen else ""


def _values(ask: Ask, one: FigureCode, years: list[Row], chosen: list[Row], part: _Part) -> dict[str, Any]:
    """The values of the template besides the pictures."""
    return {
        "one": one,
        "definition": _definition(ask, one.code),
        "quality": figure_quality().get(one.code),
        "related": [figure_codes()[name] for name in one.related.split() if name in figure_codes()],
        "years": years,
        "chosen": [_worded(ask, cell) for cell in chosen],
        "table": _table(ask, part.cells),
        "columns": sorted({row["report_year"] for row in part.cells}, reverse=True),
        "government": _adcode(chosen),
        "province": part.province,
        "listed": part.listed,
        "total": part.total,
        "stated_in": total_of(years),
        "before": ask.again(page=part.page - 1) if part.page > 1 else "",
        "after": ask.again(page=part.page + 1) if part.further else "",
    }


def _pictures(ask: Ask, one: FigureCode, years: list[Row], chosen: list[Row]) -> dict[str, Any]:
    """The two pictures with texts that state the same in numbers."""
    of_chosen = {int(row["report_year"]): float(row["value"]) for row in chosen if row["value"] is not None}
    last = int(years[-1]["report_year"]) if years else None
    values = values_of(ask.cursor, one.code, last) if last else []
    bars, cut = spread([float(row["value"]) for row in values], of_chosen.get(last) if last else None)
    medians = "；".join(f"{row['report_year']}: {short(row['median'])}" for row in years)
    words = ask.say(f"各年度中位数（{one.unit}）：{medians}", f"Medians by year ({one.unit}): {medians}")
    breaks = _breaks(ask, one.code)
    return {
        "breaks": breaks,
        "trend": trend(years, of_chosen, breaks) if years else [],
        "trend_words": words,
        "spread": bars,
        "cut": cut,
        "last": last,
        "count": len(values),
        "rank": sum(float(row["value"]) > of_chosen[last] for row in values) + 1
        if last in of_chosen
        else None,
        "chosen_value": of_chosen.get(last) if last else None,
        "short": short,
    }


def _table(ask: Ask, cells: list[Row]) -> list[dict[str, Any]]:
    """One row per government, each with its cells by year."""
    found: dict[str, dict[str, Any]] = {}
    for cell in cells:
        row = found.setdefault(
            cell["adcode"], {"adcode": cell["adcode"], "government": cell["government"], "cells": {}}
        )
        row["cells"][cell["report_year"]] = _worded(ask, cell)
    return list(found.values())


def _worded(ask: Ask, cell: Row) -> Row:
    """The cell with the reason why it has no number, or how it is stated; for a missing report the ledger's
    status."""
    words = of(FIGURE_STATES, cell["state"]).say(ask.language)
    if cell["state"] == "report_missing":
        status = of(LEDGER, cell["ledger_status"]).say(ask.language)
        words = ask.say(f"未收录报告：{status}", f"{words} ({status})")
    return cell | {"words": words}


def _rows(ask: Ask, code: str, province: str, government: str) -> Rows:
    """All cells, not only those of the shown page; read when they are needed."""

    def found() -> list[Row]:
        listed, _ = governments_read(ask.cursor, code, MOST_GOVERNMENTS, 0, province)
        return cells_of(ask.cursor, code, [government] if government else [row["adcode"] for row in listed])

    return Rows(found, 0)


def _breaks(ask: Ask, code: str) -> list[tuple[int, str]]:
    return [
        (one.report_year, ask.say(one.reason_zh, one.reason_en))
        for one in figure_breaks()
        if one.code == code
    ]


def _code(one: FigureCode) -> Row:
    names = ("code", "name_zh", "name_en", "unit", "kind", "tier", "theme", "official_term", "related")
    return {name: getattr(one, name) for name in names}


def _definition(ask: Ask, code: str) -> dict[str, str]:
    one = figure_definitions()[code]
    return {
        "counts": ask.say(one.counts_zh, one.counts_en),
        "does_not_count": ask.say(one.not_zh, one.not_en),
    }


def _searched(one: FigureCode) -> str:
    return f"{one.code} {one.name_zh} {one.name_en} {one.official_term} {one.theme}".casefold()


def _no_code(ask: Ask, code: str) -> NotFound:
    asked = code[:80]
    near: list[tuple[str, str]] = []
    try:
        found = checked_code(asked)
        near = [(f"/figure/{found}", figure_codes()[found].name_zh)]
    except NotPublished:
        near = [("/figures", ask.say("全部代码", "all codes"))]
    return NotFound(ask.say(f"没有代码 {asked}。", f"There is no code {asked}."), near)


def _must_have(ask: Ask) -> None:
    if not has_figures(ask.published.views):
        raise NotFound(
            ask.say(
                "这一版没有可供查阅的数字：尚未读取，或由较早的程序发布，须重新发布（fazhi publish）。",
                "This edition has no figures to show: none were read yet, or an older program published it"
                " (run fazhi publish again).",
            )
        )
