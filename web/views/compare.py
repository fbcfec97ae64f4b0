"""Two reports side by side: two years of one government, or two governments."""

from storage.lookup.texts import VersionText, current_text
from web.page import Ask, BadQuestion, Page
from web.views.diff import comparison_page
from web.views.report import no_report


def compare(ask: Ask) -> Page:
    """`/compare?a=<report>&b=<report>`; a form where one of them is missing."""
    a, b = ask.query.get("a", "").strip(), ask.query.get("b", "").strip()
    if not a or not b:
        return Page(
            template="compare.html",
            title=ask.say("并排比较两篇报告", "Compare two reports"),
            values={"a": a, "b": b},
            indexed=False,
        )
    if a == b:
        raise BadQuestion(ask.say("两篇是同一篇", "Both are the same report"))
    old, new = _text(ask, a), _text(ask, b)
    title = f"{old.title or a} ⇄ {new.title or b}"
    crumbs = [
        ("/", ask.say("首页", "Home")),
        (f"/report/{b}", new.title or b),
        ("", ask.say("并排比较", "Compared")),
    ]
    return comparison_page(ask, old, new, title, crumbs, [])


def _text(ask: Ask, report_id: str) -> VersionText:
    found = current_text(ask.cursor, report_id)
    if found is None:
        raise no_report(ask, report_id)
    return found
