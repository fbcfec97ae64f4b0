"""Pagers that are drawn or followed by a script in the page; the addresses follow from its text."""

import base64
from urllib.parse import quote

from replica.strange.paging import Address, addressed, linked, of_pages
from replica.strange.parts import part
from replica.strange.shapes import Pager
from replica.strange.site import StrangeSite

LAYUI = "layui/layui#409"
JQUERY = "keenwon/jqPaginator#28"
CODED = "class: pagers in code (seen at a provincial department)"


@part("pager", "layui", LAYUI)
def layui(site: StrangeSite) -> Pager:
    """layui.laypage.render with count and limit; jump names the address"""
    return linked(
        site,
        "index_{n}.html",
        lambda address, n, pages: (
            f"""<div id="lay"></div><script>layui.use(['laypage'],function(){{
var laypage=layui.laypage;laypage.render({{elem:'lay',count:{len(site.entries)},limit:{len(site.chunks[0])},
curr:{n},layout:['count','prev','page','next'],jump:function(obj,first){{
if(!first){{window.location.href='{site.column}index_'+obj.curr+'.html';}}}}}});}});</script>"""
        ),
    )


@part("pager", "laypage_old", LAYUI)
def laypage_old(site: StrangeSite) -> Pager:
    """the old laypage({cont, pages, curr, jump}) by a query"""
    return linked(
        site,
        "?p={n}",
        lambda address, n, pages: (
            f"""<div id="page11"></div><script>laypage({{cont:'page11',pages:{pages},
curr:function(){{var page=location.search.match(/p=(\\d+)/);return page?page[1]:1;}}(),
jump:function(e,first){{if(!first){{location.href='?p='+e.curr;}}}}}});</script>"""
        ),
    )


@part("pager", "jq_paginator", JQUERY)
def jq_paginator(site: StrangeSite) -> Pager:
    """jqPaginator with totalPages and onPageChange"""
    return linked(
        site,
        "list_{n}.html",
        lambda address, n, pages: (
            f"""<ul id="pg"></ul><script>$('#pg').jqPaginator({{totalPages:{pages},visiblePages:5,
currentPage:{n},onPageChange:function(num,type){{if(type=='change'){{
document.location.href="{site.column}list_"+num+".html";}}}}}});</script>"""
        ),
    )


@part("pager", "jquery_pagination", JQUERY)
def jquery_pagination(site: StrangeSite) -> Pager:
    """$(…).pagination(total, {items_per_page, link_to}); __id__ counts from 0"""
    return linked(
        site,
        "?pageIndex={z}",
        lambda address, n, pages: (
            f"""<div id="Pagination"></div><script>$("#Pagination").pagination(
{len(site.entries)},{{items_per_page:{len(site.chunks[0])},current_page:{n - 1},prev_text:"上一页",
next_text:"下一页",link_to:"{site.column}?pageIndex=__id__",callback:function(){{return true;}}}});</script>"""
        ),
    )


def _links(n: int, pages: int, call: str) -> str:
    return " ".join(f"<b>{k}</b>" if k == n else call.format(k=k) for k in range(1, pages + 1))


@part("pager", "go_page", "class: javascript:goPage(n)")
def go_page(site: StrangeSite) -> Pager:
    """javascript:goPage(n) and the function in the page"""
    return linked(
        site,
        "index_{n}.html",
        lambda address, n, pages: (
            _links(n, pages, '<a href="javascript:goPage({k})">{k}</a>')
            + f'<script>function goPage(n){{window.location.href="{site.column}index_"+n+".html";}}</script>'
        ),
    )


@part("pager", "to_page_onclick", "projectdiscovery/katana#1623")
def to_page_onclick(site: StrangeSite) -> Pager:
    """href=# with onclick=toPage(n), which begins to count at 0"""
    return linked(
        site,
        "list_{z}.html",
        lambda address, n, pages: (
            _links(n, pages, '<a href="#" onclick="toPage({k});return false;">{k}</a>')
            + "<script>function toPage(p){var i=p-1;"
            + f"if(i==0){{location='{site.column}';}}"
            + f"else{{location='{site.column}list_'+i+'.html';}}}}</script>"
        ),
    )


@part("pager", "turn_next", "class: javascript:goPage(n)")
def turn_next(site: StrangeSite) -> Pager:
    """下一页 calls a function without arguments that adds one to a variable"""
    return linked(
        site,
        "?currentPage={n}",
        lambda address, n, pages: (
            f"""<a href="javascript:void(0)" onclick="nextPage()">下一页</a>
<script>var currentPage={n},totalPage={pages};
function nextPage(){{if(currentPage<totalPage){{
location.href="{site.column}?currentPage="+(currentPage+1);}}}}</script>"""
        ),
    )


@part("pager", "button_data_page", "class: buttons with data-page")
def button_data_page(site: StrangeSite) -> Pager:
    """buttons with data-page and a script that makes the query of it"""
    return linked(
        site,
        "?page={n}",
        lambda address, n, pages: (
            _links(n, pages, '<button class="pg" data-page="{k}">{k}</button>')
            + "<script>$('.pg').click(function(){location.search='?page='+$(this).data('page');});</script>"
        ),
    )


@part("pager", "create_page", "class: pagers drawn by a call with numbers")
def create_page(site: StrangeSite) -> Pager:
    """createPageHTML with stem and ending, and its function in the page"""
    return linked(
        site,
        "index_{z}.html",
        lambda address, n, pages: (
            f"""<script>function createPageHTML(c,i,s,e){{if(i<c-1)
document.write('<a href="'+s+'_'+(i+1)+'.'+e+'">下一页</a>');}}
createPageHTML({pages},{n - 1},"index","html");</script>"""
        ),
    )


def _coded(site: StrangeSite) -> Address:
    return addressed(site, "{n}.html")


def _markup(address: Address, n: int, pages: int, total: int) -> str:
    links = " ".join(f'<a href="{address(k)}">{k}</a>' for k in range(1, pages + 1))
    return f'<a class="a1">{total}条</a> {links} <a href="{address(min(n + 1, pages))}">下一页</a>'


@part("pager", "base64", CODED)
def base64_pager(site: StrangeSite) -> Pager:
    """the pager's markup in Base64, unpacked by a script"""
    address = _coded(site)

    def html(n: int, pages: int) -> str:
        code = base64.b64encode(_markup(address, n, pages, len(site.entries)).encode()).decode()
        return (
            f'<div id="fy">{code}</div><script>var d=document.getElementById("fy");'
            "d.innerHTML=decodeURIComponent(escape(window.atob(d.innerHTML)));</script>"
        )

    return of_pages(address, html)


@part("pager", "base64_quoted", CODED)
def base64_quoted(site: StrangeSite) -> Pager:
    """the pager's markup URL-encoded, and that in Base64, in a script's variable"""
    address = _coded(site)

    def html(n: int, pages: int) -> str:
        code = base64.b64encode(quote(_markup(address, n, pages, len(site.entries))).encode()).decode()
        return (
            f'<div class="pages"></div><script>$(".pages").html(decodeURIComponent(atob("{code}")));</script>'
        )

    return of_pages(address, html)


@part("pager", "unescape", CODED)
def unescape(site: StrangeSite) -> Pager:
    """document.write(unescape('%3Ca…'))"""
    address = _coded(site)

    def html(n: int, pages: int) -> str:
        links = " ".join(f'<a href="{address(k)}">{k}</a>' for k in range(1, pages + 1))
        return f"<script>document.write(unescape('{quote(links)}'))</script>"

    return of_pages(address, html)


@part("pager", "load_more", "imranhsayed/aquila#73")
def load_more(site: StrangeSite) -> Pager:
    """加载更多: a button with the address of the next rows, which come bare"""
    address = addressed(site, "more.do?page={n}")

    def html(n: int, pages: int) -> str:
        return (
            f'<button id="more" data-page="2" data-max="{pages}" '
            f'data-url="{site.column}more.do?page=">加载更多</button>'
            '<script>var p=2;$("#more").click(function(){$.get($(this).data("url")+p,function(d){'
            '$(".list").append(d);p++;});});</script>'
        )

    return of_pages(address, html, bare=True)


@part("pager", "load_more_script", "webrecorder/browsertrix#1384")
def load_more_script(site: StrangeSite) -> Pager:
    """查看更多 whose address stands only in the script"""
    address = addressed(site, "rows?pageNo={n}&pageSize=5")

    def html(n: int, pages: int) -> str:
        return f"""<div class="load-more" onclick="more()">查看更多</div><script>
var no=1,total={pages};function more(){{if(no>=total)return;no++;
$.get("{site.column}rows?pageNo="+no+"&pageSize=5",function(html){{$("ul").append(html)}});}}</script>"""

    return of_pages(address, html, bare=True)
