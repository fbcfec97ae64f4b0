"""TRS as 邯郸 and its districts run it: catalogue tables, `->` in the breadcrumb, 【信息时间:…】."""

from replica.dialects import furniture, trs
from replica.dialects.base import Dialect
from replica.holdings import Document
from replica.site import Column
from replica.web import VIEWS, Routes, escape


class TrsHandan(Dialect):
    """The 邯郸 template."""

    separator = "-&gt;"
    here = "当前位置:"

    def document_path(self, document: Document) -> str:
        return trs.document_path(document)

    def file_link(self, document: Document) -> str:
        return trs.file_link(document)

    def file_anchor(self, document: Document) -> str:
        return trs.file_anchor(document)

    def list_pages(self, column: Column) -> Routes:
        return trs.list_pages(self, column, self._list)

    def _list(self, column: Column, documents: list[Document], number: int, count: int) -> str:
        rows = "".join(self._row(column, document) for document in documents)
        main = (
            f'<div class="wz">{self.breadcrumb(column)}</div>\n'
            '<div class="szbmtclb"><table width="100%"><tr class="bt"><td>名称</td><td>索引号</td>'
            f"<td>发布机构</td><td>发布日期</td></tr>\n{rows}</table></div>\n"
            f'<div class="fanye"><script type="text/javascript">\nvar countPage={count}; var currentPage={number - 1};\n'
            'var nextPage=currentPage+1; if(nextPage<countPage){document.write("<a href=\\"index_"+nextPage+'
            '".html\\">下一页</a>");}\n</script></div>'
        )
        return self.shell(column.name, main, column)

    def _row(self, column: Column, document: Document) -> str:
        day = document.listed_on
        index = document.index_number or f"{self.site.site_code[:6]}/{day:%Y}-{document.number % 100000:05d}"
        publisher = document.publisher or f"{self.site.issuer}办公室"
        return (
            f'<tr><td><a href="{trs.relative(column, document)}" title="{escape(document.list_title)}" '
            f'target="_blank">{escape(furniture.short(document.list_title))}</a></td><td>{index}</td>'
            f"<td>{publisher}</td><td>{day.isoformat()}</td></tr>\n"
        )

    def document_page(self, document: Document) -> str:
        column = self.columns[document.column]
        lines = self.body(document, lambda line: f"<p>　　{escape(line)}</p>")
        published = document.published_at
        dated = f"【信息时间:{published:%Y-%m-%d}】" if published else ""
        main = (
            f'<div class="wz">{self.breadcrumb(column)}</div>\n'
            f'<div class="xxsj">{dated} {furniture.font_size_buttons("【字体:")} '
            f'<a href="javascript:window.print()">【打印】</a> 浏览次数:<span>{VIEWS}</span></div>\n'
            f'<h1 class="Article_bt">{furniture.title_html(document)}</h1>\n'
            '<div class="TRS_Editor"><style type="text/css">.TRS_Editor P{line-height:2;font-size:12pt;}</style>\n'
            f"{lines}</div>\n"
            f"{furniture.share_bar()}{furniture.qr_code()}{self.around(document)}"
        )
        return self.shell(document.list_title, main, column, document)

    def shell(self, title: str, main: str, column: Column | None, document: Document | None = None) -> str:
        site = self.site
        name = f"{site.name}人民政府"
        edition = document.furniture if document else 1
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{escape(f"{title}_{name}" if title else name)}</title>
{furniture.meta_tags(site, column, document)}
<link href="/images/gszbm.css" rel="stylesheet" type="text/css" />
<script type="text/javascript" src="/images/jquery.min.js"></script>
</head>
<body>
{furniture.accessibility_bar()}
<div class="logo"><a href="/">{name}</a></div>
<ul class="dh"><li><a href="/">首页</a></li>{self.menu()}</ul>
{main}
{furniture.footer(site, edition)}
<script type="text/javascript">document.write(unescape("%3Cscript src='/images/tj.js'%3E%3C/script%3E"));</script>
</body>
</html>
"""
