"""Home pages: further ways in."""

import gzip

from replica.strange.doors import home, splash
from replica.strange.parts import HELD_OUT
from replica.strange.shapes import Door
from replica.strange.site import StrangeSite
from replica.web import Response

SPLASH = "class: splash pages"
for _name, _tell, _html in (
    (
        "click_in",
        "点击进入 below a picture",
        '<body><img src="/w.jpg"><a href="{path}">【点击进入】</a></body>',
    ),
    ("enter_english", "Enter", '<body bgcolor=#900><center><a href="{path}">ENTER</a></center></body>'),
    ("countdown", "a count and 跳过", '<body><div id=s>5</div><a id="skip" href="{path}">跳过</a></body>'),
    (
        "two_languages",
        "中文 and English",
        '<body><a href="{path}">中文</a> | <a href="/en/">English</a></body>',
    ),
    ("body_onload", "body onload", """<body onload="location.href='{path}'">正在跳转</body>"""),
    (
        "document_location",
        "document.location.href in a script",
        '<head><script>document.location.href = "{path}";</script></head>',
    ),
    ("window_navigate", "window.location with a template", "<script>window.location=`{path}`</script>"),
    (
        "parent_replace",
        "location.replace by single quotes",
        "<body><script>window.parent.location.replace('{path}')</script></body>",
    ),
    (
        "nested_frames",
        "framesets in framesets",
        '<frameset cols="*,1000,*"><frame src="/l.html"><frameset rows="*"><frame src="{path}">'
        '</frameset><frame src="/r.html"></frameset>',
    ),
    (
        "object",
        "the home page in an object",
        '<body><object type="text/html" data="{path}" width="100%" height="900"></object></body>',
    ),
    (
        "button_in",
        "a button with onclick",
        """<body><button onclick="self.location='{path}'">进入门户</button></body>""",
    ),
    (
        "li_in",
        "a list item with onclick and a host",
        """<body><ul><li onclick="window.location.href='http://{host}{path}'">{name}</li></ul></body>""",
    ),
    ("refresh_bare", "a refresh without url=", '<head><meta http-equiv=refresh content="0;{path}"></head>'),
):
    splash(_name, SPLASH, _tell, _html, into=HELD_OUT)
splash(
    "by_cookie",
    SPLASH,
    "a script that asks a cookie",
    "<script>if(document.cookie.indexOf('v=')<0){location='/a'+1+'.html'}else{location='{path}'}</script>",
    False,
    HELD_OUT,
)
for _name, _tell, _box in (
    ("formaction", "a button with formaction", '<form><button formaction="{column}">{name}</button></form>'),
    (
        "form_submit",
        "a form whose button has the name",
        '<form action="{column}"><input type="submit" value="{name}"></form>',
    ),
    (
        "data_target",
        "a list item with data-target",
        '<li role="link" data-target="{column}">{name}</li>'
        '<script>$("li").click(function(){location=this.dataset.target})</script>',
    ),
    (
        "go_url",
        "onclick=goUrl(…)",
        """<dl onclick="goUrl('{column}')"><dt>{name}</dt></dl><script>function "
        "goUrl(u){location.href=u}</script>""",
    ),
    ("svg_link", "a link within an svg", '<svg><a xlink:href="{column}"><text>{name}</text></a></svg>'),
    (
        "foot_link",
        "a link in the foot",
        '<div class="foot"><small><a href="{column}">{name}</a></small></div>',
    ),
    ("spaced_name", "a name with spaces between", '<a href="{column}"><span>{name}</span>&nbsp;&nbsp;</a>'),
    (
        "title_only",
        "a block with title and onclick",
        """<div class="zt" title="{name}" onclick="location='{column}'"></div>""",
    ),
    (
        "heading_more",
        "a heading with MORE beside",
        '<h2>{name}<a href="{column}" class="more">MORE +</a></h2>',
    ),
    (
        "option_href",
        "a select of links with a button",
        '<select id="s"><option value="{column}">{name}</option></select><button '
        'onclick="location=s.value">前往</button>',
    ),
    (
        "javascript_link",
        "javascript:location",
        """<a href="javascript:location.href='{column}'">{name}</a>""",
    ),
):
    home(f"nav_{_name}", "class: ways that are no links", _tell, _box, into=HELD_OUT)
for _name, _tell, _box in (
    (
        "nav_template",
        "a menu of a framework",
        '<li v-for="m in menus"><a :href="m.url">{{m.name}}</a></li><script src="/s/menu.js"></script>',
    ),
    (
        "nav_remote",
        "a menu from a service",
        '<div id="nav"></div><script>$("#nav").load("/common/nav?site=3")</script>',
    ),
):
    home(_name, "class: menus in scripts", _tell, _box, False, HELD_OUT)


def _sitemap(name: str, tell: str, path: str, robots: str, kind: str, form: str) -> None:
    def make(site: StrangeSite) -> Door:
        base = f"http://{site.host}"
        urls = form.replace("{column}", base + site.column).replace("{news}", f"{base}/xwdt/")
        body = gzip.compress(urls.encode(), mtime=0) if path.endswith("gz") else urls.encode()
        return Door(
            {"/": lambda n: site.home(""), path: lambda n: Response(200, body, kind)},
            robots=robots.replace("{map}", base + path),
        )

    HELD_OUT.part("door", name, "Norconex/crawler#292", tell)(make)


SITEMAP = "<?xml version='1.0'?><urlset><url><loc>{news}</loc></url><url><loc>{column}</loc></url></urlset>"
_sitemap(
    "sitemap_text",
    "a sitemap of lines",
    "/sitemap.txt",
    "sitemap: {map}\n",
    "text/plain",
    "{news}\n{column}\n",
)
_sitemap(
    "sitemap_gz",
    "a packed sitemap",
    "/map/site.xml.gz",
    "User-agent: *\nAllow: /\n\nSITEMAP:{map}",
    "application/x-gzip",
    SITEMAP,
)
_sitemap(
    "sitemap_crlf",
    "a sitemap named between rules, lines end with CR LF",
    "/x/map.xml",
    "User-agent: *\r\nSitemap: {map}\r\nDisallow: /a/\r\n",
    "text/xml",
    SITEMAP,
)
