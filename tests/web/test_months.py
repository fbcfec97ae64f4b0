"""The picture of changes by month."""

from web.drawing.monthly_chart import MOST, every_month, lines
from web.words import basis


def row(month: str, edits: int = 0, numbers: int = 0, removed: int = 0) -> dict[str, object]:
    return {"month": month, "edits": edits, "numbers": numbers, "removed": removed}


def test_a_month_without_events_is_there_too() -> None:
    found = every_month([row("2025-11", 5), row("2026-02", 9, 2, 1)])
    assert [one["month"] for one in found] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert [one["edits"] for one in found] == [5, 0, 0, 9]
    assert every_month([]) == []
    long = every_month([row("2020-01", 1), row("2025-12", 1)])
    assert len(long) == MOST and long[-1]["month"] == "2025-12"


def test_one_month_is_no_line_and_lines_join_neighbours() -> None:
    assert lines(every_month([row("2026-01", 3)])) == []
    marks = lines(every_month([row("2026-01", 3, 1), row("2026-02", 6), row("2026-03", 1, 1, 1)]))
    drawn = [mark for mark in marks if mark.style.startswith("line")]
    assert len(drawn) == 3 * 2
    assert drawn[0].at["x2"] == drawn[1].at["x1"] and drawn[0].at["y2"] == drawn[1].at["y1"]
    assert [mark.words for mark in marks if "-" in mark.words] == ["2026-03", "2026-02", "2026-01"]


def test_what_a_day_was_read_from_is_said_in_chinese() -> None:
    told = "label 发布时间 + meta PubDate + address"
    assert basis(told, "zh") == "页面“发布时间”、元数据 PubDate、网址里的日期"
    assert basis(told, "en") == told
    assert basis(None, "zh") == "" and basis("something new", "zh") == "something new"
