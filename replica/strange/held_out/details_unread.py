"""Pages of documents that hold no text: further words of errors."""

from replica.strange.details_unread import Page, only_one, said
from replica.strange.parts import HELD_OUT
from replica.strange.shapes import Detail, Entry
from replica.strange.site import StrangeSite
from replica.web import Response

SOFT = "internetarchive/heritrix3#729"
WORDS: tuple[tuple[str, str, str], ...] = (
    ("illegal", "<p>非法请求，参数不合法</p>", "错误"),
    ("lost", "<h1>页面走丢了</h1><p>别着急，点击这里回到首页</p>", "出错了"),
    ("timeout", "<p>会话已超时，请重新登录！</p><a href='/login.jsp'>返回登录</a>", "系统提示"),
    ("wechat", "<p>请在微信客户端打开链接</p>", "提示"),
    ("forbidden_200", "<center><h1>403 Forbidden</h1></center><hr><center>nginx</center>", "403 Forbidden"),
    ("no_data", "<div class='empty'>暂无数据</div>", "详情"),
    ("loading", "<div class='loading'>内容正在加载中，请稍候…</div>", "正文"),
    ("upgrade", "<p>您的浏览器版本过低，请升级浏览器后访问</p>", "提示"),
    ("database", "<p>Microsoft OLE DB Provider 错误 '80004005' 数据库连接失败</p>", ""),
    ("closed", "<p>该栏目已关闭，请访问新版网站</p>", "通知"),
    ("withdrawn", "<p>该信息已撤稿或已移动至其他栏目。</p>", "提示"),
)
for _name, _html, _title in WORDS:
    HELD_OUT.part("details", f"all_{_name}", SOFT, f"all pages: {_html}", readable=False)(said(_html, _title))
    HELD_OUT.part("details", f"one_{_name}", SOFT, f"one page: {_html}", readable=False)(
        only_one(said(_html, _title))
    )


def _answers(status: int) -> Page:
    return lambda site, entry: Detail(whole=Response(status, b"<h1>Error</h1>", "text/html"))


for _status in (401, 410, 502):
    HELD_OUT.part(
        "details", f"one_{_status}", "class: dead links", f"one page answers {_status}", readable=False
    )(only_one(_answers(_status)))


def _to_login(site: StrangeSite, entry: Entry) -> Detail:
    return Detail(
        page="<html><head>@CHARSET@</head><script>top.location.href='/sso/login?b=1'</script></html>"
    )


HELD_OUT.part(
    "details",
    "one_to_login",
    "sggottlieb/cmfieldguide#15",
    "one page: a script to a login page",
    readable=False,
)(only_one(_to_login))
