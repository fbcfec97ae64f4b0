"""Lines of page furniture, told by their words alone, and lines that are clearly content.

Two strengths. A *widget* line (【打印】, 扫一扫…, 分享到…) is furniture wherever it appears. Other furniture
(breadcrumb, info line, navigation words) is furniture only before the text begins or after it ends: an
author may write such words too. Nothing after an *end* line (上一篇…, 相关链接, 版权所有 …) is text.
"""

import re

from extraction.prose.counters import is_counter
from extraction.prose.dates import is_date_line
from extraction.prose.labels import read_labels
from extraction.prose.outline import heading_level
from extraction.prose.text import Words, once
from extraction.prose.word_lists import WordList

# A line all of whose words are in one of these sets is furniture. Icon fonts put private-use characters
# between them (U+E7E3 on gkmlpt pages), which are ignored.
_VERBS, _OBJECTS = (
    "打印 关闭 下载 收藏 复制",
    "本页 此页 本文 全文 正文 内容 文本 文章 文档 页面 网页 窗口 链接",
)
_BUTTON_NAMES = " ".join(verb + thing for verb in _VERBS.split() for thing in _OBJECTS.split())
_WORDS = {
    "print": f"打印 关闭 下载 {_BUTTON_NAMES} 返回顶部 返回列表 返回上页 取消收藏成功! 纠错 我要纠错 我要投稿 发送至邮箱 保存 "
    "下载Word版 下载PDF版 Word版下载 PDF版下载 Word下载 PDF下载",
    "font": "字体 字号 字号选择 字体选择 字号设置 选择阅读字号 阅读字号 浏览字号 字体大小 字号大小 字体颜色 视力保护色 背景色 颜色 大 中 小 大中小 "
    "特大 超大 默认 放大 正常 缩小 标准 A+ A A- A+A A+AA T T+",
    "share": "分享 分享到 分享至 X分享到 一键分享 微信 微博 新浪微博 腾讯微博 QQ QQ空间 朋友圈 人人网 分享到微信朋友圈 "
    "X x × 更多",
    "qr code": "手机版 手机查看 手机浏览 微信公众号 客户端 移动客户端 二维码",
    "counter": "浏览次数 阅读次数 访问次数 点击次数 浏览量 阅读量 访问量 点击量 点击数 点击率 阅读人次 浏览人次",
}
_SOFT_WORDS = {
    "accessibility": "无障碍 网站无障碍 无障碍浏览 无障碍阅读 无障碍模式 长者助手 长者模式 长者版 长者专区 长辈版 关怀版 适老化 "
    "繁體 繁体 简体 繁體版 繁体版 简体版 简体中文 繁体中文 繁 简 繁繁體版 切換到繁體 English EN 蒙古文版 智能问答 "
    "网站支持IPv6 我的收藏 收藏 网站无障碍关怀版",
    "account": "登录 注册 注销 退出 (欢迎您)注销 个人中心",
    "navigation": "首页 网站首页 主页 政务公开 信息公开 政府信息公开 政府信息公开目录 政府信息公开指南 政府信息公开制度 "
    "政府信息公开年报 法定主动公开内容 新闻中心 政务服务 办事服务 互动交流 政民互动 公众互动 公众参与 政务动态 政务要闻 "
    "政务邮箱 政务数据 数据开放 专题专栏 专题 规章库 搜索 站内搜索 本站搜索 高级搜索 热门搜索 热门搜索排行 关于我们 关于本站 "
    "联系我们 网站声明 隐私声明 网站帮助 网站地图 友情链接 安全隐私 版权保护 通知公告 领导之窗 机构设置 政策文件 政策法规 "
    "解读回应 部门动态 要闻动态 便民服务 网上办事 数字政府 更多 中国政府网 OA办公 服务 互动 要闻 政策 数据 返回主站",
}
_BUTTONS = f"{_WORDS['print']} 字体 字号 选择阅读字号 分享 分享到 X分享到 浏览次数 阅读次数 点击次数 访问次数"
_ALWAYS = frozenset(_BUTTONS.split())
_NAMED = {word: rule for rule, words in (_WORDS | _SOFT_WORDS).items() for word in words.split()}
_WORD = re.compile(r"[^\s|丨>\-—→/:：\[\]【】〔〕·,，、<»\ue000-\uf8ff\ufffc]+")
_ICONS = re.compile(r"[\ue000-\uf8ff\ufffc]")

# Full match on the half-width line without white space; all are verbose.
_WIDGETS = {
    "qr code": r"""
    [^,。;]{0,20}
    (?:扫一扫|扫描(?:下方)?二维码|微信扫码|手机扫码|扫码(?:浏览|查看|阅读|观看|分享|关注|访问|打开))
    [^,。;]{0,40}
    """,
    "counter": r"(?:浏览|阅读|访问|点击)(?:次数|量|数|率|人次)?[:]?[-\d]{0,9}次?",
    "browser": r"""
    .{0,10}(?:您的浏览器版本|浏览器版本过低|建议使用.{0,20}(?:浏览器|分辨率)).{0,60}  # which browser to use
    |[^。]{0,30}  # 数据加载中,请刷新页面
    (?:刷新(?:页面|重试)|正在加载|(?:数据|内容|页面|努力|玩命)?(?:加载|载入|读取|获取)(?:中|失败))
    [^。]{0,20}。?
    """,
    "listen": r"""
    (?:听全文|听文章|听新闻|全文朗读|语音(?:播报|播放|朗读)|朗读(?:全文|正文|文章)?)
    (?:[:]?\d{1,2}:\d\d(?:/\d{1,2}:\d\d)?)?  # 00:00/03:21
    """,
    "advertisement": r"""
    [\[【(]?(?:广告|推广|赞助|商业推广)[\]】):].{0,200}  # 【广告】…
    |.{0,60}  # what is sold
    (?:
        点击(?:领取|购买|抢购|咨询)|免费(?:领取|试用|咨询)|限时(?:优惠|抢购|特惠)|加(?:微信|QQ群?)
        |优惠券|下单|包邮|贷款利率低|招商加盟
    )
    .{0,120}
    |(?![一二三四五六七八九十(\d]).{0,60}  # 答题赢话费; no numbered heading
    [赢抽领]取?[^,。;]{0,8}(?:红包|大奖|好礼|奖品|礼品|礼包|话费|流量包|购物卡)[^。]{0,40}
    |(?:下载|关注|扫描|扫码|打开|搜索).{0,24}  # 下载…客户端
    (?:客户端|[Aa][Pp][Pp]|公众号|视频号|小程序|微信号|抖音号|二维码).{0,90}
    """,
    "unfold": r"""
    [\[【(]?(?:点击)?
    (?:
        (?:展开|查看|阅读|显示|浏览)(?:阅读|查看|显示)?  # 点击展开全文
        (?:全文|更多(?:内容)?|全部(?:内容)?|余下(?:全文|内容)?|剩余(?:内容|全文)?)?\d{0,3}%?
        |收起(?:全文)?|继续阅读
    )
    [\]】)>.…]{0,3}
    |(?:请|欢迎|立即|马上|快来|现在)?(?:点击|[戳按]这里|长按)[^。;]{0,60}  # 请点击这里
    """,
    "share": r"\|{2,8}|打开微信,点击底部的.{1,40}朋友圈.?",
}
_ENDS = {
    "pager": r"[<【\[(]?(?:上一|下一|前一|后一)(?:篇|条|页)[】\])]?[:>]?.{0,120}",
    "related": r"""
    [\[【]?
    (?:
        相关(?:的)?  # 相关链接
        (?:
            链接|新闻|文章|文件|文档|阅读|稿件|信息|报道|内容|解读|政策|推荐|专题|图解|视频|资讯|动态|办事指南
            |(?:政策|文件)?解读|解读材料
        )
        |关联(?:稿件|阅读|信息|文件|解读)
        |(?:[为给][您你])?推荐(?:内容|阅读|信息|新闻|文章)?  # 为您推荐
        |(?:新闻|信息|内容|热门|热点|精彩|编辑|更多|小编)推荐|猜您?你?喜欢
        |热[点门](?:新闻|文章|排行|资讯|信息|阅读)
        |(?:延伸|拓展|扩展|更多|关联|推荐)(?:阅读|新闻|资讯)|大家(?:都)?在看
        |最新(?:文章|信息|资讯|动态|发布)
        |(?:政策|文件|图片|视频|图文|专家|媒体)(?:解读|图解)|解读(?:链接|材料)?|图解|一图读懂
        |(?:新闻|点击|阅读|热门|文章)?排行榜?|(?:新闻|点击|阅读)排行
        |意见反馈|在线调查|网上调查|我来说两句
    )
    [\]】]?(?::[^。]{0,120})?
    """,
    "editor": r"""
    [\[【(]?
    (?:
        责任编辑|责编|信息审核|内容审核|审核人?|审稿|初审|复审|终审|终校|校对|编审|网站编辑|编辑|编校|编发  # who edited
        |签发|监制|供稿人?|撰稿人?|通讯员|摄影|录入员?  # who wrote and signed
        |(?:图文|文图|图片|图/文|文/图|文字|图表)(?:来源|编辑|作者|摄影)?|文/.{1,8}图/?  # whose pictures
    )
    :.{0,40}
    """,
    "survey": r"""
    (?:诚邀|邀请|欢迎|请)?[您你]?(?:参与|填写|参加)[^。;]{0,40}(?:问卷|投票|测评|有奖)[^。;]{0,40}
    |您?(?:对|觉得|认为)(?:本|该|此|这)(?:页|页面|网页|篇|条|信息|内容|文章|政策)  # 您觉得本页对您有帮助吗
    .{0,20}(?:满意|帮助|有用|评价).{0,60}
    """,
    "comments": r"[\[【]?(?:网友|网民|最新|用户|我要|发表|文明)?评论[\]】]?(?:\(?\d{1,6}条?\)?)?(?::[^。]{0,120})?",
    "links": r"(?:友情链接|网站链接|常用链接|链接导航|网站导航|网站群)(?::|(?=[^,。]{0,400}$))[^。]{0,400}",
    "footer": r"""
    (?:版权|免责|特别)声明:.{1,390}
    |[^。]{0,40}  # registration numbers, and what leads away from the site
    (?:版权所有|版权声明|免责声明|ICP备|公网安备|网站标识码|您访问的链接即将离开|如需转载,请注明)
    [^。]{0,300}。?
    |(?:主办|承办|主管|运营维护|技术支持)(?:单位)?:.{0,200}
    """,
}
_SOFT = {
    "breadcrumb": r"""
    .{0,12}(?:当前|现在|所在)(?:的)?(?:所在)?(?:的)?位置:?.{0,200}  # 您当前的位置:首页>…
    |\d?(?:网站)?首页(?:>|-+>|→|--|/|»).{0,200}
    |[^,。]{2,30}>>?[^,。]{2,30}>.{0,200}|>[^,。]{1,60}  # without the word 首页
    """,
    "banner clock": r"[^。]{0,30}(?:今天是|现在是|欢迎(?:您)?(?:光临|访问)|星期[一二三四五六日天]|农历)[^。]{0,60}",
    "account": r".{0,10}(?:请点击右上角|选择浏览器打开|下载.{0,12}(?:APP|客户端)).{0,30}",
    "counter": r"\d{1,9}",
    "info line": r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\d{1,2}:\d\d(?::\d\d)?)?[^,。;]{0,30}",
    "footer": r"[^,。;]{2,30}(?:政府|[局厅委]|办公室)(?:主办|版权所有)",
    "address": r"(?:www\.)?[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){1,4}",
    "site name": r".{2,40}(?:政府信息公开(?:专栏|平台|目录)?|门户网站|信息公开(?:专栏|网)|政府网)",
}
# What Word leaves behind when its markup is pasted: style sheets and settings, shown as text.
_WORD_RESIDUE = re.compile(
    r"""
    # Style sheets.
    /\*\s{0,3}Style\ Definitions|(?:table|p|li|div)\.Mso\w{0,30}\s{0,3}[,{]|@font-face\s{0,3}\{
    # Conditional comments.
    |<!--\[if\ |\[endif\]
    # Settings: Normal 0 7.8 磅 0 2 false false false
    |(?:Normal\s)?(?:0\s)?[\d.]{0,4}\s?磅?\s?[\d\s]{0,4}(?:false\s){2,4}
    # st1\:*{behavior:url(#ieooui)}
    |(?:st1|[owv])\\:\*\s{0,3}\{
    """,
    re.VERBOSE,
)
# One group a rule, the stronger first.
_RULES = [
    (strength, rule)
    for strength, rules in (("widget", _WIDGETS), ("end", _ENDS), ("soft", _SOFT))
    for rule in rules
]
_ANY = re.compile(
    "|".join(f"({pattern})" for rules in (_WIDGETS, _ENDS, _SOFT) for pattern in rules.values()), re.VERBOSE
)
_END = re.compile("|".join(f"({pattern})" for pattern in _ENDS.values()), re.VERBOSE)
# Pre-filter: a line without one of these words that does not start with a digit cannot match.
_SIGN_WORDS = (
    "扫 浏览 阅 览 访问 点击 查看 点赞 转发 收藏 评论 下载 访客 读者 人气 关注 热度 围观 看过 读过 流量 PV UV VV hits views visits reads clicks 浏览器 建议使用 刷新 加载 载入 读取 获取 听 朗读 语音 展开 显示 收起 继续 广告 "
    "推广 赞助 免费 限时 加微信 加QQ 优惠券 下单 包邮 贷款 招商 || 微信 上一 下一 前一 后一 相关 关联 推荐 热点 热门 延伸阅读 : 满意 帮助 有用 评价 问卷 "
    "投票 测评 有奖 红包 大奖 好礼 奖品 礼品 礼包 话费 流量包 购物卡 这里 长按 喜欢 在看 最新 解读 图解 读懂 排行 反馈 调查 两句 链接 声明 版权 ICP 公网安备 标识码 主办 位置 首页 > "
    "今天是 现在是 欢迎 星期 农历 右上角 . 信息公开 门户网站 政府网"
)
_SIGNS = WordList(_SIGN_WORDS.split())
_LIMIT = 400
# Longer values with a comma are sentences: 【字体：大 中 小 2023年，全区…
_VALUE = 40
_SENTENCE = re.compile(r"[,。;]")
_COMMA = re.compile(r"[,，。;；]")
_CLOSED = re.compile(r"[。;!?][”\"』」)]?$")
_SALUTATION = re.compile(
    r"(?:.{0,40}(?:委员会|委|政府|人大|常委会|政协|委员|代表|同志|各单位|各部门|领导小组|厅|局|办公室|司法部|国务院))[,、]?.{0,10}:"
)


@once
def widget(line: Words) -> str:
    """The rule of a line that is furniture at any place of a page, else ""."""
    if _WORD_RESIDUE.match(line.text):
        return "word residue"
    if _may_match(line) and is_counter(line.key):
        return "counter"
    words = _known_words(line)
    if any(word in _ALWAYS for word in words):
        return _NAMED[words[0]]
    if len(words) > 1 and "\t" not in line.text and all(_NAMED[word] == "font" for word in words):
        return "font"
    strength, rule = _match(line)
    return rule if strength == "widget" else ""


@once
def end_mark(line: Words) -> str:
    """The rule for a line after which nothing belongs to the text, else ""."""
    strength, rule = _match(line)
    if strength == "widget":  # it may be both
        found = _END.fullmatch(_unspaced(line))
        return list(_ENDS)[found.lastindex - 1] if found and found.lastindex else ""
    return rule if strength == "end" else ""


@once
def furniture(line: Words) -> str:
    """The rule for a line that is furniture before the text begins or after it ends, else ""."""
    if rule := widget(line) or _match(line)[1]:
        return rule
    if words := _known_words(line):
        return _NAMED[words[0]]
    if is_labelled(line):
        return "info line"
    if is_date_line(line) and not line.narrow.endswith(("日", ")")):
        return "info line"
    return ""


def is_labelled(line: Words) -> bool:
    """True for a line of labels and values: 发布日期:… 来源:…, - 文号:…, 索引号 …"""
    pairs = read_labels(line)
    if not pairs or pairs[0].at > 40 or _SENTENCE.search(line.narrow, 0, pairs[0].at):
        return False
    return not any(
        _CLOSED.search(pair.value) or (len(pair.value) > _VALUE and _COMMA.search(pair.value))
        for pair in pairs
        if pair.name != "subject"
    )


@once
def is_content(line: Words) -> bool:
    """True for a line that can only be text: sentences, numbered headings, rows of a table, salutations."""
    if heading_level(line) or "\t" in line.text:
        return True
    narrow, length = line.narrow, len(line.text)
    if length < _LIMIT and ":" in narrow and _SALUTATION.fullmatch(line.key):
        return True
    return (length >= 25 and _SENTENCE.search(narrow, 0, _LIMIT) is not None) or (
        length >= 8 and _CLOSED.search(narrow, length - 3) is not None
    )


@once
def _known_words(line: Words) -> tuple[str, ...]:
    """The words of a line that holds nothing but words of furniture; none for any other line."""
    words = []
    for found in _WORD.finditer(line.narrow) if len(line.text) <= _LIMIT else ():
        if found[0] not in _NAMED:
            return ()
        words.append(found[0])
    return tuple(words)


@once
def _match(line: Words) -> tuple[str, str]:
    """The strongest rule whose pattern a line matches, with its strength; ("", "") for none."""
    found = _ANY.fullmatch(_unspaced(line)) if _may_match(line) else None
    return _RULES[found.lastindex - 1] if found and found.lastindex else ("", "")


@once
def _may_match(line: Words) -> bool:
    return len(line.text) <= _LIMIT and (line.key[:1].isdecimal() or _SIGNS.is_in(line.key))


def _unspaced(line: Words) -> str:
    return _ICONS.sub("", line.key)
