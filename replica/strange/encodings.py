"""How the pages of a site are encoded, and what they say of it."""

import re

from replica.strange.parts import FIRST, Parts, part
from replica.strange.site import StrangeSite
from replica.web import Response


def encoded(
    name: str,
    source: str,
    tell: str,
    codec: str,
    meta: str,
    content_type: str,
    mark: bytes = b"",
    into: Parts = FIRST,
) -> None:
    """Pages in a codec, behind a mark, with a meta element and a content type."""

    def make(site: StrangeSite, html: str) -> Response:
        text = html.replace("@CHARSET@", meta)
        return Response(200, mark + text.encode(codec, "xmlcharrefreplace"), content_type)

    into.part("encoding", name, source, tell)(make)


GBK = "bda-research/node-crawler#56"
encoded(
    "gbk_meta",
    GBK,
    "GBK in a meta element",
    "gbk",
    '<meta http-equiv="Content-Type" content="text/html; charset=gbk">',
    "text/html",
)
encoded("gb2312_meta", GBK, "gb2312 in a meta element", "gb18030", '<meta charset="gb2312">', "text/html")
encoded("gbk_header", GBK, "GBK in the header, nothing in the page", "gbk", "", "text/html; charset=GBK")
encoded(
    "gbk_header_utf8_meta",
    "DIYgod/RSSHub#16388",
    "GBK in the header, utf-8 in the page",
    "gbk",
    '<meta charset="utf-8">',
    "text/html;charset=gbk",
)
encoded("gbk_silent", "indes/flowerss-bot#89", "GBK, and nothing says so", "gbk", "", "text/html")
encoded("utf8_silent", "class: pages that do not say", "UTF-8, and nothing says so", "utf-8", "", "text/html")
encoded(
    "utf8_mark",
    "class: byte order marks",
    "UTF-8 with a byte order mark",
    "utf-8",
    "",
    "text/html",
    b"\xef\xbb\xbf",
)
encoded(
    "utf8_name",
    "class: misspelt names",
    "charset=utf8 in the page",
    "utf-8",
    '<meta charset="utf8">',
    "text/html",
)
encoded("utf16_mark", "class: byte order marks", "UTF-16 with a byte order mark", "utf-16", "", "text/html")
encoded(
    "x_gbk",
    "class: misspelt names",
    "charset=x-gbk in the page",
    "gbk",
    '<meta charset="x-gbk">',
    "text/html",
)
encoded(
    "httpequiv",
    "scrapy/w3lib#155",
    "httpequiv without its hyphen, GBK in the header",
    "gbk",
    '<meta httpequiv="Content-Type" content="text/html; charset=gbk">',
    "text/html; charset=gb2312",
)


@part("encoding", "references", "class: character references")
def references(site: StrangeSite, html: str) -> Response:
    """all Chinese as numeric references in an ASCII page"""
    told = re.sub(r"[^\x00-\x7f]", lambda found: f"&#{ord(found[0])};", html.replace("@CHARSET@", ""))
    return Response(200, told.encode("ascii"), "text/html")


@part("encoding", "meta_late", "class: late declarations")
def meta_late(site: StrangeSite, html: str) -> Response:
    """GBK in a meta element behind 3,000 characters of styles"""
    style = "<style>" + ".a{color:#333}" * 220 + "</style>"
    text = html.replace("@CHARSET@", style + '<meta charset="gbk">')
    return Response(200, text.encode("gbk", "xmlcharrefreplace"), "text/html")


@part("encoding", "mixed_site", "DIYgod/RSSHub#16388")
def mixed_site(site: StrangeSite, html: str) -> Response:
    """the home page in UTF-8, all else in GBK"""
    if "<h3>要闻</h3>" in html:
        return Response(200, html.replace("@CHARSET@", '<meta charset="utf-8">').encode(), "text/html")
    text = html.replace("@CHARSET@", '<meta charset="GB2312">')
    return Response(200, text.encode("gb18030"), "text/html")
