"""慈溪市: Hanweb jpage, http only; the yearly reports are in four different columns."""

from replica.site import Column, Filing, Site, Style

OPEN = "/col/col1229038401/index.html"
DISCLOSURE = "/col/col1229038415/index.html"
CATALOGUE = "/col/col1229038440/index.html"
UNTIL_2020 = "/col/col1229038468/index.html"
FROM_2021 = "/col/col1229601799/index.html"
OF_2023 = "/col/col1229778064/index.html"
OF_2024 = "/col/col1229818496/index.html"


def _filing(
    year: int, title: str, number: int, published: str, column: str, salutation: str = "", file: str = ""
) -> Filing:
    return Filing(year, title, number, published, column, source="市司法局", salutation=salutation, file=file)


CIXI = Site(
    site_id="330282-cixi",
    adcode="330282",
    host="www.cixi.gov.cn",
    name="宁波市慈溪市",
    place="慈溪市",
    seat="市",
    issuer="慈溪市人民政府",
    marks=("慈溪",),
    dialect="jpage",
    site_code="3302820039",
    workshop="上林说和堂",
    https="gone",
    first_number=2890417,
    columns=(
        Column("/col/col1229038402/index.html", "慈溪要闻", notices=8),
        Column(OPEN, "政务公开"),
        Column(DISCLOSURE, "政府信息公开", OPEN),
        Column(CATALOGUE, "法定主动公开内容", DISCLOSURE),
        Column("/col/col1229038451/index.html", "机构职能", CATALOGUE, notices=6),
        Column(UNTIL_2020, "法治政府建设", CATALOGUE, notices=41),
        Column(FROM_2021, "法治政府建设年度报告", CATALOGUE, notices=22),
        Column(OF_2023, "依法行政", CATALOGUE, notices=104),
        Column(OF_2024, "法治政府建设情况", CATALOGUE, notices=30),
        Column("/col/col1229038470/index.html", "政府信息公开年报", DISCLOSURE, notices=2),
    ),
    near_misses=OF_2023,
    other_columns={"other_annual_report": "/col/col1229038470/index.html"},
    filings=(
        _filing(
            2018,
            "慈溪市人民政府关于2018年度法治政府建设情况的报告",
            331102,
            "2019-03-22 14:10",
            UNTIL_2020,
            file="doc",
        ),
        _filing(
            2019,
            "慈溪市人民政府关于2019年度法治政府建设情况的报告",
            331446,
            "2020-03-31 15:02",
            UNTIL_2020,
            "中共宁波市委、宁波市人民政府：",
        ),
        _filing(2020, "慈溪市人民政府2020年法治政府建设年度报告", 3701845, "2021-03-18 09:36", UNTIL_2020),
        _filing(2021, "慈溪市人民政府2021年法治政府建设年度报告", 3950274, "2022-03-14 10:55", FROM_2021),
        _filing(2022, "慈溪市人民政府2022年法治政府建设年度报告", 4148820, "2023-03-09 16:47", FROM_2021),
        _filing(
            2023, "慈溪市人民政府关于2023年度法治政府建设情况的报告", 4364804, "2024-02-29 11:31", OF_2023
        ),
        # A title without 报告.
        _filing(2024, "慈溪市人民政府2024年度法治政府建设情况", 4601975, "2025-03-05 16:20", OF_2024),
        Filing(
            2023,
            "慈溪市卫生健康局2023年法治政府建设年度报告",
            4359017,
            "2024-02-06 08:58",
            OF_2023,
            source="市卫生健康局",
            issuer="慈溪市卫生健康局",
            level="department",
            file="xlsx",
        ),
        Filing(
            2022,
            "周巷镇2022年度法治政府建设情况报告",
            4140365,
            "2023-02-20 13:24",
            FROM_2021,
            source="周巷镇",
            issuer="周巷镇人民政府",
            level="township",
            file="zip",
        ),
    ),
    style=Style(
        layout="plain",
        headings={"measures": "{year}年全市法治政府建设主要做法", "plan": "{next}年全市法治政府建设重点任务"},
    ),
)
