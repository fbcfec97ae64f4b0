"""What one answer of a server is, whatever its status says: the page, or something in its place.

Conservative: what may be a page is one. A wrong ok is corrected when the page is read
(extraction.facts.kinds); a wrong block would silence a site.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from extraction.markup.errors import NotAPage
from extraction.markup.page import Page, read_page
from extraction.markup.stub_pages import redirect_target
from extraction.markup.urls import is_detail_url
from extraction.markup.visible import runs_of
from extraction.prose.text import bare
from extraction.response.firewall_pages import MOST_TEXT, challenge, may_be_challenge
from extraction.response.response_head import OK, Outcome, elsewhere, judge_head

_STUB_BYTES = 4096

_GONE = re.compile(
    r"""
    # 您访问的页面不存在
      (?:您|你)?所?(?:访问|查看|浏览|要找|请求|查找)的(?:页面|网页|内容|文章|信息|地址|资源|栏目)?.{0,12}(?:不存在|未找到|没有找到|找不到|已删除|已被删除|已失效)
    # 文章已删除
    | (?:页面|网页|内容|文章|信息)(?:不存在|没有找到|未找到|找不到了|走丢了|已(?:被)?删除)
    # 找不到您要的页面
    | 找不到(?:该|您|指定|请求)?.{0,8}(?:页面|网页)
    # 404 with a word for an error
    | 404(?:-|—|_|:|,)?(?:notfound|错误|error|页面)
    # the same in English
    | (?:page|file|error)404 | pagenotfound
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Pre-filter on the raw markup: nearly every page has none of these words.
_GONE_WORDS = (
    "不存在", "找到", "找不到", "走丢", "删除", "失效", "404", "Not Found", "not found", "NOT FOUND",
)  # fmt: skip
# Messages shown instead of a document (error, no permission) that do not say that it is gone.
_ERROR_TEXT = re.compile(
    r"""
    # a parameter is wrong
      参数(?:错误|有误|不正确|异常|非法|缺失)
    # the system fails or is under maintenance
    | (?:系统|服务器?|网络|程序|数据库|运行时?)(?:繁忙|错误|异常|维护|升级|故障|出错|开小差) | 错误代码 | 出错了
    # the visitor has no right
    | (?:没有|无)(?:查看|访问|浏览|阅读)?.{0,4}权限
    | 无权(?:查看|访问|浏览) | 权限不足
    # the page is under review
    | (?:正在|等待|未经|尚未|未通过)审核 | 审核中 | 审批中
    # the visitor must log in
    | 请(?:先|您)?登录 | 用户登录 | 统一身份认证 | 登录超时
    # not published, or withdrawn
    | 未发布 | 暂不公开 | 已下线 | 已撤回 | 已归档
    # errors of the program, in English
    | servererror | internalerror | runtimeerror | databaseerror | exception
    | ora-\d+ | accessdenied | forbidden
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MOST_ERROR_TEXT = 160
# A site's whole furniture around one sentence.
_LONGEST_GONE = 60_000
_MOVED = re.compile(
    r"""
    # 网站迁移至 …
      (?:网站|门户|网址|域名).{0,16}(?:迁移|搬迁|变更|更换|更改|切换)(?:至|到|为|成)
    # 请访问新网址
    | (?:启用|使用|访问).{0,6}新(?:域名|网址|网站|版网站)
    # 新域名为 …
    | 新(?:域名|网址)(?:是|为|:)
    # 本网站已停用
    | 本网站已(?:停用|停止|关停|下线|关闭|迁移)
    """,
    re.VERBOSE,
)
_HOME_TITLE = re.compile(
    r"""
    # the name of a site, perhaps with 首页
      (?:欢迎(?:访问|光临))?[^-_|—&]{2,24}(?:人民政府|政府|管委会|管理委员会|厅|局|委员会)(?:门户)?(?:网站|网)?(?:[-_|—]?首页)?
    # 首页 first
    | 首页.{0,24}
    """,
    re.VERBOSE,
)
# A page that says nothing has no more unlinked text than its footer; the shortest notice has a date.
_MOST_TEXT = 600
_DATED = re.compile(r"(?:发布|发文|更新|成文)(?:时间|日期)|(?:来源|信息来源)[:：]")
_HOME_LINKS = 40
_FOOT = re.compile(
    r"主办(?:单位)?[:：]|版权所有|Copyright|ICP备|网站标识码|承办(?:单位)?[:：]", re.IGNORECASE
)
_LONGEST_TEASER = 120


def judge_response(
    asked: str,
    url: str,
    status: int,
    media_type: str,
    payload: bytes,
    role: str,
    *,
    retry_after: bool = False,
    read: Callable[[], Page] | None = None,
) -> Outcome:
    """How a fetch ended. Never raises.

    asked: the address requested; url: the address that answered. payload: the body without its content
    coding. media_type: as declared, "" for nothing. role: of records.PageRequest. retry_after: the server
    named a time to come back. read: returns the page in the payload or raises NotAPage; given where the page
    was already parsed.
    """
    known = judge_head(asked, url, status, media_type, payload, role, retry_after)
    if known is not None:
        return known
    try:
        page = read() if read else read_page(payload, url)
    except NotAPage as error:
        return Outcome("wrong_type", detail=str(error))
    return _judge_page(asked, page, role)


def judge_refusal(page: Page) -> Outcome:
    """Blocked for a page that is a challenge, ok for every other one, whatever else is wrong with it."""
    if may_be_challenge(page) and (sign := challenge(page, _begins(page, MOST_TEXT, True))):
        return Outcome("blocked", "captcha", sign)
    return OK


def _judge_page(asked: str, page: Page, role: str) -> Outcome:
    if (refusal := judge_refusal(page)) is not OK:
        return refusal
    if role == "home":
        return _judge_home(asked, page)
    if words := _says_gone(page):
        return Outcome("soft_404", detail=words)
    if role == "detail" and (words := _says_error(page)):
        return Outcome("other", detail=f"the page shows no document, it says: {words}")
    if is_detail_url(asked) and _is_home_page(page):
        return Outcome("redirected_home", detail=f"the homepage: {_title(page)}")
    return OK


def _judge_home(asked: str, page: Page) -> Outcome:
    target = redirect_target(page) if len(page.payload) <= _STUB_BYTES else ""
    if target and (other := elsewhere(asked, target, "home")):
        return other
    if words := _says_gone(page):
        return Outcome("soft_404", detail=words)
    if words := _says(page, _MOVED) if len(page.payload) <= 4 * _STUB_BYTES else "":
        return Outcome("moved", detail=words)
    return OK


def _says_gone(page: Page) -> str:
    is_told = len(page.text) <= _LONGEST_GONE and any(word in page.text for word in _GONE_WORDS)
    return _says(page, _GONE) if is_told else ""


def _says_error(page: Page) -> str:
    """The words of an error, a login or a refusal on a page that shows hardly more."""
    if not page.is_html or len(page.text) > _LONGEST_GONE:
        return ""
    text = _begins(page, _MOST_TEXT, False)
    if len(text) > _MOST_TEXT or _DATED.search(text):
        return ""
    found = _ERROR_TEXT.search(text)
    return found[0] if found and _without_foot(text) <= _MOST_ERROR_TEXT else ""


def _without_foot(text: str) -> int:
    """How long a text is without the foot that all pages of a site have."""
    foot = _FOOT.search(text)
    return foot.start() if foot else len(text)


def _says(page: Page, pattern: re.Pattern[str]) -> str:
    """The words a page says in place of an article, "" for a page with an article or without such words."""
    text = _begins(page, _MOST_TEXT, False) if page.is_html else bare(page.text)
    if len(text) > _MOST_TEXT or _DATED.search(text := _title(page) + text):
        return ""
    found = pattern.search(text)
    return found[0] if found else ""


def _is_home_page(page: Page) -> bool:
    """True for a page titled like a site, full of links and without an article."""
    if not page.is_html or not _HOME_TITLE.fullmatch(_title(page)) or page.meta("ArticleTitle"):
        return False
    if page.text.count("<a ") < _HOME_LINKS:
        return False
    return all(
        len(text.strip()) <= _LONGEST_TEASER for text, is_linked in page.visible.runs() if not is_linked
    )


@lru_cache(maxsize=2)  # asked for by what is gone, and by what says an error
def _begins(page: Page, most: int, linked: bool) -> str:
    """The visible text without white space, without that of links unless they are asked for too; of a longer
    one only so much that it has more than so many characters."""
    shown, length = [], 0
    for text, is_linked in runs_of(page.tree):
        if linked or not is_linked:
            shown.append(bare(text))
            length += len(shown[-1])
            if length > most:
                break
    return "".join(shown)


def _title(page: Page) -> str:
    found = re.search(r"<title[^>]{0,200}>([^<]{0,300})", page.text, re.IGNORECASE)
    return bare(found[1]) if found else ""
