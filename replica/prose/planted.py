"""Plants contradictions into figures: what a check across figures or across years should find."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from replica.prose.figures import Figures
from replica.prose.telling import Year

# A rate is stated wrong by at least so many points.
OFF_BY = 3.0
# What is told of these twice the same, or ten thousand times too large; every report tells of them.
GREAT = ("inspections", "licences", "mediation_cases", "penalties")
TOO_LARGE = 10_000
# From this value on a number that stands still is remarkable.
REMARKABLE = 1_000


@dataclass(frozen=True, slots=True)
class Planted:
    """One contradiction: its kind, the codes that contradict each other, and the year that is compared
    with (0: the contradiction lies within the report)."""

    kind: str
    codes: tuple[str, ...]
    other_year: int = 0


def plant(kind: str, year: Year, number: int, rng: Random) -> tuple[Year, Planted] | None:
    """The year with a contradiction of a kind; number is the year's own. None where it cannot be planted."""
    if kind in ACROSS_YEARS:
        return _across(kind, year, number, rng)
    now = dict(year.now)
    codes = WITHIN[kind](now, rng)
    if not codes:
        return None
    return _telling(replace(year, now=now), codes), Planted(kind, codes)


def told_for(year: Year, planted: Planted) -> Year:
    """The year before (or after) a contradiction across years: it has to tell the same figure."""
    return _telling(year, planted.codes)


def _telling(year: Year, codes: tuple[str, ...]) -> Year:
    return replace(year, required=year.required | set(codes), plain=year.plain | set(codes))


def _across(kind: str, year: Year, number: int, rng: Random) -> tuple[Year, Planted] | None:
    able = [code for code in GREAT if year.last.get(code, 0) >= REMARKABLE]
    if not able:
        return None
    code = rng.choice(able)
    value = year.last[code] if kind == "same_as_last_year" else year.now[code] * TOO_LARGE
    changed = replace(year, now={**year.now, **_with_parts(code, value, year.now)})
    return _telling(changed, (code,)), Planted(kind, (code,), number - 1)


def _with_parts(code: str, value: int | float, now: Figures) -> Figures:
    """The figure and what has to go on fitting it."""
    if code != "mediation_cases":
        return {code: value}
    success = int(value * now["mediation_rate"] / 100)
    return {code: value, "mediation_success": success, "mediation_rate": round(100 * success / value, 1)}


def _lost_rate(now: Figures, rng: Random) -> tuple[str, ...]:
    """The rate of lawsuits lost is not lost / closed."""
    now["lit_lost"] = max(1, now["lit_lost"])
    right = 100 * now["lit_lost"] / now["lit_closed"]
    off = rng.uniform(OFF_BY, 4 * OFF_BY)
    now["lit_lost_rate"] = round(right - off if right > off and rng.random() < 0.5 else right + off, 2)
    return "lit_lost", "lit_closed", "lit_lost_rate"


def _closed_beyond(now: Figures, rng: Random) -> tuple[str, ...]:
    """More cases closed than accepted and carried over together."""
    now["recon_closed"] = now["recon_accepted"] + now["recon_carried"] + rng.randint(2, 40)
    now["recon_settle_rate"] = round(100 * now["recon_mediated"] / now["recon_closed"], 1)
    now["recon_corr_rate"] = round(100 * now["recon_corrected"] / now["recon_closed"], 2)
    return "recon_closed", "recon_accepted", "recon_carried"


def _accepted_beyond(now: Figures, rng: Random) -> tuple[str, ...]:
    """More applications accepted than received."""
    now["recon_received"] = max(1, now["recon_accepted"] - rng.randint(2, 30))
    return "recon_accepted", "recon_received"


def _rate_beyond(now: Figures, rng: Random) -> tuple[str, ...]:
    """A rate above 100, by itself or as the quotient of its parts."""
    if rng.random() < 0.5:
        now["appear_count"] = now["appear_required"] + max(
            1, int(now["appear_required"] * rng.uniform(0.02, 1.3))
        )
        now["appear_rate"] = round(100 * now["appear_count"] / now["appear_required"], 1)
        return ("appear_rate",)
    now["mediation_rate"] = round(rng.uniform(100.4, 119.0), 1)
    return ("mediation_rate",)


def _repealed_beyond(now: Figures, rng: Random) -> tuple[str, ...]:
    """More documents repealed than examined."""
    now["norm_repealed"] = now["norm_cleaned"] + rng.randint(2, 40)
    return "norm_repealed", "norm_cleaned"


WITHIN: dict[str, Callable[[Figures, Random], tuple[str, ...]]] = {
    "lost_rate": _lost_rate,
    "closed_beyond_accepted": _closed_beyond,
    "accepted_beyond_received": _accepted_beyond,
    "rate_above_100": _rate_beyond,
    "repealed_beyond_cleaned": _repealed_beyond,
}
ACROSS_YEARS = ("ten_thousandfold", "same_as_last_year")
KINDS = (*WITHIN, *ACROSS_YEARS)
