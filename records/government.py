"""The registry: every government in China at county level and above, from governments.csv, and those
abolished or renamed since 2010, from former_governments.csv.

Source and checks of the data: docs/registry.md.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Government:
    """One row of the registry.

    adcode is the six-digit division code of GB/T 2260, 660000 for 新疆生产建设兵团; level is province,
    prefecture or county. prefecture is empty for provinces, prefectures themselves and counties directly
    below a province. homepage is `scheme://host/` or empty where none is known; homepage_evidence says what
    ties it to the unit (see docs/registry.md). A former unit has the year in which it was abolished, or lost
    this name, and the code of the unit that has its area (or most of it) today.
    """

    adcode: str
    name: str
    level: str
    province: str
    prefecture: str
    homepage: str
    homepage_evidence: str
    abolished: int | None = None
    successor: str = ""

    @property
    def full_name(self) -> str:
        """The name people sign with: 邯郸市肥乡区, 慈溪市 (a county-level city without its prefecture)."""
        if self.level == "county" and self.prefecture and self.name.endswith("区"):
            return self.prefecture + self.name
        return self.name


@lru_cache(maxsize=1)
def governments() -> Mapping[str, Government]:
    """All governments, by code, in code order."""
    with files("records").joinpath("governments.csv").open(encoding="utf-8") as lines:
        rows = [
            Government(
                adcode=row["adcode"],
                name=row["name"],
                level=row["level"],
                province=row["province"],
                prefecture=row["prefecture"],
                homepage=row["homepage"],
                homepage_evidence=row["homepage_evidence"],
            )
            for row in csv.DictReader(lines)
        ]
    return MappingProxyType({row.adcode: row for row in rows})


@lru_cache(maxsize=1)
def former_governments() -> tuple[Government, ...]:
    """The abolished units, in code order, without units that were only renamed and kept their code."""
    with files("records").joinpath("former_governments.csv").open(encoding="utf-8") as lines:
        return tuple(
            Government(
                adcode=row["adcode"],
                name=row["name"],
                level=row["level"],
                province=row["province"],
                prefecture=row["prefecture"],
                homepage="",
                homepage_evidence="",
                abolished=int(row["abolished"]),
                successor=row["successor"],
            )
            for row in csv.DictReader(lines)
        )


@lru_cache(maxsize=1)
def _abolished() -> Mapping[str, Government]:
    """The last unit that had each code, for codes that no present government has."""
    rows = sorted(former_governments(), key=lambda one: one.abolished or 0)
    return {one.adcode: one for one in rows if one.adcode not in governments()}


def government(adcode: str) -> Government:
    """The government with this division code, or the last one that had it. Raises KeyError for none."""
    return governments().get(adcode) or _abolished()[adcode]


def present_code(adcode: str) -> str:
    """The code of the unit that has this unit's area today. Returns the code itself if the unit still exists
    or the code is unknown."""
    former = _abolished().get(adcode)
    return former.successor if former else adcode
