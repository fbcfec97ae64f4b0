"""The home page and the navigation of a portal as crowded as real ones: 60 to 150 links."""

from replica.dialects import furniture
from replica.dialects.pages import Pages
from replica.site import Column
from replica.web import escape

# Boxes of news on the home page, and how many lines each has.
BOXES = 6
LINES = 8
SERVICES = (
    ("国务院部门", "http://www.gov.cn/"),
    ("政务服务网", "https://gjzwfw.www.gov.cn/"),
    ("全国人大", "http://www.npc.gov.cn/"),
    ("信用中国", "https://www.creditchina.gov.cn/"),
    ("国家政务服务投诉与建议", "https://tousu.www.gov.cn/"),
    ("政府采购网", "http://www.ccgp.gov.cn/"),
)


def navigation(dialect: Pages) -> str:
    """The items of the menu on top, in the site's own manner."""
    nav = dialect.site.look.nav
    items = []
    for column in dialect.children(""):
        link = _picture(dialect, column) if nav == "images" else _link(dialect, column)
        below = dialect.children(column.path)
        if nav == "dropdown" and below:
            inner = "".join(f"<li>{_link(dialect, child)}</li>" for child in below)
            link += f'<ul class="sub">{inner}</ul>'
        items.append(f"<li>{link}</li>")
    return "".join(items)


def home(dialect: Pages) -> str:
    """The main part of the home page: boxes of news, of columns, services and friends."""
    parts = [_news(dialect, column) for column in _busiest(dialect)]
    if dialect.site.look.nav in ("blocks", "images"):
        parts += [_box(dialect, column) for column in dialect.children("")]
    services = "".join(f'<li><a href="{url}" target="_blank">{name}</a></li>' for name, url in SERVICES)
    friends = "".join(
        f'<option value="{url}">{name}</option>'
        if dialect.site.look.skin == 1
        else f'<a href="{url}">{name}</a>'
        for name, url in dialect.site.look.neighbours
    )
    return (
        f'<div class="main">{"".join(parts)}<div class="fw"><h3>便民服务</h3><ul>{services}</ul></div></div>\n'
        f'<div class="yqlj"><span>友情链接</span>{friends}</div>'
    )


def _link(dialect: Pages, column: Column) -> str:
    return f'<a href="{dialect.column_path(column)}">{column.name}</a>'


def _picture(dialect: Pages, column: Column) -> str:
    """A link whose words are in an attribute of its picture or of its own."""
    words = f'alt="{column.name}"' if dialect.site.look.skin % 2 else f'alt="" title="{column.name}"'
    return (
        f'<a href="{dialect.column_path(column)}"><img src="/images/nav_{len(column.path)}.png" {words}></a>'
    )


def _busiest(dialect: Pages) -> list[Column]:
    columns = sorted(dialect.site.columns, key=lambda column: -column.notices)
    return columns[:BOXES]


def _news(dialect: Pages, column: Column) -> str:
    found = [document for document in dialect.listed(column) if document.kind == "everyday"]
    lines = "".join(
        f'<li><a href="{dialect.document_path(document)}" title="{escape(document.list_title)}">'
        f"{escape(furniture.short(document.list_title))}</a><span>{document.listed_on:%m-%d}</span></li>\n"
        for document in found[:LINES]
    )
    return (
        f'<div class="box"><h3>{_link(dialect, column)}<a href="{dialect.column_path(column)}" class="more">'
        f"更多&gt;&gt;</a></h3><ul>{lines}</ul></div>\n"
    )


def _box(dialect: Pages, column: Column) -> str:
    inner = "".join(f"<li>{_link(dialect, child)}</li>" for child in dialect.children(column.path))
    return f'<dl class="lm"><dt>{column.name}</dt><dd><ul>{inner}</ul></dd></dl>\n' if inner else ""
