"""Columns that hold the reports themselves, without pages of their own."""

from html import escape

from replica.strange.parts import FIRST, Parts, part
from replica.strange.render import plain_items
from replica.strange.shapes import Entry, Row
from replica.strange.site import StrangeSite

HIDDEN = "mozilla/readability#186"


def texts(name: str, source: str, tell: str, one: str, around: str = "{}", into: Parts = FIRST) -> None:
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

    into.part("column", name, source, tell, readable=False)(make)


texts("details", HIDDEN, "details and summary", "<details><summary>{title}</summary>{text}</details>")
texts(
    "accordion",
    HIDDEN,
    "an accordion of divs, closed",
    '<div class="panel"><h4 class="panel-title" onclick="toggle({i})">{title}</h4>'
    '<div class="panel-body" style="display:none">{text}</div></div>',
)
texts(
    "tabs",
    HIDDEN,
    "tabs by year, the texts in panes",
    '<div class="tab-pane" id="y{year}"><h3>{title}</h3>{text}</div>',
    '<ul class="nav-tabs"></ul><div>{}</div>',
)
texts("open_text", "class: columns of text", "one text after another", "<h2>{title}</h2>{text}<hr>")
texts(
    "open_bold",
    "class: columns of text",
    "one text after another, titles in bold",
    '<p align="center"><b>{title}</b></p>{text}',
)
texts(
    "table",
    "class: columns of text",
    "a table of years and texts",
    "<tr><td>{year}</td><td>{title}<br>{text}</td></tr>",
    "<table>{}</table>",
)
texts(
    "list_items",
    "class: columns of text",
    "list items with the whole text",
    "<li><strong>{title}</strong><div>{text}</div></li>",
    "<ul>{}</ul>",
)


def open_report(site: StrangeSite, entry: Entry) -> str:
    info = site.skin.info(entry.day.isoformat(), f"{site.place.name}司法局")
    return site.skin.article(entry.title, info, site.skin.paragraphs(site.lines_of(entry)), site.furniture())


def older(site: StrangeSite) -> str:
    rows = [
        Row(entry, entry.list_title, site.address(entry).written, site.address(entry).target)
        for entry in site.entries[1:]
    ]
    return f"<div class='history'><h4>往年报告</h4>{plain_items(rows)}</div>"


@part("column", "newest_open", "class: a report at the column's address")
def newest_open(site: StrangeSite) -> str:
    """the newest report stands in the column, links to the older ones below"""
    return open_report(site, site.entries[0]) + older(site)


@part("column", "newest_beside", "class: a report at the column's address")
def newest_beside(site: StrangeSite) -> str:
    """links to the older ones at the side, the newest report in the middle"""
    return (
        f'<div class="left">{older(site)}</div><div class="right">{open_report(site, site.entries[0])}</div>'
    )
