"""What a list page says where it has no items: 暂无数据, 没有找到相关内容. Imports markup and prose."""

import re
from collections.abc import Iterator

from extraction.markup.page import Page
from extraction.markup.visible import lines_of
from extraction.prose.text import bare, half_width
from records import LeftOver

_LONGEST = 30
_THINGS = "信息|数据|内容|记录|文章|文件|资料|结果|文档|条目|报告|新闻|公开事项"
_EMPTY = re.compile(
    rf"""
    (?:(?:很?抱歉|对不起|提示)[,:!]?)?  # politely
    (?:(?:该|本|此|当前)?(?:栏目|年度?|年份|分类|目录|列表|页面?|系统)[下中内里]?)?(?:目前|现在?|当前)?  # where, when
    (?:
        暂[无缺](?:相关|有关|此类|该类|任何|符合条件的?)*的?(?:{_THINGS})?(?:可以?显示|发布|公开)?  # 暂无相关信息
        |(?:暂时?|尚|还)?(?:没有?|未|无)(?:能|有)?(?:找到|查到|查询到|检索到|搜索到|发布|公开)?  # 没有找到
        (?:您?[要所需]*(?:查询|查找|检索)?|符合(?:查询|检索|搜索)?条件|满足条件|相关|有关|匹配|任何|该类|此类)*的?(?:{_THINGS})
        |(?:内容|信息|数据|列表|结果)为空
        |no(?:matching|relevant)?(?:data|records?|results?|items?|content)(?:found|available)?
    )
    [!。.~,]{{0,3}}
    """,
    re.IGNORECASE | re.VERBOSE,
)


def stated_emptiness(page: Page) -> Iterator[LeftOver]:
    """The first short line of the page that says that nothing is there."""
    for line, is_linked in lines_of(page.visible.pieces):
        if not is_linked and len(line) <= _LONGEST and _EMPTY.fullmatch(bare(half_width(line))):
            yield LeftOver("empty", line)
            return
