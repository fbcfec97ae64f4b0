"""Pagers that post: forms and postbacks; and lists that come from a call of a script."""

from collections.abc import Callable, Sequence

from replica.strange.paging import never, posted
from replica.strange.parts import part
from replica.strange.shapes import Pager, Row
from replica.strange.site import StrangeSite

POSTBACK = "scrapy/scrapy#3114"
VIEWSTATE = "/wEPDwUKLTI5NTQzMTQ0NmRkP3Qn1b0Jx7sKc0l2mWZ5Yw=="


def _fields() -> str:
    return (
        '<input type="hidden" name="__EVENTTARGET" value=""><input type="hidden" '
        'name="__EVENTARGUMENT" value="">'
        f'<input type="hidden" name="__VIEWSTATE" value="{VIEWSTATE}">'
        '<input type="hidden" name="__EVENTVALIDATION" value="/wEWAgL+raDpAgKM54rGBg==">'
        "<script>var theForm=document.forms['form1'];function __doPostBack(t,"
        "a){theForm.__EVENTTARGET.value=t;"
        "theForm.__EVENTARGUMENT.value=a;theForm.submit();}</script>"
    )


def by_postback(site: StrangeSite, control: str, label: Callable[[int], str]) -> Pager:
    def html(n: int, pages: int) -> str:
        links = " ".join(
            f"<span>{k}</span>"
            if k == n
            else f"""<a href="javascript:__doPostBack('{control}','{k}')">{label(k)}</a>"""
            for k in range(1, pages + 1)
        )
        return f'<form method="post" action="{site.column}" name="form1" id="form1">{_fields()}{links}</form>'

    return posted(site, site.column, "__EVENTARGUMENT", html)


@part("pager", "postback", POSTBACK)
def postback(site: StrangeSite) -> Pager:
    """__doPostBack with numbers; all fields stand in the page"""
    return by_postback(site, "ctl00$AspNetPager1", str)


@part("pager", "postback_picture", "Norconex/crawler#236")
def postback_picture(site: StrangeSite) -> Pager:
    """__doPostBack behind pictures of numbers"""
    return by_postback(site, "MoreInfoList1$Pager", lambda k: f'<img src="/images/page/{k}n.gif" border="0">')


@part("pager", "form_post", "nrabinowitz/pjscrape#27")
def form_post(site: StrangeSite) -> Pager:
    """a form that a function of the page posts"""

    def html(n: int, pages: int) -> str:
        after = f'<a href="javascript:turn({n + 1})">下一页</a>' if n < pages else ""
        return (
            f'<form name="pageForm" method="post" action="{site.column}list.do">'
            f'<input type="hidden" name="pageNo" value="{n}"><input type="hidden" name="columnId" '
            f'value="1042"></form>'
            f"共{pages}页 当前第{n}页 {after}"
            "<script>function turn(n){document.pageForm.pageNo.value=n;document.pageForm.submit();}</script>"
        )

    return posted(site, f"{site.column}list.do", "pageNo", html)


@part("pager", "form_token", "dobtco/openrfps-scrapers#3", readable=False)
def form_token(site: StrangeSite) -> Pager:
    """a form with a token that a script outside the page makes"""
    return never(
        lambda n, pages: (
            f'<form id="f" method="post" action="{site.column}q.do"><input type="hidden" name="token"></form>'
            f'<a href="javascript:submitPage({n + 1})">下一页</a><script src="/js/page.min.js"></script>'
        )
    )


@part("pager", "jump_box", "keenwon/jqPaginator#28", readable=False)
def jump_box(site: StrangeSite) -> Pager:
    """only a box for the page's number and GO, its script outside"""
    return never(
        lambda n, pages: (
            '转到<input type="text" id="pageinput" size="3">页 <input type="button" value="GO" id="go">'
            '<script src="/js/jump.js"></script>'
        )
    )


@part("pager", "button_outside", "class: buttons with data-page", readable=False)
def button_outside(site: StrangeSite) -> Pager:
    """buttons with data-page, their script outside"""
    return never(
        lambda n, pages: (
            "".join(f'<button data-page="{k}">{k}</button>' for k in range(1, pages + 1))
            + '<script src="/static/pager.js"></script>'
        )
    )


@part("pager", "hash_links", "projectdiscovery/katana#1623", readable=False)
def hash_links(site: StrangeSite) -> Pager:
    """href=# with ids, their script outside"""
    return never(
        lambda n, pages: (
            '<a href="#" id="first">首页</a> <a href="#" id="prev">上页</a> <a href="#" id="next">下页</a>'
            '<script src="/js/list.js"></script>'
        )
    )


@part("pager", "vue_page", "class: controls of a framework", readable=False)
def vue_page(site: StrangeSite) -> Pager:
    """an el-pagination that a framework draws"""
    return never(
        lambda n, pages: (
            f'<el-pagination layout="prev, pager, next" :total="{len(site.entries)}"'
            ' @current-change="handleCurrentChange"></el-pagination><script src="/js/app.4f1c.js"></script>'
        )
    )


def filled(call: str, holder: str = '<ul id="list"></ul>') -> Callable[[StrangeSite], Pager]:
    """The whole list comes from a call."""

    def make(site: StrangeSite) -> Pager:
        def shows(rows: Sequence[Row]) -> str:
            return f"{holder}<script>{call}</script>"

        return Pager(
            lambda n, pages: '<div id="page"></div>', lambda r: None, lambda rows: [list(rows)], shows=shows
        )

    return make


for _name, _source, _call in (
    (
        "haiyun",
        "class: irs/front/search",
        '$.ajax({url:"/irs/front/search",type:"POST",contentType:"application/json",'
        'data:JSON.stringify({code:"181f",'
        'tenantId:"77",tenantIds:"",searchWord:"",dataTypeId:"1120",pageNo:1,pageSize:15}),'
        "success:function(r){draw(r)}});",
    ),
    (
        "axios",
        "freelawproject/juriscraper#1504",
        'axios.post("/api/website/articleList",{channelId:"c8f2",page:1,limit:10}).then(function('
        "res){render(res.data.rows)});",
    ),
    (
        "fetch",
        "class: lists filled by fetch",
        'fetch("/portal/content/page?catalog=88&current=1&size=20").then(r=>r.json()).then(d=>show('
        "d.records));",
    ),
    (
        "jsonp",
        "class: lists filled by JSONP",
        '$.ajax({url:"/cms/jsonp/list",dataType:"jsonp",data:{cid:3316,start:0,rows:20},'
        "success:function(d){fill(d)}});",
    ),
    (
        "get_script",
        "class: lists filled by a loader",
        'loadList({siteId:"12",nodeId:"5534",pageIndex:1,pageCount:20,target:"#list",'
        'service:"/svc/nodeList.ashx"});',
    ),
):
    part(
        "pager",
        f"filled_{_name}",
        _source,
        "the list is empty, a call fills it",
        readable=False,
        without=("items",),
    )(filled(_call))


@part("pager", "get_json_rest", "class: the rest by $.getJSON", readable=False)
def get_json_rest(site: StrangeSite) -> Pager:
    """the first items stand in the page, $.getJSON brings the rest"""
    return never(
        lambda n, pages: (
            f"""<div id="rest"></div><script>$.getJSON("{site.column}data.json?page=2",function(d){{
$.each(d.list,function(i,v){{$("#rest").append("<li>"+v.title+"</li>");}});}});</script>"""
        )
    )


@part("pager", "load_more_json", "imranhsayed/aquila#73", readable=False)
def load_more_json(site: StrangeSite) -> Pager:
    """加载更多 whose rows come as JSON from a script outside"""
    return never(
        lambda n, pages: '<a class="loadmore" id="loadMore">点击加载更多</a><script src="/js/m.js"></script>'
    )
