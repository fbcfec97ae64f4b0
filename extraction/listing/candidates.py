"""Which titles are worth fetching. Deliberately wide: the page's kind is judged after it is read."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from extraction.facts.kinds import may_title_a_report, title_kind
from extraction.facts.listed_titles import is_short_title
from extraction.facts.years import report_year
from extraction.markup.urls import is_detail_url, is_file_url, may_be_detail_url
from records import Link

_KEY = re.compile(
    r"""
    法[治制]政府  # the subject of the reports
    |依法行政|依法治[国省市州盟县区旗镇乡理]|法[治制]建设  # its other names
    |法治.{0,12}(?:报告|情况|总结|白皮书)  # 法治 and a kind of report
    """,
    re.VERBOSE,
)
_YEAR = re.compile(r"20\d\d|二[〇○零]")
_YEARS = re.compile(r"20\d\d|二[〇○零][〇○零一二三四五六七八九]{2}")
_CUT = re.compile(r"(?:…|\.\.|⋯)\s*$")
_NOTICE = re.compile(r"(?:通知|公告|公示|启事|函|征求意见稿|征求意见)(?:[(〔].{0,20})?$")
_REPORT = re.compile(r"报告|情况|总结")
# A cut title may go on as one: after the year only words that lead up to the key phrase.
_UP_TO_KEY = re.compile(
    r"""
    (?:^|关于|于)?(?:20\d\d|二[〇○零]..)年度?  # the year
    (?:全?[省市州盟县区旗镇乡]|[^，。、]{2,6}[省市州盟县区旗])?  # 全市, 宁波市
    (?:推进?|全面?|贯彻?|落实?)?  # a verb, whole or cut
    (?:法[治制]?|法[治制]政|依法?|依法行)?$  # the key phrase, cut
    """,
    re.VERBOSE,
)
_LONGEST_TITLE = 90
# The menus of a site are the same on each of its pages, and a title is asked about several times.
_RECENT = 8_000
_DAY = re.compile(r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}")
_BEFORE_YEAR = re.compile(r"(?:人民政府|委员会|办事处|[局厅委办])(?:关于?)?(?:20?\d{0,2})?$")


@lru_cache(maxsize=_RECENT)
def is_candidate(title: str) -> bool:
    """True for a title that may be a report's, also one cut short by the list (… or ...) that could
    still become one; False for others and for plain notices."""
    text = "".join(unicodedata.normalize("NFKC", title).split())
    whole = text.rstrip(".。…⋯·")
    is_cut = len(text) - len(whole) >= 2
    if _KEY.search(whole):
        return not _NOTICE.search(whole) or _REPORT.search(whole) is not None
    return is_cut and bool(_UP_TO_KEY.search(whole) or _BEFORE_YEAR.search(whole))


def may_be_report(link: Link, telling: bool = False) -> bool:
    """True for a link worth fetching as a report. Where the address may be a column's as well, a name without
    year and date is taken for that of a column (法治政府建设年度报告 at /lm/52940.html): the search looks
    there. telling: the column is named like reports, so a title may be as short as 2023年度."""
    if telling and is_short_title(link.title) and (link.listed_on or _YEAR.search(link.title)):
        return True
    if not is_candidate(link.title) or _is_another(link.title):
        return False
    says_its_day = link.listed_on is not None or _YEAR.search(link.title) is not None
    return says_its_day or is_detail_url(link.url) or not may_be_detail_url(link.url)


def _is_another(title: str) -> bool:
    """True for a title that decides by itself: a plan, an invitation, an explanation, never a report's.
    Titles that run together decide nothing: their last words are another item's."""
    if runs_together(title):
        return False
    return title_kind(title) not in ("", "report", "template") and not may_title_a_report(title)


def runs_together(title: str) -> bool:
    """True for a text with the words of several titles: longer than any, or with days between them."""
    return len("".join(title.split())) > _LONGEST_TITLE or len(_DAY.findall(title)) > 1


def is_report_like(link: Link) -> bool:
    """True for a candidate whose title is a report's, not that of news, a plan or an explanation. A column of
    reports has at least one. The name of such a column (法治政府建设年度报告) has neither a year nor a
    date."""
    if not is_candidate(link.title):
        return False
    # Only the text shows whose report it is, and whether it is a model text (某县).
    title = link.title.replace("某", "")
    kind = title_kind(title)
    if kind == "report" or may_title_a_report(title):
        return link.listed_on is not None or _YEAR.search(link.title) is not None
    return kind == "" and _CUT.search(link.title) is not None


def reports_of(links: Iterable[Link], telling: bool = False) -> list[Link]:
    """The links whose titles are those of reports; in a column named like reports (telling) also the
    short ones (2023年度)."""
    return [link for link in links if is_report_like(link) or (telling and _is_short_with_year(link))]


def _is_short_with_year(link: Link) -> bool:
    return is_short_title(link.title) and _YEAR.search(link.title) is not None


def years_of_reports(reports: Iterable[Link]) -> set[int]:
    """The years that the titles of these reports name."""
    years = (report_year(link.title, "", None)[0] for link in reports)
    return {year for year in years if year is not None}


def are_reports(links: Iterable[Link]) -> bool:
    """True where links lead to reports, and not to the files of one: a page of a report may show its files by
    the report's own title, once as PDF and once as Word."""
    like = [link for link in links if is_report_like(link)]
    years = {tuple(_YEARS.findall(unicodedata.normalize("NFKC", link.title))) for link in like}
    return any(not is_file_url(link.url) for link in like) or len(years) > 1
