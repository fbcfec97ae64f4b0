"""Pagers whose pages have addresses in the markup, in other words and forms than 下一页."""

from collections.abc import Callable

from replica.strange.paging import Address, linked
from replica.strange.parts import FIRST, Parts
from replica.strange.shapes import Pager
from replica.strange.site import StrangeSite

Html = Callable[[Address, int, int], str]
WITHOUT_NEXT = "rchipka/node-osmosis#247"
WORDLESS = "Norconex/crawler#236"


def of_form(name: str, source: str, form: str, tell: str, into: Parts = FIRST) -> Callable[[Html], Html]:
    def register(html: Html) -> Html:
        def make(site: StrangeSite) -> Pager:
            return linked(site, form, html)

        into.part("pager", name, source, tell)(make)
        return html

    return register


def numbers_of(address: Address, n: int, pages: int) -> str:
    return " ".join(
        f'<span class="cur">{k}</span>' if k == n else f'<a href="{address(k)}">{k}</a>'
        for k in range(1, pages + 1)
    )


@of_form("numbers", WITHOUT_NEXT, "p{n}.html", "numbers and nothing else")
def numbers(address: Address, n: int, pages: int) -> str:
    return f'<div class="fanye">{numbers_of(address, n, pages)}</div>'


@of_form("numbers_last", WITHOUT_NEXT, "list_{n}.shtml", "numbers, … and 尾页")
def numbers_last(address: Address, n: int, pages: int) -> str:
    return f'<p>{numbers_of(address, n, pages)} … <a href="{address(pages)}">尾页</a></p>'


@of_form("numbers_brackets", WITHOUT_NEXT, "?page={n}", "numbers in brackets, by a query")
def numbers_brackets(address: Address, n: int, pages: int) -> str:
    return "".join(f'[<a href="{address(k)}">{k}</a>]&nbsp;' for k in range(1, pages + 1))


def next_called(words: str) -> Html:
    def html(address: Address, n: int, pages: int) -> str:
        before = f'<a href="{address(n - 1)}">&lt;</a>' if n > 1 else ""
        after = f'<a href="{address(n + 1)}">{words}</a>' if n < pages else ""
        return f'<div class="pagination">{before} <b>{n}</b> {after}</div>'

    return html


for _name, _words in (
    ("gt", "&gt;"),
    ("rsaquo", "›"),
    ("raquo", "»"),
    ("xiaye", "下页"),
    ("houyiye", "后一页"),
    ("traditional", "下一頁"),
    ("next", "Next"),
    ("arrow", "→"),
    ("xiayizhang", "下一张"),
    ("older", "更早的信息"),
):
    of_form(
        f"next_{_name}",
        "class: words for the next page",
        "index_{z}.html",
        f"the next page is called {_words}",
    )(next_called(_words))


@of_form("picture_alt", WORDLESS, "index_{n}.htm", "the next page is behind a picture with an alt")
def picture_alt(address: Address, n: int, pages: int) -> str:
    return f'<a href="{address(n + 1)}"><img src="/images/n.gif" alt="下一页"/></a>' if n < pages else ""


@of_form("picture", WORDLESS, "index_{z}.htm", "the next page is behind a picture without words")
def picture(address: Address, n: int, pages: int) -> str:
    return f'<a href="{address(n + 1)}"><img src="/images/page/2n.gif" border="0"></a>' if n < pages else ""


@of_form("icon", "class: icons", "{n}.html", "the next page is behind an icon font")
def icon(address: Address, n: int, pages: int) -> str:
    return f'<ul><li class="next"><a href="{address(n + 1)}"><i class="icon-right"></i></a></li></ul>' * (
        n < pages
    )


@of_form(
    "button",
    "stevenvachon/broken-link-checker#104",
    "list.asp?page={n}",
    "an input with onclick and an address",
)
def button(address: Address, n: int, pages: int) -> str:
    go = f"window.location='{address(n + 1)}'"
    return f'第{n}页 共{pages}页 <input type="button" value="下一页" onclick="{go}">' if n < pages else ""


@of_form("select_addresses", "class: selects of pages", "list_{n}.html", "a select with addresses")
def select_addresses(address: Address, n: int, pages: int) -> str:
    options = "".join(f'<option value="{address(k)}">第{k}页</option>' for k in range(1, pages + 1))
    return f'<select onchange="location.href=this.value">{options}</select>'


@of_form(
    "select_numbers",
    "class: selects of pages",
    "list_{n}.html",
    "a select with numbers, its onchange says where",
)
def select_numbers(address: Address, n: int, pages: int) -> str:
    options = "".join(f'<option value="{k}">{k}/{pages}</option>' for k in range(1, pages + 1))
    stem = address(2).removesuffix("2.html")
    return (
        f"""跳转至<select onchange="window.location.href='{stem}'+this.value+'.html'">{options}</select>页"""
    )


@of_form("data_next", "matthewmueller/x-ray#54", "more_{n}.html", "an element with data-next and a script")
def data_next(address: Address, n: int, pages: int) -> str:
    if n == pages:
        return ""
    return (
        f'<div class="pager" data-next="{address(n + 1)}">翻页</div>'
        '<script>$(".pager").click(function(){location.href=$(this).attr("data-next")});</script>'
    )


@of_form("data_href", "iipc/webarchive-commons#72", "index_{z}.html", "下一页 as javascript:; with data-href")
def data_href(address: Address, n: int, pages: int) -> str:
    after = f'<a href="javascript:;" class="go" data-href="{address(n + 1)}">下一页</a>' if n < pages else ""
    return after + '<script>$(".go").on("click",function(){window.location=$(this).data("href")})</script>'


@of_form(
    "more_list", "class: excerpts", "all.html?p={n}", "the column shows the newest, 更多 leads to the rest"
)
def more_list(address: Address, n: int, pages: int) -> str:
    return f'<div class="more"><a href="{address(n + 1)}">更多&gt;&gt;</a></div>' if n < pages else ""


@of_form(
    "history_link", "biglocalnews/warn-scraper#426", "history{n}.html", "older ones stand behind 历史信息"
)
def history_link(address: Address, n: int, pages: int) -> str:
    return f'<p align="right"><a href="{address(n + 1)}">历史信息</a></p>' if n < pages else ""


@of_form(
    "rel_next", "class: link elements", "page/{n}/", "link rel=next in the head and a link without words"
)
def rel_next(address: Address, n: int, pages: int) -> str:
    return (
        f'<link rel="next" href="{address(n + 1)}"><a class="nextpostslink" rel="next" '
        f'href="{address(n + 1)}"></a>' * (n < pages)
    )


@of_form("next_and_last", "class: words for the next page", "{n}.htm", "下页 and 尾页 beside n/pages")
def next_and_last(address: Address, n: int, pages: int) -> str:
    return (
        f'<a href="{address(n + 1)}">下页</a> <a href="{address(pages)}">尾页</a> {n}/{pages}'
        if n < pages
        else ""
    )


@of_form(
    "double", "kop/yii2-scroll-pager#56", "index_{z}.html", "two pagers, of the hot list and of the list"
)
def double(address: Address, n: int, pages: int) -> str:
    hot = '<div class="hot"><a href="/xwdt/1.html">1</a> <a href="/xwdt/2.html">2</a></div>'
    return hot + f'<div class="page">{numbers_of(address, n, pages)}</div>'
