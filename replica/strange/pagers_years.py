"""Lists by year: tabs, selects and headings that bring the other years."""

from collections.abc import Callable, Sequence

from replica.strange.paging import by_years, never
from replica.strange.parts import part
from replica.strange.render import plain_items
from replica.strange.shapes import Pager, Row
from replica.strange.site import StrangeSite
from replica.web import Request

ONLY_THIS_YEAR = "biglocalnews/warn-scraper#129"
TABS = "yimbymelbourne/council-meeting-agenda-scraper#135"


def _years(site: StrangeSite) -> list[int]:
    """The first year of publication of each group."""
    return [chunk[0].entry.day.year for chunk in site.chunks]


def _pager(site: StrangeSite, target: str, above: Callable[[int], str]) -> Pager:
    """Pages by year; target is the address of a year's page, with {y}."""

    def number(request: Request) -> int | None:
        asked = request.path + (f"?{request.query_string}" if request.query_string else "")
        pages = {target.format(y=year): n for n, year in enumerate(_years(site), 1)}
        return pages.get(asked)

    return Pager(
        lambda n, pages: "",
        number,
        by_years,
        above=lambda n, pages: above(n),
        ask=lambda n: ("GET", target.format(y=_years(site)[n - 1]), b""),
    )


@part("pager", "years_load", ONLY_THIS_YEAR)
def years_load(site: StrangeSite) -> Pager:
    """tabs as <li onclick=load(2024)>, the function in the page"""
    return _pager(
        site,
        site.column + "{y}.html",
        lambda n: (
            "<ul>"
            + "".join(f'<li onclick="load({year})">{year}年</li>' for year in _years(site))
            + f'</ul><script>function load(y){{window.location.href="{site.column}"+y+".html";}}</script>'
        ),
    )


@part("pager", "years_data", TABS)
def years_data(site: StrangeSite) -> Pager:
    """tabs as <a data-year>, a script makes the query"""
    return _pager(
        site,
        site.column + "index.html?year={y}",
        lambda n: (
            "".join(f'<a class="y" data-year="{year}">{year}</a> ' for year in _years(site))
            + f"<script>$('a.y').click(function("
            f"){{location.href='{site.column}index.html?year='+$(this).data('year')}})</script>"
        ),
    )


@part("pager", "years_form", "class: a select of years in a form")
def years_form(site: StrangeSite) -> Pager:
    """a select named year in a form that gets"""
    return _pager(
        site,
        site.column + "?year={y}",
        lambda n: (
            f'<form method="get" action="{site.column}"><select name="year" onchange="this.form.submit()">'
            + "".join(f'<option value="{year}">{year}年</option>' for year in _years(site))
            + "</select></form>"
        ),
    )


@part("pager", "years_links", TABS)
def years_links(site: StrangeSite) -> Pager:
    """tabs as links that are called 2024年"""
    return _pager(
        site,
        site.column + "nd/{y}/",
        lambda n: "".join(f'<a href="{site.column}nd/{year}/">{year}年</a> | ' for year in _years(site)),
    )


@part("pager", "years_panes", "class: panes that a tab shows")
def years_panes(site: StrangeSite) -> Pager:
    """all years stand in the page, hidden but for one"""

    def shows(rows: Sequence[Row]) -> str:
        years = sorted({row.entry.day.year for row in rows}, reverse=True)
        tabs = "".join(f'<li class="tab">{year}</li>' for year in years)
        panes = "".join(
            f'<div class="pane"{"" if year == years[0] else " style=display:none"}>'
            f"{plain_items([row for row in rows if row.entry.day.year == year])}</div>"
            for year in years
        )
        return f"<ul>{tabs}</ul>{panes}"

    return Pager(lambda n, pages: "", lambda r: None, lambda rows: [list(rows)], shows=shows)


@part("pager", "years_outside", ONLY_THIS_YEAR, readable=False)
def years_outside(site: StrangeSite) -> Pager:
    """tabs as <li data-year> whose script stands outside"""
    tabs = "".join(f'<li data-year="{year}">{year}年</li>' for year in sorted(site.years, reverse=True))
    return Pager(
        lambda n, pages: "",
        never(lambda n, pages: "").number,
        by_years,
        above=lambda n, pages: f'<ul class="years">{tabs}</ul><script src="/js/years.js"></script>',
    )


@part("pager", "years_ajax", TABS, readable=False)
def years_ajax(site: StrangeSite) -> Pager:
    """<li onclick=load(2024)> that fills the list by ajax"""
    tabs = "".join(f'<li onclick="load({year})">{year}年</li>' for year in sorted(site.years, reverse=True))
    script = (
        '<script>function load(y){$.post("/svc/list",{year:y,page:1,rows:20},'
        'function(d){$("#box").html(tpl(d));});}</script>'
    )
    return Pager(
        lambda n, pages: "", lambda r: None, by_years, above=lambda n, pages: f"<ul>{tabs}</ul>{script}"
    )


@part("pager", "years_select_outside", "class: a select of years without a form", readable=False)
def years_select_outside(site: StrangeSite) -> Pager:
    """a select named year without a form, its script outside"""
    options = "".join(f"<option>{year}</option>" for year in sorted(site.years, reverse=True))
    return Pager(
        lambda n, pages: "",
        lambda r: None,
        by_years,
        above=lambda n, pages: (
            f'按年度查询：<select name="year">{options}</select><script src="/js/q.js"></script>'
        ),
    )
