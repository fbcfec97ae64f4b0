"""Columns that hold the reports themselves, without pages of their own."""

from html import escape

from replica.strange.parts import part
from replica.strange.render import plain_items
from replica.strange.shapes import Entry, Row
from replica.strange.site import StrangeSite

HIDDEN = "mozilla/readability#186"


def _all(name: str, source: str, tell: str, one: str, around: str = "{}") -> None:
    """A part in which each report is a form: {title}, {text}, {year}, {i}."""

    def make(site: StrangeSite) -> str:
        told = [
            one.format(
                title=escape(entry.title),
                text=site.skin.paragraphs(site.lines_of(entry)),
                year=entry.year,
                i=i,
            )
            for i, entry in enumerate(site.entries)
        ]
        return around.replace("{}", "\n".join(told))

    part("column", name, source, tell, readable=False)(make)


_all("details", HIDDEN, "details and summary", "<details><summary>{title}</summary>{text}</details>")
_all(
    "accordion",
    HIDDEN,
    "an accordion of divs, closed",
    '<div class="panel"><h4 class="panel-title" onclick="toggle({i})">{title}</h4>'
    '<div class="panel-body" style="display:none">{text}</div></div>',
)
_all(
    "tabs",
    HIDDEN,
    "tabs by year, the texts in panes",
    '<div class="tab-pane" id="y{year}"><h3>{title}</h3>{text}</div>',
    '<ul class="nav-tabs"></ul><div>{}</div>',
)
_all("open_text", "class: columns of text", "one text after another", "<h2>{title}</h2>{text}<hr>")
_all(
    "open_bold",
    "class: columns of text",
    "one text after another, titles in bold",
    '<p align="center"><b>{title}</b></p>{text}',
)
_all(
    "table",
    "class: columns of text",
    "a table of years and texts",
    "<tr><td>{year}</td><td>{title}<br>{text}</td></tr>",
    "<table>{}</table>",
)
_all(
    "list_items",
    "class: columns of text",
    "list items with the whole text",
    "<li><strong>{title}</strong><div>{text}</div></li>",
    "<ul>{}</ul>",
)


def _one(site: StrangeSite, entry: Entry) -> str:
    info = site.skin.info(entry.day.isoformat(), f"{site.place.name}司法局")
    return site.skin.article(entry.title, info, site.skin.paragraphs(site.lines_of(entry)), site.furniture())


def _rest(site: StrangeSite) -> str:
    rows = [
        Row(entry, entry.list_title, site.address(entry).written, site.address(entry).target)
        for entry in site.entries[1:]
    ]
    return f"<div class='history'><h4>往年报告</h4>{plain_items(rows)}</div>"


@part("column", "newest_open", "class: a report at the column's address")
def newest_open(site: StrangeSite) -> str:
    """the newest report stands in the column, links to the older ones below"""
    return _one(site, site.entries[0]) + _rest(site)


@part("column", "newest_beside", "class: a report at the column's address")
def newest_beside(site: StrangeSite) -> str:
    """links to the older ones at the side, the newest report in the middle"""
    return f'<div class="left">{_rest(site)}</div><div class="right">{_one(site, site.entries[0])}</div>'
