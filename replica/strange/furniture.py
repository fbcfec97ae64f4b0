"""What stands around a document: counters in changing words, clocks, neighbours, feet, banners."""

from collections.abc import Callable

from replica.strange.parts import FIRST, Parts, part
from replica.strange.shapes import Furniture
from replica.strange.site import StrangeSite

Make = Callable[[StrangeSite, int], Furniture]
COUNTER = "webmonitoring/pagemon-chrome-ext#196"


def counter(name: str, first: str, second: str, place: str, into: Parts = FIRST) -> None:
    """A counter that says first, and on the second night second; {n} is the count."""

    def make(site: StrangeSite, night: int) -> Furniture:
        count = site.rng("visits").randint(80, 4000) + night * 137
        told = (first if night == 1 else second).format(n=count)
        return Furniture(**{place: told})

    into.part("furniture", f"counter_{name}", COUNTER, f"{first} and later {second}")(make)


counter("browsed", "<p>本文已被浏览{n}次</p>", "<p>本文已被浏览{n}次</p>", "within")
counter("read", "<p>已阅读 {n} 次</p>", "<p>已阅读 {n} 次</p>", "within")
counter("people", "<p>此文章共有{n}人阅读</p>", "<p>此文章共有{n}人阅读</p>", "within")
counter("visitor", "<div>您是第{n}位浏览者</div>", "<div>您是第{n}位浏览者</div>", "within")
counter("times_people", "<p>共有{n}人次浏览</p>", "<p>共有{n}人次浏览</p>", "within")
counter("heat", "<p>热度：{n}℃</p>", "<p>热度：{n}℃</p>", "within")
counter("pv", "<p>PV：{n}</p>", "<p>PV：{n}</p>", "within")
counter("liked", "<p>点赞（{n}）收藏（3）</p>", "<p>点赞（{n}）收藏（5）</p>", "within")
counter("reworded", "<p>阅读次数：{n}</p>", "<p>浏览量：{n} 次</p>", "within")
counter("empty_first", "<p>浏览次数：</p>", "<p>浏览次数：{n}</p>", "within")
counter("info", "　访问量：{n}", "　访问量：{n}", "info")
counter("downloads", "<p>本信息已被下载{n}次</p>", "<p>本信息已被下载{n}次</p>", "after")
counter("online", "<div>当前在线：{n}人</div>", "<div>当前在线：{n}人</div>", "foot")


@part("furniture", "updated_today", "dgtlmoon/changedetection.io#1432")
def updated_today(site: StrangeSite, night: int) -> Furniture:
    """更新时间 is the day of the visit"""
    return Furniture(info=f"　更新时间：{site.days[night - 1].isoformat()} 08:00")


@part("furniture", "print_day", "dgtlmoon/changedetection.io#1432")
def print_day(site: StrangeSite, night: int) -> Furniture:
    """打印日期 below the text is the day of the visit"""
    day = site.days[night - 1]
    return Furniture(within=f"<p>打印日期：{day.year}年{day.month}月{day.day}日</p>")


@part("furniture", "clock", "kingname/GeneralNewsExtractor#132")
def clock(site: StrangeSite, night: int) -> Furniture:
    """a clock above the page, weather beside it"""
    day = site.days[night - 1]
    return Furniture(
        top=f'<div class="clock">今天是{day.year}年{day.month}月{day.day}日 多云 {17 + night}℃</div>'
    )


@part("furniture", "hot_list", "webrecorder/browsertrix#1384")
def hot_list(site: StrangeSite, night: int) -> Furniture:
    """a list of hot news that changes every night"""
    news = "".join(
        f'<li><a href="/xwdt/{(i + night) % 8}.html">热点信息第{i * night}条</a></li>' for i in range(1, 7)
    )
    return Furniture(after=f'<div class="hot"><h4>热门推荐</h4><ul>{news}</ul></div>')


@part("furniture", "neighbours", "class: neighbours of an article")
def neighbours(site: StrangeSite, night: int) -> Furniture:
    """上一篇 and 下一篇 below the text"""
    return Furniture(
        within='<p>上一篇：<a href="/xwdt/1.html">防汛抗旱工作部署会</a></p><p>下一篇：<a href="/xwdt/2.html">没有了</a></p>'
    )


@part("furniture", "long_foot", "kingname/GeneralNewsExtractor#92")
def long_foot(site: StrangeSite, night: int) -> Furniture:
    """a foot of thirty links and notices"""
    towns = "".join(f"<a href='/xz/{i}/'>第{i}街道办事处</a> " for i in range(1, 19))
    words = "本网站由县政府办公室主办，县大数据中心承办。未经授权禁止转载。建议使用1366*768分辨率浏览。" * 3
    return Furniture(
        foot=f"<div>{towns}</div><p>{words}</p><p>公安备案 00000000000000号 ICP备案00000000号</p>"
    )


@part("furniture", "cookie_banner", "class: banners")
def cookie_banner(site: StrangeSite, night: int) -> Furniture:
    """a long notice on cookies and accessibility above the page"""
    words = (
        "本网站使用Cookie以改善您的浏览体验，继续浏览即表示您同意我们的隐私政策。如需开启无障碍模式，请按Ctrl加F7键。"
        * 4
    )
    return Furniture(top=f'<div class="notice"><p>{words}</p><button>我知道了</button></div>')


@part("furniture", "error_frame", "class: leads that are none")
def error_frame(site: StrangeSite, night: int) -> Furniture:
    """frames of a counter and of an error report"""
    return Furniture(
        after='<iframe src="/system/jiucuo.htm?id=1"></iframe><iframe '
        'src="/visitcount/visit.jsp?type=3&i=9" width=0></iframe>'
    )


@part("furniture", "share", "class: rows of buttons")
def share(site: StrangeSite, night: int) -> Furniture:
    """share, print, close and a QR code"""
    return Furniture(
        within="<p>分享到：微信 微博 QQ空间</p><p>【打印本页】【关闭窗口】</p><p>扫一扫在手机打开当前页</p>"
    )


@part("furniture", "comments", "class: comments")
def comments(site: StrangeSite, night: int) -> Furniture:
    """comments below the text, one more every night"""
    told = "".join(f"<li>网友{i}：写得很好，希望继续努力。</li>" for i in range(1, 2 + night))
    return Furniture(after=f'<div class="comment"><h4>网友评论</h4><ul>{told}</ul></div>')


@part("furniture", "run_time", "class: times of a server")
def run_time(site: StrangeSite, night: int) -> Furniture:
    """how long the page took, and a token"""
    return Furniture(
        foot=f"<!-- {night * 991} --><p>页面执行时间：0.0{night + 2}秒</p><input type=hidden name=tk "
        f"value={night * 7919}>"
    )


@part("furniture", "related_reports", "class: related documents")
def related_reports(site: StrangeSite, night: int) -> Furniture:
    """相关信息 with titles of other reports below the text"""
    links = "".join(f"<li>{site.place.name}{year}年法治政府建设相关解读</li>" for year in site.years[:3])
    return Furniture(after=f'<div class="xg"><h4>相关信息</h4><ul>{links}</ul></div>')
