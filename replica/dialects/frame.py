"""What most platforms' templates share: the whole page, the tree beside a list, list rows, the article.

Class names and markup follow the site's skin (Look.skin, 0 to 3), so that two sites on one platform look
alike and are not.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from replica.dialects import furniture
from replica.holdings import Document
from replica.site import Column
from replica.web import VIEWS, escape

if TYPE_CHECKING:
    from replica.dialects.base import Dialect

# How the info line writes the moment of publishing, by skin.
MOMENTS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y年%m月%d日 %H:%M", "%Y/%m/%d %H:%M:%S")
DOCTYPES = (
    "<!DOCTYPE html>",
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
    "<!doctype html>",
    "<!DOCTYPE HTML>",
)
# The banner of skin 2 has a clock that stopped when the page was last generated.
BANNERS = ("", "", "<span>今天是 2024年10月23日 星期三</span>", "<span>网站支持IPv6</span>")
TITLES = (
    '<h1 class="title">{}</h1>',
    '<div class="bt">{}</div>',
    "<h2>{}</h2>",
    '<h1 class="xl-title">{}</h1>',
)


def frame(
    dialect: "Dialect",
    title: str,
    main: str,
    column: Column | None,
    document: Document | None = None,
    head: str = "",
    foot: str = "",
) -> str:
    """A whole page; head goes into <head>, foot before </body>."""
    site = dialect.site
    skin = site.look.skin
    name = f"{site.name}人民政府"
    return f"""{DOCTYPES[skin]}
<html>
<head>
<meta charset="utf-8">
<title>{escape(f"{title}_{name}" if title else name)}</title>
{furniture.meta_tags(site, column, document)}
{head}
<link rel="stylesheet" href="/images/style{skin}.css">
</head>
<body>
{furniture.accessibility_bar()}
<div class="header"><a href="/">{name}</a>{BANNERS[skin]}</div>
<div class="nav"><ul><li><a href="/">首页</a></li>{dialect.menu()}</ul></div>
{main}
{furniture.footer(site, document.furniture if document else 1)}
{foot}
</body>
</html>
"""


def beside(dialect: "Dialect", column: Column) -> str:
    """The tree beside a list: at each level down to this column, what is beside it, then what is below."""
    trail = [column.path]
    while (above := dialect.columns.get(trail[0])) and above.parent:
        trail.insert(0, above.parent)
    levels = "".join(f"<ul>{dialect.menu(path)}</ul>" for path in trail)
    return f'<div class="left_menu">{levels}</div>'


def rows(dialect: "Dialect", documents: list[Document], link: Callable[[Document], str]) -> str:
    """The items of a list."""
    skin = dialect.site.look.skin
    items = "".join(_row(dialect, document, link(document), skin) for document in documents)
    if skin == 1:
        return f'<table class="list_table" width="100%">{items}</table>'
    return f'<div class="list">{items}</div>' if skin == 2 else f'<ul class="newsList">{items}</ul>'


def _row(dialect: "Dialect", document: Document, href: str, skin: int) -> str:
    title, day = document.list_title, document.listed_on.strftime(dialect.site.look.day)
    whole, cut = escape(title), escape(furniture.short(title, 30))
    if skin == 1:
        return (
            f'<tr><td><a href="{href}" title="{whole}" target="_blank">{cut}</a></td>'
            f'<td width="90">{day}</td></tr>\n'
        )
    if skin == 2:
        return f'<div class="item"><em>{day}</em><a href="{href}" target="_blank">{whole}</a></div>\n'
    if skin == 3:
        return f'<li><span class="rq">[{day}]</span><a href="{href}" title="{whole}"><i></i>{cut}</a></li>\n'
    return f'<li><a href="{href}" title="{whole}">{cut}</a><span>{day}</span></li>\n'


def listing(dialect: "Dialect", column: Column, items: str, pager: str) -> str:
    """The main part of a list page."""
    return (
        f'<div class="position">{dialect.breadcrumb(column)}</div>\n{beside(dialect, column)}\n'
        f'<div class="right_con">\n{items}\n<div class="page">{pager}</div></div>'
    )


def article(
    dialect: "Dialect",
    document: Document,
    open_text: str,
    close_text: str,
    above: str = "",
    info: str = "",
    mark: str = "{}",
) -> str:
    """The main part of an article.

    above is before the title, info in place of the usual info line; mark wraps the title's words.
    """
    column = dialect.columns[document.column]
    skin = dialect.site.look.skin
    lines = dialect.body(document, paragraph(skin))
    title = mark.format(furniture.title_html(document))
    return (
        f'<div class="position">{dialect.breadcrumb(column)} &gt; 正文</div>\n{above}'
        f"{TITLES[skin].format(title)}\n{info or info_line(dialect, document)}\n"
        f"{open_text}\n{lines}\n{close_text}\n"
        f"{furniture.share_bar()}{furniture.qr_code()}{dialect.around(document)}"
    )


def info_line(dialect: "Dialect", document: Document) -> str:
    published = document.published_at
    moment = published.strftime(MOMENTS[dialect.site.look.skin]) if published else ""
    source = escape(document.source or "")
    return (
        f'<div class="info"><span>发布时间：{moment}</span>　<span>来源：{source}</span>　'
        f"<span>浏览次数：{VIEWS}</span>　{furniture.font_size_buttons()}"
        '<a href="javascript:window.print()">【打印】</a></div>'
    )


def paragraph(skin: int) -> Callable[[str], str]:
    """How the editor of this skin writes a paragraph."""
    opening = (
        '<p style="text-indent: 2em;">',
        "<p>　　",
        '<p><span style="font-family: 仿宋; font-size: 16pt;">',
        '<p style="text-indent:32pt;line-height:28pt">',
    )[skin]
    closing = "</span></p>" if skin == 2 else "</p>"
    return lambda line: f"{opening}{escape(line)}{closing}"


def metadata(document: Document, opening: str, pair: str, closing: str) -> str:
    """The catalogue's labels and values, for pages that have an index number; pair has {label} and
    {value}."""
    if not document.index_number:
        return ""
    published = f"{document.published_at or document.listed_on:%Y-%m-%d}"
    cells = (
        ("索引号", document.index_number),
        ("主题分类", "综合政务"),
        ("发布机构", document.publisher or ""),
        ("成文日期", document.signed_on.isoformat() if document.signed_on else ""),
        ("文号", document.doc_number or ""),
        ("发布日期", published),
    )
    pairs = "".join(pair.format(label=label, value=escape(value)) for label, value in cells)
    return f"{opening}{pairs}{closing}\n"


def pager(number: int, count: int, name: Callable[[int], str], total: int = 0) -> str:
    """Links to the neighbouring pages and to the last, with the count of pages, and of items where known."""
    items = f"共{total}条 " if total else ""
    if count == 1:
        return f"{items}共1页"
    links = [f'<a href="{name(1)}">首页</a>'] if number > 1 else []
    around = range(max(1, number - 2), min(count, number + 2) + 1)
    links += [f"<span>{n}</span>" if n == number else f'<a href="{name(n)}">{n}</a>' for n in around]
    if number < count:
        links += [
            f'<a href="{name(number + 1)}" class="next">下一页</a>',
            f'<a href="{name(count)}">尾页</a>',
        ]
    return f"{' '.join(links)} {items}共{count}页"
