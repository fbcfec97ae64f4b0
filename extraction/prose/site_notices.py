"""A site's statements about itself: its foot, notices about cookies and maintenance, warnings on leaving. A
report does not address its reader (您) and does not mention browsers or the site."""

import re

from extraction.prose.text import Words, once

_SAYS = re.compile(
    r"""
    本网站|本站(?!位)|贵站|本(?:页面|网页)|网站(?:简介|声明|首页|地图|管理|建设单位|访问量|支持|标识码)
    |(?:政府|门户)网站(?:由|主办|承办|标识)
    |[Cc]ookies?|浏览器|分辨率|显示器浏览|隐私(?:政策|保护|声明|条款)|用户协议|免责(?:声明|条款)
    |[Cc]opyright|COPYRIGHT|[Aa]ll\s?[Rr]ights|版权(?:所有|声明|归)|侵权|转载|镜像|书面(?:授权|许可|同意)
    |ICP备|备案号|公网安备|标识码|适老化|无障碍(?:浏览|阅读|辅助|设置|服务)|IPv6
    |(?:主办|承办|协办|主管|指导|建设|运维|运营|维护|管理|技术支持|技术保障)(?:单位|部门)?\s?[:：]
    |技术支持单位|由[^，。；]{2,24}(?:主办|承办|协办|运维|运营|维护|提供技术)
    |网站(?:致力于|建设提出|内容保障)|欢迎广大(?:网民|网友|市民)|宝贵的?(?:意见|建议)|我们将(?:认真|及时|尽快)
    |快捷键|读屏|无障碍(?:辅助|工具|模式|版)|大字版|指读|[Cc]trl\s?\+|语音播报|放大鼠标
    |您(?!好的)|敬请|谢谢(?:合作|您)|给.{0,4}带来.{0,3}不便
    |(?:网站|系统|平台|服务器|机房|网络).{0,12}(?:升级|维护|改版|割接|试运行|迁移|检修).{0,40}(?:期间|暂停|停止|无法|敬请|关闭|恢复)
    |继续(?:浏览|使用|访问).{0,12}(?:表示|视为|即|意味)|访问故障|浏览体验|点击(?:此处|这里|关闭|同意|确定|继续)|关闭(?:本)?(?:窗口|弹窗|提示)
    |(?:服务|咨询|监督|举报|值班|联系|纠错)(?:热线|电话|邮箱)\s?[:：]|拨打.{0,8}(?:热线|电话)|邮政?编码?\s?[:：]|(?:办公|单位|联系)?地址\s?[:：]
    |用户名|登录(?:密码|账号)|注册账号|短信验证|扫码(?:登录|下载|关注)|下载.{0,8}(?:客户端|[Aa][Pp][Pp])
    """,
    re.VERBOSE,
)
# A report's own sentences may name a website; an error page and a firewall speak of the page asked for.
_SOMETHING_ELSE = re.compile(
    r"法治政府|依法行政|行政执法|行政复议|法治建设|不存在|删除|找不到|无法访问|验证码|拦截|阻断|频繁|拒绝|威胁|错误"
)


@once
def is_site_notice(words: Words) -> bool:
    """True for a sentence or a paragraph that a site says of itself."""
    return _SAYS.search(words.text) is not None and not _SOMETHING_ELSE.search(words.text)
