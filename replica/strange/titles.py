"""Titles of full reports that do not sound like one, and short titles in a telling column."""

from replica.strange.parts import FIRST, Parts, part
from replica.strange.site import StrangeSite

DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
Titles = tuple[str, str]
KIND = "class: kinds of title"
SHORT = "class: short titles in a telling column"


def titled(name: str, source: str, form: str, listed: str = "", into: Parts = FIRST) -> None:
    """Titles by a form: {n} the place, {i} the issuer, {y} and {z} years, {c} one in Chinese."""

    def make(site: StrangeSite, year: int) -> Titles:
        if listed:
            # Short titles say what they are by their column.
            site.column_name = "法治政府建设年度报告"

        def fill(text: str) -> str:
            return text.format(
                n=site.place.name,
                i=site.place.issuer,
                y=year,
                z=year + 1,
                s=site.place.seat,
                c=str(year).translate(DIGITS),
            )

        title = fill(form)
        return title, fill(listed) if listed else title.replace("\n", "")

    into.part("titles", name, source, f"{form} {listed}".strip())(make)


FULL = "{i}关于{y}年度法治政府建设情况的报告"
for _name, _form_text in (
    ("summary_and_plan", "{n}{y}年法治政府建设工作总结及{z}年工作计划"),
    ("state_and_plan", "{n}{y}年度法治政府建设情况及{z}年工作安排"),
    ("circular", "关于{n}{y}年法治政府建设情况的通报"),
    ("self_check", "{n}{y}年法治政府建设（自查）报告"),
    ("by_law", "{n}{y}年度推进依法行政建设法治政府工作情况"),
    ("chinese_year", "{n}{c}年法治政府建设情况报告"),
    ("whole_county", "关于{y}年度全{s}法治政府建设工作情况的报告"),
    ("progress", "{n}{y}年法治政府建设推进情况报告"),
    ("carried_out", "{i}{y}年度法治政府建设任务完成情况报告"),
    ("work_state", "{n}{y}年法治政府建设工作开展情况"),
    ("book", "《{n}{y}年法治政府建设年度报告》"),
    ("published_as", "{n}{y}年度法治政府建设年度报告公开"),
    ("line_breaks", "{i}\n关于{y}年度法治政府建设情况的报告"),
    ("spaces", "{n} {y} 年度 法治政府建设 情况报告"),
    ("two_years", "{i}{y}年法治政府建设工作情况和{z}年工作思路"),
    ("year_last", "法治政府建设年度报告（{y}年）"),
    ("doc_number", "{i}关于报送{y}年法治政府建设情况报告的函"),
    ("white_paper_like", "{n}法治政府建设{y}年度总结报告"),
):
    titled(_name, KIND, _form_text)
for _name, _listed in (
    ("fjbg", "{y}年法建报告"),
    ("year_report", "{y}年年度报告"),
    ("year_only", "{y}年度"),
    ("state_of_work", "关于{y}年度工作情况的报告"),
    ("year_word", "{y}年"),
    ("report_year", "年度报告（{y}）"),
    ("full_text", "年度报告（{y}年全文）"),
    ("chinese_short", "{c}年年报"),
    ("work_report", "{y}年工作报告"),
):
    titled(f"short_{_name}", SHORT, FULL, _listed)


@part("titles", "short_yearless", SHORT)
def short_yearless(site: StrangeSite, year: int) -> Titles:
    """年度报告（全文）, without a year, in the list"""
    site.column_name = "法治政府建设年度报告"
    return FULL.format(i=site.place.issuer, y=year), "年度报告（全文）"


@part("titles", "last_year", "class: relative years")
def last_year(site: StrangeSite, year: int) -> Titles:
    """关于上一年度法治政府建设情况的报告: the year stands in the text"""
    title = f"{site.place.issuer}关于上一年度法治政府建设情况的报告"
    return title, title
