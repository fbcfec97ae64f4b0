"""Answers of a firewall in place of the page: script challenges, CAPTCHAs, refusals, often with status
200."""

import re

from extraction.markup.page import Page

# A page that holds an article is longer than a challenge, whatever words it contains.
_LONGEST = 20_000
MOST_TEXT = 400
# 瑞数 ($_ts, r="m" on every tag), 加速乐 (jsl clearance cookies), a cookie set by script and a reload.
_SCRIPTS = re.compile(
    r"""
    # 瑞数
      \$_ts\b
    # 加速乐: its clearance cookies
    | _{0,2}jsluid | __jsl | 'j'\)\+\('s'\)\+\('l'\) | _clearance(?:_s)?\b
    # 瑞数: r="m" on every tag
    | <meta(?:[^<>]|<(?!meta)){0,200}\br=[\"']m[\"']
    # a cookie set by a script, and a reload
    | document\.cookie\s{0,9}=[^\n]{0,300};\s{0,9}(?:window\.|document\.)?location
    """,
    re.VERBOSE,
)
# One of these appears in every one of them, and is found much faster.
_OF_SCRIPTS = ("$_ts", "jsl", "'j')", "_clearance", 'r="m', "r='m", "document.cookie")
_WORDS = re.compile(
    r"""
    # a captcha
      请输入(?:图片)?验证码 | 安全验证
    | 滑动(?:滑块|验证) | 人机验证
    # too many requests, or a blocked visit
    | 访问(?:过于)?频繁
    | 访问被(?:阻断|拦截)
    | 被(?:防火墙|安全)\S{0,8}拦截
    # the number of the incident
    | 请求ID | 事件ID
    # scripts must be enabled
    | 请开启JavaScript
    | 请(?:启用|打开)(?:浏览器的?)?JavaScript
    # the firewall by name, or what it says of the visitor
    | Web应用防火墙 | 非法请求 | 您的IP
    """,
    re.IGNORECASE | re.VERBOSE,
)

# Without one of these in the markup none of the words above is seen.
_SIGNS = re.compile(
    r"验\s*证|滑\s*块|频\s*繁|阻\s*断|拦\s*截|请\s*求|事\s*件|启\s*用|开\s*启|打\s*开|防\s*火\s*墙|您\s*的|&\#"
)


def challenge(page: Page, visible: str) -> str:
    """What shows that a page that may be one is a firewall's answer ("" for nothing); visible is its text
    without white space, of a long one more than MOST_TEXT characters."""
    if len(visible) > MOST_TEXT:
        return ""
    if found := _WORDS.search(visible):
        return found[0]
    return "a script in place of a page" if len(visible) < 60 and _has_script(page.text) else ""


def may_be_challenge(page: Page) -> bool:
    """False for what is too long or has no sign of it, so that its text need not be looked at."""
    if not page.is_html or len(page.text) > _LONGEST:
        return False
    return _SIGNS.search(page.text) is not None or _has_script(page.text)


def _has_script(text: str) -> bool:
    return any(word in text for word in _OF_SCRIPTS) and _SCRIPTS.search(text) is not None
