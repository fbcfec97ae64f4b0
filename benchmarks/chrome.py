"""The rest of the site: navigation, popups, lists of other articles, credits, footers.

Each function returns a Piece: HTML and strings of it that clean text must not hold.
"""

import html
from collections.abc import Callable, Sequence
from random import Random

from benchmarks.furniture import Piece

NAVIGATION = ("首页", "政务公开", "政务服务", "互动交流", "走进本地", "数据开放", "专题专栏")
HEADLINES = (
    "全县秋粮收购工作推进会召开",
    "2022年法治政府建设年度报告公布情况通报",
    "城区供水管网改造工程完工通水",
    "关于2021年度法治政府建设情况的报告（区直部门）",
    "第三届乡村篮球赛在体育馆落幕",
    "关于开展公共场所卫生抽检的通告",
    "县图书馆暑期开放时间调整公告",
    "2020年法治政府建设工作总结（存档）",
    "重点项目集中开工仪式举行",
    "老旧小区加装电梯申报指南",
    "关于公开征集立法建议的公告",
    "志愿者走进校园宣讲用电安全",
)


def _links(titles: Sequence[str], dated: bool) -> str:
    items = (
        f'<li><a href="/x/{number}.html" title="{title}">{title}</a>'
        + (f"<span>2023-0{number % 9 + 1}-1{number % 10}</span>" if dated else "")
        + "</li>\n"
        for number, title in enumerate(titles)
    )
    return f"<ul>\n{''.join(items)}</ul>"


def extra_clock() -> Piece:
    return Piece(
        '<div class="banner-date">今天是：2019年10月31日 星期三 农历十月初七</div>',
        ("农历十月初七", "今天是："),
    )


def extra_slogan() -> Piece:
    text = "以习近平法治思想为指引 建设人民满意的服务型政府"
    return Piece(f'<div class="roll"><marquee>{text}</marquee></div>', ("建设人民满意的服务型政府",))


def extra_accessibility() -> Piece:
    return Piece(
        '<div class="topbar"><a>无障碍浏览</a> <a>长者模式</a> <a>简体</a>| <a>繁體</a> <a>网站支持IPv6</a> <a>登录</a> <a>注册</a></div>',
        ("无障碍浏览", "长者模式", "网站支持IPv6"),
    )


def extra_sidebar() -> Piece:
    body = _links(HEADLINES * 2, dated=True)
    return Piece(
        f'<div class="right-news"><h3>最新信息</h3>{body}</div>', (HEADLINES[0], HEADLINES[4], HEADLINES[9])
    )


def extra_tree() -> Piece:
    names = (
        "机构职能",
        "法定主动公开内容",
        "履职依据",
        "规划计划",
        "行政许可",
        "财政预算决算",
        "重大民生信息",
        "法治政府建设年度报告",
    )
    return Piece(
        f'<div class="left-tree"><h2>政府信息公开目录</h2>{_links(names, dated=False)}</div>',
        ("财政预算决算", "重大民生信息"),
    )


def extra_related() -> Piece:
    titles = (HEADLINES[1], HEADLINES[3], HEADLINES[7])
    return Piece(
        f'<div class="xgxx"><h4>相关信息</h4>{_links(titles, dated=True)}</div>',
        (titles[0], titles[1], "相关信息"),
    )


def extra_explained() -> Piece:
    title = "一图读懂：法治政府建设年度报告里的百姓实事"
    return Piece(
        f'<div class="xgjd"><span>相关解读：</span><a href="./j.html">{title}</a></div>', (title, "相关解读")
    )


def extra_neighbours() -> Piece:
    text = (
        f'<div class="page-turn"><p>上一篇：<a href="a.html">{HEADLINES[3]}</a></p>'
        f'<p>下一篇：<a href="b.html">{HEADLINES[5]}</a></p></div>'
    )
    return Piece(text, ("上一篇", "下一篇", HEADLINES[5]))


def extra_editor() -> Piece:
    return Piece('<div class="bianji">责任编辑：林小禾　审核：周知远</div>', ("责任编辑", "林小禾"))


def extra_bracket_editor() -> Piece:
    return Piece("<p class='zrbj'>[责任编辑：石头岭]　【我要纠错】</p>", ("责任编辑", "我要纠错"))


def extra_share() -> Piece:
    return Piece(
        '<div class="share"><span>分享到：</span><a title="分享到微信">微信</a><a>微博</a> <a>我要投稿</a></div>',
        ("分享到：", "我要投稿"),
    )


def extra_scan() -> Piece:
    return Piece(
        '<div class="ewm"><img src="/q.png"><p>扫一扫在手机打开当前页</p></div>', ("扫一扫在手机打开当前页",)
    )


def extra_popup() -> Piece:
    text = (
        '<div id="leave" style="display:none"><p>您访问的链接即将离开本门户网站，是否继续？</p><a>放弃</a><a>继续访问</a></div>'
        '<div class="toast" style="display: none;">取消收藏成功！</div>'
    )
    return Piece(text, ("您访问的链接即将离开", "取消收藏成功"))


def extra_app() -> Piece:
    return Piece(
        '<div class="mask hide"><p>请点击右上角</p><p>选择浏览器打开</p><p>扫一扫下载“掌上办”APP</p></div>',
        ("选择浏览器打开", "掌上办"),
    )


def extra_hot() -> Piece:
    return Piece(
        '<div class="hot">热门搜索：<a>公积金提取</a> <a>学区划分</a> <a>居住证办理</a></div>',
        ("热门搜索", "学区划分"),
    )


def extra_other_sites() -> Piece:
    options = "".join(
        f"<option>{name}</option>"
        for name in ("国务院部门网站", "各省区市政府网站", "西山区", "东湖区", "南岭区")
    )
    return Piece(
        f'<div class="friend"><select>{options}</select> 重庆市人民政府网 | 中国政府网</div>',
        ("各省区市政府网站", "南岭区"),
    )


def extra_copyright() -> Piece:
    text = "版权及免责声明：凡本网注明来源的作品，转载请保留出处。"
    return Piece(f'<div class="bqsm">{text}</div>', ("版权及免责声明",))


def extra_frozen_related() -> Piece:
    """Suggestions below the text that have paragraphs of prose, as long as a short body."""
    text = (
        "<div class='tuijian'><h5>推荐内容</h5><p>市民广场改造后重新开放，新增座椅一百二十张，夜间照明全部换成节能灯，附近居民连称方便。</p>"
        "<p>冬季供暖热线开通，市民可全天拨打，工作人员两小时内上门查看，超时未到的可以直接投诉，投诉结果会在三日内答复。</p></div>"
    )
    return Piece(text, ("推荐内容", "市民广场改造后重新开放", "冬季供暖热线开通"))


EXTRAS: dict[str, Callable[[], Piece]] = {
    name.removeprefix("extra_"): piece for name, piece in dict(globals()).items() if name.startswith("extra_")
}


def portal(dice: Random) -> Piece:
    """The mega menu of a portal: hundreds of links, a login dialogue, styles and scripts in the page."""
    towns = [
        f"{a}{b}{c}"
        for a in "东西南北"
        for b in "河山桥湖"
        for c in ("镇人民政府", "街道办事处", "乡人民政府")
    ]
    offices = [
        f"{a}{b}"
        for a in ("市", "县", "区")
        for b in ("财政局", "审计局", "教育局", "水利局", "林业局", "商务局", "民政局")
    ]
    menu = dice.sample(towns, 40) + offices
    links = "".join(
        f'<li class="item-{n}"><a href="/bm/{n}/index.html" target="_blank" title="{name}">{name}</a></li>\n'
        for n, name in enumerate(menu)
    )
    rules = "".join(
        f".menu .item-{n}{{background:url(/images/{n}.png) no-repeat {n}px 0;padding:0 {n}px}}\n"
        for n in range(200)
    )
    steps = "".join(
        f'menu.push({{"id":{n},"name":"{name}","open":false}});\n' for n, name in enumerate(menu * 3)
    )
    text = (
        f'<style>{rules}</style><script>var menu = [];\n{steps}</script>\n<div class="menu"><div class="sub"><h4>部门街道</h4><ul>\n{links}</ul></div></div>'
        '<div class="login-box" style="display:none"><p>个人登录</p><p>法人登录</p><input placeholder="请输入账号"><label>记住我的登录状态</label></div>'
    )
    return Piece(text, (menu[3], menu[17], "记住我的登录状态"))


def navigation(site: str) -> Piece:
    items = "".join(f'<li><a href="/{number}/">{name}</a></li>' for number, name in enumerate(NAVIGATION))
    text = f'<div class="header"><a href="/"><img src="/logo.png" alt="{site}"></a></div>\n<div class="nav"><ul>{items}</ul></div>'
    return Piece(text, ("互动交流", "数据开放"))


def footer(site: str, code: str) -> Piece:
    text = (
        f'<div class="footer"><p>主办：{site}　承办：{site}办公室</p>\n<p>网站标识码：{code}　渝ICP备00000000号-1　公网安备 00000000000000号</p>\n'
        '<p><a href="/map">网站地图</a> | <a href="/us">联系我们</a>　版权所有　<a href="#top">返回顶部</a></p></div>'
    )
    return Piece(text, ("网站标识码", "公网安备", "网站地图", "返回顶部"))


def crumbs(names: Sequence[str], separator: str, label: str) -> Piece:
    links = html.escape(separator).join(
        f'<a class="CurrChnlCls" href="/{i}/">{n}</a>' for i, n in enumerate(names)
    )
    return Piece(
        f'<div class="crumb">{label}{links}</div>', (label.strip(),) if len(label.strip()) > 3 else ()
    )


def attachments(names: Sequence[str], shape: str) -> Piece:
    """Files linked below the text, as the family writes such lists."""
    if not names:
        return Piece("")
    links = {
        "trs": '<p class="insertfileTag"><img src="/pdf.gif"><a href="./P020240328599000000001.pdf" appendix="true" needdownload="true" title="{0}">{0}</a></p>',
        "vsb": '<p>附件【<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1615&wbfileid=122414">{0}</a>】已下载<span id="nattach1"></span>次</p>',
        "list": '<li><a href="/attachment/0/278/278123/2135254.pdf">{0}</a></li>',
        "jpaas": '<p><a href="/module/download/downfile.jsp?classid=0&filename=0f1e2d3c4b5a.pdf&showname={0}">{0}</a></p>',
    }
    body = "\n".join(links[shape].format(name) for name in names)
    text = (
        f'<div class="fj-a"><span>附件下载：</span><ul>{body}</ul></div>'
        if shape == "list"
        else f'<div class="fujian">{body}</div>'
    )
    return Piece(text, tuple(names))
