"""Lists whose page says how many there are and gives no way to them; and the same words where all is well."""

from collections.abc import Callable

from replica.strange.paging import addressed, never, of_pages
from replica.strange.parts import part
from replica.strange.shapes import Pager
from replica.strange.site import StrangeSite

TOTALS: tuple[tuple[str, str], ...] = (
    ("sentence", "共 {t} 条，每页 {s} 条，第 {n} 页，共 {p} 页"),
    ("altogether", "总共{p}页"),
    ("pages_label", "总页数：{p}"),
    ("records_label", "总记录数：{t}"),
    ("slash", "页次：{n}/{p}"),
    ("have", "共有 {t} 条信息　{s} 条/页"),
    ("count_articles", "计{t}篇文章，分{p}页显示"),
    ("english", "Page {n} of {p}, {t} items"),
    ("bold", "共<b>{t}</b>条记录 当前显示第<b>{n}</b>页"),
    ("zong", "总数：<em>{t}</em>"),
    ("spans", "<span>当前页：{n}</span><span>总页：{p}</span>"),
    ("ji", "总计 {t} 篇"),
)


def _said(site: StrangeSite, words: str, n: int, pages: int) -> str:
    sizes = len(site.chunks[0])
    return words.format(t=len(site.entries), s=sizes, n=n, p=pages)


def alone(words: str) -> Callable[[StrangeSite], Pager]:
    return lambda site: never(lambda n, pages: f'<div class="fenye">{_said(site, words, n, pages)}</div>')


def beside_next(words: str) -> Callable[[StrangeSite], Pager]:
    def make(site: StrangeSite) -> Pager:
        address = addressed(site, "index_{z}.html")

        def html(n: int, pages: int) -> str:
            after = f'<a href="{address(n + 1)}">下一页</a>' if n < pages else "下一页"
            return f'<div class="pageList">{after} {_said(site, words, n, pages)}</div>'

        return of_pages(address, html)

    return make


for _name, _words in TOTALS:
    part(
        "pager",
        f"total_{_name}",
        "class: totals without a way",
        f"says {_words} and shows the first page",
        readable=False,
    )(alone(_words))
for _name, _words in TOTALS[1::2]:
    part("pager", f"next_and_{_name}", "class: totals beside 下一页", f"下一页 and {_words}")(
        beside_next(_words)
    )
