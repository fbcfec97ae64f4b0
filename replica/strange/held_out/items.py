"""Lists: further names of functions and attributes, further words of links."""

from collections.abc import Sequence
from html import escape

from replica.strange.items import each
from replica.strange.parts import HELD_OUT
from replica.strange.shapes import Row
from replica.strange.site import StrangeSite

SCRIPTED, DATA = "class: addresses in scripts", "class: addresses in attributes"
ELSEWHERE = "class: titles beside their links"
CARRY: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "go_detail",
        SCRIPTED,
        "javascript:goDetail('/x')",
        """<li><a href="javascript:goDetail('{js}')">{title}</a><b>{day}</b></li>""",
        "<ul>{}</ul>",
    ),
    (
        "show_info",
        SCRIPTED,
        "onclick=showInfo('/x','标题')",
        """<p onclick="showInfo('{js}','详情')">{title} {day}</p>""",
        "<div>{}</div>",
    ),
    (
        "assign",
        SCRIPTED,
        "onclick=window.location.assign",
        """<dd onclick="window.location.assign('{js}')">{title}<i>{day}</i></dd>""",
        "<dl>{}</dl>",
    ),
    (
        "top_location",
        SCRIPTED,
        "a link without href, top.location",
        """<li><a onclick='top.location="{js}"'>{title}</a>{day}</li>""",
        "<ul>{}</ul>",
    ),
    (
        "open_name",
        SCRIPTED,
        "open(…) with a window's features",
        """<tr><td onclick="open('{js}','_blank','width=900')">{title}</td><td>{day}</td></tr>""",
        "<table>{}</table>",
    ),
    (
        "mousedown",
        SCRIPTED,
        "onmousedown",
        """<div class="n" onmousedown="document.location.href='{js}'">{title} {day}</div>""",
        "<div>{}</div>",
    ),
    (
        "quoted",
        SCRIPTED,
        "quotation marks as references in onclick",
        '<li onclick="window.open(&#39;{js}&#39;)">{title} {day}</li>',
        "<ul>{}</ul>",
    ),
    (
        "data_to",
        DATA,
        "data-to",
        '<li data-to="{js}">{title}<em>{day}</em></li>',
        "<ul class=k>{}</ul><script>$('.k li').click(function(){location=$(this).data('to')})</script>",
    ),
    (
        "data_path",
        DATA,
        "data-path on a button",
        '<p>{title} {day}<button data-path="{js}">打开</button></p>',
        "<div>{}</div><script>$('button').click(function(){window.open($(this).attr('data-path'))})</script>",
    ),
    (
        "data_jump",
        DATA,
        "data-jump on a card",
        '<section data-jump="{js}"><h5>{title}</h5><time>{day}</time></section>',
        "<main>{}</main><script>document.body.onclick=e=>"
        "location.href=e.target.closest('[data-jump]').dataset.jump</script>",
    ),
    (
        "link_attribute",
        DATA,
        "an attribute called link",
        '<li link="{js}"><span>{title}</span>{day}</li>',
        "<ul id=z>{}</ul><script>$('#z li').click(function(){location.href=$(this).attr('link')})</script>",
    ),
    (
        "form_button",
        "class: links as forms",
        "a form with a button for every item",
        '<form action="{js}" method="get"><label>{title} {day}</label><button>阅读</button></form>',
        "<div>{}</div>",
    ),
    (
        "click_here",
        ELSEWHERE,
        "点此查看",
        '<li>{title}（{day}） <a href="{href}">点此查看</a></li>',
        "<ul>{}</ul>",
    ),
    (
        "read_brackets",
        ELSEWHERE,
        "[阅读]",
        '<tr><td>{day}</td><td>{title}</td><td><a href="{href}">[阅读]</a></td></tr>',
        "<table>{}</table>",
    ),
    (
        "enter",
        ELSEWHERE,
        "进入 before the title",
        '<p><a href="{href}">进入</a> {title} <small>{day}</small></p>',
        "<div>{}</div>",
    ),
    (
        "whole_text",
        ELSEWHERE,
        "全文",
        '<div class="r"><strong>{title}</strong><br>{day}<a href="{href}">全文</a></div>',
        "<div>{}</div>",
    ),
    (
        "arrow_link",
        ELSEWHERE,
        "» as the link",
        '<li><span>{title}</span><span>{day}</span><a href="{href}">»</a></li>',
        "<ul>{}</ul>",
    ),
    (
        "cell_title",
        ELSEWHERE,
        "the title in the title of a cell",
        '<tr><td title="{title}">{cut}..</td><td>{day}</td><td><a href="{href}">详情</a></td></tr>',
        "<table>{}</table>",
    ),
    (
        "row_before",
        ELSEWHERE,
        "the title in the row before",
        '<tr><th colspan=2>{title}</th></tr><tr><td>{day}</td><td><a href="{href}">详细内容</a></td></tr>',
        "<table>{}</table>",
    ),
    (
        "day_link",
        ELSEWHERE,
        "the day is the link",
        '<li>{title} <a href="{href}">{day}</a></li>',
        "<ul>{}</ul>",
    ),
    (
        "span_title",
        "class: cut titles",
        "the title in the title of a span",
        '<li><a href="{href}"><span title="{title}">{cut}……</span></a>{day}</li>',
        "<ul>{}</ul>",
    ),
    (
        "image_title",
        "class: pictures of titles",
        "the title in the title of a picture",
        '<a href="{href}"><img src="/t/{i}.png" title="{title}"></a> {day}<br>',
        "<div>{}</div>",
    ),
    (
        "cut_dots",
        "class: cut titles",
        "titles cut with ..., no days",
        '<p>■ <a href="{href}">{cut}...</a></p>',
        "<div>{}</div>",
    ),
    (
        "hidden_title",
        "class: cut titles",
        "the whole title in a hidden element beside the link",
        '<li><a href="{href}">{cut}…</a><div class="tip" style="display:none">{title}</div>{day}</li>',
        "<ul>{}</ul>",
    ),
    (
        "day_before",
        "class: lists in other markup",
        "the day before the link, in one element",
        '<h5>{day} <a href="{href}">{title}</a></h5>',
        "<div>{}</div>",
    ),
    (
        "definition",
        "class: lists in other markup",
        "days as terms, links as definitions",
        '<dt>{day}</dt><dd><a href="{href}">{title}</a></dd>',
        "<dl>{}</dl>",
    ),
    (
        "quote",
        "class: lists in other markup",
        "a quotation for every item",
        '<blockquote><a href="{href}">{title}</a><cite>{day}</cite></blockquote>',
        "<div>{}</div>",
    ),
    (
        "font",
        "class: old markup",
        "fonts and spaces",
        '<font size=2>&nbsp;<a href="{href}" class=a1><font color=#000>{title}</font></a>&nbsp;'
        "<font color=#999>({day})</font></font><br>",
        "<center>{}</center>",
    ),
    (
        "noscript",
        "class: lists in noscript",
        "the list in noscript, a script shows its own",
        '<li><a href="{href}">{title}</a>{day}</li>',
        "<div id=q></div><script src='/s/q.js'></script><noscript><ul>{}</ul></noscript>",
    ),
    (
        "duplicated",
        "class: lists that come twice",
        "the list for wide screens and for narrow ones",
        '<li><a href="{href}">{title}</a><span>{day}</span></li>',
        "<div class=pc><ul>{}</ul></div><div class=m style=display:none><ul>{}</ul></div>",
    ),
)
for _row in CARRY:
    _name, _source, _tell, _line, _around = _row
    each(_name, _source, _tell, _line, _around, into=HELD_OUT)
for _name, _tell, _line in (
    (
        "show_this",
        "onclick=show(this) with an id",
        '<li onclick="show(this)" data-id="{number}">{title} {day}</li>',
    ),
    ("data_key", "data-key, its script outside", '<li><a data-key="{number}">{title}</a>{day}</li>'),
    ("hash_id", "href=#9022, its script outside", '<li><a class="d" href="#{number}">{title}</a>{day}</li>'),
    ("text_only", "titles as text", "<p>{i}. {title}（{day}）</p>"),
    (
        "call_outside",
        "lookNews(9022), which stands outside",
        '<li><a href="javascript:void(lookNews({number}))">{title}</a></li>',
    ),
    ("link_element", "a link of a framework", '<router-link :to="{{id:{number}}}">{title}</router-link>'),
):
    each(
        _name,
        "class: items without an address",
        _tell,
        _line,
        "<div>{}</div><script src='/s/x.js'></script>",
        False,
        HELD_OUT,
    )


@HELD_OUT.part("items", "innerhtml", "class: lists in scripts", readable=False)
def innerhtml(site: StrangeSite, rows: Sequence[Row]) -> str:
    """a script puts the list together from strings"""
    lines = "".join(f"h+='<li><a href=\"{row.target}\">'+'{escape(row.title)}'+'</a></li>';" for row in rows)
    return f"<div id=h></div><script>var h='';{lines}document.getElementById('h').innerHTML=h;</script>"


@HELD_OUT.part("items", "json_island", "class: lists in scripts", readable=False)
def json_island(site: StrangeSite, rows: Sequence[Row]) -> str:
    """a script element of type application/json"""
    lines = ",".join(f'{{"t":"{escape(row.title)}","u":"{row.target}","d":"{row.day}"}}' for row in rows)
    return f'<div id="list"></div><script type="application/json" id="data">[{lines}]</script>'
