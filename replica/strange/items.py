"""How a list shows its documents: where the title stands and where the address."""

from collections.abc import Callable, Sequence
from html import escape

from replica.strange.parts import FIRST, Parts, part
from replica.strange.shapes import Row
from replica.strange.site import StrangeSite

Items = Callable[[StrangeSite, Sequence[Row]], str]
SCRIPTED = "commoncrawl/ia-web-commons#8"
DATA = "iipc/webarchive-commons#72"
ELSEWHERE = "freelawproject/juriscraper#1991"
CUT = "dreamwidth/dreamwidth#3485"


def each(
    name: str,
    source: str,
    tell: str,
    line: str,
    around: str = "<ul>{}</ul>",
    readable: bool = True,
    into: Parts = FIRST,
) -> None:
    """A part whose lines are a form: {title}, {day}, {href}, {js}, {number}, {cut} (the title cut)."""

    def items(site: StrangeSite, rows: Sequence[Row]) -> str:
        lines = [
            line.format(
                title=escape(row.title),
                cut=escape(row.title[:14]),
                day=row.day,
                month=row.day[:7],
                dd=row.day[8:],
                href=row.href,
                js=row.target,
                number=row.entry.number,
                i=i,
            )
            for i, row in enumerate(rows, 1)
        ]
        return around.replace("{}", "\n".join(lines))

    into.part("items", name, source, tell, readable=readable)(items)


each(
    "open_doc",
    "scrapy/scrapy#4979",
    "the address stands in javascript:openDoc(…)",
    "<li><a href=\"javascript:openDoc('{js}')\">{title}</a><span>{day}</span></li>",
    "<ul>{}</ul><script>function openDoc(u){window.open(u);}</script>",
)
each(
    "window_open",
    SCRIPTED,
    "href=# and onclick=window.open",
    """<li><a href="#" onclick="window.open('{js}');return false;">{title}</a> {day}</li>""",
)
each(
    "li_location",
    SCRIPTED,
    "the whole row has onclick=location.href",
    """<li onclick="location.href='{js}'">{title}<em>{day}</em></li>""",
)
each(
    "tr_open_url",
    SCRIPTED,
    "table rows with onclick=openUrl",
    """<tr onclick="openUrl('{js}')"><td>{i}</td><td>{title}</td><td>{day}</td></tr>""",
    "<table><tr><th>序号</th><th>标题</th><th>日期</th></tr>{}</table><script>function openUrl("
    "u){location=u}</script>",
)
each(
    "parent_location",
    SCRIPTED,
    "a button with parent.location beside the title",
    '<div class="row">{title} <span>{day}</span>'
    """<input type="button" value="阅读" onclick="parent.location='{js}'"></div>""",
    "<div>{}</div>",
)
each(
    "data_url",
    DATA,
    "rows with data-url",
    '<li data-url="{js}">{title}<i>{day}</i></li>',
    "<ul id='l'>{}</ul><script>$('#l li').click(function(){window.open($(this).data('url'))})</script>",
)
each(
    "data_href",
    DATA,
    "links with data-href and no href",
    '<p><a class="t" data-href="{js}">{title}</a>{day}</p>',
    "<div>{}</div><script>$('.t').click(function(){location.href=$(this).attr('data-href')})</script>",
)
each(
    "data_link",
    DATA,
    "cards with data-link",
    '<div class="card" data-link="{js}"><h4>{title}</h4><p>{day}</p></div>',
    "<div>{}</div><script>$('.card').on('click',function(){location=this.dataset.link})</script>",
)
each(
    "void_onclick",
    "NaiboWang/EasySpider#141",
    "javascript:void(0) and onclick with the address",
    """<li><a href="javascript:void(0);" onclick="toDetail('{js}')">{title}</a>&nbsp;({day})</li>""",
)
each(
    "look",
    ELSEWHERE,
    "the title in one cell, 查看 in another",
    '<tr><td>{title}</td><td>{day}</td><td><a href="{href}">查看</a></td></tr>',
    "<table>{}</table>",
)
each(
    "detail_brackets",
    ELSEWHERE,
    "the title as text, [详细] as the link",
    '<dl><dt>{title}</dt><dd>{day} <a href="{href}">[详细]</a></dd></dl>',
    "<div>{}</div>",
)
each(
    "read_more",
    ELSEWHERE,
    "the title in a heading, 阅读全文 as the link",
    '<article><h4>{title}</h4><time>{day}</time><a href="{href}">阅读全文&gt;</a></article>',
    "<section>{}</section>",
)
each(
    "picture_link",
    ELSEWHERE,
    "the title as text, a picture as the link",
    '<tr><td><a href="{href}"><img src="/images/ico_view.gif"></a></td><td>{title}</td><td>{day}</td></tr>',
    "<table>{}</table>",
)
each(
    "more_word",
    ELSEWHERE,
    "the title in a span, 更多 as the link",
    '<li><span class="tt">{title}</span><span>{day}</span><a href="{href}">更多</a></li>',
)
each(
    "number_link",
    ELSEWHERE,
    "the number is the link, the title stands beside",
    '<tr><td><a href="{href}">{i}</a></td><td>{title}</td><td>{day}</td></tr>',
    "<table>{}</table>",
)
each(
    "title_attribute",
    CUT,
    "the title only in the attribute title, the text is cut",
    '<li><a href="{href}" title="{title}">{cut}...</a><span>{day}</span></li>',
)
each(
    "cut",
    CUT,
    "titles cut with … and nowhere whole",
    '<li><a href="{href}">{cut}…</a><span>{day}</span></li>',
)
each(
    "alt_only",
    "class: pictures of titles",
    "the title only in the alt of a picture",
    '<div><a href="{href}"><img src="/images/pic{i}.jpg" alt="{title}"></a><br>{day}</div>',
    "<div>{}</div>",
)
each(
    "aria_only",
    "class: titles for screen readers",
    "the title only in aria-label",
    '<div class="cell"><a href="{href}" aria-label="{title}"><span class="ico"></span></a><b>{day}</b></div>',
    "<div>{}</div>",
)
each("undated", "class: lists without days", "no days", '<li><a href="{href}">{title}</a></li>')
each(
    "breaks",
    "class: lists without elements",
    "links with breaks between them",
    '·<a href="{href}">{title}</a>　　{day}<br>',
    '<td class="lb">{}</td>',
)
each(
    "day_box",
    "class: days in two boxes",
    "the day in a box, year and month below it",
    '<li><div class="date"><b>{dd}</b><span>{month}</span></div><a href="{href}"><p>{title}</p></a></li>',
)
each(
    "wrapped",
    "class: links around blocks",
    "a link around heading, summary and day",
    '<a class="item" href="{href}"><h3>{title}</h3><p>点击查看全文内容</p><span>{day}</span></a>',
    "<div>{}</div>",
)
each(
    "pinned",
    "class: marks before titles",
    "marks of 置顶 and a picture of new within the link",
    '<li><a href="{href}"><font color="red">[置顶]</font>{title}<img src="/images/new.gif"></a><span>'
    "[{day}]</span></li>",
)
each(
    "numbered",
    "class: numbers before titles",
    "a number before the title, the day before both",
    '<p><span>{day}</span><a href="{href}" target="_blank">{i}、{title}</a></p>',
    "<div>{}</div>",
)
each(
    "twice",
    "class: two links an item",
    "the title and 查看详情 both link to it",
    '<li><a href="{href}">{title}</a><a class="btn" href="{href}">查看详情</a><span>{day}</span></li>',
)
each(
    "nested_tables",
    "class: tables in tables",
    "a table for every item",
    '<table><tr><td width="20"><img src="/images/dot.gif"></td><td><table><tr><td><a href="{href}">'
    "{title}</a></td>"
    "<td>{day}</td></tr></table></td></tr></table>",
    "<table><tr><td>{}</td></tr></table>",
)
each(
    "broken_html",
    "class: markup that is never closed",
    "li, a and span are never closed",
    '<li><a href="{href}">{title}<span>{day}',
)
each(
    "uppercase",
    "class: old markup",
    "upper case, no quotation marks",
    "<TR><TD HEIGHT=24><A HREF={href} TARGET=_blank>{title}</A></TD><TD>({day})</TD></TR>",
    "<TABLE>{}</TABLE>",
)
each(
    "split_title",
    "class: titles in pieces",
    "every title in two spans within the link",
    '<li><a href="{href}"><span>{cut}</span><span class="full" style="display:none">{title}</span>'
    "</a>{day}</li>",
)


@part("items", "view_inside", SCRIPTED)
def view_inside(site: StrangeSite, rows: Sequence[Row]) -> str:
    """javascript:view(9022) and the function in the page, which makes the address of a number and a month"""
    lines = "".join(
        f"""<li><a href="javascript:view('{row.target.rpartition("/")[0]}',"""
        f"""'{row.target.rpartition("/")[2]}')">"""
        f"{escape(row.title)}</a><span>{row.day}</span></li>"
        for row in rows
    )
    return f"<ul>{lines}</ul><script>function view(d,f){{window.open(d+'/'+f);}}</script>"
