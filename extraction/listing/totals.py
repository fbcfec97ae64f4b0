"""The totals that a list page or its scripts state, in any wording: pages, items, or that the list is empty.

Independent of the code that follows pagers, so that both do not fail together. Imports markup.
"""

import re
from collections.abc import Iterator
from typing import Any

from extraction.markup.page import Page, label_of
from extraction.markup.visible import lines_of
from extraction.prose.text import bare, half_width
from records import LeftOver

_LONGEST = 160
# More than any column has: such a number is a defect, or something else.
MOST = 200_000
_HINT = re.compile(r"[页條条篇则記记]|\d\s?/\s?\d|\bof\b|[Tt]otal|[Pp]age")
_ALL = r"(?:总共|一共|共计|合计|共有|总计|共|总)[有计为是]?+\s{0,4}+[:：]?+\s{0,4}+"
_PER_PAGE = re.compile(
    r"""
    (?:每|/)\s{0,4}页\s{0,4}(?:显示|展示)?\s{0,4}\d{1,4}\s{0,4}[条篇则个项]?  # 每页显示20条
    |\d{1,4}\s{0,4}[条篇则个项]\s{0,4}[/每]\s{0,4}页  # 20条/页
    """,
    re.VERBOSE,
)
_PAGES = re.compile(
    rf"""
      {_ALL}(?:页数)?+\s{{0,4}}+[:：]?+\s{{0,4}}+(\d{{1,7}})\s{{0,4}}页        # 共4页, 总共 4 页
    | (?:总页数|页总数|页数总计|总页|页数|共计页数)\s{{0,4}}[:：]?\s{{0,4}}(\d{{1,7}})   # 总页数：4
    | 分\s{{0,4}}(\d{{1,5}})\s{{0,4}}页                                   # 分4页
    | \d{{1,5}}\s{{1,4}}of\s{{1,4}}(\d{{1,5}})                            # 1 of 4
    """,
    re.VERBOSE | re.IGNORECASE,
)
# 1/4, 第1页/共4页, 页次：1/4
_PLACE = re.compile(
    r"(?<![\d/／~至–-])([1-9]\d{0,5})\s{0,4}页?\s{0,4}[/／]\s{0,4}共?\s{0,4}([1-9]\d{0,5})(?![\d/／])"
)
_ITEMS = re.compile(
    rf"""
      {_ALL}(?:找到|检索到|查询到|记录|信息|数据)?+\s{{0,4}}+[:：]?+\s{{0,4}}+(\d{{1,9}})\s{{0,4}}(?:条|條|篇|则|个?记录|笔|个?信息)   # 共有42条
    | (?:总?记录(?:总|条)?数|总条数|条数|信息(?:总|条)数|总数量?|数据总数|文章总数|文件总数|总记录)\s{{0,4}}[:：]?\s{{0,4}}(\d{{1,9}})  # 总记录数：42
    | (?<![\d每第])(\d{{1,9}}+)\s{{0,4}}+[条條篇](?:记录|信息|数据|文章)?(?![\d款])  # 42条记录
    | \d{{1,7}}+\s{{0,2}}+[-–~至]\s{{0,2}}+\d{{1,7}}+\s{{0,2}}+条?\s{{0,4}}(?:[/／]|of|共)\s{{0,4}}(\d{{1,9}})   # 1-2 / 5
    | \btotal\s{{0,4}}[:：]?\s{{0,4}}(\d{{1,9}})
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Words that may surround a total without making it a sentence.
_FURNITURE = re.compile(
    r"""
    首页|[上下前后末尾]\s?一?\s?页|最后一?页|跳转?至?到?第?|到第?|转到  # where a pager leads
    |当前|显示|每|记录数?|信息|数据|页次|页码|页数?|总计?|合计|共计?有?  # what it counts
    |第|条|條|篇|则|项|个|转|跳|确定|确认  # units and buttons
    |GO|go|Go|page|total|of|next|prev|items?  # in English
    |分|为|是|一|本|栏目|文章|文件|检索到|找到|查询到|笔|数  # words between
    """,
    re.VERBOSE,
)
_IN_WORDS = re.compile(r"[共分]\s?([一二三四五六七八九十])\s?页")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_MOST_OTHER = 4
_BY_SCRIPT = re.compile(
    r"""
    \b(?:
        total_?pages?|page_?count|page_?total|count_?pages?|total_?page_?(?:num|count)|max_?page|all_?pages?
    )\b["']?\s{0,9}[:=]\s{0,9}["']?(\d{1,6})\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# createPageHTML(12, 0, "index", "html"), createPage('box', 12, 1, …)
_BY_CALL = re.compile(
    r"\bcreatePage\w{0,12}\(\s{0,9}(?:[\"'][^\"'\n]{0,80}[\"']\s{0,9},\s{0,9})?(\d{1,6})\s{0,9},"
)
_ITEMS_BY_SCRIPT = re.compile(
    r"""
    \b(?:
        total_?(?:records?|items?|rows?|count|num|size)  # totalRecords
        |record_?(?:count|total)|row_?count|item_?count|items_?total
    )\b["']?\s{0,9}[:=]\s{0,9}["']?(\d{1,7})\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What a page says where it has no items.
_LONGEST_EMPTY = 30
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


def totals(page: Page) -> Iterator[LeftOver]:
    """The sizes that the page states for its list, each with the words that state it."""
    seen: set[str] = set()
    places: dict[int, LeftOver] = {}
    for run in page.tree.xpath("//body//text()"):
        if not _HINT.search(run) and not run.strip().isdecimal():
            continue
        for around in _around(run.getparent()):
            if around not in seen:
                seen.add(around)
                yield from totals_in(around)
                places |= {place.number: place for place in _places(around)}
    # Places that differ are a column of dates (3/5, 3/12).
    if len(places) == 1:
        yield from places.values()
    for script in page.tree.iter("script"):
        yield from _by_script(script.text or "")


def totals_in(text: str) -> Iterator[LeftOver]:
    """The totals in one short piece of a pager; none in a sentence."""
    if len(text) > _LONGEST or not _is_furniture(text):
        return
    rest = _PER_PAGE.sub(" ", text)
    for kind, pattern in (("pages", _PAGES), ("items", _ITEMS)):
        for found in pattern.finditer(rest):
            number = int(next(group for group in found.groups() if group))
            if number <= MOST:
                yield LeftOver(kind, " ".join(text.split())[:80], number)
    if said := _IN_WORDS.search(rest):
        yield LeftOver("pages", " ".join(text.split())[:80], "一二三四五六七八九十".index(said[1]) + 1)


def _places(text: str) -> Iterator[LeftOver]:
    if len(text) > _LONGEST or not _is_furniture(text):
        return
    for found in _PLACE.finditer(text):
        if int(found[1]) <= int(found[2]):
            yield LeftOver("pages", " ".join(text.split())[:80], int(found[2]))


def _is_furniture(text: str) -> bool:
    return len(_CHINESE.findall(_FURNITURE.sub("", text))) <= _MOST_OTHER


def _around(element: Any) -> Iterator[str]:
    """The texts of the run's element, its parent and the parent of that, as far as they are short."""
    for _ in range(3):
        if element is None:
            return
        tag = getattr(element, "tag", None)
        if tag in ("script", "style", "body", "html", "option"):
            return
        if isinstance(tag, str):
            text = label_of(element)
            if len(text) > _LONGEST:
                return
            yield text
        element = element.getparent()


def _by_script(text: str) -> Iterator[LeftOver]:
    for kind, pattern in (("pages", _BY_SCRIPT), ("pages", _BY_CALL), ("items", _ITEMS_BY_SCRIPT)):
        for found in pattern.finditer(text):
            if 0 < int(found[1]) <= MOST:
                yield LeftOver(kind, found[0], int(found[1]))


def stated_emptiness(page: Page) -> Iterator[LeftOver]:
    """The first short line of the page that says that nothing is there."""
    for line, is_linked in lines_of(page.visible.pieces):
        if not is_linked and len(line) <= _LONGEST_EMPTY and _EMPTY.fullmatch(bare(half_width(line))):
            yield LeftOver("empty", line)
            return
