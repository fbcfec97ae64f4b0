"""The strange web: sites of governments, dealt parts from a seed, on any night."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from random import Random

from replica.strange.catalogue import FIRST, HELD_OUT
from replica.strange.parts import APART, KINDS, Part, Parts
from replica.strange.site import StrangeSite
from replica.tls import NOTHING
from replica.web import Request, Response
from replica.zoo.governments import Government, read_governments

FIRST_DAY = date(2026, 6, 20)
# How many strange parts a site has, of a hundred sites.
COUNTS = (1,) * 34 + (2,) * 36 + (3,) * 20 + (4,) * 10


@dataclass(frozen=True)
class StrangeWeb:
    """hosts of the list in `governments`, drawn by seed, each with one to four strange parts, dealt so that
    all come up equally often; only these parts (kind:name), where some are named; held_out takes
    the parts that nobody looks at who makes readers better."""

    hosts: int = 480
    seed: int = 1
    only: tuple[str, ...] = ()
    held_out: bool = False
    nights: int = 2
    governments: Path = Path("records/governments.csv")

    def __post_init__(self) -> None:
        if unknown := set(self.only) - {f"{part.kind}:{part.name}" for part in self.parts}:
            raise ValueError(f"no such part: {', '.join(sorted(unknown))}")

    def arguments(self) -> list[str]:
        """This web on the command line of `python -m replica.strange`."""
        named = {
            "hosts": self.hosts,
            "seed": self.seed,
            "nights": self.nights,
            "governments": self.governments,
        }
        words = [word for name, value in named.items() for word in (f"--{name}", str(value))]
        return [*words, "--only", ",".join(self.only), *(["--held-out"] if self.held_out else [])]

    @property
    def days(self) -> list[date]:
        """The day of each night."""
        return [FIRST_DAY + timedelta(days=night) for night in range(self.nights)]

    @property
    def catalogue(self) -> Parts:
        return HELD_OUT if self.held_out else FIRST

    @property
    def parts(self) -> list[Part]:
        """The parts that are dealt."""
        of = self.catalogue.of
        # By name: where a part stands in the code does not decide who gets it.
        found = [part for kind in KINDS for _, part in sorted(of[kind].items())]
        return [part for part in found if not self.only or f"{part.kind}:{part.name}" in self.only]

    @cached_property
    def chosen(self) -> tuple[Government, ...]:
        """The governments whose sites there are; none shares its host with another."""
        everyone = [one for one in read_governments(self.governments) if one.level != "province" and one.body]
        everyone.sort(key=lambda one: sha256(f"{self.seed} strange {one.adcode}".encode()).hexdigest())
        return tuple(everyone[: self.hosts])

    @cached_property
    def sites(self) -> dict[str, StrangeSite]:
        """The sites by host."""
        dealer = _deal(self.parts, Random(f"{self.seed} parts"))
        hands = [next(dealer) for _ in self.chosen]
        sites: list[StrangeSite] = []
        for government, hand in zip(self.chosen, hands, strict=True):
            # A stranger shows reports of a site that has none itself.
            others = [site for site in sites if not {"stranger", "column"} & set(site.parts)]
            victim = others[-1] if others and "stranger" in hand else None
            hand = hand if victim else {kind: part for kind, part in hand.items() if kind != "stranger"}
            sites.append(StrangeSite(government, hand, self.seed, self.days, victim))
        return {site.host: site for site in sites}


def _deal(parts: list[Part], rng: Random) -> Iterator[dict[str, Part]]:
    """Hands of parts without end; a part comes back when all others were dealt."""
    deck: list[Part] = []
    while True:
        hand: dict[str, Part] = {}
        for _ in range(rng.choice(COUNTS)):
            if not any(_fits(part, hand) for part in deck):
                fresh = list(parts)
                rng.shuffle(fresh)
                deck += fresh
            part = next((part for part in deck if _fits(part, hand)), None)
            if part is None:
                break
            deck.remove(part)
            hand[part.kind] = part
        yield hand


def _fits(part: Part, hand: Mapping[str, Part]) -> bool:
    kinds = {part.kind, *part.without}
    for held in hand.values():
        if held.kind in kinds or part.kind in held.without or {part.kind, held.kind} in APART:
            return False
    return True


class StrangeInternet:
    """All sites of a strange web, for the replica's proxy."""

    def __init__(self, web: StrangeWeb) -> None:
        self.web = web

    def respond(self, request: Request) -> Response | None:
        """The response of the host's site; None where there is no such host."""
        site = self.web.sites.get(request.host)
        return site.respond(request) if site else None

    def tls(self, host: str) -> str:
        """No strange site has a port 443."""
        return NOTHING

    def turn_to(self, night: int) -> None:
        """Goes on to another night."""
        for site in self.web.sites.values():
            site.turn_to(night)
