"""The rules of rules.csv: which words around a number, with which unit, make it a figure of which code."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extraction.figures.lexicon import lexicon

_FILE = Path(__file__).with_name("rules.csv")
# The letters of the column units. "" is a number without a unit.
UNITS = {
    "A": "件 宗 起 例 案 次 人次 人 件次 个",
    "B": "个 家 户 处 所",
    "C": "件 宗 起 例 桩 案 件次 个 份 条 笔 单",
    "D": "件 份 个 部 条 次 项 篇 宗 件次 封 项次",
    "E": "件 人次 件次 次 人 项 宗",
    "F": "卷 件 宗 份 本 册 个",
    "G": "条 件 份 项 篇 条次",
    "H": "户 家 户次 家次",
    "I": "项 个 条 件 类 子项 大项 小项",
    "J": "家 个",
    "K": "件 个 张 本 份 人 名",
    "L": "部 件 个 条 项",
    "N": "件 宗 起 例 次 案 笔 件次 份 个 人次 项次 宗次",
    "O": "条 处 项 件 条次",
    "P": "人 名 位 人次 员",
    "Q": "人 名 位 家 个",
    "q": "人 名 位 家",
    "R": "%",
    "S": "次 批次 批 个 项 件 场次 场",
    "T": "期 场 次 场次 班 班次 轮 批 节 堂",
    "U": "次 期 场 场次",
    "V": "次 项次 宗次 件次 户次 家次 件 宗 户 家 起 场次 人次 批次",
    "W": "部",
    "X": "人次",
    "Y": "元",
    "Z": "场 场次 次 期",
    "c": "份",
    "d": "件 份 个 部 项 篇 宗 件次 例",
    "f": "卷",
    "e": "人次 件次 次 件 通 个",
    "h": "户次 家次",
    "i": "项 个",
    "n": "个",
    "m": "件 起 宗 例",
    "r": "次 件 项 个 件次",
}
_NEEDS_UNIT = set("XYZcefhimn")


class Rule(NamedTuple):
    """One line of rules.csv. needs: masks of which each must be met; without: classes that must not be
    there."""

    number: int
    code: str
    needs: tuple[int, ...]
    together: int  # all bits of needs
    without: int
    units: frozenset[str]
    name: str


@cache
def rules() -> dict[str, dict[int, list[Rule]]]:
    """The rules by unit, then by the bit of each class their first need names, in the order of the file."""
    found: dict[str, dict[int, list[Rule]]] = defaultdict(lambda: defaultdict(list))
    for number, row in enumerate(rows(), 1):
        rule = _rule(number, row)
        for unit in rule.units:
            bit = 1
            while bit <= rule.needs[0]:
                if rule.needs[0] & bit:
                    found[unit][bit].append(rule)
                bit <<= 1
    return {unit: dict(of_unit) for unit, of_unit in found.items()}


@cache
def naming() -> int:
    """The classes of which a sentence has one, if any of its numbers is a figure."""
    mask = 0
    for of_unit in rules().values():
        for bit in of_unit:
            mask |= bit
    return mask


@cache
def first_words(unit: str) -> int:
    """The classes of which a sentence has one, if a number of this unit is a figure; 412万 may be money."""
    mask = 0
    for of_unit in [unit] if unit else ["", "元"]:
        for bit in rules().get(of_unit, {}):
            mask |= bit
    return mask


def rows() -> list[dict[str, str]]:
    """The lines of rules.csv as they are written, examples too."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _rule(number: int, row: dict[str, str]) -> Rule:
    bits = lexicon().bits
    needs = tuple(_mask(need.split("|"), bits) for need in row["needs"].split())
    together = 0
    for need in needs:
        together |= need
    units = frozenset(unit for letter in row["units"] for unit in UNITS[letter].split())
    if not set(row["units"]) & _NEEDS_UNIT:
        units |= {""}
    without = _mask(row["without"].split(), bits) | (lexicon().stop & ~together)
    name = f"{row['code']}:{row['needs'].replace(' ', '+')}"
    return Rule(number, row["code"], needs, together, without, units, name)


def _mask(names: list[str], bits: dict[str, int]) -> int:
    mask = 0
    for name in names:
        mask |= bits[name]
    return mask
