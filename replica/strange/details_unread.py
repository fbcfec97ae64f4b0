"""Pages of documents that hold no text: errors with status 200, logins, shells, pictures; all, or one."""

from collections.abc import Callable

from replica.strange.parts import part
from replica.strange.shapes import Detail, Entry
from replica.strange.site import StrangeSite
from replica.web import Response, redirect

SOFT = "internetarchive/heritrix3#729"
LOGIN = "sggottlieb/cmfieldguide#15"
Page = Callable[[StrangeSite, Entry], Detail]


def said(inner: str, title: str = "提示信息") -> Page:
    return lambda site, entry: Detail(page=site.skin.page(inner, title))


LOGIN_FORM = (
    '<form action="/login.do" method="post"><h3>用户登录</h3>用户名：<input name="user"><br>密码：'
    '<input type="password" name="pwd"><br>验证码：<input name="yzm"><button>登录</button></form>'
)


def _shell(site: StrangeSite, entry: Entry) -> Detail:
    page = (
        '<!DOCTYPE html><html lang="zh"><head>@CHARSET@<title>门户网站</title></head><body><noscript>'
        "请开启JavaScript"
        '</noscript><div id="app"></div><script src="/js/chunk-vendors.81d3.js"></script></body></html>'
    )
    return Detail(page=page)


def _titled_shell(site: StrangeSite, entry: Entry) -> Detail:
    """The article's page without its text, which a script brings."""
    return Detail(f'<div id="content_{entry.number}"></div><script>loadContent("{entry.number}")</script>')


PAGES: tuple[tuple[str, str, str, Page], ...] = (
    ("parameter_error", SOFT, "参数错误 with status 200", said("<div>参数错误！</div>")),
    (
        "gone_200",
        SOFT,
        "the page does not exist, with status 200",
        said("<p>对不起，您访问的信息不存在或已被删除。</p>", "404"),
    ),
    (
        "busy",
        SOFT,
        "系统繁忙 with status 200",
        said("<p>系统繁忙，请稍后再试！</p><p>错误代码：ORA-12519</p>"),
    ),
    (
        "no_right",
        LOGIN,
        "you have no right to see this",
        said("<p>您没有权限查看该信息，请联系管理员。</p>"),
    ),
    ("login", LOGIN, "a login page", said(LOGIN_FORM, "统一身份认证")),
    ("shell", "class: shells", "an empty shell of an application", _shell),
    ("titled_shell", "class: shells", "the article's frame, the text comes by script", _titled_shell),
    ("auditing", SOFT, "the document is being examined", said("<p>该文档正在审核中……</p>")),
    (
        "error_404",
        "class: dead links",
        "404",
        lambda site, entry: Detail(whole=site.reply(site.skin.page("<h2>404 Not Found</h2>", "404"), 404)),
    ),
    (
        "error_500",
        "class: dead links",
        "500",
        lambda site, entry: Detail(
            whole=Response(500, b"<h1>Server Error in '/' Application.</h1>", "text/html")
        ),
    ),
    (
        "to_home",
        SOFT,
        "a redirect to the home page",
        lambda site, entry: Detail(whole=redirect(f"http://{site.host}/")),
    ),
    (
        "json_error",
        "class: errors as JSON",
        "JSON with a code",
        lambda site, entry: Detail(
            whole=Response(200, b'{"code":500,"msg":"error","data":null}', "application/json")
        ),
    ),
    (
        "picture",
        "class: texts as pictures",
        "the text as a picture",
        lambda site, entry: Detail(
            f'<p align="center"><img src="/upload/{entry.number}.jpg" width="780"></p>'
        ),
    ),
    (
        "empty",
        "dgtlmoon/changedetection.io#962",
        "nothing",
        lambda site, entry: Detail(whole=Response(200, b"", "text/html")),
    ),
)


def only_one(page: Page) -> Page:
    """Only the page of the second report is so."""

    def make(site: StrangeSite, entry: Entry) -> Detail:
        if entry.year == site.years[1]:
            return page(site, entry)
        return Detail(site.skin.paragraphs(site.lines_of(entry)))

    return make


for _name, _source, _tell, _page in PAGES:
    part("details", f"all_{_name}", _source, f"all pages: {_tell}", readable=False)(_page)
    if _name not in ("picture", "empty", "to_home", "json_error"):
        part("details", f"one_{_name}", _source, f"one page: {_tell}", readable=False)(only_one(_page))
