"""Error rates of a sample, with their intervals."""

from collections.abc import Sequence
from math import inf, sqrt
from typing import NamedTuple

Z = 1.959964
"""The normal quantile of 95 %."""


class Counted(NamedTuple):
    """A stratum: its number of claims, how many of them a person checked, and how many of those are wrong."""

    population: int
    judged: int
    wrong: int


class Rate(NamedTuple):
    """An error rate and its 95 % confidence interval."""

    rate: float
    low: float
    high: float


def wilson(rate: float, size: float) -> Rate:
    """The Wilson interval of a rate in a sample of this size; a single point for an infinite size."""
    if size == inf:
        return Rate(rate, rate, rate)
    middle = (rate + Z * Z / (2 * size)) / (1 + Z * Z / size)
    half = Z * sqrt(rate * (1 - rate) / size + Z * Z / (4 * size * size)) / (1 + Z * Z / size)
    return Rate(rate, max(0.0, middle - half), min(1.0, middle + half))


def error_rate(strata: Sequence[Counted]) -> Rate | None:
    """The error rate over all claims of these strata, each weighted by its size; None if one of them was not
    checked at all. The interval is narrower if much of a finite population was checked."""
    if not strata or any(one.judged == 0 for one in strata):
        return None
    population, judged = sum(one.population for one in strata), sum(one.judged for one in strata)
    rate = sum(one.population / population * one.wrong / one.judged for one in strata)
    left = population - judged
    return wilson(rate, judged * (population - 1) / left if left > 0 else inf)
