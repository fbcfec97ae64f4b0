"""Furniture and second nights: further ones."""

from dataclasses import replace

from replica.strange.furniture import counter
from replica.strange.nights import bad, edit, is_met, noise
from replica.strange.parts import HELD_OUT
from replica.strange.shapes import Entry, Furniture, Night
from replica.strange.site import StrangeSite
from replica.web import Response

for _name, _words, _place in (
    ("heads", "<p>浏览人数：{n}</p>", "within"),
    ("bracketed", "<p>【阅读：{n}】</p>", "within"),
    ("popularity", "<p>人气：{n}</p>", "within"),
    ("click_rate", "<p>点击率:{n}</p>", "within"),
    ("views", "<p>Views: {n}</p>", "within"),
    ("page_visits", "<p>本页访问 {n} 次</p>", "within"),
    ("followers", "<p>当前文章已有{n}人关注</p>", "within"),
    ("forwarded", "<p>收藏{n}次　转发3次</p>", "within"),
    ("small", "<p>（浏览 {n}）</p>", "within"),
    ("today_total", "<p>访问统计：总 {n}</p>", "within"),
    ("rounds", "<p>共被阅览了{n}回</p>", "within"),
    ("you_are", "<p>您是本文第 {n} 位读者</p>", "within"),
    ("rating", "<p>您对本文的评价：满意（{n}）一般（0）</p>", "within"),
    ("clicks_split", "<p>点击：<span>{n}</span></p>", "within"),
    ("reads_info", "　阅读数 {n}", "info"),
    ("site_total", "<p>网站总访问量：{n}</p>", "foot"),
):
    counter(_name, _words, _words, _place, HELD_OUT)
counter("renamed", "<p>点击数：{n}</p>", "<p>阅读：{n}次</p>", "within", HELD_OUT)
counter("appears", "<p></p>", "<p>浏览：{n}</p>", "within", HELD_OUT)

DAYS = "dgtlmoon/changedetection.io#1432"


@HELD_OUT.part("furniture", "print_time", DAYS)
def print_time(site: StrangeSite, night: int) -> Furniture:
    """打印时间 below the text, with slashes"""
    return Furniture(within=f"<p>打印时间：{site.days[night - 1]:%Y/%m/%d} 08:30:1{night}</p>")


@HELD_OUT.part("furniture", "system_time", DAYS)
def system_time(site: StrangeSite, night: int) -> Furniture:
    """系统时间 below the title"""
    return Furniture(info=f"　系统时间：{site.days[night - 1]:%Y-%m-%d} 02:1{night}")


@HELD_OUT.part("furniture", "refreshed", DAYS)
def refreshed(site: StrangeSite, night: int) -> Furniture:
    """页面更新于 the day of the visit"""
    day = site.days[night - 1]
    return Furniture(info=f"　页面更新于{day.year}年{day.month}月{day.day}日")


@HELD_OUT.part("furniture", "countdown", "class: changing banners")
def countdown(site: StrangeSite, night: int) -> Furniture:
    """距…还有 N 天 above the page"""
    return Furniture(top=f"<marquee>距国庆节还有{104 - night}天</marquee>")


@HELD_OUT.part("furniture", "random_reading", "class: related documents")
def random_reading(site: StrangeSite, night: int) -> Furniture:
    """猜你喜欢 that is another one every night"""
    links = "".join(
        f"<li><a href='/xwdt/{(night * 3 + i) % 8}.html'>推荐阅读{night * 10 + i}</a></li>" for i in range(4)
    )
    return Furniture(after=f"<aside><h4>猜你喜欢</h4><ul>{links}</ul></aside>")


@HELD_OUT.part("furniture", "editor_line", "class: lines below a text")
def editor_line(site: StrangeSite, night: int) -> Furniture:
    """a line of editors within the text's element"""
    return Furniture(
        within="<p>（编辑：王某 审核：李某 签发：赵某）</p><p>主办单位：办公室 技术支持：信息中心</p>"
    )


for _name, _tell, _pattern, _new in (
    ("ensp", "en spaces around numbers", r"(?<![\d&#])(\d+)(?=[项件个人次])", r"&ensp;\1&ensp;"),
    ("thin_spaces", "thin spaces behind commas", "，", "，&thinsp;"),
    ("wbr", "wbr within words", "行政", "行<wbr>政"),
    ("bold", "bold numbers", r"(?<![&#\w\"=])(\d+)(?=[项件个人次])", r"<b>\1</b>"),
    ("joiners", "zero-width joiners behind semicolons", "；", "；&#8205;"),
    ("tabs", "tabs behind semicolons and full stops", "([；。])", r"\1\t"),
    ("crlf", "line breaks behind 、", "、", "、\r\n"),
    ("word_joiner", "word joiners before 人", "人", "&#8288;人"),
    ("references", "a character as a reference", "法治", "&#27861;治"),
    ("comments", "comments within the text", "工作", "工<!--x-->作"),
):
    noise(_name, "dgtlmoon/changedetection.io#712", _tell, _pattern, _new, HELD_OUT)


@HELD_OUT.part("night", "wide_letters", "dgtlmoon/changedetection.io#712")
def wide_letters(site: StrangeSite) -> Night:
    """full-width percent signs, dots and digits in some lines"""
    table = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
    return Night(
        lines=lambda entry, lines: tuple(x.translate(table) if i % 2 else x for i, x in enumerate(lines))
    )


bad("cut_in_tag", "anyant/rssant#85", "one page ends within a tag", 0.7, b"<p cla", HELD_OUT)
bad("cut_late", "anyant/rssant#85", "one page ends before its last lines", 0.8, into=HELD_OUT)
bad(
    "cut_with_foot",
    "anyant/rssant#85",
    "one page ends in the middle, and goes on with its foot",
    0.55,
    b"</p></div></div><div class=footer>ICP</div></body></html>",
    HELD_OUT,
)


def _answers(name: str, tell: str, made: Response) -> None:
    HELD_OUT.part("night", name, "class: bad nights", tell)(
        lambda site: Night(answer=lambda entry, response: made if is_met(site, entry) else response)
    )


_answers("empty", "one page is empty", Response(200, b"", "text/html"))
_answers("unavailable", "one page answers 503", Response(503, b"Service Unavailable", "text/plain"))
_answers(
    "login",
    "one page is a login page",
    Response(
        200, "<html><meta charset=utf-8><form>用户名<input>密码<input type=password></form></html>".encode()
    ),
)
_answers(
    "json", "one page is JSON with a code", Response(200, b'{"code":-1,"msg":"busy"}', "application/json")
)


@HELD_OUT.part("night", "home_instead", "class: bad nights")
def home_instead(site: StrangeSite) -> Night:
    """one page shows the home page"""

    def answer(entry: Entry | None, response: Response) -> Response:
        return site.reply(site.skin.page(site.home(""))) if is_met(site, entry) else response

    return Night(answer=answer)


@HELD_OUT.part("night", "stamp", "class: parameters that change", without=("addresses", "items"))
def stamp(site: StrangeSite) -> Night:
    """the list adds ?timestamp= to all addresses"""
    return Night(href=lambda href: f"{href}?timestamp=17{site.night}0000")


@HELD_OUT.part("night", "info_line", "class: labels that change")
def info_line(site: StrangeSite) -> Night:
    """an index number below the title"""
    return Night(info=lambda info: f"索引号：{site.code}-2026　{info}")


@HELD_OUT.part("night", "header_only", "class: bad nights", without=("encoding",))
def header_only(site: StrangeSite) -> Night:
    """other headers, the same bodies"""
    return Night(
        answer=lambda entry, response: replace(response, headers=(*response.headers, ("X-Night", "2")))
    )


edit(
    "digit_changed",
    "one digit of a number",
    1,
    lambda lines: (
        tuple(x.replace("1", "3", 1) if i == 4 and "1" in x else x for i, x in enumerate(lines))
        if "1" in lines[4]
        else (*lines[:4], lines[4] + "成效明显。", *lines[5:])
    ),
    HELD_OUT,
)
edit(
    "sentence_added",
    "a sentence more in a paragraph",
    2,
    lambda lines: (*lines[:3], lines[3] + "群众满意度持续提升，获得上级通报表扬。", *lines[4:]),
    HELD_OUT,
)
edit(
    "paragraphs_swapped",
    "two paragraphs change places",
    1,
    lambda lines: (*lines[:5], lines[7], lines[6], lines[5], *lines[8:]),
    HELD_OUT,
)
