"""Two reports side by side: two years of one government, or two governments."""

import re

from storage.lookup.governments import near_governments, report_of_year
from storage.lookup.texts import VersionText, current_text
from web.page import Ask, BadQuestion, Page
from web.views.diff import comparison_page
from web.views.report import no_report

YEAR_LAST = re.compile(r"((?:19|20)\d\d)\s{0,4}(?:年度?)?$")
"""The year at the end of 慈溪 2022, 慈溪市，2022 年度."""


def compare(ask: Ask) -> Page:
    """`/compare?a=<report>&b=<report>`, each given by its id or as 慈溪 2022; a form if one is missing."""
    a, b = ask.query.get("a", "").strip(), ask.query.get("b", "").strip()
    if not a or not b:
        return Page(
            template="compare.html",
            title=ask.say("并排比较两篇报告", "Compare two reports"),
            values={"a": a, "b": b},
            indexed=False,
        )
    if a == b:
        raise BadQuestion(ask.say("两处是同一篇报告", "Both are the same report"))
    old, new = _text(ask, a), _text(ask, b)
    title = f"{old.title or a} ⇄ {new.title or b}"
    crumbs = [
        ("/", ask.say("首页", "Home")),
        (f"/report/{b}", new.title or b),
        ("", ask.say("并排比较", "Compared")),
    ]
    return comparison_page(ask, old, new, title, crumbs, [])


def _text(ask: Ask, asked: str) -> VersionText:
    found = current_text(ask.cursor, asked) or _by_name(ask, asked)
    if found is None:
        raise no_report(ask, asked)
    return found


def _by_name(ask: Ask, asked: str) -> VersionText | None:
    """The report of the given government and year; of several similar names the first that has one."""
    year = YEAR_LAST.search(asked)
    name = asked[: year.start()].rstrip(" \t　,，、") if year else ""
    if year is None or not name:
        return None
    near = near_governments(ask.cursor, name)
    exact = [one for one in near if one["government"] == name]
    for one in exact or near:
        if report_id := report_of_year(ask.cursor, one["adcode"], int(year[1])):
            return current_text(ask.cursor, report_id)
    return None
