"""gkmlpt, the disclosure catalogue of 广东: one catalogue a unit under its own prefix, lists as JSON.

`<unit>/gkmlpt/index` is a shell whose script holds _CONFIG with SID and TREE; the list API is
`<unit>/gkmlpt/api/all/<column>?page=N&sid=SID`, 100 a page, page 0 the same as page 1, column 0 all columns.
Pages show no number of visits: 浏览次数 is a dash until a script fills it.
"""

import json
from datetime import date, datetime, time, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING, Any

from replica.dialects import furniture
from replica.holdings import Document
from replica.site import Column
from replica.web import Request, Response, Routes, escape, page

if TYPE_CHECKING:
    from replica.dialects.base import Dialect

ROWS = 100
SID = "759023"
CHINA = timezone(timedelta(hours=8))


def is_catalogue(path: str) -> bool:
    return "/gkmlpt/" in path


def _unit(path: str) -> str:
    """`/ljssfj/gkmlpt` of any path below it."""
    return path[: path.index("/gkmlpt/") + len("/gkmlpt")]


def index_path(path: str) -> str:
    """The address of the shell page of the unit that a column belongs to."""
    return f"{_unit(path)}/index"


def _column_id(column: Column) -> int:
    return int(column.path.rsplit("/", 1)[1])


def document_path(document: Document) -> str:
    number = document.number
    return f"{_unit(document.column)}/content/{number // 1_000_000}/{number // 1000}/post_{number}.html"


def list_pages(dialect: "Dialect", column: Column) -> Routes:
    """The list API of one column; which page is asked for is in the query."""
    answer = partial(_list, dialect, column.name, _column_id(column), dialect.listed(column))
    return {f"{_unit(column.path)}/api/all/{_column_id(column)}": answer}


def list_links(dialect: "Dialect", column: Column) -> list[str]:
    """The API links of all pages of a column."""
    count = -(-len(dialect.listed(column)) // ROWS)
    api = f"{_unit(column.path)}/api/all/{_column_id(column)}"
    return [f"{api}?page={number}&sid={SID}" for number in range(1, count + 1)]


def unit_pages(dialect: "Dialect", index: Column) -> Routes:
    """A unit's shell page and the API of its column 0, which lists everything."""
    columns = _below(dialect, index.path)
    everything = [document for column in columns for document in dialect.listed(column)]
    everything.sort(key=lambda document: (document.listed_on, document.number), reverse=True)
    unit = _unit(index.path)
    shell = partial(_shell_page, dialect, index)
    return {
        index.path: shell,
        f"{unit}/": shell,
        f"{unit}/api/all/0": partial(_list, dialect, "全部", 0, everything),
    }


def _below(dialect: "Dialect", path: str) -> list[Column]:
    """All columns below one, at any depth."""
    found = dialect.children(path)
    return [*found, *(column for child in found for column in _below(dialect, child.path))]


def _list(dialect: "Dialect", name: str, column_id: int, found: list[Document], request: Request) -> Response:
    if request.query.get("sid") != SID:
        found = []
    asked = request.query.get("page", "1")
    number = max(int(asked), 1) if asked.isdecimal() else 1
    articles = [_article(dialect, document) for document in found[(number - 1) * ROWS : number * ROWS]]
    classify = {"id": column_id, "name": name, "post_count": len(found)}
    reply = {"classify": classify, "total": len(found), "articles": articles}
    return Response(200, json.dumps(reply, ensure_ascii=False).encode(), "application/json")


def _epoch(day: date) -> int:
    """Midnight in China."""
    return int(datetime.combine(day, time(), CHINA).timestamp())


def _article(dialect: "Dialect", document: Document) -> dict[str, Any]:
    signed = document.signed_on or document.listed_on
    return {
        "id": document.number,
        "title": document.list_title,
        "identifier": document.index_number or "",
        "document_number": document.doc_number or "",
        "publisher": document.publisher or "",
        "keywords": "",
        "abstract": "",
        "date": _epoch(signed),
        "created_at": f"{document.listed_on.isoformat()} 10:00:00",
        "first_publish_time": _epoch(document.listed_on) + 36000,
        "display_publish_time": _epoch(document.listed_on) + 36000,
        "classify_main": int(document.column.rsplit("/", 1)[1]),
        "classify_main_name": dialect.columns[document.column].name,
        "is_expired": 0,
        "is_abolished": 0,
        "url": dialect.absolute(document_path(document)),
        "post_url": "",
        "attachment": [],
    }


def _config(dialect: "Dialect", index: Column, tree: list[dict[str, Any]], detail: str = "") -> str:
    """The script that carries _CONFIG: an object literal, not JSON."""
    return (
        "<script>window._CONFIG = {\n"
        f"  BASE_URL: '{_unit(index.path)}', SITE_NAME: '{index.name}',\n"
        f"  SID:'{SID}', SERVICE_AREA_ID: {dialect.site.adcode},\n"
        f"  TREE:{json.dumps(tree, ensure_ascii=False)},{detail}\n"
        "  PAGE_SIZE: 20\n};</script>"
    )


def _tree(dialect: "Dialect", index: Column) -> list[dict[str, Any]]:
    guide = {"id": 90, "name": "政府信息公开指南", "children": [], "jump_url": "/zwgk/zfxxgk/"}
    return [{"id": 1, "name": "法定主动公开内容", "children": _nodes(dialect, index), "jump_url": ""}, guide]


def _nodes(dialect: "Dialect", above: Column) -> list[dict[str, Any]]:
    return [
        {"id": _column_id(column), "name": column.name, "children": _nodes(dialect, column), "jump_url": ""}
        for column in dialect.children(above.path)
    ]


def _shell_page(dialect: "Dialect", index: Column, request: Request) -> Response:
    main = (
        f'{_config(dialect, index, _tree(dialect, index))}\n<div id="app"></div>\n'
        '<noscript>请启用 JavaScript 后访问。</noscript>\n<script src="/gkmlpt/gkml/pc/js/chunk-common.4f1c.js"></script>'
    )
    return page(_whole(dialect, index.name, main))


def document_page(dialect: "Dialect", document: Document) -> str:
    """A detail page: eight labels in a table, then the text, which is once more in _CONFIG.DETAIL."""
    column = dialect.columns[document.column]
    index = dialect.columns[index_path(column.path)]
    title = furniture.title_html(document)
    repeated = "title_repeated_in_text" in document.defects
    pasted = f'<p style="text-align: center;">{title}</p>' if repeated else ""
    lines = dialect.body(document, lambda line: f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{escape(line)}</p>")
    content = f"{pasted}\n{lines}"
    escaped = json.dumps(content, ensure_ascii=False).replace("<", "\\u003C").replace(">", "\\u003E")
    detail = f'\n  DETAIL:{{"id":{document.number},content:{escaped}}},'
    published = document.published_at.strftime("%Y-%m-%d") if document.published_at else ""
    main = (
        f"{_config(dialect, index, _tree(dialect, index), detail)}\n"
        f'<div class="mainbox"><div class="sitename">{_site_line(dialect, index)}</div>\n{_table(document, published)}\n'
        f'<div class="tools"><a href="javascript:window.print()">【打印】</a> {furniture.font_size_buttons()}</div>\n'
        f'<h1 class="title">{title}</h1>\n'
        f'<div class="date-row">发布日期：{published}　浏览次数：<span>-</span></div>\n'
        f'<div class="article-content">\n{content}\n</div>\n{dialect.around(document)}</div>'
    )
    return _whole(dialect, "".join(document.title), main, document)


def _site_line(dialect: "Dialect", index: Column) -> str:
    """Whose catalogue it is, from the city down."""
    site = dialect.site
    city = site.name.removesuffix(site.place)
    return f"{city}{index.name}" if site.place in index.name else f"{site.name}{index.name}"


def _table(document: Document, published: str) -> str:
    signed = document.signed_on.isoformat() if document.signed_on else ""
    cells = (
        ("索引号:", document.index_number or "", "分类:", ""),
        ("发布机构:", document.publisher or "", "成文日期:", signed),
        ("名称:", "".join(document.title), None, ""),
        ("文号:", document.doc_number or "", "发布日期:", published),
        ("主题词:", "", None, ""),
    )
    rows = ""
    for label, value, second, second_value in cells:
        more = f"<td>{second}</td><td>{second_value}</td>" if second else ""
        rows += f'<tr><td class="first">{label}</td><td>{escape(value)}</td>{more}</tr>'
    return f'<table class="table-bordered">{rows}</table>'


def _whole(dialect: "Dialect", title: str, main: str, document: Document | None = None) -> str:
    edition = document.furniture if document else 1
    tags = furniture.meta_tags(dialect.site, None, document)
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{escape(title)}</title>
{tags}
</head>
<body>
<div class="top"><a>无障碍</a>　<a>长者助手</a>　<a>我的收藏</a>　<a>收藏</a></div>
<div class="menu"><a href="/zwgk/zfxxgk/">政府信息公开</a>　<a href="/zwgk/zfwj/">规章库</a></div>
{main}
{furniture.footer(dialect.site, edition)}
</body>
</html>
"""
