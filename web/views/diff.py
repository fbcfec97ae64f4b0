"""The differences between two versions of a report, or between two reports."""

import re
from collections.abc import Sequence
from difflib import unified_diff
from typing import Any

from storage.lookup.figure_tables import figures_in, has_figures
from storage.lookup.published import Row
from storage.lookup.texts import VersionText, current_text, last_read, version_texts
from web.comparison import Comparison, Difference, TooLong, compared
from web.page import Ask, BadQuestion, NotFound, Page, Rows
from web.views.report import no_report
from web.words import CHANGES, DIFFERENCES, of

PAIR = re.compile(r"(\d{1,6})\.\.(\d{1,6})")
LOOKS = ("changes", "side", "inline")


def diff(ask: Ask, report_id: str, pair: str) -> Page:
    """`/report/<id>/diff/<a>..<b>`."""
    numbers = PAIR.fullmatch(pair)
    if numbers is None:
        raise BadQuestion(
            ask.say("格式为 1..2：两个版本号，中间用两点", "Write 1..2: two versions, two dots between")
        )
    a, b = int(numbers[1]), int(numbers[2])
    current = current_text(ask.cursor, report_id)
    if current is None:
        raise no_report(ask, report_id)
    texts = version_texts(ask.cursor, report_id, [a, b])
    if a not in texts or b not in texts:
        raise NotFound(
            ask.say(
                f"{report_id} 只有第 1 至 {current.version_no} 版。",
                f"{report_id} has versions 1 to {current.version_no}.",
            ),
            [(f"/report/{report_id}/versions", ask.say("全部版本", "all versions"))],
        )
    title = ask.say(f"第 {a} 版 → 第 {b} 版", f"Version {a} → version {b}")
    around = [
        (f"/report/{report_id}/diff/{x}..{y}", words)
        for x, y, words in (
            (a - 1, a, ask.say("‹ 前一对", "‹ Earlier pair")),
            (b, b + 1, ask.say("后一对 ›", "Later pair ›")),
        )
        if x >= 1 and y <= current.version_no
    ]
    crumbs = [
        ("/", ask.say("首页", "Home")),
        (f"/report/{report_id}", texts[b].title or report_id),
        (f"/report/{report_id}/versions", ask.say("版本", "Versions")),
        ("", title),
    ]
    return comparison_page(ask, texts[a], texts[b], title, crumbs, around)


def comparison_page(
    ask: Ask,
    old: VersionText,
    new: VersionText,
    title: str,
    crumbs: list[tuple[str, str]],
    around: list[tuple[str, str]],
) -> Page:
    """The page of two texts that were already looked up."""
    found = _compared(ask, old, new)
    look = ask.query.get("view", "")
    flat = _flat(ask, old, new, found)
    rows = [_row(one, old, new) for one in flat]
    return Page(
        template="diff.html",
        title=f"{title}：{new.title or new.report_id}" if old.report_id == new.report_id else title,
        values={
            "old": old,
            "new": new,
            "found": found,
            "heading": title,
            "last_read": last_read(ask.cursor, old) if old.report_id == new.report_id else None,
            "look": look if look in LOOKS else "",
            "around": around,
            "folds": folds(found),
            "counted": [one["figure"] or "" for one in flat],
            "kinds": [one["what"] for one in flat],
        },
        data={
            "old": _side(old),
            "new": _side(new),
            "same_sentences": found.same,
            "differences": flat,
        },
        text=unified(old, new),
        rows=Rows(rows, len(rows)),
        crumbs=crumbs,
        section="changes" if old.report_id == new.report_id else "",
    )


def _compared(ask: Ask, old: VersionText, new: VersionText) -> Comparison:
    try:
        return compared(old, new, one_report=old.report_id == new.report_id)
    except TooLong:
        raise BadQuestion(
            ask.say("两篇文字过长，不在网页上比对", "These texts are too long to be compared here"),
            ask.say("可下载两篇的 .txt 自行比对", "Download both as .txt"),
        ) from None


def folds(found: Comparison) -> list[dict[str, Any]]:
    """The marked text with runs of unchanged paragraphs folded."""
    shown: list[dict[str, Any]] = []
    for line in found.lines:
        if line.same and shown and shown[-1]["same"]:
            shown[-1]["lines"].append(line)
        else:
            shown.append({"same": line.same, "lines": [line]})
    return shown


def _flat(ask: Ask, old: VersionText, new: VersionText, found: Comparison) -> list[dict[str, Any]]:
    """Each difference as data: its label, what its number counts. Between two reports the labels do not speak
    of changes."""
    names = CHANGES if old.report_id == new.report_id else CHANGES | DIFFERENCES
    there = has_figures(ask.published.views)
    figures = figures_in(ask.cursor, new.report_id, new.version_no) if there else []
    return [
        {
            "kind": one.kind,
            "what": of(names, one.kind).say(ask.language),
            "paragraph": one.paragraph,
            "old": "".join(words for sign, words in one.pieces if sign != "+"),
            "new": "".join(words for sign, words in one.pieces if sign != "-"),
            "old_number": one.shift.old if one.shift else None,
            "new_number": one.shift.new if one.shift else None,
            "figure": _counted(one, figures) or None,
        }
        for one in found.differences
    ]


def unified(old: VersionText, new: VersionText) -> str:
    """Both texts as a unified diff, one line per paragraph."""
    before, after = old.body_text.split("\n"), new.body_text.split("\n")
    lines = unified_diff(before, after, _named(old), _named(new), n=1, lineterm="")
    return "\n".join(lines) + "\n"


def _named(text: VersionText) -> str:
    return f"{text.report_id}/v/{text.version_no}\t{text.observed_at:%Y-%m-%dT%H:%M:%SZ}"


def _counted(one: Difference, figures: Sequence[Row]) -> str:
    """What the changed number counts: the figure that is printed in a sentence of the new text."""
    if one.shift is None:
        return ""
    words = "".join(words for sign, words in one.pieces if sign != "-")
    names = [
        row["name"] for row in figures if row["printed"] == one.shift.new and (row["sentence"] or "") in words
    ]
    return "、".join(dict.fromkeys(names))


def _row(one: dict[str, Any], old: VersionText, new: VersionText) -> dict[str, Any]:
    return one | {"old_capture_id": old.capture_id, "new_capture_id": new.capture_id}


def _side(text: VersionText) -> dict[str, Any]:
    names = ("report_id", "version_no", "title", "observed_at", "url", "capture_id", "payload_digest")
    return {name: getattr(text, name) for name in names}
