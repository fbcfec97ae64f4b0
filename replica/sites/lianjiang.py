"""廉江市: NFCMS portal and gkmlpt catalogues on one host; the city's report is with its 司法局."""

from replica.site import Column, Filing, Site, Style

PORTAL = "/zwgk/fzbg/"
JUSTICE = "/ljssfj/gkmlpt/index"
JUSTICE_REPORTS = "/ljssfj/gkmlpt/5"
TOWN = "/zjljld/gkmlpt/index"


def _filing(year: int, number: int, published: str, series: int) -> Filing:
    return Filing(
        year=year,
        title=f"廉江市{year}年法治政府建设年度报告",
        number=number,
        published=published,
        column=JUSTICE_REPORTS,
        signed=published[:10],
        index_number=f"1144088100710876XA/{year + 1}-{series:05d}",
        publisher="湛江市廉江市司法局",
        defects=("title_repeated_in_text",),
    )


LIANJIANG = Site(
    site_id="440881-lianjiang",
    adcode="440881",
    host="www.lianjiang.gov.cn",
    name="湛江市廉江市",
    place="廉江市",
    seat="市",
    issuer="廉江市人民政府",
    marks=("廉江",),
    dialect="guangdong",
    site_code="4408810001",
    workshop="橙乡和事堂",
    first_number=1120306,
    columns=(
        Column("/zwgk/", "政务公开"),
        Column("/zwgk/zfwj/", "政府文件", "/zwgk/", notices=8),
        Column("/zwgk/zfxxgk/", "政府信息公开", "/zwgk/"),
        Column(PORTAL, "法治报告", "/zwgk/", notices=26),
        Column(JUSTICE, "廉江市司法局政府信息公开", "/zwgk/zfxxgk/"),
        Column("/ljssfj/gkmlpt/2", "机构职能", JUSTICE, notices=12),
        Column(JUSTICE_REPORTS, "法治政府建设年度报告", JUSTICE, notices=208),
        Column(TOWN, "廉江市良垌镇政府信息公开", "/zwgk/zfxxgk/"),
        Column("/zjljld/gkmlpt/5", "法治政府建设年度报告", TOWN, notices=3),
    ),
    near_misses=PORTAL,
    filings=(
        _filing(2018, 1187213, "2019-02-26 10:00", 17),
        _filing(2019, 1290874, "2020-03-10 10:00", 22),
        _filing(2020, 1415530, "2021-02-09 10:00", 15),
        _filing(2021, 1568341, "2022-02-18 10:00", 19),
        _filing(2022, 1716092, "2023-02-03 10:00", 11),
        _filing(2023, 1853377, "2024-01-31 10:00", 13),
        _filing(2024, 2003918, "2025-01-24 10:00", 9),
        Filing(
            2024,
            "廉江市良垌镇人民政府2024年法治政府建设年度报告",
            1997496,
            "2025-01-06 10:00",
            "/zjljld/gkmlpt/5",
            signed="2025-01-06",
            index_number="11440881007109850C/2025-00001",
            publisher="湛江市廉江市良垌镇人民政府",
            issuer="廉江市良垌镇人民政府",
            level="township",
            file="docx",
        ),
        Filing(
            2025,
            "廉江市营仔镇人民政府2025年法治政府建设年度报告",
            2127770,
            "2025-12-08 16:12",
            PORTAL,
            source="廉江市营仔镇人民政府",
            issuer="廉江市营仔镇人民政府",
            level="township",
            file="pdf",
        ),
        Filing(
            2025,
            "廉江市司法局2025年法治政府建设年度报告",
            2142245,
            "2025-12-30 11:05",
            PORTAL,
            source="廉江市司法局",
            issuer="廉江市司法局",
            level="department",
        ),
    ),
    style=Style(
        layout="thematic",
        headings={"measures": "", "problems": "存在的主要问题", "plan": "下一年度工作重点"},
        signature=("中共廉江市委 廉江市人民政府",),
    ),
)
