"""A figure that a report states."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One mention: one printed number and one code.

    value is in unit (rates in percent, money in 元); value_high is the upper end of a range, else None.
    qualifier: exact, over, under or about. scope: own, area, system, dept or unknown. period: year, cumulative,
    asof or other. semantics: stated, zero_stated or all_stated. char_from and char_to are offsets into the text
    that was read: text[char_from:char_to] == printed. rule is the rule that gave it.
    """

    code: str
    value: float
    value_high: float | None
    unit: str
    qualifier: str
    scope: str
    period: str
    semantics: str
    printed: str
    sentence: str
    char_from: int
    char_to: int
    rule: str
