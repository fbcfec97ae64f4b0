"""How a fetch ended: pages are pages, and what stands in their place has its name."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.response.response_head import BLOCKS, Outcome
from extraction.response.response_outcome import judge_response
from records import OUTCOMES

HOME = "http://www.one.gov.cn/"
ARTICLE = "http://www.one.gov.cn/fz/202403/t20240301_17.html"
SAVED = Path(__file__).parents[2] / ".." / "shared" / "pages" / "html"
FOOTER = "<p>主办单位：某区人民政府办公室 备案号：某ICP备00000001号 网站标识码：0000000001</p>"
MENU = "".join(f'<li><a href="/c{number}/">栏目{number}</a></li>' for number in range(60))


def word(text: str, role: str = "detail", status: int = 200, asked: str = "", url: str = "") -> str:
    asked = asked or (HOME if role == "home" else ARTICLE)
    payload = f"<html><head><title>某区</title></head><body>{text}</body></html>".encode()
    return judge_response(asked, url or asked, status, "text/html", payload, role).word


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, "http_error"),
        (410, "http_error"),
        (500, "http_error"),
        (503, "http_error"),
        (302, "http_error"),
        (204, "http_error"),
        (403, "blocked:waf_403"),
        (405, "blocked:waf_405"),
        (412, "blocked:ruishu_412"),
        (418, "blocked:waf_418"),
        (429, "blocked:rate"),
        (521, "blocked:jiasule_521"),
        (304, "not_modified"),
    ],
)
def test_a_status_that_refuses(status: int, expected: str) -> None:
    assert word("<p>busy</p>", status=status) == expected


def test_a_server_that_says_when_to_come_back_is_overloaded_by_us() -> None:
    assert judge_response(HOME, HOME, 503, "", b"", "home", retry_after=True).word == "blocked:rate"


@pytest.mark.parametrize("role", ["home", "list", "detail", "attachment"])
@pytest.mark.parametrize(
    "text",
    [
        "<p>请输入验证码</p><img src='/code.png'><input name='code'>",
        "<p>访问过于频繁，请稍后再试</p>",
        "<div>访问被拦截 事件ID: 8f3a-11</div>",
        "<div>访问被阻断</div>",
        "<p>请 输 入 验 证 码</p>",
        "<p>请滑动滑块</p>",
        "<p>您的请求被防火墙安全策略拦截</p>",
        "<p>请求ID：90c2</p>",
        "<p>请开启JavaScript并刷新该页</p>",
        "<p>请启用浏览器的 JavaScript</p>",
        "<p>非法请求</p>",
        "<p>您的IP：192.0.2.7</p>",
        "<p>&#26816;&#27979;：&#20154;&#26426;&#39564;&#35777;</p>",
        "<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script>",
        "<script>document.cookie='x=1;path=/';location.href='/'</script>",
    ],
)
def test_a_challenge_with_status_200(text: str, role: str) -> None:
    assert word(text, role) == "blocked:captcha"


@pytest.mark.parametrize(
    "text",
    [
        "<h1>404</h1><p>您访问的页面不存在或已删除</p>",
        "<p>抱歉，您要找的内容已被删除，5秒后返回首页</p>",
        "<p>找不到该页面</p>",
        f"<ul>{MENU}</ul><div>对不起，页面没有找到！</div>{FOOTER}",
        "<h2>404 Not Found</h2>",
    ],
)
def test_a_page_that_says_it_is_not_there(text: str) -> None:
    assert word(text) == "soft_404"
    assert word(text, "list", asked=HOME + "fz/") == "soft_404"


@pytest.mark.parametrize(
    "text",
    [
        "<p>短信验证码和404热线：办理身份证不再要求群众到窗口输入验证码。</p>"
        + "<p>推进法治政府建设。</p>" * 60,
        "<h1>关于网站改版的说明</h1><p>发布时间：2024-03-01</p><p>改版期间如提示页面不存在，请稍后再试。</p>",
        "<p>本年度共办理行政复议案件404件。</p>",
        "<p>我市推进依法行政，失效文件已删除。</p>" + FOOTER,
        f"<ul>{MENU}</ul><p>暂无相关信息</p>",
        "<p>第一批</p>",
    ],
)
def test_a_real_page_may_mention_anything(text: str) -> None:
    assert word(text) == "ok"
    assert word(text, "list", asked=HOME + "fz/") == "ok"


@pytest.mark.parametrize(
    ("role", "asked", "url", "expected"),
    [
        ("home", HOME, "https://one.gov.cn/index.html", "ok"),
        ("home", HOME, "http://zwgk.one.gov.cn/", "ok"),
        ("home", HOME, "http://www.two.gov.cn/", "moved"),
        ("home", HOME, "http://www.elsewhere.com/", "off_domain"),
        ("detail", ARTICLE, HOME, "redirected_home"),
        ("list", HOME + "fz/", HOME + "index.html", "redirected_home"),
        ("detail", ARTICLE, "http://sfj.two.gov.cn/1.html", "ok"),
        ("detail", "http://www.one.org/1.html", "http://www.one.org/2.html", "ok"),
    ],
)
def test_where_a_redirect_led(role: str, asked: str, url: str, expected: str) -> None:
    assert word("<p>text</p>", role, asked=asked, url=url) == expected


def test_a_homepage_that_sends_its_visitors_to_another_site() -> None:
    stub = '<meta http-equiv="refresh" content="0;url={}">'
    assert word(stub.format("http://www.two.gov.cn/"), "home") == "moved"
    assert word(stub.format("/portal/index.html"), "home") == "ok"
    assert word("<script>location.href='http://www.elsewhere.com/'</script>", "home") == "off_domain"
    assert word("<p>本网站已迁移至某市政府网站集群，请访问新网址</p>", "home") == "moved"
    assert word(f"<ul>{MENU}</ul><p>新网站启用公告</p>" + "<p>今日要闻</p>" * 200, "home") == "ok"


def test_the_homepage_in_place_of_an_article() -> None:
    page = f"<html><title>某区人民政府门户网站</title><ul>{MENU}</ul></html>".encode()
    assert judge_response(ARTICLE, ARTICLE, 200, "text/html", page, "detail").word == "redirected_home"
    article = page.replace(b"</ul>", "</ul><p>{}</p>".format("本年度，我区推进依法行政。" * 20).encode())
    assert judge_response(ARTICLE, ARTICLE, 200, "text/html", article, "detail").word == "ok"


PDF, PNG = b"%PDF-1.4\n1 0 obj\n", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


@pytest.mark.parametrize(
    ("payload", "role", "expected"),
    [
        (PDF, "attachment", "ok"),
        (PDF, "detail", "ok"),
        (PDF, "home", "wrong_type"),
        (PDF, "list", "wrong_type"),
        (PNG, "attachment", "ok"),
        (PNG, "detail", "wrong_type"),
        (bytes(range(256)) * 30, "detail", "wrong_type"),
        (bytes(range(256)) * 30, "attachment", "wrong_type"),
        (b"", "detail", "wrong_type"),
        (b'{"total": 3, "list": []}', "list", "ok"),
        ("年度,件数\n2023,12\n".encode(), "attachment", "ok"),
    ],
)
def test_files_where_files_belong(payload: bytes, role: str, expected: str) -> None:
    asked = HOME if role == "home" else ARTICLE
    assert judge_response(asked, asked, 200, "application/octet-stream", payload, role).word == expected


@given(
    asked=st.text(max_size=60),
    url=st.text(max_size=60),
    status=st.integers(100, 599),
    payload=st.binary(max_size=300),
    role=st.sampled_from(["home", "list", "catalogue", "detail", "detail_page", "attachment"]),
)
def test_every_answer_has_one_of_the_outcomes(
    asked: str, url: str, status: int, payload: bytes, role: str
) -> None:
    outcome = judge_response(asked, url, status, "text/html", payload, role)
    assert outcome.kind in OUTCOMES
    assert (outcome.by in BLOCKS) if outcome.kind == "blocked" else not outcome.by
    assert outcome == Outcome(outcome.kind, outcome.by, outcome.detail)


@pytest.mark.skipif(not SAVED.is_dir(), reason="../shared/pages is not beside the checkout")
def test_real_pages_are_pages() -> None:
    for path in sorted(SAVED.iterdir()):
        assert judge_response(ARTICLE, ARTICLE, 200, "text/html", path.read_bytes(), "detail").word == "ok", (
            path.name
        )
        home = judge_response(HOME, HOME, 200, "text/html", path.read_bytes(), "home")
        assert home.word == "ok", path.name
