"""Answers of a firewall in place of the page: script challenges, CAPTCHAs, refusals, often with status 200."""

import re
from collections.abc import Iterable

from extraction.lines import Line
from extraction.page import Page
from extraction.text import bare

# A page that holds an article is longer than a challenge, whatever words it contains.
_LONGEST = 20_000
_MOST_TEXT = 400
# 瑞数 ($_ts, r="m" on every tag), 加速乐 (jsl clearance cookies), a cookie set by script and a reload.
_SCRIPTS = re.compile(
    r"\$_ts\b|_{0,2}jsluid|__jsl|'j'\)\+\('s'\)\+\('l'\)|_clearance(?:_s)?\b|<meta[^>]{0,200}\br=[\"']m[\"']"
    r"|document\.cookie\s{0,9}=[^;]{0,300};\s{0,9}(?:window\.|document\.)?location"
)
_WORDS = re.compile(
    r"请输入(?:图片)?验证码|安全验证|滑动(?:滑块|验证)|人机验证|访问(?:过于)?频繁|访问被(?:阻断|拦截)|被(?:防火墙|安全)\S{0,8}拦截"
    r"|请求ID|事件ID|请开启JavaScript|请(?:启用|打开)(?:浏览器的?)?JavaScript|Web应用防火墙|非法请求|您的IP",
    re.IGNORECASE,
)


def challenge(page: Page, lines: Iterable[Line]) -> str:
    """What shows that this is no page but a firewall's answer ("" for nothing); lines are all it shows."""
    if not page.is_html or len(page.text) > _LONGEST:
        return ""
    visible = bare("".join(line.text for line in lines))
    if len(visible) > _MOST_TEXT:
        return ""
    if found := _WORDS.search(visible):
        return found[0]
    return "a script in place of a page" if len(visible) < 60 and _SCRIPTS.search(page.text) else ""
