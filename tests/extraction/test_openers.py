"""Where a click leads, told from the page's own markup and scripts."""

import pytest

from extraction.markup.page import Page, read_page
from extraction.scripts.click_targets import _STATEMENT, opened_by
from extraction.scripts.script_code import Names, evaluate, functions

URL = "http://www.example.gov.cn/gk/bg/"


def page_of(markup: str, url: str = URL) -> Page:
    return read_page(f"<html><body>{markup}</body></html>".encode(), url)


def leads_to(markup: str) -> str | None:
    page = page_of(markup)
    element = next(e for e in page.tree.iter() if e.get("id") == "x")
    opened = opened_by(page, element)
    return opened.request.url.removeprefix(URL) if opened else None


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("'a'+\"b\"", "ab"),
        ("'p' + n + '.html'", "p3.html"),
        ("'p'+(n+1)", "p4"),
        ("(n-1)+'.html'", "2.html"),
        ("n+1", 4),
        ("`x_${n}.htm`", "x_3.htm"),
        ("parseInt(n)+1", 4),
        ("'\\u002fa'", "/a"),
        ("unescape('%2Fb')", "/b"),
        ("atob('L2M=')", "/c"),
        ("obj.curr+'.html'", "7.html"),
        ("n<=1?'index.html':'index_'+(n-1)+'.html'", "index_2.html"),
        ("n==1 ? 'index.html' : `index_${n}.html`", "index_3.html"),
        ("'list'+(n>1?'_'+n:'')+'.html'", "list_3.html"),
        ("n ? 'a' : 'b'", "a"),
        ("(n-1)*15", 30),
        ("m > 1 ? 'a' : 'b'", None),
        ("unknown+'.html'", None),
        ("f(n)+'.html'", None),
        ("'a'-'b'", None),
        ("", None),
    ],
)
def test_values(code: str, value: object) -> None:
    assert evaluate(code, Names({"n": 3, "obj": 7}))[0] == value


def test_functions_of_a_script() -> None:
    found = functions(
        "function a(x,y){if(x){return {b:1}}} var c=function(z){d()};e=(q)=>{f(q)}; function g(){"
    )
    assert {name: one.parameters for name, one in found.items()} == {
        "a": ("x", "y"),
        "c": ("z",),
        "e": ("q",),
    }
    assert found["a"].body == "if(x){return {b:1}}"


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ('<a id="x" href="2.html">2</a>', "2.html"),
        ("<a id='x' href=\"javascript:show('d/3.html')\">t</a>", "d/3.html"),
        ("<li id='x' onclick=\"location.href='3.html'\">t</li>", "3.html"),
        ("<tr><td id='x' onclick='window.open(\"3.html\",\"_blank\")'>t</td></tr>", "3.html"),
        ('<div id="x" onclick="go(4)">4</div><script>function go(n){window.location="p_"+n+".html"}</script>', "p_4.html"),
        (
            '<b id="x" onclick="go(4)">4</b><script>function go(p){var i=p-1;if(i==0){location="./"}else{location.href="p_"+i+".html"}}</script>',
            "p_3.html",
        ),
        (
            '<i id="x" onclick="nx()">下</i><script>var cur=2,all=9;function nx(){if(cur<all){location.href="?n="+(cur+1)}}</script>',
            "?n=3",
        ),
        (
            '<i id="x" onclick="nx()">下</i><script>var cur=9,all=9;function nx(){if(cur<all){location.href="?n="+(cur+1)}}</script>',
            None,
        ),
        (
            '<i id="x" onclick="nx()">下</i><script>var no=9,all=9;function nx(){if(no>=all)return;no++;location.href="?n="+no}</script>',
            None,
        ),
        (
            '<i id="x" onclick="go(1)">1</i><script>function go(p){if(p==1){location="a.html"}else{location="b_"+p+".html"}}</script>',
            "a.html",
        ),
        ('<span id="x" data-href="n.html">下</span>', "n.html"),
        ('<span id="x" data-name="n">下</span>', None),
        (
            '<button id="x" class="k" data-page="5">5</button><script>$(".k").click(function(){location.search="?pg="+$(this).data("page")})</script>',
            "?pg=5",
        ),
        (
            '<a id="x" class="k" data-to="q/1.html">t</a><script>$("body").on("click",".k",function(){window.open(this.dataset.to)})</script>',
            "q/1.html",
        ),
        (
            '<p id="x">t</p><script>document.getElementById("x").onclick=function(){location.assign("z.html")}</script>',
            "z.html",
        ),
        ("<a id='x' href=\"javascript:view('d','7.html')\">t</a><script>function view(a,b){open(a+'/'+b)}</script>", "d/7.html"),
        ('<a id="x" href="javascript:view(9022)">t</a>', None),
        ('<a id="x" href="#" onclick="alert(\'请稍候\')">t</a>', None),
        ('<a id="x" href="javascript:;">t</a>', None),
    ],
)  # fmt: skip
def test_where_it_leads(markup: str, address: str | None) -> None:
    assert leads_to(markup) == address


def test_a_form_is_posted_with_the_fields_that_stand_in_it() -> None:
    page = page_of(
        '<form name="f" method="post" action="/l.do"><input type="hidden" name="no" value="1"><input type="hidden" name="col" value="七">'
        '<input type="submit" name="s" value="go"></form><a id="x" href="javascript:turn(3)">3</a>'
        "<script>function turn(n){document.f.no.value=n;document.f.submit();}</script>"
    )
    opened = opened_by(page, next(page.tree.iter("a")))
    assert opened is not None
    assert (opened.request.method, opened.request.url) == ("POST", "http://www.example.gov.cn/l.do")
    assert opened.request.body == "no=3&col=%E4%B8%83"


def test_a_postback() -> None:
    page = page_of(
        '<form method="post" action="l.aspx"><input type="hidden" name="__EVENTTARGET"><input type="hidden" name="__EVENTARGUMENT">'
        '<input type="hidden" name="__VIEWSTATE" value="/wE="></form>'
        "<a href=\"javascript:__doPostBack('g$p','2')\">2</a>"
    )
    opened = opened_by(page, next(page.tree.iter("a")))
    assert opened is not None
    assert opened.request.body == "__EVENTTARGET=g%24p&__EVENTARGUMENT=2&__VIEWSTATE=%2FwE%3D"


def test_a_gbk_page_sends_its_queries_as_gbk() -> None:
    page = read_page('<html><meta charset="gbk"><a href="s.asp?类=法&n=1">报告</a></html>'.encode("gbk"), URL)
    opened = opened_by(page, next(page.tree.iter("a")))
    assert opened is not None and opened.request.url == URL + "s.asp?%C0%E0=%B7%A8&n=1"


@pytest.mark.parametrize(
    "text",
    [
        "function a(" * 40_000,
        "a=" * 200_000,
        "location=" * 60_000,
        "$(\"a\").click(" * 30_000,
        "'" * 300_000,
        "x.y." * 100_000,
        "(" * 300_000,
        "`${" * 100_000,
        "var a=1+" * 60_000,
        "{" * 300_000,
    ],
    ids=lambda text: text[:9],
)  # fmt: skip
def test_hostile_scripts_end_soon(text: str) -> None:
    page = page_of(
        f'<a id="x" onclick="f()">2</a><script>{text}</script>' + f"<script>{text[:50_000]}</script>"
    )
    opened_by(page, next(page.tree.iter("a")))


def test_a_form_sent_at_the_end_of_a_long_chain_of_calls() -> None:
    chain = '$("#list").find(".item").removeClass("current").addClass("plain").end().parents(".f").submit()'
    assert len(chain) > 90
    found = next(_STATEMENT.finditer(chain))
    assert found["submit"] is not None and found["submit"].startswith("$(")
