"""Pagers whose pages have addresses in the markup: further words and forms."""

from collections.abc import Callable

from replica.strange.pagers_linked import Html, next_called, numbers_of, of_form
from replica.strange.paging import Address
from replica.strange.parts import HELD_OUT

WORDS = "class: words for the next page"
for _name, _words, _form in (
    ("triangle", "▶", "list{n}.html"),
    ("wide_gt", "＞", "index_{z}.shtml"),
    ("houye", "后页", "?pn={n}"),
    ("spaced", "下 一 页", "index-{n}.html"),
    ("brackets", "【下一页】", "page{n}.htm"),
    ("houyizhang", "翻到后一页", "{n}.shtml"),
    ("double_sign", "››", "p/{n}.html"),
    ("english_next", "next page", "?start={z}"),
    ("wangqi", "往期", "old_{n}.html"),
    ("hou_five", "后5页", "l_{n}.html"),
):
    of_form(f"next_{_name}", WORDS, _form, f"the next page is called {_words}", into=HELD_OUT)(
        next_called(_words)
    )


def _form_of(name: str, form: str, tell: str) -> Callable[[Html], Html]:
    return of_form(name, "class: pagers in other markup", form, tell, into=HELD_OUT)


@_form_of("padded", "list_{n}.html", "numbers of two digits: 01 02 03")
def padded(address: Address, n: int, pages: int) -> str:
    return "".join(f'<a href="{address(k)}">{k:02d}</a>' for k in range(1, pages + 1))


@_form_of("chinese_numbers", "c{n}.html", "第一页 第二页 第三页")
def chinese_numbers(address: Address, n: int, pages: int) -> str:
    return " ".join(
        f'<a href="{address(k)}">第{"一二三四五六七八九十"[k - 1]}页</a>' for k in range(1, pages + 1)
    )


@_form_of("list_numbers", "index_{z}.html", "numbers in a list within nav")
def list_numbers(address: Address, n: int, pages: int) -> str:
    items = "".join(
        f'<li class="page-item{" active" if k == n else ""}"><a class="page-link" '
        f'href="{address(k)}">{k}</a></li>'
        for k in range(1, pages + 1)
    )
    return f'<nav aria-label="pages"><ul class="pagination">{items}</ul></nav>'


@_form_of("picture_title", "index{n}.html", "a picture with a title: 下一页")
def picture_title(address: Address, n: int, pages: int) -> str:
    return f'<a href="{address(n + 1)}"><img src="/img/right.png" title="下一页"></a>' if n < pages else ""


@_form_of("picture_name", "index{n}.html", "a picture whose file is called next")
def picture_name(address: Address, n: int, pages: int) -> str:
    return f'<a href="{address(n + 1)}"><img src="/skin/next_page.png"></a>' if n < pages else ""


@_form_of("svg", "i{n}.html", "a link around an svg")
def svg(address: Address, n: int, pages: int) -> str:
    arrow = '<svg viewBox="0 0 9 9"><path d="M1 1 L8 5 L1 8"/></svg>'
    return f'<a class="arrow" href="{address(n + 1)}">{arrow}</a>' if n < pages else ""


@_form_of("image_input", "Default.asp?Page={n}", "an input of type image with onclick")
def image_input(address: Address, n: int, pages: int) -> str:
    go = f"self.location.href='{address(n + 1)}'"
    return f'<input type="image" src="/i/fwd.gif" onclick="{go}">' if n < pages else ""


@_form_of("span_assign", "s_{n}.html", "a span with onclick=document.location.assign")
def span_assign(address: Address, n: int, pages: int) -> str:
    go = f"document.location.assign('{address(n + 1)}')"
    return f'<span class="pg" onclick="{go}">往后</span>' if n < pages else ""


@_form_of("jump_menu", "index_{n}.html", "a jump menu with addresses and a function of the page")
def jump_menu(address: Address, n: int, pages: int) -> str:
    options = "".join(f'<option value="{address(k)}">{k}</option>' for k in range(1, pages + 1))
    return (
        f"""第<select name="m1" onchange="MM_jumpMenu('parent',this,0)">{options}</select>页"""
        "<script>function MM_jumpMenu(t,s,r){eval("
        't+".location=\'"+s.options[s.selectedIndex].value+"\'");}</script>'
    )


@_form_of("dropdown", "d{n}.html", "a drop-down list of links")
def dropdown(address: Address, n: int, pages: int) -> str:
    items = "".join(f'<li><a href="{address(k)}">{k} / {pages}</a></li>' for k in range(1, pages + 1))
    return f'<div class="dropdown"><span>{n} / {pages}</span><ul style="display:none">{items}</ul></div>'


@_form_of("data_target", "t{n}.html", "an element with data-target and a script")
def data_target(address: Address, n: int, pages: int) -> str:
    return (
        f'<em class="nx" data-target="{address(n + 1)}">后翻</em>'
        "<script>document.querySelector('.nx').onclick=function(){location=this.dataset.target}</script>"
    ) * (n < pages)


@_form_of("data_page_url", "u{n}.html", "numbers with data-page-url")
def data_page_url(address: Address, n: int, pages: int) -> str:
    return "".join(f'<a data-page-url="{address(k)}">{k}</a>' for k in range(1, pages + 1)) + (
        "<script>$('[data-page-url]').click(function(){location.href=$(this).attr('data-page-url')})</script>"
    )


@_form_of("all_link", "all_{n}.html", "查看全部 leads to the rest")
def all_link(address: Address, n: int, pages: int) -> str:
    return f'<a class="btn" href="{address(n + 1)}">查看全部</a>' if n < pages else ""


@_form_of("archive_link", "archive/{n}/", "存档 leads to the rest")
def archive_link(address: Address, n: int, pages: int) -> str:
    return f'<div class="side"><a href="{address(n + 1)}">历年存档</a></div>' if n < pages else ""


@_form_of("head_only", "h{n}.html", "link rel=next in the page, an arrow without a link")
def head_only(address: Address, n: int, pages: int) -> str:
    return (
        f'<link rel="next" href="{address(n + 1)}"><div class="arrow-right" tabindex="0"></div>'
        if n < pages
        else ""
    )


@_form_of("foot_of_table", "f{n}.html", "numbers in the foot of a table, with fragments")
def foot_of_table(address: Address, n: int, pages: int) -> str:
    links = "".join(f'<td><a href="{address(k)}#top">{k}</a></td>' for k in range(1, pages + 1))
    return f"<table><tfoot><tr>{links}</tr></tfoot></table>"


@_form_of("descending", "index{n}.htm", "the newest page has the highest number on it")
def descending(address: Address, n: int, pages: int) -> str:
    return " ".join(f'<a href="{address(k)}">{pages + 1 - k}</a>' for k in range(1, pages + 1))


@_form_of("spread", "x{n}.html", "every digit in a box of its own")
def spread(address: Address, n: int, pages: int) -> str:
    cells = numbers_of(address, n, pages).replace("</a>", "</a></td><td>")
    return f"<table><tr><td>{cells}</td></tr></table>"
