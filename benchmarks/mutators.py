"""Changes to a page's markup after which it still says the same: each from the page's text to another text.

The page is cut into tags, comments, raw blocks (scripts, styles and the like) and text. Cutting is rough on
purpose: what can't be cut is left as it is.
"""

import hashlib
import re
from collections.abc import Callable
from random import Random

RAW = "script|style|textarea|xmp|template|noscript|title|pre|svg"
PIECE = re.compile(rf"<!--.*?-->|<({RAW})\b.*?</\1\s*>|<[a-zA-Z/!?][^<>]*>|[^<]+|<", re.S | re.I)
OPENING = re.compile(r"<([a-zA-Z][\w:-]*)((?:\s+[^<>]*?)?)(\s*/?)>", re.S)
ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
INVISIBLE = "\u200b\u200e\u200f\u2060\u2063\ufeff\u00ad\ufe0f"
WIDE = {ord("0") + i: ord("０") + i for i in range(10)}
NAV = "".join(
    f'<li><a href="/n{i}/">{word}</a></li>' for i, word in enumerate(("首页", "政务公开", "办事服务"))
)
NOTICE = (
    '<div class="notice-layer" role="dialog"><h3>温馨提示</h3><p>本网站将于近日进行系统维护，'
    "届时部分栏目可能无法访问，由此带来的不便敬请谅解。如有疑问请拨打值班电话咨询。</p><a>我知道了</a></div>"
)
COOKIE = (
    '<div id="cookie-bar" class="cookie"><p>本站使用 Cookie 记录您的浏览偏好并统计访问情况，以便改进服务。'
    "继续浏览即表示您同意我们的隐私政策，您也可以随时在设置中更改选择。</p><button>同意</button></div>"
)
AD = '<p><a href="http://ad.example.com/">【推广】旺铺招租，黄金地段，即租即用，点击了解详情</a></p>'
CLOCK = '<div class="clock">今天是2026年10月31日 星期六</div>'
FOOT = (
    '<div class="footer"><p>主办：某某政府办公室　技术支持：某某公司</p>'
    "<p>网站标识码：1100000088　某ICP备10000000号　网站更新日期：2026-10-30</p></div>"
)
Mutator = Callable[[str, Random], str]


def pieces(page: str) -> list[str]:
    return [found[0] for found in PIECE.finditer(page)]


def is_tag(piece: str) -> bool:
    return (
        piece.startswith("<") and not piece.startswith(("<!", "<?")) and OPENING.fullmatch(piece) is not None
    )


def is_text(piece: str) -> bool:
    return not piece.startswith("<")


def _texts(page: str, change: Callable[[str], str]) -> str:
    """Every text between tags changed; the head and raw blocks are left."""
    head, body_tag, body = _at_body(page)
    return head + body_tag + "".join(change(p) if is_text(p) else p for p in pieces(body))


def _tags(page: str, change: Callable[[str, str, str], str]) -> str:
    """Every opening tag outside raw blocks changed; given name, attributes and closing slash."""

    def one(piece: str) -> str:
        found = OPENING.fullmatch(piece)
        return change(found[1], found[2], found[3]) if found else piece

    return "".join(one(piece) for piece in pieces(page))


def _at_body(page: str) -> tuple[str, str, str]:
    """What is before the body's tag, the tag, and what follows."""
    found = re.search(r"<body\b[^<>]*>", page, re.I)
    return (page[: found.start()], found[0], page[found.end() :]) if found else ("", "", page)


def _within_body(page: str, before: str, after: str = "") -> str:
    """Something put first and last into the body."""
    head, tag, body = _at_body(page)
    at = body.lower().rfind("</body")
    at = len(body) if at < 0 else at
    return head + tag + before + body[:at] + after + body[at:]


def _between_paragraphs(page: str, what: str) -> str:
    """Something put between two paragraphs of the middle, where the page has such outside raw blocks."""
    parts = pieces(page)
    tags = [i for i, part in enumerate(parts) if part.strip()]
    joints = [
        i
        for i, after in zip(tags, tags[1:], strict=False)
        if parts[i].lower() == "</p>" and re.match(r"<p[\s>]", parts[after], re.I)
    ]
    if joints:
        parts.insert(joints[len(joints) // 2] + 1, what)
    return "".join(parts)


def _sprinkled(text: str, marks: str, share: float, rng: Random) -> str:
    """Marks after a share of the characters, never within an entity."""
    parts = re.split(r"(&[#\w]+;?)", text)
    return "".join(
        part
        if part.startswith("&")
        else "".join(c + (rng.choice(marks) if rng.random() < share else "") for c in part)
        for part in parts
    )


def _shuffled(attributes: str, rng: Random) -> str:
    found = [a[0] for a in ATTRIBUTE.finditer(attributes)]
    rng.shuffle(found)
    return "".join(f" {a}" for a in found)


def _requoted(attributes: str) -> str:
    def one(found: re.Match[str]) -> str:
        value = found[2]
        if not value or value[0] != '"' or "'" in value:
            return found[0]
        return f"{found[1]}='{value[1:-1]}'"

    return ATTRIBUTE.sub(one, attributes)


def _renamed(attributes: str) -> str:
    """Class names and nothing else replaced, the same name always by the same."""
    return re.sub(
        r"""(\bclass\s*=\s*)("[^"]*"|'[^']*'|[^\s>]+)""",
        lambda found: found[1] + '"k' + hashlib.sha256(found[2].strip("\"'").encode()).hexdigest()[:6] + '"',
        attributes,
        flags=re.I,
    )


def _entities(text: str) -> str:
    return "".join(f"&#x{ord(c):x};" if ord(c) > 127 else c for c in text)


def _commented(page: str, rng: Random) -> str:
    head, tag, body = _at_body(page)
    return (
        head
        + tag
        + "".join(
            p + "<!-- 模板标记 2019-01-01 -->" if is_tag(p) and rng.random() < 0.1 else p
            for p in pieces(body)
        )
    )


def _reencoded(page: str, rng: Random) -> str:
    """Only the declaration is changed here; the runner encodes by it."""
    wanted = "utf-8" if re.search(r"charset\s*=\s*[\"']?gb", page, re.I) else "gb18030"
    return re.sub(r"(charset\s*=\s*[\"']?)[\w-]+", rf"\g<1>{wanted}", page, flags=re.I)


def _closers_dropped(page: str, share: float, rng: Random) -> str:
    closers = re.compile(r"</(?:p|span|li|td|div|font|strong)>", re.I)
    return "".join("" if closers.fullmatch(p) and rng.random() < share else p for p in pieces(page))


def _added(name: str, value: str, share: float) -> Mutator:
    def mutate(page: str, rng: Random) -> str:
        def one(tag: str, attributes: str, slash: str) -> str:
            has = re.search(rf"\b{name}\s*=", attributes, re.I) or rng.random() >= share
            more = "" if has else f' {name}="{value}"'
            return f"<{tag}{attributes}{more}{slash}>"

        head, body_tag, body = _at_body(page)
        return head + body_tag + _tags(body, one)

    return mutate


MUTATORS: dict[str, Mutator] = {
    "wrapped in three divs": lambda page, rng: _within_body(
        page, "<div><div class='w'><div>", "</div></div></div>"
    ),
    "wrapped in a table": lambda page, rng: _within_body(page, "<table><tr><td>", "</td></tr></table>"),
    "attributes reordered": lambda page, rng: _tags(page, lambda n, a, s: f"<{n}{_shuffled(a, rng)}{s}>"),
    "single quotes": lambda page, rng: _tags(page, lambda n, a, s: f"<{n}{_requoted(a)}{s}>"),
    "tags in capitals": lambda page, rng: _tags(page, lambda n, a, s: f"<{n.upper()}{a}{s}>"),
    "class names changed": lambda page, rng: _tags(page, lambda n, a, s: f"<{n}{_renamed(a)}{s}>"),
    "styles added": _added("style", "line-height:2;color:#333", 0.5),
    "ids repeated": _added("id", "dup", 0.3),
    "menu added": lambda page, rng: _within_body(page, f"<ul class='menu'>{NAV}</ul>", f"<ul>{NAV}</ul>"),
    "notice added": lambda page, rng: _within_body(page, NOTICE),
    "cookie banner added": lambda page, rng: _within_body(page, COOKIE),
    "clock above the title": lambda page, rng: _within_body(page, CLOCK),
    "second foot added": lambda page, rng: _within_body(page, "", FOOT),
    "picture banner in the text": lambda page, rng: _between_paragraphs(
        page, '<div class="ad"><a href="/ad/1.html"><img src="/ad/1.jpg" alt="专题"></a></div>'
    ),
    "advertisement in the text": lambda page, rng: _between_paragraphs(page, AD),
    "script in the text": lambda page, rng: _between_paragraphs(
        page, '<script>var d="2019-01-01",s="来源：某网";function f(){return d+s;}</script>'
    ),
    "counter under the title": lambda page, rng: re.sub(
        r"(</h[12]>)", r"\1<div class='count'>浏览次数：<span>2381</span>次</div>", page, count=1, flags=re.I
    ),
    "comments added": _commented,
    "invisible marks": lambda page, rng: _texts(page, lambda t: _sprinkled(t, INVISIBLE, 0.05, rng)),
    "word break marks": lambda page, rng: _texts(
        page,
        lambda t: (
            t if not t.strip() else re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff]{9})", "<wbr>", t, count=1)
        ),
    ),
    "line breaks ending paragraphs": lambda page, rng: re.sub(r"</p>", "<br></p>", page, flags=re.I),
    "paragraphs not closed": lambda page, rng: re.sub(r"</p>(?=\s*(?:<p[\s>]|</div))", "", page, flags=re.I),
    "paragraphs become divisions": lambda page, rng: re.sub(r"<(/?)p(?=[\s>])", r"<\1div", page, flags=re.I),
    "some closers dropped": lambda page, rng: _closers_dropped(page, 0.04, rng),
    "last closers dropped": lambda page, rng: re.sub(
        r"(?:\s*</(?:div|body|html)>)+\s*$", "", page, flags=re.I
    ),
    "full-width digits": lambda page, rng: _texts(page, lambda t: t if "&#" in t else t.translate(WIDE)),
    "written as entities": lambda page, rng: _texts(page, _entities),
    "white space between tags dropped": lambda page, rng: re.sub(r">[ \t\r\n]+<", "><", page),
    "other line endings": lambda page, rng: page.replace("\r\n", "\n").replace("\n", "\r\n"),
    "other encoding": _reencoded,
}
