"""The furniture around a text that all platforms share, and the defects that pages have on purpose.

Defects (named in Filing.defects and in the truth):
generation_time_in_pubdate  meta PubDate holds the day the column was generated again
gbk_declared_gb2312         bytes are GBK with characters outside GB 2312; the page declares gb2312
title_repeated_in_text      the title is once more as the text's first line, pasted by the editor
two_html_ends               the header is a whole document of its own: </html> is before the text
"""

from replica.holdings import Document
from replica.site import Column, Site
from replica.web import escape

GENERATED_AT = "2021-08-06 03:12"


def meta_tags(site: Site, column: Column | None, document: Document | None) -> str:
    """The mandated meta tags; those of the article only as far as the page knows them."""
    tags = {"SiteName": f"{site.name}人民政府", "SiteDomain": site.host, "SiteIDCode": site.site_code}
    if column:
        tags |= {"ColumnName": column.name, "ColumnDescription": f"{site.place}{column.name}"}
        tags |= {"ColumnKeywords": f"{column.name},{site.place}", "ColumnType": "信息公开"}
    if document:
        if document.title:
            tags["ArticleTitle"] = "".join(document.title)
        if document.published_at:
            tags["PubDate"] = document.published_at.strftime("%Y-%m-%d %H:%M")
        if "generation_time_in_pubdate" in document.defects:
            tags["PubDate"] = GENERATED_AT
        tags["ContentSource"] = document.source or ""
    return "\n".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in tags.items())


def title_html(document: Document) -> str:
    """The printed title, its lines parted by <br>."""
    return "<br>".join(escape(line) for line in document.title)


def accessibility_bar() -> str:
    return (
        '<div class="top_bar"><a href="javascript:void(0)" onclick="wza()">无障碍</a> '
        '<a href="javascript:void(0)" onclick="elder()">长者模式</a> <a href="javascript:StranBody()">繁體版</a> '
        '<a href="/search/index.html">高级检索</a></div>'
    )


def font_size_buttons(brackets: str = "【字体：") -> str:
    """The font size widget; its bracket is never closed, because the closing one was an image."""
    return (
        f'{brackets}<a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a> '
        '<a href="javascript:doZoom(14)">小</a>'
    )


def share_bar() -> str:
    return (
        '<div class="share"><span>分享到：</span><a class="wx" href="javascript:void(0)">微信</a>'
        '<a class="wb" href="javascript:void(0)">微博</a><a class="qz" href="javascript:void(0)">QQ空间</a></div>'
    )


def qr_code() -> str:
    return '<div class="ewm"><img src="/images/ewm.png" alt=""><p>扫一扫在手机上查看当前页面</p></div>'


def neighbours(previous: tuple[str, str] | None, following: tuple[str, str] | None) -> str:
    """Previous and next document, as (href, title)."""
    lines = []
    for label, link in (("上一篇", previous), ("下一篇", following)):
        shown = f'<a href="{link[0]}">{escape(link[1])}</a>' if link else "没有了"
        lines.append(f"<p>{label}：{shown}</p>")
    return f'<div class="sxp">{"".join(lines)}</div>'


def related(links: list[tuple[str, str]]) -> str:
    """Related documents, as (href, title)."""
    items = "".join(f'<li><a href="{href}" target="_blank">{escape(title)}</a></li>' for href, title in links)
    return f'<div class="xgxw"><h4>相关信息</h4><ul>{items}</ul></div>'


def footer(site: Site, edition: int = 1) -> str:
    """Sponsor, filings and the site's identification code; edition 2 is the renewed footer."""
    renewed = "<p>本网站支持IPv6 政务新媒体矩阵已上线</p>" if edition > 1 else ""
    return (
        '<div class="footer">'
        f"<p>主办：{site.issuer}办公室　承办：{site.place}大数据中心</p>"
        f"<p>ICP备案编号：备{site.adcode}05号-1　公网安备 {site.adcode}02000012号　"
        f"网站标识码：{site.site_code}</p>{renewed}"
        '<p><a href="http://www.gov.cn/">中国政府网</a>|<a href="/wzdt/">网站地图</a>|联系我们</p></div>'
    )


def short(title: str, length: int = 24) -> str:
    """A title as lists cut it; the whole one is in the link's title attribute."""
    return title if len(title) <= length else title[:length] + "…"
