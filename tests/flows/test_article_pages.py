"""Reports that are cut in pages, or stand in a frame: fetched whole and read as one."""

import json
from pathlib import Path

from flows.pipeline import stages
from storage.database.connection import connect
from tests.crawlers.web import crawl, link, page, serving, site

HOST = "http://www.one.gov.cn"
TITLE = "慈溪市2023年法治政府建设年度报告"
FRAMED = "慈溪市2022年法治政府建设年度报告"
PAGER = '<div><a href="t20240101_7.html">1</a><a href="t20240101_7_1.html">2</a><a href="t20240101_7_2.html">下一页</a></div>'
WEB = {
    f"{HOST}/": page(link("/fz/", "法治政府建设")),
    f"{HOST}/fz/": page(
        link("/fz/t20240101_7.html", TITLE, "2024-01-01"), link("/fz/t20230101_5.html", FRAMED, "2023-01-01")
    ),
    f"{HOST}/fz/t20240101_7.html": page(
        f"<h1>{TITLE}</h1><div id='zoom'><p>2023年，全市推进法治政府建设，成效明显。</p>",
        f"<p>一、主要举措和成效</p><p>全年审查合同32份，提出意见71条。</p></div>{PAGER}",
    ),
    f"{HOST}/fz/t20240101_7_1.html": page(
        f"<h1>{TITLE}</h1><div id='zoom'><p>二、存在的不足</p><p>基层执法力量薄弱，培训还不够。</p></div>{PAGER}"
    ),
    f"{HOST}/fz/t20240101_7_2.html": page(
        f"<h1>{TITLE}</h1><div id='zoom'><p>三、下一年度安排</p><p>加强培训，压实责任，推动落实。</p></div>{PAGER}"
    ),
    f"{HOST}/fz/t20230101_5.html": page(
        f"<h1>{FRAMED}</h1><div id='zoom'><iframe src='old_text.html'></iframe></div>"
    ),
    f"{HOST}/fz/old_text.html": page(
        f"<h1>{FRAMED}</h1><div id='zoom'><p>2022年，全市推进法治政府建设，依法行政水平稳步提升，成效明显。</p></div>"
    ),
}


def test_the_parts_of_a_report_are_fetched_and_joined(tmp_path: Path) -> None:
    with serving(WEB) as web:
        crawled = crawl(tmp_path, web, site("www.one.gov.cn"))
    roles = {capture.url.removeprefix(f"{HOST}/fz/"): capture.role for capture in crawled.captures}
    assert roles["t20240101_7_1.html"] == roles["t20240101_7_2.html"] == "detail_page"
    assert roles["old_text.html"] == "detail_page"

    stages.ingest(crawled.data)
    assert stages.read(crawled.data) == 2  # two reports; what stands elsewhere is no report of its own
    with connect(crawled.data.work_archive, read_only=True) as connection:
        rows = connection.execute(
            "SELECT url, body_lines, issues FROM extraction JOIN capture USING (capture_id)"
        )
        read = {
            url.removeprefix(f"{HOST}/fz/"): (lines, json.loads(issues))
            for url, lines, issues in rows.fetchall()
        }
    lines, issues = read["t20240101_7.html"]
    assert lines[1::2] == ["一、主要举措和成效", "二、存在的不足", "三、下一年度安排"]
    assert [issue["code"] for issue in issues] == ["body_short"]
    assert read["t20230101_5.html"][0][0].startswith("2022年，全市推进")
