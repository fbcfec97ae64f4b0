"""Pagers that post, lists that are filled, totals in further words, and years."""

from collections.abc import Callable

from replica.strange.pagers_posted import VIEWSTATE, filled
from replica.strange.pagers_silent import alone, beside_next
from replica.strange.paging import addressed, by_years, never, of_pages, posted
from replica.strange.parts import HELD_OUT
from replica.strange.shapes import Pager
from replica.strange.site import StrangeSite
from replica.web import Request

FORMS = "request/request#882"


def _state() -> str:
    return (
        '<input type="hidden" name="__EVENTTARGET"><input type="hidden" name="__EVENTARGUMENT">'
        f'<input type="hidden" name="__VIEWSTATE" value="{VIEWSTATE}"><input type="hidden" '
        f'name="__LASTFOCUS" value="">'
    )


@HELD_OUT.part("pager", "postback_options", FORMS)
def postback_options(site: StrangeSite) -> Pager:
    """WebForm_DoPostBackWithOptions; the control's name has the page"""

    def html(n: int, pages: int) -> str:
        links = " ".join(
            "<a href='javascript:WebForm_DoPostBackWithOptions(new WebForm_PostBackOptions(\"pager$p0"
            f'{k}", "", true, "", "", false, true))\'>{k}</a>'
            for k in range(1, pages + 1)
        )
        return f'<form id="aspnetForm" method="post" action="{site.column}">{_state()}{links}</form>'

    return posted(site, site.column, "__EVENTTARGET", html)


@HELD_OUT.part("pager", "postback_target", "matthewmueller/x-ray#54")
def postback_target(site: StrangeSite) -> Pager:
    """__doPostBack('…$ctl02',''): no argument, the target has the page"""

    def html(n: int, pages: int) -> str:
        links = "".join(
            f"""<td><a href="javascript:__doPostBack('DataPager$ctl0{k}','')">{k}</a></td>"""
            for k in range(1, pages + 1)
        )
        return f'<form method="post" action="{site.column}">{_state()}<table><tr>{links}</tr></table></form>'

    return posted(site, site.column, "__EVENTTARGET", html)


@HELD_OUT.part("pager", "select_post", "nrabinowitz/pjscrape#27")
def select_post(site: StrangeSite) -> Pager:
    """a select in a form that posts itself"""

    def html(n: int, pages: int) -> str:
        options = "".join(f'<option value="{k}">{k}</option>' for k in range(1, pages + 1))
        return (
            f'<form method="post" action="{site.column}page.jsp"><input type="hidden" name="lm" value="7">'
            f'<select name="currPage" onchange="this.form.submit()">{options}</select></form>'
        )

    return posted(site, f"{site.column}page.jsp", "currPage", html)


@HELD_OUT.part("pager", "submit_post", "nrabinowitz/pjscrape#27")
def submit_post(site: StrangeSite) -> Pager:
    """a form with a button for every page"""

    def html(n: int, pages: int) -> str:
        buttons = "".join(f'<input type="submit" name="pageNum" value="{k}">' for k in range(1, pages + 1))
        return f'<form method="POST" action="{site.column}turn.action">{buttons}</form>'

    return posted(site, f"{site.column}turn.action", "pageNum", html)


@HELD_OUT.part("pager", "submit_get", "class: forms that get")
def submit_get(site: StrangeSite) -> Pager:
    """a form that gets, with a button for every page"""
    address = addressed(site, "?p={n}")

    def html(n: int, pages: int) -> str:
        buttons = "".join(f'<button name="p" value="{k}">{k}</button>' for k in range(1, pages + 1))
        return f'<form action="{site.column}">{buttons}</form>'

    return of_pages(address, html)


for _name, _tell, _html in (
    (
        "outside_id",
        "an element with an id",
        '<a id="nextPage" class="cp">后一页</a><script src="/s/p.js"></script>',
    ),
    (
        "outside_icon",
        "an icon without a link",
        '<i class="iconfont icon-next"></i><script src="/s/i.js"></script>',
    ),
    (
        "outside_span",
        "下一页 in a span",
        '<span class="btn-next">下一页</span><script src="/s/n.js"></script>',
    ),
    (
        "outside_li",
        "list items with data-pn",
        '<li data-pn="1">1</li><li data-pn="2">2</li><script src="/s/l.js"></script>',
    ),
    (
        "outside_call",
        "turnPage(2), which stands outside",
        '<a href="javascript:turnPage(2)">2</a><script src="/s/t.js"></script>',
    ),
    (
        "framework",
        "a pager of a framework",
        '<van-pagination v-model="page" :total-items="total"></van-pagination>',
    ),
    (
        "scroll",
        "more comes by scrolling",
        '<div class="loading" v-show="busy">加载中…</div><script src="/s/inf.js"></script>',
    ),
    (
        "disabled",
        "a button for more that a script brings to life",
        '<button class="more" disabled>显示更多</button><script src="/s/m.js"></script>',
    ),
):
    HELD_OUT.part("pager", _name, "class: controls without an address", _tell, readable=False)(
        lambda site, html=_html: never(lambda n, pages: html)
    )
for _name, _call in (
    (
        "post_json",
        '$.post("/module/search/list.json",{lanmu:"2034",curpage:1,perpage:15},'
        'function(r){paint(r.docs)},"json");',
    ),
    (
        "xhr",
        'var x=new XMLHttpRequest();x.open("POST","/jpublic/doc/query");x.send("menu=77&pageNo=1&limit=20");',
    ),
    (
        "vue_http",
        'new Vue({el:"#app",created(){this.$http.get("/api/v2/docs",{params:{channel:9,pageNum:1,'
        "pageSize:10}})}})",
    ),
    (
        "layui_table",
        'layui.table.render({elem:"#t",url:"/sys/doc/list?node=31",page:true,limit:20,'
        'cols:[[{field:"title"}]]});',
    ),
    (
        "bootstrap_table",
        '$("#t").bootstrapTable({url:"/f/info/list",sidePagination:"server",pageSize:15,pagination:true});',
    ),
    (
        "datagrid",
        '$("#dg").datagrid({url:"/xxgk/list.do?dirId=88",pagination:true,rownumbers:true,pageSize:20});',
    ),
):
    HELD_OUT.part(
        "pager",
        f"filled_{_name}",
        "class: lists filled by a call",
        "a call fills the list",
        readable=False,
        without=("items",),
    )(filled(_call, '<div id="app"><table id="t"></table></div>'))

TOTALS: tuple[tuple[str, str], ...] = (
    ("collected", "本栏目共收录{t}篇文章"),
    ("records_pages", "{t}条记录　{n}/{p}页"),
    ("records_first", "记录总数 {t}"),
    ("glued", "共{p}页{t}条"),
    ("showing", "显示第 1 到第 {s} 条记录，总共 {t} 条记录"),
    ("english", "Showing 1 to {s} of {t} entries"),
    ("label_each", "总条数：{t}　每页：{s}"),
    ("all_in_brackets", "全部（{t}）"),
    ("shown_of", "已显示{s}条，共{t}条"),
    ("of", "{n} of {p}"),
    ("data_count", "<label>{t}</label>条数据"),
    ("current_total", "当前第{n}页，总计{p}页"),
)
for _name, _words in TOTALS:
    HELD_OUT.part("pager", f"total_{_name}", "class: totals without a way", f"says {_words}", readable=False)(
        alone(_words)
    )
for _name, _words in TOTALS[::3]:
    HELD_OUT.part("pager", f"next_and_{_name}", "class: totals beside 下一页", f"下一页 and {_words}")(
        beside_next(_words)
    )


def _years(name: str, target: str, tell: str, above: Callable[[StrangeSite, list[int]], str]) -> None:
    """Lists by year whose pages have addresses: target with {y}."""

    def make(site: StrangeSite) -> Pager:
        def years() -> list[int]:
            return [chunk[0].entry.day.year for chunk in site.chunks]

        def number(request: Request) -> int | None:
            asked = request.path + (f"?{request.query_string}" if request.query_string else "")
            return {site.column + target.format(y=year): n for n, year in enumerate(years(), 1)}.get(asked)

        return Pager(
            lambda n, pages: "",
            number,
            by_years,
            above=lambda n, pages: above(site, years()),
            ask=lambda n: ("GET", site.column + target.format(y=years()[n - 1]), b""),
        )

    HELD_OUT.part("pager", name, "class: lists by year", tell)(make)


_years(
    "years_get",
    "y/{y}.shtml",
    "<dd onclick=getYear('2024')> and its function",
    lambda site, years: (
        "<dl>"
        + "".join(f"<dd onclick=\"getYear('{y}')\">{y}</dd>" for y in years)
        + "</dl><script>function "
        + f"getYear(nd){{document.location.href='{site.column}y/'+nd+'.shtml';}}</script>"
    ),
)
_years(
    "years_button",
    "?nd={y}",
    "buttons with value and onclick",
    lambda site, years: "".join(
        f"""<button value="{y}" onclick="location.href='{site.column}?nd='+this.value">{y}年度</button>"""
        for y in years
    ),
)
_years(
    "years_select",
    "{y}/",
    "a select whose onchange makes the address",
    lambda site, years: (
        f"<select id=nd onchange=\"window.location='{site.column}'+this.value+'/'\">"
        + "".join(f"<option value={y}>{y}</option>" for y in years)
        + "</select>"
    ),
)
_years(
    "years_dataset",
    "list.html?y={y}",
    "elements with data-y and a script",
    lambda site, years: (
        "".join(f'<span class="yr" data-y="{y}">{y}</span>' for y in years)
        + "<script>$('.yr').on('click',"
        + f"function(){{location='{site.column}list.html?y='+this.dataset.y}})</script>"
    ),
)
_years(
    "years_line",
    "{y}.htm",
    "a line of years, links without 年",
    lambda site, years: "".join(f'<li><i></i><a href="{site.column}{y}.htm">{y}</a></li>' for y in years),
)


def _years_outside(html: str) -> Callable[[StrangeSite], Pager]:
    return lambda site: Pager(
        lambda n, pages: "",
        lambda r: None,
        by_years,
        above=lambda n, pages: html.replace(
            "{years}", "".join(f'<li class="nd">{y + 1}</li>' for y in site.years)
        ),
    )


for _name, _html in (
    ("plain", "<ul>{years}</ul><script src='/s/nd.js'></script>"),
    (
        "picker",
        '<el-date-picker type="year" v-model="year"></el-date-picker><script src="/s/app.js"></script>',
    ),
    (
        "laydate",
        '<input id="nd" placeholder="选择年份"><script>laydate.render({elem:"#nd",type:"year",'
        "done:reload})</script>",
    ),
):
    HELD_OUT.part(
        "pager",
        f"years_outside_{_name}",
        "class: years without an address",
        "years that a script outside brings",
        readable=False,
    )(_years_outside(_html))
