"""The governments whose hosts the zoo plays, read from a list that is given to it."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

SEATS = "省市州盟县区旗"


@dataclass(frozen=True, slots=True)
class Government:
    """One row of the list: adcode, name, level (province, prefecture, county), parents, homepage."""

    adcode: str
    name: str
    level: str
    province: str
    prefecture: str
    homepage: str

    @property
    def host(self) -> str:
        return urlsplit(self.homepage).hostname or ""

    @property
    def full_name(self) -> str:
        """The name people sign with: 邯郸市肥乡区, a county or a city without its prefecture."""
        in_city = self.level == "county" and self.name.endswith("区")
        return f"{self.prefecture}{self.name}" if in_city else self.name

    @property
    def body(self) -> str:
        """What the government itself is called: 人民政府, in a region or a league 行政公署; 兵团 signs with its
        name."""
        if self.name.endswith("兵团"):
            return ""
        return "行政公署" if self.name.endswith(("地区", "盟")) else "人民政府"

    @property
    def seat(self) -> str:
        """What follows 全 in a text: 区, 县, 市, 省, 州."""
        return self.name[-1] if self.name[-1] in SEATS else "县"


@lru_cache(maxsize=4)
def read_governments(path: Path) -> tuple[Government, ...]:
    """The governments with a homepage, one for a host: the first of those that share it."""
    names = ("adcode", "name", "level", "province", "prefecture", "homepage")
    by_host: dict[str, Government] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["homepage"]:
                government = Government(*(row[name] for name in names))
                by_host.setdefault(government.host, government)
    return tuple(by_host.values())
