"""Changed numbers: old → new, the difference, the percentage."""

import re
from decimal import Decimal
from typing import NamedTuple

ARROW = " → "
PLAIN = re.compile(r"([\d,，]+(?:\.\d+)?)([十百千]?[万亿]*)([%％‰]?)")
WRITTEN = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两半]\s*[余多来]?$")
"""The end of a printed number."""
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


class Shift(NamedTuple):
    """A number before and after; difference and percent are "" if they cannot be computed."""

    old: str
    new: str
    difference: str
    percent: str


def shift(told: str) -> Shift:
    """Splits `2839 → 2802`."""
    old, _, new = told.partition(ARROW)
    return shift_of(old, new)


def shift_of(old: str, new: str) -> Shift:
    before, after = _value(old), _value(new)
    if before is None or after is None:
        return Shift(old, new, "", "")
    by = after - before
    percent = f"{_sign(by)}{abs(100 * by / before):.1f}%" if before and not old.endswith(("%", "％")) else ""
    return Shift(old, new, f"{_sign(by)}{abs(by).normalize():f}", percent)


def with_unit(printed: str, unit: str | None) -> str:
    """A number as printed with its unit; words in place of a number, such as 全部, have none."""
    if not unit or printed.endswith(unit) or not WRITTEN.search(printed):
        return printed
    return printed + unit


def _sign(number: Decimal) -> str:
    return "−" if number < 0 else "+"


def _value(written: str) -> Decimal | None:
    found = PLAIN.fullmatch(written.strip())
    if found is None:
        return None
    amount = Decimal(found[1].replace(",", "").replace("，", ""))
    for unit in found[2]:
        amount *= UNITS[unit]
    return amount
