"""攀枝花市东区: the city's platform with numeric .shtml pages; reports are under 履职依据, 区政府文件."""

from replica.site import Column, Filing, Site, Style

CATALOGUE = "/zfxxgk/fdzdgknr/"
DOCUMENTS = CATALOGUE + "lzyj/qzfwj1/"
YEARLY = "/zfxxgk/zfxxgknb/xxgkgzndbg/"


def _filing(
    year: int, number: int, published: str, signed: str, series: int, index: int, *defects: str
) -> Filing:
    return Filing(
        year=year,
        title=f"攀枝花市东区人民政府\n关于{year}年度法治政府建设工作情况的报告",
        number=number,
        published=published,
        column=DOCUMENTS,
        signed=signed,
        doc_number=f"攀东府〔{year + 1}〕{series}号",
        index_number=f"008320033/{year + 1}-{index:05d}",
        source="攀枝花市东区人民政府办公室",
        publisher="攀枝花市东区人民政府办公室",
        defects=defects,
    )


DONGQU = Site(
    site_id="510402-dongqu",
    adcode="510402",
    host="www.scdongqu.gov.cn",
    name="攀枝花市东区",
    place="东区",
    seat="区",
    issuer="攀枝花市东区人民政府",
    marks=("攀枝花市东区", "攀枝花"),
    dialect="numeric",
    site_code="5104020001",
    workshop="凤凰树下说事点",
    first_number=9100412,
    columns=(
        Column("/xwzx/", "新闻动态", notices=9, rows=20),
        Column("/zfxxgk/", "政府信息公开"),
        Column("/zfxxgk/zfxxgkzn/", "政府信息公开指南", "/zfxxgk/", notices=1),
        Column("/zfxxgk/zfxxgknb/", "政府信息公开年报", "/zfxxgk/"),
        Column(YEARLY, "信息公开工作年度报告", "/zfxxgk/zfxxgknb/", notices=3),
        Column(CATALOGUE, "法定主动公开内容", "/zfxxgk/"),
        Column(CATALOGUE + "lzyj/", "履职依据", CATALOGUE),
        Column(CATALOGUE + "lzyj/flfg/", "法律法规", CATALOGUE + "lzyj/", notices=7),
        Column(DOCUMENTS, "区政府文件", CATALOGUE + "lzyj/", notices=44, rows=20),
        Column(CATALOGUE + "ghjh/", "规划计划", CATALOGUE, notices=6),
    ),
    near_misses=DOCUMENTS,
    other_columns={"other_annual_report": YEARLY, "news": "/xwzx/"},
    filings=(
        _filing(2018, 9217730, "2019-03-28 10:20", "2019-03-25", 14, 88),
        _filing(2019, 9401126, "2020-04-15 15:08", "2020-03-31", 22, 131, "two_html_ends"),
        _filing(2020, 9583304, "2021-03-30 09:44", "2021-03-19", 17, 96),
        _filing(2021, 9741928, "2022-03-25 16:31", "2022-03-11", 12, 79, "two_html_ends"),
        _filing(2022, 9889413, "2023-03-23 11:52", "2023-03-10", 8, 65),
        _filing(2023, 10042276, "2024-03-22 14:37", "2024-03-08", 11, 83),
        _filing(2024, 10199267, "2025-03-17 10:16", "2025-02-28", 9, 70),
        Filing(
            2023,
            "攀枝花市东区民政局\n2023年度法治政府建设情况报告",
            10031150,
            "2024-02-20 09:30",
            DOCUMENTS,
            signed="2024-02-18",
            index_number="008320077/2024-00006",
            source="攀枝花市东区民政局",
            publisher="攀枝花市东区民政局",
            issuer="攀枝花市东区民政局",
            level="department",
        ),
        Filing(
            2022,
            "银江镇人民政府2022年法治政府建设年度报告",
            9874402,
            "2023-02-08 15:19",
            DOCUMENTS,
            signed="2023-02-06",
            index_number="008320112/2023-00004",
            source="银江镇人民政府",
            publisher="银江镇人民政府",
            issuer="银江镇人民政府",
            level="township",
            file="xls",
        ),
    ),
    style=Style(
        layout="own_line",
        headings={
            "leader": "政府主要负责人履行法治政府建设第一责任人职责情况",
            "measures": "{year}年度推进法治政府建设的主要举措和成效",
            "problems": "存在的不足和原因",
            "plan": "{next}年度推进法治政府建设的主要安排",
        },
        signature=("攀枝花市东区人民政府",),
    ),
)
