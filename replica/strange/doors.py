"""Home pages: splash pages, frames, scripts that send on, and ways to the column that are no links."""

from collections.abc import Callable

from replica.strange.parts import FIRST, Parts, part
from replica.strange.shapes import Door
from replica.strange.site import StrangeSite
from replica.web import Response

SPLASH = "class: splash pages"
MAP = "openzim/zimit#503"
ONCLICK = "stevenvachon/broken-link-checker#104"
SITEMAP = "Norconex/crawler#292"
Page = Callable[[int], str | Response]


def _link(site: StrangeSite, words: str = "") -> str:
    return f'<a href="{site.column}">{words or site.column_name}</a>'


def box_of(site: StrangeSite) -> str:
    return f'<div class="box"><h4>专题</h4>{_link(site)}</div>'


def splash(name: str, source: str, tell: str, html: str, readable: bool = True, into: Parts = FIRST) -> None:
    """A first page before the home page at {path}."""

    def make(site: StrangeSite) -> Door:
        path = "/web/index.html"
        told = html.replace("{path}", path).replace("{host}", site.host).replace("{name}", site.place.issuer)
        first = f"<html><head>@CHARSET@<title>{site.place.issuer}</title></head>{told}</html>"
        return Door({"/": lambda n: site.reply(first), path: lambda n: site.home(box_of(site))})

    into.part("door", name, source, tell, readable=readable)(make)


splash(
    "splash_picture",
    SPLASH,
    "a picture and 进入网站",
    '<body><img src="/images/welcome.jpg"><p><a href="{path}">进入网站</a></p></body>',
)
splash(
    "splash_picture_only",
    SPLASH,
    "a picture that is a link",
    '<body><a href="{path}"><img src="/images/enter.jpg"></a></body>',
)
splash(
    "splash_map",
    MAP,
    "an image map",
    '<body><img src="/images/index.jpg" usemap="#m"><map name="m"><area shape="rect" coords="9,9,90,'
    '40" href="{path}">'
    '<area shape="rect" coords="99,9,190,40" href="/big5/"></map></body>',
)
splash(
    "splash_onclick",
    ONCLICK,
    "a box with onclick",
    """<body><div id="enter" onclick="location.href='{path}'">点击进入</div></body>""",
)
splash(
    "splash_window_open",
    ONCLICK,
    "a picture with onclick=window.open",
    """<body><img src="/images/enter.gif" onclick="window.open('{path}','_self')"></body>""",
)
splash(
    "refresh",
    "scrapy/scrapy#18",
    "meta refresh after five seconds",
    '<head><META HTTP-EQUIV="Refresh" CONTENT="5; url={path}"></head><body>正在进入…</body>',
)
splash(
    "script_replace",
    "scrapy/scrapy#1422",
    "location.replace in a script",
    '<body><script language="javascript">top.location.replace("{path}");</script></body>',
)
splash(
    "script_timeout",
    "scrapy/scrapy#1422",
    "setTimeout with a string",
    """<body><script>setTimeout("window.location='{path}'",3000);</script>欢迎访问</body>""",
)
splash(
    "script_variable",
    "scrapy/scrapy#1422",
    "a variable, by device",
    '<body><script>var pc="{path}",m="/m/";var u=navigator.userAgent;'
    "location.href=/Android|iPhone/.test(u)?m:pc;</script></body>",
    readable=False,
)
splash(
    "frameset",
    "class: frames",
    "a frameset",
    '<frameset rows="100,*"><frame src="/top.html"><frame src="{path}" name="main"></frameset>',
)
splash(
    "iframe_home",
    "class: frames",
    "the home page in an iframe",
    '<body style="margin:0"><iframe src="{path}" width="100%" height="2000" frameborder="0"></iframe></body>',
)
splash(
    "two_versions",
    SPLASH,
    "简体, 繁體 and 无障碍 to choose from",
    '<body><a href="/big5/">繁體版</a> <a href="{path}">简体版</a> <a href="/wza/">无障碍版</a></body>',
)


def home(name: str, source: str, tell: str, box: str, readable: bool = True, into: Parts = FIRST) -> None:
    """A home page that leads to the column in another way than by a link: {column}, {name}."""

    def make(site: StrangeSite) -> Door:
        told = box.replace("{column}", site.column).replace("{name}", site.column_name)
        return Door({"/": lambda n: site.home(told)})

    into.part("door", name, source, tell, readable=readable)(make)


home(
    "nav_onclick",
    ONCLICK,
    "the column's name in an element with onclick",
    """<div class="tab" onclick="window.open('{column}')">{name}</div>""",
)
home(
    "nav_data",
    "iipc/webarchive-commons#72",
    "the column's name in an element with data-url",
    '<div class="nav-item" data-url="{column}"><p>{name}</p></div>'
    "<script>$('.nav-item').click(function(){location.href=$(this).data('url')})</script>",
)
home(
    "nav_select",
    "class: links in a select",
    "the column as an option",
    '<select onchange="window.open(this.value)"><option>--专题栏目--</option><option value="{column}">'
    "{name}</option></select>",
)
home(
    "nav_picture",
    "class: links behind pictures",
    "a picture with the column's name in its alt",
    '<a href="{column}"><img src="/images/zt1.jpg" alt="{name}"></a>',
)
home(
    "nav_title",
    "class: links behind pictures",
    "a picture without words, the link has a title",
    '<a href="{column}" title="{name}"><img src="/images/zt2.jpg"></a>',
)
home(
    "nav_area",
    MAP,
    "an area of an image map",
    '<img src="/i.jpg" usemap="#z"><map name="z"><area href="{column}" alt="{name}"></map>',
)
home(
    "nav_backslash",
    "DIYgod/RSSHub#12534",
    "the column's address with white space in it",
    '<a href="\n\t{column} ">{name}</a>',
)
home(
    "nav_box_more",
    "class: boxes with 更多",
    "a box with the column's name as text and 更多 as the link",
    '<div class="box"><h3>{name}</h3><a class="more" href="{column}">更多&gt;&gt;</a></div>',
)
home(
    "nav_json",
    "class: menus in scripts",
    "the menu in an array of a script",
    '<ul id="menu"></ul><script>var menus=[{"name":"{name}","url":"{column}","children":[]}];build('
    "menus);</script>",
    False,
)
home(
    "nav_written",
    "webrecorder/browsertrix#3653",
    "the menu by document.write",
    """<script>document.write('<a href="{column}">{name}</a>');</script>""",
    False,
)
home(
    "nav_outside",
    "class: menus in scripts",
    "the menu comes from a script outside",
    '<div id="nav2"></div><script src="/js/menu.js"></script>',
    False,
)


@part("door", "deep", "class: columns three levels down")
def deep(site: StrangeSite) -> Door:
    """政务公开, 法定主动公开内容, 法治政府建设, and there the column"""
    return Door(
        {
            "/": lambda n: site.home(""),
            "/zwgk/": lambda n: '<ul><li><a href="/zwgk/fdzdgknr/">法定主动公开内容</a></li></ul>',
            "/zwgk/fdzdgknr/": lambda n: '<ul><li><a href="/zwgk/fdzdgknr/qt/">其他法定信息</a></li></ul>',
            "/zwgk/fdzdgknr/qt/": lambda n: f"<ul><li>{_link(site)}</li></ul>",
        }
    )


@part("door", "openness_frame", "class: frames")
def openness_frame(site: StrangeSite) -> Door:
    """政务公开 is an iframe with the tree of columns"""
    return Door(
        {
            "/": lambda n: site.home(""),
            "/zwgk/": lambda n: '<iframe src="/zwgk/tree.html" width="240" height="900"></iframe>',
            "/zwgk/tree.html": lambda n: site.reply(
                f"<html><head>@CHARSET@</head><body><ul><li>{_link(site)}</li></ul></body></html>"
            ),
        }
    )


@part("door", "site_map_page", "abhishekpauly/ui-discovery#39")
def site_map_page(site: StrangeSite) -> Door:
    """only 网站地图 leads to the column"""
    return Door(
        {
            "/": lambda n: site.home('<a href="/wzdt/index.html">网站地图</a>'),
            "/wzdt/index.html": lambda n: (
                f"<ul><li>{_link(site)}</li><li><a href='/xwdt/'>要闻动态</a></li></ul>"
            ),
        }
    )


@part("door", "sitemap_robots", SITEMAP)
def sitemap_robots(site: StrangeSite) -> Door:
    """only the sitemap that robots.txt names leads to the column"""
    base = f"http://{site.host}"
    urls = "".join(f"<url><loc>{base}{path}</loc></url>" for path in ("/", "/zwgk/", "/xwdt/", site.column))
    sitemap = (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{urls}</urlset>"
    )
    return Door(
        {"/": lambda n: site.home(""), "/sitemap.xml": lambda n: Response(200, sitemap.encode(), "text/xml")},
        robots=f"User-agent: *\nDisallow: /admin/\nSitemap: {base}/sitemap.xml\n",
    )


@part("door", "sitemap_index", "yujiosaka/headless-chrome-crawler#148")
def sitemap_index(site: StrangeSite) -> Door:
    """a sitemap of sitemaps"""
    base = f"http://{site.host}"
    index = f"<sitemapindex><sitemap><loc>{base}/maps/columns.xml</loc></sitemap></sitemapindex>"
    urls = f"<urlset><url><loc>{base}/zwfw/</loc></url><url><loc>{base}{site.column}</loc></url></urlset>"
    return Door(
        {
            "/": lambda n: site.home(""),
            "/maps/index.xml": lambda n: Response(200, index.encode(), "application/xml"),
            "/maps/columns.xml": lambda n: Response(200, urls.encode(), "application/xml"),
        },
        robots=f"Sitemap: {base}/maps/index.xml\n",
    )


@part("door", "unlinked", "abhishekpauly/ui-discovery#39", readable=False)
def unlinked(site: StrangeSite) -> Door:
    """nothing leads to the column"""
    return Door({"/": lambda n: site.home("")})
