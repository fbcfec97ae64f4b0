"""银川市兴庆区: TRS with the Ningxia template; a 政府工作报告 column on the same host is a trap."""

from replica.site import Column, Filing, Site, Style

YEARLY = "/zwgk/gkmn/fzzfjsnb/"
DISTRICT = YEARLY + "qzf_63478/"


def _filing(year: int, title: str, number: int, published: str, *defects: str) -> Filing:
    return Filing(
        year=year,
        title=title,
        number=number,
        published=published,
        column=DISTRICT,
        source="兴庆区司法局",
        defects=defects,
    )


XINGQING = Site(
    site_id="640104-xqq",
    adcode="640104",
    host="www.xqq.gov.cn",
    name="银川市兴庆区",
    place="兴庆区",
    seat="区",
    issuer="银川市兴庆区人民政府",
    marks=("兴庆区",),
    dialect="trs_ningxia",
    site_code="6401040002",
    # 喆 is in GBK and not in GB 2312: the page of 2018 declares gb2312 and holds it.
    workshop="喆姐说事厅",
    first_number=2402310,
    columns=(
        Column("/zwgk/", "政务公开"),
        Column("/zwgk/gkmn/", "政府信息公开目录", "/zwgk/"),
        Column("/zwgk/gkmn/jgzn/", "机构职能", "/zwgk/gkmn/", notices=6),
        Column(YEARLY, "法治政府建设年报", "/zwgk/gkmn/", gathers=True, rows=10),
        Column(DISTRICT, "区政府", YEARLY, notices=14, rows=10),
        Column(YEARLY + "bm_63480/", "政府部门", YEARLY, notices=4, rows=10),
        Column(YEARLY + "xzjd_63481/", "乡镇街道", YEARLY, notices=3, rows=10),
        Column("/zwgk/zc/", "政策", "/zwgk/"),
        Column("/zwgk/zc/xzgfxwj/", "行政规范性文件", "/zwgk/zc/", notices=9),
        Column("/zzb/", "专题专栏"),
        Column("/zzb/zfgzbg_67792/", "政府工作报告", "/zzb/"),
        Column("/zzb/zfgzbg_67792/xqq_67860/", "兴庆区", "/zzb/zfgzbg_67792/", notices=1),
    ),
    near_misses=DISTRICT,
    other_columns={"government_work_report": "/zzb/zfgzbg_67792/xqq_67860/"},
    filings=(
        # Filed years late, on the day on which the column was set up; this page is GBK and says gb2312.
        _filing(
            2018,
            "银川市兴庆区人民政府关于2018年度法治政府建设情况的报告",
            2031186,
            "2020-04-07 10:30",
            "gbk_declared_gb2312",
        ),
        _filing(2019, "兴庆区2019年法治政府建设年度报告", 2031190, "2020-04-07 10:42"),
        _filing(2020, "兴庆区2020年法治政府建设年度报告", 2677402, "2021-03-11 16:20"),
        _filing(2021, "兴庆区2021年度法治政府建设工作情况报告", 3366291, "2022-02-24 09:15"),
        # Published before the year was over.
        _filing(2022, "兴庆区2022年法治政府建设年度报告", 3863099, "2022-11-29 11:26"),
        _filing(2023, "兴庆区2023年法治政府建设年度报告", 4405573, "2024-01-18 15:33"),
        _filing(2024, "兴庆区2024年法治政府建设年度报告", 4861207, "2025-03-20 10:08"),
        Filing(
            2023,
            "银川市兴庆区教育局2023年法治政府建设年度报告",
            4399120,
            "2024-01-10 14:02",
            YEARLY + "bm_63480/",
            source="兴庆区教育局",
            issuer="银川市兴庆区教育局",
            level="department",
            file="wps",
        ),
        Filing(
            2022,
            "掌政镇2022年法治政府建设年度报告",
            3871554,
            "2022-12-08 09:40",
            YEARLY + "xzjd_63481/",
            source="掌政镇",
            issuer="掌政镇人民政府",
            level="township",
            file="ofd",
        ),
    ),
    style=Style(
        layout="run_in",
        headings={
            "measures": "{year}年推进法治政府建设的主要举措和成效",
            "leader": "党政主要负责人履行推进法治建设第一责任人职责有关情况",
            "problems": "存在的不足和原因",
            "plan": "下一年度工作安排",
        },
        half_width=True,
    ),
)
