"""邯郸市肥乡区: TRS with the 邯郸 template; reports are under 政府工作报告 and name no place in their title."""

from replica.site import Column, Filing, Site, Style

CATALOGUE = "/zwgk/zfxxgk/fdzdgknr/"
REPORTS = CATALOGUE + "zfgzbg/"


def _filing(year: int, number: int, published: str, signed: str, *defects: str, file: str = "") -> Filing:
    return Filing(
        year=year,
        title=f"关于{year}年依法行政和法治政府建设工作的报告",
        number=number,
        published=published,
        column=REPORTS,
        signed=signed,
        publisher="邯郸市肥乡区人民政府办公室",
        file=file,
        defects=defects,
    )


FEIXIANG = Site(
    site_id="130407-fxq",
    adcode="130407",
    host="www.fxq.gov.cn",
    name="邯郸市肥乡区",
    place="肥乡区",
    seat="区",
    issuer="邯郸市肥乡区人民政府",
    marks=("肥乡",),
    dialect="trs_handan",
    site_code="1304070001",
    workshop="老郭评理室",
    http="to_https",
    https="serve",
    first_number=1180211,
    columns=(
        Column("/xwzx/", "新闻中心"),
        Column("/xwzx/fxyw/", "肥乡要闻", "/xwzx/", notices=14),
        Column("/zwgk/", "政务公开"),
        Column("/zwgk/zfxxgk/", "政府信息公开", "/zwgk/"),
        Column("/zwgk/zfxxgk/zfxxgkzn/", "政府信息公开指南", "/zwgk/zfxxgk/", notices=2),
        Column("/zwgk/zfxxgk/zfxxgknb/", "政府信息公开年报", "/zwgk/zfxxgk/", notices=3),
        Column(CATALOGUE, "法定主动公开内容", "/zwgk/zfxxgk/"),
        Column(CATALOGUE + "jgzn/", "机构职能", CATALOGUE, notices=6),
        Column(CATALOGUE + "czxx/", "财政预决算", CATALOGUE, notices=6),
        Column(REPORTS, "政府工作报告", CATALOGUE, notices=20),
    ),
    near_misses=REPORTS,
    other_columns={"other_annual_report": "/zwgk/zfxxgk/zfxxgknb/", "news": "/xwzx/fxyw/"},
    filings=(
        _filing(2018, 1240377, "2019-03-06 09:20", "2019-03-01", file="pdf"),
        # The whole column was generated again on one day in 2021, and PubDate tells that day.
        _filing(2019, 1391052, "2020-03-19 15:41", "2020-03-12", "generation_time_in_pubdate"),
        _filing(2020, 1502864, "2021-02-25 10:05", "2021-02-20"),
        _filing(2021, 1660719, "2022-01-28 16:32", "2022-01-26"),
        _filing(2022, 1781140, "2023-02-14 11:08", "2023-02-10"),
        _filing(2023, 1903326, "2024-01-11 09:47", "2024-01-11"),
        _filing(2024, 2034418, "2025-01-22 17:02", "2025-01-20"),
        Filing(
            2023,
            "邯郸市肥乡区司法局2023年度法治政府建设情况报告",
            1899871,
            "2024-01-05 10:12",
            REPORTS,
            publisher="邯郸市肥乡区司法局",
            issuer="邯郸市肥乡区司法局",
            level="department",
        ),
        Filing(
            2022,
            "元固镇人民政府2022年法治政府建设年度报告",
            1779004,
            "2023-01-30 08:55",
            REPORTS,
            publisher="元固镇人民政府",
            issuer="元固镇人民政府",
            level="township",
            file="docx",
        ),
    ),
    style=Style(
        layout="run_in",
        headings={"measures": "主要工作及成效", "problems": "存在的问题和不足", "plan": "下一步工作打算"},
        signature=("邯郸市肥乡区人民政府",),
    ),
)
