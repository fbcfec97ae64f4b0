"""What is around an article: heads, banners, menus, side columns, widgets, feet."""

from random import Random

COLUMNS = (
    "首页 要闻动态 政务公开 办事服务 互动交流 数据发布 走进{p} 专题专栏 领导之窗 机构职能 政策文件 规划计划 统计信息 财政资金 "
    "重大项目 人事信息 应急管理 招标采购 建议提案 行政执法 权责清单 依申请公开 公开指南 公开年报 法治政府建设 政府公报 会议公开 "
    "民意征集 在线访谈 领导信箱 新闻发布会 营商环境 乡村振兴 社会保障 医疗卫生 教育科研 食品安全 环境保护 住房保障 公共文化"
)
TEASERS = (
    "{p}召开法治政府建设领导小组会议", "我局扎实开展行政执法案卷评查", "{p}法治政府建设示范创建工作推进会召开",
    "关于做好冬季森林防火工作的通告", "{p}2025年上半年经济运行情况", "一图读懂：行政复议怎么申请", "{p}举办旁听庭审活动",
    "关于拟推荐法治建设先进集体的公示", "{p}开展“宪法进万家”主题宣讲", "城区部分路段临时交通管制公告",
    "2022年法治政府建设工作要点", "{p}老年助餐点正式启用", "重点产业链招商推介会在{p}举行", "春季植树活动掠影",
)  # fmt: skip
MARKS = (
    "设为首页", "加入收藏", "无障碍阅读", "长者专区", "繁體中文", "请输入您要搜索的内容", "English", "Русский", "返回首页", "您所在的位置",
    "热搜词", "今日天气", "农历", "分享至", "扫码浏览", "扫一扫", "打印本文", "关闭窗口", "字号选择", "背景色", "大字幕", "语音播报",
    "ICP备", "公网安备", "网站标识码", "主办单位", "承办单位", "联系电话", "技术支持", "您是第", "友情链接", "县市区网站", "市直部门",
    "相关阅读", "相关链接", "热点排行", "最新信息", "上一篇", "下一篇", "上一条", "下一条", "责任编辑", "纠错", "点击量", "浏览次数",
    "阅读量", "收藏本页", "手机版", "智能问答", "意见反馈", "回到顶部", "微信公众号", "政务微博", "建议使用", "版权所有", "免责声明",
    "用户注册", "个人中心", "欢迎光临", "中国政府网", "登录", "关联稿件", "推荐信息", "信息推荐", "为您推荐", "您访问的链接即将离开",
    "放弃", "继续访问", "Copyright", "审核：", "编辑：", "来源：", "发布时间", "发布日期", "索引号", "当前位置", "已阅", "操作：",
    "[大]", "大 中 小", "A+", "听全文", "订阅", "点赞", "公开方式", "主动公开", "有效性", "您的浏览器",
)  # fmt: skip


def columns(rng: Random, place: str, count: int) -> list[str]:
    names = COLUMNS.split()
    return [name.replace("{p}", place) for name in [names[0], *rng.sample(names[1:], count - 1)]]


def teasers(rng: Random, place: str, count: int) -> list[str]:
    return [title.replace("{p}", place) for title in rng.sample(TEASERS, count)]


def head(rng: Random, title: str, metas: list[str]) -> str:
    """A head with the tags named, two style sheets, inline style and a script or two."""
    tags = "\n".join(
        f'<meta name="{name}" content="{content}"{rng.choice(("/", "", " /"))}>'
        for name, _, content in (meta.partition("=") for meta in metas)
    )
    rules = "\n".join(
        f".{rng.choice(('wz', 'nr', 'hd', 'ft', 'nav', 'lm', 'xl'))}{n:02d} a{{float:left;width:{rng.randrange(20, 900)}px;"
        f"background:url(/images/{rng.randrange(10**9):x}.png) no-repeat;color:#{rng.randrange(16**6):06x}}}"
        for n in range(rng.randrange(20, 160))
    )
    return f"""<head>
<meta http-equiv="X-UA-Compatible" content="IE=edge,chrome=1">
<title>{title}</title>
{tags}
<link rel="stylesheet" href="/css/public_{rng.randrange(999)}.css"><script src="/js/jquery-1.{rng.randrange(7, 12)}.min.js"></script>
<style type="text/css">
{rules}
</style>
<script>
var _hmt = _hmt || [];
(function() {{ var hm = document.createElement("script"); hm.src = "https://hm.example.com/hm.js?{rng.randrange(16**8):x}";
var s = document.getElementsByTagName("script")[0]; s.parentNode.insertBefore(hm, s); }})();
function doZoom(size) {{ document.getElementById('zoom') && (document.getElementById('zoom').style.fontSize = size + 'px'); }}
</script>
</head>"""


def _links(names: list[str], form: str) -> str:
    return "\n".join(form.format(n=name, i=number) for number, name in enumerate(names))


def header(kind: int, rng: Random, place: str) -> str:
    """A banner with its menu, in one of seven layouts."""
    menu = columns(rng, place, 8)
    if kind == 1:
        return f"""<div class="topbar"><span id="date">2019年10月31日 星期四 农历十月初四</span><a href="#" onclick="this.style.behavior='url(#default#homepage)'">设为首页</a>|<a href="#">加入收藏</a>|<a href="/wza">无障碍阅读</a></div>
<div class="banner"><img src="/images/top.jpg" alt="{place}人民政府"></div>
<ul class="mainmenu">{_links(menu, '<li><a href="/c{i}/">{n}</a></li>')}</ul>"""
    if kind == 2:
        cells = _links(
            menu,
            '<td align="center"><a href="/list{i}.htm" class="w14">{n}</a></td><td width="2"><img src="/img/x.gif"></td>',
        )
        return f"""<table width="1000" border="0" align="center" cellpadding="0" cellspacing="0"><tr><td background="/img/top.jpg" height="180">&nbsp;</td></tr>
<tr><td bgcolor="#C00000"><table width="100%"><tr>{cells}</tr></table></td></tr>
<tr><td height="30">今天是：<script>document.write(new Date().toLocaleDateString())</script>&nbsp;欢迎光临{place}人民政府门户网站！ <form action="/s.asp"><input name="q" value="请输入您要搜索的内容"><input type="submit" value="搜 索"></form></td></tr></table>"""
    if kind == 3:
        deep = "".join(
            f'<li class="nav-item"><a href="/x{i}/">{name}</a><div class="sub">'
            + _links(columns(rng, place, 7), '<a href="/x/{i}.html">{n}</a>')
            + "</div></li>"
            for i, name in enumerate(menu)
        )
        return f"""<header class="site-header"><div class="w1200"><div class="fl logo"><a href="/"><img alt="logo" src="/logo.png"></a></div><div class="fr tools"><a href="http://www.gov.cn/">中国政府网</a><a href="javascript:StranBody()">繁體中文</a><a>English</a><a>长者专区</a><a id="login">登录</a><a>用户注册</a></div>
<div class="searchbox"><input type="text" placeholder="请输入您要搜索的内容"/><p>热搜词：<a>公积金</a> <a>社保卡</a> <a>法治政府建设</a></p></div></div>
<nav><ul>{deep}</ul></nav></header>"""
    if kind == 4:
        return f"""<!--header begin--><div id="header" role="banner"><div class="tqyb">今日天气 <iframe src="http://weather.example.com/w.html" width="200"></iframe></div><h1 class="sitename"><a href="/">{place}人民政府</a></h1><h2 class="en">THE PEOPLE'S GOVERNMENT</h2>
<div class="lang"><a>English</a> <a>Русский</a> <a>Монгол</a></div><dl>{_links(menu, '<dd><a title="{n}" href="/{i}/index.shtml">{n}</a></dd>')}</dl></div><!--header end-->"""
    if kind == 5:
        return f"""<div class="m-header visible-xs"><span class="back" onclick="history.go(-1)">返回首页</span><span class="tit">{place}</span></div>
<div class="pc-header hidden-xs"><marquee>热烈祝贺{place}人民政府网站改版上线！全面贯彻落实习近平法治思想，加快建设法治政府</marquee>{_links(menu, '<a class="n{i}" href="/n{i}">{n}</a>')}</div>"""
    if kind == 6:
        return f"""<div class="ewb-top" style="display:none" id="ariaTool"><a>语音播报</a><a>大字幕</a><a>背景色</a><a>退出服务</a></div>
<div class="wrapper"><div class="zfxxgk_tit">政府信息公开</div><div class="gk_menu">{_links(["政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开"], '<a class="gk{i}" href="/gk{i}/">{n}</a>')}</div></div>"""
    return f'<div class="hd"><a href="/">{place}人民政府</a><p>{"&nbsp;|&nbsp;".join(menu)}</p></div>'


def side(kind: int, rng: Random, place: str) -> str:
    """A side column: a menu of columns, newest items, or a ranking."""
    if kind == 1:
        return f'<div class="leftnav"><h3>政务公开</h3><ul>{_links(columns(rng, place, 14), "<li><a href=/zw/{i}/>{n}</a></li>")}</ul></div>'
    if kind == 2:
        news = _links(
            teasers(rng, place, 8),
            '<li><i>{i}</i><a href="/2025/{i}.html" title="{n}">{n}</a><em>03-1{i}</em></li>',
        )
        return f'<div class="r300"><div class="t"><b>热点排行</b></div><ul class="rank">{news}</ul></div>'
    if kind == 3:
        rows = _links(teasers(rng, place, 6), '<tr><td>·<a href="show.asp?id={i}">{n}</a></td></tr>')
        return f'<table width="220"><tr><td class="lanmu">最新信息</td></tr>{rows}</table>'
    tree = "".join(
        f"<dl><dt>{name}</dt>" + _links(columns(rng, place, 5), '<dd><a href="?c={i}">{n}</a></dd>') + "</dl>"
        for name in ("机构职能", "法规文件", "履职依据", "其他法定信息")
    )
    return f'<div class="tree">{tree}</div>'


def crumb(rng: Random, place: str, leaf: str) -> str:
    """Where one is, under one of seven labels and separators."""
    label = rng.choice(
        ("当前位置：", "您所在的位置：", "您当前所在的位置 :", "", "当前位置: ", "位置：", "您现在的位置：")
    )
    mark = rng.choice((" > ", "&gt;", " >> ", "-&gt;", " / ", "--", " › "))
    names = ["首页", *rng.sample(("政务公开", "信息公开目录", "专题专栏", "依法行政", "工作报告"), 2), leaf]
    return f'<div class="{rng.choice(("dqwz", "mbx", "location", "bread", "wz_top"))}">{label}{mark.join(f"<a href=#>{name}</a>" for name in names)}</div>'


def widget(kind: str, rng: Random, place: str) -> str:
    """One small thing that is beside, above or under a text."""
    return {
        "font": '<span class="fs">【字体：<a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a> <a href="javascript:doZoom(14)">小</a></span>',
        "font2": '<div class="zh">字号选择 <b>A+</b><b>A</b><b>A-</b> | 背景色 <i style="background:#eee"></i></div>',
        "font3": "<span>[大] [中] [小]</span>",
        "print": '<a href="javascript:window.print()">【打印本文】</a><a href="javascript:window.close()">【关闭窗口】</a>',
        "share": '<div class="bdsharebuttonbox">分享至：<a class="bds_weixin" title="分享到微信"></a><a class="bds_tsina"></a></div><script>window._bd_share_config={"common":{"bdText":""}};</script>',
        "share2": '<ul class="fenxiang"><li>微信</li><li>微博</li><li>QQ空间</li><li>收藏本页</li></ul>',
        "qr": '<div class="ewm"><img src="/qr.png"/><p>扫一扫在手机打开当前页</p></div>',
        "qr2": '<div style="text-align:center"><canvas width="120"></canvas><br>扫码浏览</div>',
        "listen": '<div class="tts" id="tts"><button>听全文</button><span>0:00/0:00</span></div>',
        "like": '<div class="dz"><a>点赞 <em>12</em></a> <a>订阅</a> <a>我要纠错</a></div>',
        "related": f'<div class="xgyd"><h4>相关阅读</h4><ul>{_links(teasers(rng, place, 5), "<li><a href=/a{i}.html>{n}</a></li>")}</ul></div>',
        "related2": f'<div class="xglj"><p>相关链接：</p>{_links(teasers(rng, place, 3), "<p><a href=/b{i}.html>{n}</a></p>")}</div>',
        "advise": f'<section class="tj"><strong>为您推荐</strong>{_links(teasers(rng, place, 6), "<div><a href=/t{i}>{n}</a><span>2025-0{i}-11</span></div>")}</section>',
        "pn": '<div class="prevnext"><p>上一篇：<a href="1.html">关于公布规范性文件清理结果的通知</a></p><p>下一篇：<a href="2.html">没有了</a></p></div>',
        "pn2": '<ul class="sxp"><li>上一条：<script>document.write("")</script></li><li>下一条：<a href="9.html">全县普法工作会议召开</a></li></ul>',
        "float": '<div class="rightfloat"><a>智能问答</a><a>意见反馈</a><a>微信公众号</a><a>手机版</a><a href="#top">回到顶部</a></div>',
        "leave": '<div id="outlink" style="display:none"><p>您访问的链接即将离开“政府门户网站” 是否继续？</p><a>继续访问</a><a>放弃</a></div>',
        "old": '<div class="ie8">您的浏览器版本过低，建议使用新版浏览器访问本站</div>',
    }[kind]  # fmt: skip


def friends(rng: Random, place: str) -> str:
    names = [f"{name}网" for name in columns(rng, place, 24)]
    options = _links(names, '<option value="http://{i}.example.gov.cn">{n}</option>')
    return f'<div class="links"><b>友情链接</b><select><option>县市区网站</option>{options}</select><select><option>市直部门</option>{options}</select></div>'


def footer(kind: int, rng: Random, place: str) -> str:
    """A foot in one of five layouts, with the licence numbers and the site's code."""
    code = f"{rng.randrange(1100000000, 6599999999)}"
    if kind == 1:
        return f"""<div class="footer"><p>主办单位：{place}人民政府办公室　承办单位：{place}政务服务和数据管理局</p><p>网站标识码：{code}　某ICP备{rng.randrange(10**7)}号-1　<img src="/g.png">公网安备 {code}01号</p><p>联系电话：0000-{rng.randrange(10**6, 10**7)}　建议使用1280×768分辨率浏览</p></div>"""
    if kind == 2:
        return f"""<table width="1000" align="center"><tr><td align="center" class="foot">版权所有：{place}人民政府 Copyright &copy; 2008-2025 All Rights Reserved<br>技术支持：信息中心 <a>联系我们</a> <a>网站地图</a> <a>免责声明</a><br>您是第<script src="/count.asp"></script>位访客<br>网站标识码 {code}</td></tr></table>"""
    if kind == 3:
        return f"""{friends(rng, place)}<footer id="foot"><ul><li><a>网站地图</a></li><li><a>关于我们</a></li><li><a>免责声明</a></li></ul><div>主办：{place}人民政府 | 网站标识码：{code} | 某ICP备{rng.randrange(10**7)}号 | 更新日期：2026-10-{rng.randrange(10, 29)}</div><span id="_ideConac"></span><script src="//dcs.example.cn/js/01.js"></script></footer>"""
    if kind == 4:
        return f"""<div class="bottom"><div class="left"><img src="/dzjg.png"><img src="/zhaocuo.png"></div><div class="right">{place}人民政府版权所有　地址：{place}人民路1号　邮编：{code[:6]}<br>政务微博 微信公众号 手机版</div></div>"""
    return f'<div id="ft"><p>{place}人民政府主办</p><p>公网安备{code}号 网站标识码:{code}</p></div>'
