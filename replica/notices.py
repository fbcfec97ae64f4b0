"""Documents that are no reports: near-misses, which look like one, and everyday notices that fill the
lists."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from replica.site import Column, Site


@dataclass(frozen=True, slots=True)
class Notice:
    """A page that carries no report; kind is a near-miss kind or everyday."""

    kind: str
    number: int
    column: str
    title: str
    lines: tuple[str, ...]
    published_at: datetime


# (kind, title, years it is about, month and day of the year after, body). {report} is the report's title.
NEAR_MISSES: tuple[tuple[str, str, tuple[int, ...], str, tuple[str, ...]], ...] = (
    (
        "policy_explanation",
        "【文字解读】《{report}》解读",
        (2021, 2023),
        "04-02",
        (
            "近日，《{report}》向社会公布。为便于公众了解有关内容，现解读如下。",
            "一、编写依据",
            "按照法治政府建设与责任落实的有关规定，县级以上地方政府应当在每年四月一日前公布上一年度报告。",
            "二、主要内容",
            "报告回顾了{year}年的主要做法，分析了存在的不足，提出了下一年度的工作安排。",
            "三、公众如何提出意见",
            "社会公众可以通过门户网站留言栏目或者书信方式提出意见建议。",
        ),
    ),
    (
        "work_plan",
        "{place}{next}年法治政府建设工作要点",
        (2019, 2021, 2023),
        "04-18",
        (
            "为做好{next}年法治政府建设工作，制定本工作要点。",
            "一、总体要求",
            "坚持问题导向，突出重点领域，推动{place}法治政府建设再上新水平。",
            "二、重点任务",
            "（一）加强规范性文件管理。（二）规范行政执法行为。（三）健全矛盾纠纷化解机制。",
            "三、组织保障",
            "各单位要按照任务分工制定具体措施，于年底前报送落实情况。",
        ),
    ),
    (
        "other_annual_report",
        "{issuer}{year}年政府信息公开工作年度报告",
        (2020, 2022, 2024),
        "01-24",
        (
            "本年度报告由{issuer}办公室根据政府信息公开条例编制，全文包括总体情况、主动公开、依申请公开等部分。",
            "一、总体情况",
            "{year}年，{place}坚持依法行政、规范公开，不断完善政府信息公开工作制度。",
            "二、主动公开政府信息情况",
            "本年度制发规章零件、行政规范性文件若干件，具体数据见附表。",
            "三、收到和处理政府信息公开申请情况",
            "本年度新收政府信息公开申请均在法定期限内答复，无结转件。",
        ),
    ),
    (
        "government_work_report",
        "{next}年{place}政府工作报告",
        (2019, 2020, 2022, 2024),
        "02-05",
        (
            "各位代表：",
            "现在，我代表{place}人民政府，向大会报告政府工作，请予审议，并请政协委员提出意见。",
            "一、{year}年工作回顾",
            "过去一年，全{seat}上下凝心聚力，经济运行稳中向好，民生福祉持续改善，法治政府建设扎实推进。",
            "二、{next}年工作安排",
            "新的一年，要扩大有效投资，培育特色产业，办好民生实事，建设人民满意的服务型政府。",
        ),
    ),
    (
        "news",
        "{seat}人大常委会听取审议{year}年度法治政府建设情况的报告",
        (2020, 2023),
        "03-27",
        (
            "昨日，{place}人大常委会召开会议，听取和审议{place}{year}年度法治政府建设情况的报告。",
            "会议认为，过去一年法治政府建设取得新的成效，审议时组成人员就基层执法、行政复议等提出意见。",
            "会议要求，有关部门认真研究办理审议意见，并按规定时间书面反馈。",
        ),
    ),
    (
        "notice",
        "关于做好{year}年度法治政府建设年度报告报送工作的通知",
        (2020, 2022),
        "01-08",
        (
            "各乡镇街道，各有关部门：",
            "为按时完成{year}年度法治政府建设年度报告的编制、报送和公开工作，现将有关事项通知如下。",
            "一、报送范围。各乡镇街道和{seat}政府各工作部门。",
            "二、报送时间。请于二月十五日前报送书面材料和电子文本，逾期未报的予以通报。",
            "三、公开要求。报告经审核后在门户网站公开，涉密内容除外。",
        ),
    ),
)

# Titles of everyday notices; none of them speaks of 法治政府 or 依法行政.
EVERYDAY = (
    "{place}{year}年第{n}批公益性岗位拟录用人员公示",
    "关于{place}{year}年城乡居民基本医疗保险集中缴费的通告",
    "{place}{month}月份空气质量状况通报（{year}年第{n}期）",
    "关于{year}年{month}月份城市供水水质检测结果的公告",
    "{place}农村饮水安全工程（第{n}标段）中标结果公示（{year}年）",
    "关于调整部分公交线路运行时间的通知（{year}年第{n}号）",
    "{place}{year}年{month}月特困人员供养资金发放明细",
    "关于开展{year}年春秋季动物疫病集中免疫的通知（第{n}号）",
    "{place}普通中小学{year}年招生工作安排（第{n}批学校）",
    "关于{place}老旧小区改造项目（{year}年第{n}批）的公示",
    "{place}粮食储备企业{year}年第{n}次轮换结果公告",
    "关于国有建设用地使用权挂牌出让的公告（{year}年第{n}号）",
)
EVERYDAY_LINES = (
    "根据工作安排，现将有关事项公布如下，请相关单位和个人知悉。",
    "公示时间为五个工作日，如有异议，请在公示期内以书面形式实名反映，联系电话见门户网站。",
    "特此公告。",
)
FIRST_DAY = datetime.fromisoformat("2018-01-15 09:10")
LAST_DAY = datetime.fromisoformat("2025-10-20 09:10")


def near_misses(site: Site) -> list[Notice]:
    """The site's near-misses, those of one kind in one column."""
    made: list[Notice] = []
    for kind, _, years, _, _ in NEAR_MISSES:
        for year in years:
            column = site.other_columns.get(kind, site.near_misses)
            made.append(near_miss(site, kind, year, column, site.first_number + 500_000 + 11 * len(made)))
    return made


def near_miss(site: Site, kind: str, year: int, column: str, number: int) -> Notice:
    """One document that looks like the report for a year and is none."""
    _, title, _, day, lines = next(row for row in NEAR_MISSES if row[0] == kind)
    reports = {f.year: f.title.replace("\n", "") for f in site.filings if not f.issuer}
    words = {
        "report": reports.get(year, ""),
        "place": site.place,
        "seat": site.seat,
        "issuer": site.issuer,
        "year": year,
        "next": year + 1,
    }
    return Notice(
        kind=kind,
        number=number,
        column=column,
        title=title.format_map(words),
        lines=tuple(line.format_map(words) for line in lines),
        published_at=datetime.fromisoformat(f"{year + 1}-{day} 09:30"),
    )


def notices(site: Site) -> list[Notice]:
    """The everyday notices of all columns, spread evenly over the years."""
    made: list[Notice] = []
    for shift, column in enumerate(site.columns):
        for i in range(column.notices):
            number = site.first_number + 13 * len(made)
            made.append(_notice(site, column, i, EVERYDAY[(i + shift) % len(EVERYDAY)], number))
    return made


def _notice(site: Site, column: Column, i: int, template: str, number: int) -> Notice:
    day = FIRST_DAY + timedelta(days=(LAST_DAY - FIRST_DAY).days * i // column.notices)
    words = {"place": site.place, "year": day.year, "month": day.month, "n": i + 1}
    title = template.format_map(words)
    lines = (f"{title}。", *EVERYDAY_LINES)
    return Notice("everyday", number, column.path, title, lines, day)
