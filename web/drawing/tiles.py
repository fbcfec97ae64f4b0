"""The provinces as tiles, by region: a number, words and small bars; not a map."""

from collections.abc import Sequence
from typing import Any

from storage.lookup.ledger import Share, provinces
from web.page import Ask

REGIONS = (
    ("华北", "North", ("北京", "天津", "河北", "山西", "内蒙古")),
    ("东北", "Northeast", ("辽宁", "吉林", "黑龙江")),
    ("华东", "East", ("上海", "江苏", "浙江", "安徽", "福建", "江西", "山东")),
    ("中南", "South Central", ("河南", "湖北", "湖南", "广东", "广西", "海南")),
    ("西南", "Southwest", ("重庆", "四川", "贵州", "云南", "西藏")),
    ("西北", "Northwest", ("陕西", "甘肃", "青海", "宁夏", "新疆")),
)
SHADES = (60, 75, 90)
HIGH, BARS = 16, 8


def years_of(shares: Sequence[Share]) -> list[int]:
    """The report years for which any report is due."""
    return sorted({one.report_year for one in shares if one.due})


def year_shown(shares: Sequence[Share]) -> int:
    """The year shown first: the newest for which any report is online, else the newest; 0 if there is
    none."""
    online = [one.report_year for one in shares if one.due and one.in_time + one.late + one.public]
    return max(online or years_of(shares), default=0)


def percent(share: Share) -> int | None:
    """The percentage with a report online among the governments that could be checked, rounded down; None if
    none could be checked."""
    looked_at = share.due - share.unread
    return (100 * (share.in_time + share.late + share.public)) // looked_at if looked_at > 0 else None


def shade(share: Share) -> str:
    """q1 to q4; "" if fewer than half could be checked: the number is then in brackets."""
    value = percent(share)
    if value is None or 2 * share.unread > share.due:
        return ""
    return f"q{1 + sum(value >= limit for limit in SHADES)}"


def tiles(ask: Ask, shares: Sequence[Share], year: int) -> list[dict[str, Any]]:
    """The regions with their tiles for one year."""
    codes = {one["province"]: one["code"] for one in provinces(ask.cursor)}
    by_province = {
        name: [s for s in shares if s.province.startswith(name)] for _, _, names in REGIONS for name in names
    }
    return [
        {
            "name": ask.say(zh, en),
            "tiles": [
                _tile(ask, name, codes[by_province[name][0].province], by_province[name], year)
                for name in names
                if by_province[name]
            ],
        }
        for zh, en, names in REGIONS
    ]


def _tile(ask: Ask, name: str, code: str, shares: Sequence[Share], year: int) -> dict[str, Any]:
    share = next((one for one in shares if one.report_year == year), None)
    if share is None:
        return {
            "name": name,
            "shade": "",
            "number": "–",
            "words": [ask.say("未到期", "not due")],
            "bars": [],
            "code": code,
        }
    value = percent(share)
    known = bool(shade(share))
    number = "–" if value is None else f"{value}%" if known else f"({value}%)"
    counts = [
        (ask.say("迟", "late"), share.late),
        (ask.say("撤", "removed"), share.gone),
        (ask.say("未找到", "not found"), share.not_found),
        (ask.say("无法判断", "not known"), share.unread),
    ]
    words = [f"{word} {count}" for word, count in counts if count]
    recent = [one for one in shares if one.report_year <= year][-BARS:]
    return {
        "name": name,
        "code": code,
        "shade": shade(share),
        "number": number,
        "words": words,
        "bars": [_bar(one, at, len(recent)) for at, one in enumerate(recent)],
    }


def _bar(share: Share, at: int, of: int) -> dict[str, str]:
    value = (percent(share) or 0) if shade(share) else 0
    high = HIGH * value / 100
    return {
        "x": f"{100 * at / BARS + 1:.1f}%",
        "y": f"{HIGH - high:.1f}",
        "height": f"{high:.1f}",
        "class_": "bar" if at == of - 1 else "bar-soft",
    }
