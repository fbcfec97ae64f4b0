"""What defines a zoo: how many hosts of which list, which seed, how many of them misbehave."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from replica.zoo.governments import Government, read_governments
from replica.zoo.plan import Plan, plan_host

# As many neighbours as a home page links to.
NEIGHBOURS = 14


@dataclass(frozen=True)
class Zoo:
    """hosts of the list in `governments` (CSV: adcode, name, level, province, prefecture, homepage), drawn by seed.

    The path is relative to the working directory. A host's plan depends on seed and adcode alone, so that
    a larger zoo holds every host of a smaller one.
    """

    hosts: int
    misbehaving: float = 0.0
    seed: int = 1
    governments: Path = Path("records/governments.csv")

    def arguments(self) -> list[str]:
        """This zoo on the command line of `python -m replica`."""
        named = {
            "zoo": self.hosts,
            "misbehaving": self.misbehaving,
            "seed": self.seed,
            "governments": self.governments,
        }
        return [word for name, value in named.items() for word in (f"--{name}", str(value))]

    @cached_property
    def chosen(self) -> tuple[Government, ...]:
        """The governments whose hosts there are."""
        everyone = sorted(read_governments(self.governments), key=self._lot)
        return tuple(everyone[: self.hosts])

    def _lot(self, government: Government) -> str:
        return sha256(f"{self.seed} {government.adcode}".encode()).hexdigest()

    @cached_property
    def _near(self) -> dict[tuple[str, str], list[Government]]:
        near: dict[tuple[str, str], list[Government]] = defaultdict(list)
        for government in read_governments(self.governments):
            near[government.province, government.prefecture].append(government)
        return near

    def plan(self, government: Government, edition: int = 1) -> Plan:
        """What stands on this government's host."""
        near = [g for g in self._near[government.province, government.prefecture] if g is not government]
        return plan_host(government, self.seed, edition, tuple(near[:NEIGHBOURS]))
