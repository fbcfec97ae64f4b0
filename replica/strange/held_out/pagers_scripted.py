"""Pagers of scripts: further libraries, names of functions and attributes, and ways to hide markup."""

from collections.abc import Callable
from urllib.parse import quote

from replica.strange.paging import addressed, linked, of_pages
from replica.strange.parts import HELD_OUT
from replica.strange.shapes import Pager
from replica.strange.site import StrangeSite

LIBRARIES = "class: libraries that draw pagers"
FUNCTIONS = "class: functions that turn pages"
Script = Callable[[StrangeSite, int, int], str]


def _scripted(name: str, source: str, form: str, tell: str) -> Callable[[Script], Script]:
    def register(script: Script) -> Script:
        def make(site: StrangeSite) -> Pager:
            return linked(site, form, lambda address, n, pages: script(site, n, pages))

        HELD_OUT.part("pager", name, source, tell)(make)
        return script

    return register


@_scripted("kkpager", LIBRARIES, "index_{n}.html", "kkpager.generPageHtml with getLink")
def kkpager(site: StrangeSite, n: int, pages: int) -> str:
    return f"""<div id="kkpager"></div><script>kkpager.generPageHtml({{pno:{n},total:{pages},
totalRecords:{len(site.entries)},hrefFormer:'index',hrefLatter:'.html',
getLink:function(n){{return n==1?'{site.column}':'{site.column}index_'+n+'.html';}}}});</script>"""


@_scripted("paging_init", LIBRARIES, "?pageno={n}", "new Paging().init with count and pagesize")
def paging_init(site: StrangeSite, n: int, pages: int) -> str:
    return f"""<div id="pt"></div><script>var p=new Paging();p.init({{target:'#pt',
pagesize:{len(site.chunks[0])},count:{len(site.entries)},current:{n},callback:function(page,size,count){{
window.location.href='{site.column}?pageno='+page;}}}});</script>"""


@_scripted("m_box", LIBRARIES, "list-{n}.html", "$('.M-box').pagination with totalData and showData")
def m_box(site: StrangeSite, n: int, pages: int) -> str:
    return f"""<div class="M-box"></div><script>$('.M-box').pagination({{totalData:{len(site.entries)},
showData:{len(site.chunks[0])},coping:true,current:{n},callback:function(api){{
window.location.href='{site.column}list-'+api.getCurrent()+'.html';}}}});</script>"""


@_scripted("page_num", LIBRARIES, "n{n}.html", "Page({num, startnum, callback})")
def page_num(site: StrangeSite, n: int, pages: int) -> str:
    return f"""<ul class="page" maxshowpageitem="5" id="page1"></ul><script>Page({{num:{pages},startnum:{n},
elem:$('#page1'),callback:function(k){{self.location="{site.column}n"+k+".html";}}}});</script>"""


@_scripted("bootpag", LIBRARIES, "?no={n}", "bootpag({total, page}).on('page')")
def bootpag(site: StrangeSite, n: int, pages: int) -> str:
    return f"""<div id="bp"></div><script>$('#bp').bootpag({{total:{pages},page:{n},maxVisible:5}})
.on("page",function(event,num){{document.location="{site.column}?no="+num;}});</script>"""


def _calls(call: str, n: int, pages: int) -> str:
    return "&nbsp;".join(f"<i>{k}</i>" if k == n else call.format(k=k) for k in range(1, pages + 1))


@_scripted("goto_page", FUNCTIONS, "index_{n}.htm", "javascript:gotopage('2')")
def goto_page(site: StrangeSite, n: int, pages: int) -> str:
    links = _calls("""<a href="javascript:gotopage('{k}')">[{k}]</a>""", n, pages)
    return links + f"<script>function gotopage(no){{top.location='{site.column}index_'+no+'.htm';}}</script>"


@_scripted("jump_to", FUNCTIONS, "?jump={n}", "javascript:jumpTo(2), the base in a variable")
def jump_to(site: StrangeSite, n: int, pages: int) -> str:
    links = _calls('<a href="javascript:jumpTo({k})">{k}</a>', n, pages)
    return f"""{links}<script>var base="{site.column}";
function jumpTo(k){{var url=base+"?jump="+k;window.location.assign(url);}}</script>"""


@_scripted("fanye", FUNCTIONS, "fy_{z}.html", "onclick=fanye(1) that counts from 0")
def fanye(site: StrangeSite, n: int, pages: int) -> str:
    links = "".join(f'<a href="#" onclick="fanye({k})">{k + 1}</a> ' for k in range(pages))
    return f"""{links}<script>function fanye(i){{
location.href=i>0?"{site.column}fy_"+i+".html":"{site.column}";}}</script>"""


@_scripted("change_page", FUNCTIONS, "c.jsp?pn={n}", "onclick=changePage(this,2)")
def change_page(site: StrangeSite, n: int, pages: int) -> str:
    links = _calls('<a href="javascript:;" onclick="changePage(this,{k})">{k}</a>', n, pages)
    return f"""{links}<script>function changePage(el,pn){{$(el).addClass("on");
location.href="{site.column}c.jsp?pn="+pn;}}</script>"""


@_scripted("template_literal", FUNCTIONS, "tpl_{n}.html", "a template literal in an arrow function")
def template_literal(site: StrangeSite, n: int, pages: int) -> str:
    links = _calls('<a href="javascript:pageGo({k})">{k}</a>', n, pages)
    return links + "<script>const pageGo=(k)=>{location.href=`" + site.column + "tpl_${k}.html`};</script>"


@_scripted("dataset_p", FUNCTIONS, "?pg={n}", "buttons with data-p and addEventListener")
def dataset_p(site: StrangeSite, n: int, pages: int) -> str:
    links = _calls('<button class="b" data-p="{k}">{k}</button>', n, pages)
    return f"""{links}<script>document.querySelectorAll('.b').forEach(function(b){{b.addEventListener('click',
function(e){{location.href='{site.column}?pg='+e.target.dataset.p;}});}});</script>"""


@_scripted("li_value", FUNCTIONS, "v{n}.html", "list items with value and a delegated click")
def li_value(site: StrangeSite, n: int, pages: int) -> str:
    links = _calls('<li value="{k}">{k}</li>', n, pages)
    return f"""<ol id="vp">{links}</ol><script>$("#vp").on("click","li",function(){{
window.location="{site.column}v"+this.value+".html";}});</script>"""


@_scripted("next_plus", FUNCTIONS, "?cur={n}", "后一页 calls a function that adds one to a hidden input")
def next_plus(site: StrangeSite, n: int, pages: int) -> str:
    return f"""<input type="hidden" id="cur" value="{n}"><input type="hidden" id="all" value="{pages}">
<a onclick="forward()">后一页</a><script>function forward(){{var c=parseInt($("#cur").val());
if(c<parseInt($("#all").val()))location.href="{site.column}?cur="+(c+1);}}</script>"""


def _hidden(name: str, tell: str, hide: Callable[[str], str], readable: bool = True) -> None:
    """A pager whose markup is written in code."""

    def make(site: StrangeSite) -> Pager:
        address = addressed(site, "w{n}.html")

        def html(n: int, pages: int) -> str:
            return hide("".join(f'<a href="{address(k)}">{k}</a>' for k in range(1, pages + 1)))

        pager = of_pages(address, html)
        return pager if readable else Pager(html, lambda request: None)

    HELD_OUT.part("pager", name, "class: pagers in code", tell, readable=readable)(make)


_hidden(
    "u_escapes",
    "document.write with \\u003c",
    lambda markup: (
        '<script>document.write("'
        + "".join(f"\\u{ord(c):04x}" if c in "<>\"'=" else c for c in markup)
        + '");</script>'
    ),
)
_hidden(
    "x_escapes",
    "innerHTML with \\x3c",
    lambda markup: (
        '<div id="xp"></div><script>document.getElementById("xp").innerHTML="'
        + "".join(f"\\x{ord(c):02x}" if not c.isalnum() else c for c in markup)
        + '";</script>'
    ),
)
_hidden(
    "uri_attribute",
    "URL-encoded in an attribute that a script unpacks",
    lambda markup: (
        f'<div class="pg" data-html="{quote(markup)}"></div>'
        "<script>$('.pg').each(function(){$(this).html(decodeURIComponent($(this).data('html')))})</script>"
    ),
)
_hidden(
    "char_codes",
    "String.fromCharCode",
    lambda markup: (
        "<script>document.write(String.fromCharCode(" + ",".join(str(ord(c)) for c in markup) + "))</script>"
    ),
    readable=False,
)


def _more(name: str, form: str, tell: str, html: Callable[[str, int], str]) -> None:
    """Rows that come bare: html(address of the second page's rows, pages)."""

    def make(site: StrangeSite) -> Pager:
        address = addressed(site, form)
        return of_pages(address, lambda n, pages: html(address(2), pages), bare=True)

    HELD_OUT.part("pager", name, "class: buttons for more", tell)(make)


_more(
    "more_data_load",
    "part_{n}.html",
    "更多内容 with data-load",
    lambda second, pages: (
        f'<a class="btn-more" data-load="{second}" data-total="{pages}">更多内容</a>'
        "<script>$('.btn-more').click(function(){var u=$(this).data('load');$.get(u,function(t){$("
        "'ul').append(t)});"
        "$(this).data('load',u.replace(/\\d+/,function(d){return +d+1}));});</script>"
    ),
)
_more(
    "more_fetch",
    "rows/{n}",
    "展开更多, fetch of an address with a number",
    lambda second, pages: (
        '<div id="m" onclick="grow()">展开更多</div><script>var k=1;async function grow(){k+=1;'
        f"if(k>{pages})return;let r=await fetch('{second[:-1]}'+k);"
        "document.querySelector('ul').innerHTML+=await r.text();}</script>"
    ),
)
