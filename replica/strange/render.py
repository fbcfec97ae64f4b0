"""The ordinary pages of a strange site: skeleton, home page, lists and articles, in several skins."""

from collections.abc import Sequence
from html import escape
from random import Random

from replica.strange.shapes import Furniture, Row

MENU = (
    ("要闻动态", "/xwdt/"),
    ("政务公开", "/zwgk/"),
    ("政务服务", "/zwfw/"),
    ("互动交流", "/hdjl/"),
    ("数据发布", "/sjfb/"),
)
NEWS = (
    "全{s}经济运行调度会召开",
    "{p}召开防汛抗旱工作部署会",
    "{p}举行重点项目集中开工仪式",
    "{p}举办春季专场招聘会",
    "{p}开展燃气安全入户检查",
    "关于公布{p}公共停车场名录的公告",
    "{p}城乡居民医保参保缴费指南",
    "{p}启用新版不动产登记窗口",
    "{p}图书馆夏季开放时间调整公告",
    "{p}开展农村人居环境整治擂台赛",
)
ARTICLES = (
    '<div class="article"><h1>{title}</h1><div class="info">{info}</div>'
    '<div class="content" id="zoom">{body}</div></div>',
    '<div class="con"><div class="bt">{title}</div><p class="ly">{info}</p>'
    '<div class="TRS_Editor">{body}</div></div>',
    '<table width="980" align="center"><tr><td class="title" align="center"><b>{title}</b></td></tr>'
    '<tr><td align="center">{info}</td></tr><tr><td class="bt_content">{body}</td></tr></table>',
    '<section class="detail"><h2 class="detail-title">{title}</h2><ul class="meta"><li>{info}</li></ul>'
    '<div class="detail-body">{body}</div></section>',
)
INFOS = (
    "发布时间：{day} 10:12　来源：{source}",
    "来源：{source}　发布日期：{day}",
    "{day} 09:30:00　信息来源：{source}",
    "时间：{day} 文章来源：{source} 【字体：大 中 小】",
)


class Skin:
    """How the pages of one site look; drawn once a site."""

    def __init__(self, name: str, place: str, seat: str, code: str, rng: Random) -> None:
        self.name, self.place, self.seat, self.code = name, place, seat, code
        self.article_form, self.info_form = rng.choice(ARTICLES), rng.choice(INFOS)
        self.tables, self.paragraph = (
            rng.random() < 0.25,
            rng.choice(("<p>　　{}</p>", "<p>{}</p>", "<div>{}</div>")),
        )
        self.crumb = rng.choice((" &gt; ", " >> ", " - ", " / "))
        self.has_code = rng.random() < 0.6

    def page(self, inner: str, title: str = "", head: str = "", furniture: Furniture | None = None) -> str:
        """A whole page around its inner part."""
        beside = furniture or Furniture()
        menu = "".join(f'<li><a href="{href}">{label}</a></li>' for label, href in (("首页", "/"), *MENU))
        code = f'<meta name="SiteIDCode" content="{self.code}">' if self.has_code else ""
        body = f'<table width="1000"><tr><td>{inner}</td></tr></table>' if self.tables else inner
        return (
            f"<!DOCTYPE html>\n<html><head>"
            f"@CHARSET@<title>{escape(title or self.name)}</title>{code}{head}</head>\n"
            f'<body>{beside.top}<div class="header"><h3 class="logo">{self.name}</h3></div>\n'
            f'<ul class="nav">{menu}</ul>\n<div class="main">{body}</div>\n{beside.foot}'
            f'<div class="footer">主办：{self.name}办公室　网站标识码：{self.code}　联系电话：0000-1234567</div>'
            "\n</body></html>"
        )

    def news(self, count: int = 6) -> str:
        """The links of a list of news; the same for every list of the site."""
        lines = [
            f'<li><a href="/xwdt/{i}.html">{text.format(p=self.place, s=self.seat)}</a>'
            f"<span>2026-03-{10 + i}</span></li>"
            for i, text in enumerate(NEWS[:count])
        ]
        return f'<ul class="news">{"".join(lines)}</ul>'

    def trail(self, *names: str) -> str:
        """The breadcrumb of a page below these."""
        links = ['<a href="/">首页</a>', *(escape(name) for name in names)]
        return f'<div class="pos">当前位置：{self.crumb.join(links)}</div>'

    def paragraphs(self, lines: Sequence[str]) -> str:
        """A text as it usually stands in a page."""
        return "\n".join(self.paragraph.format(escape(line)) for line in lines)

    def info(self, day: str, source: str) -> str:
        return self.info_form.format(day=day, source=source)

    def article(self, title: str, info: str, body: str, furniture: Furniture) -> str:
        """The inner part of an article's page."""
        told = self.article_form.format(
            title=escape(title).replace("\n", "<br/>"),
            info=info + furniture.info,
            body=body + furniture.within,
        )
        return told + furniture.after


def plain_items(rows: Sequence[Row]) -> str:
    """The usual list: a link and a day."""
    lines = [
        f'<li><a href="{row.href}" title="{escape(row.title)}">{escape(row.title)}</a>'
        f"<span>{row.day}</span></li>"
        for row in rows
    ]
    return f'<ul class="list">{"".join(lines)}</ul>'
