"""Documents beside the reports that are none of this government's: drafts, plans, those of departments."""

from dataclasses import replace
from datetime import date, timedelta

from replica.strange.parts import FIRST, Parts, part
from replica.strange.prose import Place
from replica.strange.shapes import Entry
from replica.strange.site import StrangeSite

NOT_ALL_REPORTS = "class: neighbours of reports"


def entry_of(site: StrangeSite, kind: str, title: str, lines: tuple[str, ...], day: date, at: int) -> Entry:
    return Entry(
        kind,
        site.first_number + 900_000 + at * 11,
        title,
        title,
        lines,
        day,
        issuer=site.place.issuer,
        adcode=site.adcode,
    )


def draft(name: str, words: str, days: int, into: Parts = FIRST) -> None:
    """A draft of two years' reports, some days before the final text (after it, below 0)."""

    def make(site: StrangeSite) -> list[Entry]:
        found = []
        for at, year in enumerate(site.years[:2]):
            final = site.text(year)
            # The draft lacks a paragraph and says some things in other words.
            lines = tuple(
                line.replace("落实", "推进").replace("开展", "组织") for i, line in enumerate(final) if i != 3
            )
            title = words.format(n=site.place.name, i=site.place.issuer, y=year)
            day = site.day(year) - timedelta(days=days)
            found.append(entry_of(site, "draft", title, lines, day, at))
        return found

    into.part("beside", name, "class: drafts beside final texts", words)(make)


draft("draft_comments", "{n}{y}年法治政府建设年度报告（征求意见稿）", 20)
draft("draft_review", "{i}关于{y}年度法治政府建设情况的报告（送审稿）", 12)
draft("draft", "{n}{y}年法治政府建设情况报告（草案）", 30)
draft("draft_later", "关于公开征求《{n}{y}年法治政府建设年度报告（征求意见稿）》意见的公告", -1)

NOTICE = (
    "各乡镇人民政府，各有关单位：",
    "为切实做好相关工作，现将有关事项通知如下，请结合实际认真抓好落实。",
    "一、提高思想认识。各单位要明确分管领导和联络员，按时间节点报送材料。",
    "二、严格把关审核。材料要真实准确、数据要前后一致，涉密内容不得上网。",
    "三、强化督促检查。办公室将适时通报进展情况，对落实不力的予以约谈。",
)


def notices(
    name: str, forms: tuple[str, ...], lines: tuple[str, ...] = NOTICE, times: int = 3, into: Parts = FIRST
) -> None:
    """Notices of several years with these titles."""

    def make(site: StrangeSite) -> list[Entry]:
        found = []
        for at, year in enumerate(site.years[:times]):
            for i, form in enumerate(forms):
                title = form.format(
                    n=site.place.name, i=site.place.issuer, y=year, z=year + 1, s=site.place.seat
                )
                day = date(year + 1, 4 + i % 6, 3 + at)
                found.append(entry_of(site, "notice", title, lines, day, at * 20 + i))
        return found

    into.part("beside", name, NOT_ALL_REPORTS, "、".join(forms))(make)


notices("work_points", ("{n}{z}年法治政府建设工作要点", "关于印发{n}{z}年法治政府建设工作要点的通知"))
notices(
    "notice_to_report",
    ("关于做好{y}年度法治政府建设年度报告编制工作的通知", "关于报送{y}年度法治政府建设情况的通知"),
)
notices(
    "interpretation", ("《{n}{y}年法治政府建设年度报告》政策解读", "一图读懂{n}{y}年法治政府建设年度报告")
)
notices("news", ("{n}召开{y}年法治政府建设情况汇报会", "{n}人大常委会听取{y}年度法治政府建设情况报告"))
notices(
    "plans",
    ("{n}法治政府建设实施方案（{y}—{z}年）", "{n}{z}年行政执法监督计划", "{n}法治宣传教育第八个五年规划"),
)
notices(
    "openness_report",
    ("{i}{y}年政府信息公开工作年度报告",),
    (
        "本报告根据《中华人民共和国政府信息公开条例》编制，由总体情况、主动公开、依申请公开等六部分组成。",
        "一、总体情况。全年主动公开政府信息数千条，政策解读形式更加多样。",
        "二、主动公开政府信息情况。规章0件，行政规范性文件若干件，行政许可、行政处罚按规定公示。",
        "三、收到和处理政府信息公开申请情况。新收申请全部按期答复，未发生结转。",
        "四、政府信息公开行政复议、行政诉讼情况。结果维持，无纠正。",
        "五、存在的主要问题及改进情况。六、其他需要报告的事项。本年度未收取信息处理费。",
    ),
)
notices(
    "mixed",
    (
        "{n}{z}年法治政府建设工作要点",
        "关于开展{z}年行政执法案卷评查的通知",
        "{n}{y}年度法治建设满意度调查公告",
        "{n}行政执法主体公告（{y}年）",
        "{n}重大行政决策事项目录（{z}年）",
        "《{n}法治政府建设规划》解读",
        "{n}举办{z}年行政执法人员培训班",
    ),
    times=5,
)


@part("beside", "departments", "class: departments in the same column")
def departments(site: StrangeSite) -> list[Entry]:
    """reports of three departments in the same column"""
    found = []
    for at, (office, year) in enumerate(
        (o, y) for o in ("司法局", "水务局", "教育局") for y in site.years[:2]
    ):
        place = Place(f"{site.place.name}{office}", "局", f"{site.place.name}{office}")
        lines = site.text(year, f"department {office}", place)
        entry = entry_of(
            site, "department", f"{place.name}{year}年法治政府建设年度报告", lines, site.day(year), at
        )
        found.append(replace(entry, year=year, issuer=place.name))
    return found


@part("beside", "town", "class: departments in the same column")
def town(site: StrangeSite) -> list[Entry]:
    """reports of a town for a year in which the government published none"""
    gone = [year for year in range(2018, 2026) if year not in site.years][:1] or [site.years[0]]
    place = Place(f"{site.place.name}青石镇", "镇", f"{site.place.name}青石镇人民政府")
    found = []
    for at, year in enumerate(gone):
        title = f"{place.issuer}{year}年法治政府建设工作情况报告"
        entry = entry_of(site, "department", title, site.text(year, "town", place), site.day(year), at)
        found.append(replace(entry, year=year, issuer=place.issuer))
    return found


@part("beside", "same_year_file", "class: a table beside the report")
def same_year_file(site: StrangeSite) -> list[Entry]:
    """a table of figures for every year beside its report"""
    found = []
    for at, year in enumerate(site.years[:3]):
        lines = tuple(
            f"{name}：{site.rng(f'{name}{year}').randint(20, 900)}件"
            for name in ("行政许可", "行政处罚", "行政强制")
        )
        title = f"{site.place.name}{year}年度行政执法统计年报"
        found.append(entry_of(site, "notice", title, lines, site.day(year), at))
    return found
