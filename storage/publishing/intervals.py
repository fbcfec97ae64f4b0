"""How far a sample tells the truth: error rates with their intervals."""

from collections.abc import Sequence
from math import inf, sqrt
from typing import NamedTuple

Z = 1.959964
"""The normal quantile of 95 %."""


class Counted(NamedTuple):
    """A stratum: how many claims there are, how many a person judged, how many of those are wrong."""

    population: int
    judged: int
    wrong: int


class Rate(NamedTuple):
    """An error rate and the interval that holds the true one in 95 of 100 samples."""

    rate: float
    low: float
    high: float


def wilson(rate: float, size: float) -> Rate:
    """The interval of Wilson for a rate seen in so many draws; one point for a size without end."""
    if size == inf:
        return Rate(rate, rate, rate)
    middle = (rate + Z * Z / (2 * size)) / (1 + Z * Z / size)
    half = Z * sqrt(rate * (1 - rate) / size + Z * Z / (4 * size * size)) / (1 + Z * Z / size)
    return Rate(rate, max(0.0, middle - half), min(1.0, middle + half))


def error_rate(strata: Sequence[Counted]) -> Rate | None:
    """The error rate of all claims of these strata, each weighed by how many it has; None where one of them was not
    judged at all. The interval is narrower where much of a finite population was judged."""
    if not strata or any(one.judged == 0 for one in strata):
        return None
    population, judged = sum(one.population for one in strata), sum(one.judged for one in strata)
    rate = sum(one.population / population * one.wrong / one.judged for one in strata)
    left = population - judged
    return wilson(rate, judged * (population - 1) / left if left > 0 else inf)
