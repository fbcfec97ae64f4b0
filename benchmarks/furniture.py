"""Around the title: tables of metadata and the line of date and source, in the arrangements sites have.

Each function returns HTML; a Piece also names strings of it that clean text must not hold.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

Fields = Sequence[tuple[str, str]]


class Piece(NamedTuple):
    html: str
    marks: tuple[str, ...] = ()


def _marks(fields: Fields) -> tuple[str, ...]:
    return tuple(value for _, value in fields if len(value) >= 10 and "法治政府" not in value)


# ---- metadata tables (report-pages: label and value in every arrangement) -------------------------------


def meta_rows(fields: Fields) -> str:
    """Label cell, value cell, one pair a row."""
    rows = "".join(f'<tr><td class="lab">{k}：</td><td class="val">{v}</td></tr>\n' for k, v in fields)
    return f'<table class="xxgk_table" cellpadding="0" cellspacing="0">\n{rows}</table>'


def meta_pairs(fields: Fields) -> str:
    """Two pairs a row, labels spaced out."""
    cells = [f"<th>{'&nbsp;'.join(k)}</th><td>{v}</td>" for k, v in fields]
    rows = "".join(f"<tr>{''.join(cells[i : i + 2])}</tr>\n" for i in range(0, len(cells), 2))
    return f'<table class="gk_table" width="100%"><tbody>\n{rows}</tbody></table>'


def meta_lines(fields: Fields) -> str:
    return '<div class="xxgk-head">' + "".join(f"<p>{k}：{v}</p>\n" for k, v in fields) + "</div>"


def meta_two_per_line(fields: Fields) -> str:
    items = [f"{k}：{v}" for k, v in fields]
    lines = ["&emsp;&emsp;".join(items[i : i + 2]) for i in range(0, len(items), 2)]
    return '<div class="gkinfo">' + "<br/>\n".join(lines) + "</div>"


def meta_values(fields: Fields) -> str:
    """The labels are gone, as one district prints them."""
    return '<ul class="zcwjk-xlcp">' + "".join(f"<li>{v}</li>\n" for _, v in fields) + "</ul>"


def meta_twice(fields: Fields) -> str:
    """Once for desktops, once for phones."""
    phone = "".join(f"<li><b>{k}：</b>{v}</li>\n" for k, v in fields)
    return f'<div class="pc-only">{meta_pairs(fields)}</div>\n<ul class="phone-only">\n{phone}</ul>'


def meta_list(fields: Fields) -> str:
    """Label and value in elements, and so on lines, of their own."""
    return (
        '<ul class="clearfix">'
        + "".join(
            f"<li>\n<span class='name'>{k}</span>\n<span class='value'>{v}</span>\n</li>\n" for k, v in fields
        )
        + "</ul>"
    )


def meta_dl(fields: Fields) -> str:
    return (
        '<div class="xxgkml-content">'
        + "".join(f"<dl><dt>{k}</dt><dd>{v}</dd></dl>\n" for k, v in fields)
        + "</div>"
    )


def meta_glued(fields: Fields) -> str:
    """No colon between label and value."""
    return '<ul class="ov">' + "".join(f'<li class="fl">{k}{v}</li>\n' for k, v in fields) + "</ul>"


def meta_brackets(fields: Fields) -> str:
    return '<div class="catalog">' + "".join(f"<div>[ {k} ] {v}</div>\n" for k, v in fields) + "</div>"


def meta_pipes(fields: Fields) -> str:
    return '<div class="tab-line">' + "<br>\n".join(f"| {k} | {v} |" for k, v in fields) + "</div>"


METADATA: dict[str, Callable[[Fields], str]] = {
    name.removeprefix("meta_"): layout for name, layout in dict(globals()).items() if name.startswith("meta_")
}


def metadata(layout: str, fields: Fields) -> Piece:
    return Piece(METADATA[layout](fields) if layout else "", _marks(fields) if layout else ())


# ---- the line under the title ---------------------------------------------------------------------------

SIZES = '<span class="zh">【字体：<a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a> <a href="javascript:doZoom(14)">小</a>】</span>'


def info_labels(date: str, source: str) -> Piece:
    text = (
        f'<div class="info"><span>发布时间：{date}</span> <span>来源：{source}</span> <span>浏览次数：<em id="hits"></em></span> '
        f'{SIZES} <a href="javascript:window.print()">【打印】</a></div>'
    )
    return Piece(text, ("浏览次数", "【字体", "【打印】", "发布时间："))


def info_reference(date: str, source: str) -> Piece:
    text = f'<div class="ly">发布日期:{date}&nbsp;&nbsp;信息来源:{source}&nbsp;&nbsp;点击率:<span id="djl">-</span> 字号:[ 大 中 小 ]</div>'
    return Piece(text, ("信息来源:", "点击率", "字号:"))


def info_glued(date: str, source: str) -> Piece:
    """Everything in one run, the bracket never closed."""
    text = f'<div class="xxline">时间：{date}来源：{source}阅读：<span id="yd"></span>字体【<img src="/images/d.png">】分享到</div>'
    return Piece(text, ("阅读：", "字体【", "分享到"))


def info_bare(date: str, source: str) -> Piece:
    """No labels."""
    return Piece(f'<p class="date">{date} &nbsp; {source} &nbsp; <i>打印本页</i></p>', ("打印本页",))


def info_pipe(date: str, source: str) -> Piece:
    return Piece(f'<div class="sub"><span>{date}</span> | <span>{source}</span> | | |</div>', ("| |",))


def info_script(date: str, source: str) -> Piece:
    """Date and source reach the reader by script alone."""
    text = (
        '<div class="xl_info"><script>\n'
        f'var pubTime = "{date}";\nif ("{source}" != "") {{ document.write(\'<span>来源：{source}</span>\'); }}\n'
        "document.write('<span>发布时间：' + pubTime + '</span>');\n"
        "</script><span>访问次数：<b id='fwcs'></b></span></div>"
    )
    return Piece(text, ("访问次数", "pubTime"))


def info_written(date: str, source: str) -> Piece:
    """The whole label inside document.write."""
    text = (
        f"<div class='msg'><script>document.write('发布日期：{date}');</script>\n"
        f"<script>if('{source}'!=''){{document.write('<span>来源：{source}</span>')}}</script> <span>【关闭窗口】</span></div>"
    )
    return Piece(text, ("关闭窗口", "document.write"))


def info_update(date: str, source: str) -> Piece:
    return Piece(
        f'<div class="gx">更新时间：{date} <span>文章来源：{source}</span> <span>阅读人次：-</span></div>',
        ("阅读人次", "更新时间"),
    )


def info_no_colon(date: str, source: str) -> Piece:
    return Piece(f'<div class="fb">发布时间{date} 来源： {source} 字体大小 大 中 小</div>', ("字体大小",))


def info_city(date: str, source: str) -> Piece:
    """The host of the city on a district's page, sizes and an empty counter."""
    text = (
        f'<div class="wz_xx">www.example.gov.cn　发布时间：{date}　来源：{source}　'
        "选择阅读字号：[ 大 中 小 ]　阅读次数：<span id='ydcs'></span></div>"
    )
    return Piece(text, ("选择阅读字号", "阅读次数", "www.example.gov.cn"))


def info_twice(date: str, source: str) -> Piece:
    """The same line for desktops and for phones."""
    line = f"发布时间：{date} 来源：{source}"
    text = f'<div class="pc">{line} 【打印内容】</div><div class="wap">{line} 【打印内容】</div>'
    return Piece(text, ("打印内容", "发布时间："))


def info_date(date: str, _source: str) -> Piece:
    return Piece(f'<div class="time">发布日期：{date}　浏览次数：-</div>', ("浏览次数", "发布日期："))


def info_none(_date: str, _source: str) -> Piece:
    return Piece('<div class="tools"><a>打印</a> <a>收藏</a></div>', ())


INFO: dict[str, Callable[[str, str], Piece]] = {
    name.removeprefix("info_"): line for name, line in dict(globals()).items() if name.startswith("info_")
}
