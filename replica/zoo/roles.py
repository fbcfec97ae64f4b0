"""The roles that hosts have in a story: when they refuse, are silent, get a new layout, are odd."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from replica.misbehaviours import MISBEHAVIOURS
from replica.site import Site

BLOCKS = ("blocked_412", "blocked_403", "captcha_200")
DOWN = ("no_such_name", "refused", "timeout", "dead_https")
ODD = (
    "banner_clock",
    "session_in_query",
    "edge_duplicates",
    "wrong_charset",
    "body_in_iframe",
    "endless_calendar",
)
REDESIGN = "redesign_overnight"

# The roles of hosts, which take turns; a small zoo has them all.
ROLES = (
    "behaves",
    "blocked",
    "behaves",
    "odd",
    "redesigned",
    "behaves",
    "down",
    "behaves",
    "blocked_long",
    "behaves",
    "blocked_to_the_end",
    "behaves",
    "odd",
    "behaves",
    "never_open",
    "redesigned",
    "behaves",
    "down_to_the_end",
    "behaves",
    "blocked",
)


@dataclass(frozen=True, slots=True)
class Episode:
    """Nights in which a host misbehaves; until 0: to the end."""

    misbehaviour: str
    since: int
    until: int = 0

    def covers(self, night: int) -> bool:
        return self.since <= night and (not self.until or night <= self.until)


def episodes(role: str, place: int, site: Site, nights: int, rng: Random) -> Iterator[Episode]:
    """The nights in which a host of this role, at this place of the list, misbehaves."""
    # Nothing happens before the third night, and the last nights show what became of it.
    latest = max(3, nights - 12)
    since = rng.randint(3, latest)
    if role == "blocked":
        yield Episode(BLOCKS[place // len(ROLES) % 3], since, since + rng.randint(0, 6))
    elif role == "blocked_long":
        since = rng.randint(3, max(3, nights // 3))
        yield Episode(BLOCKS[place // len(ROLES) % 3], since, since + min(19, nights // 4))
    elif role == "blocked_to_the_end":
        yield Episode(BLOCKS[place // len(ROLES) % 3], rng.randint(3, max(3, nights // 2)))
    elif role == "never_open":
        yield Episode((*BLOCKS, _silence(site))[place // len(ROLES) % 4], 1)
    elif role == "down":
        yield Episode(DOWN[place // len(ROLES) % 3], since, since + rng.randint(0, 4))
    elif role == "down_to_the_end":
        yield Episode(_silence(site), rng.randint(3, max(3, nights // 2)))
    elif role == "odd":
        able = [name for name in ODD if MISBEHAVIOURS[name].suits(site)]
        yield Episode(able[place // 6 % len(able)], 1)
    elif role == "redesigned":
        yield Episode(REDESIGN, since)


def _silence(site: Site) -> str:
    """How the host is silent for good. Where there is no server, a proxy says so in the host's place: a
    crawler behind it cannot tell that from an error of the host."""
    return "dead_https" if MISBEHAVIOURS["dead_https"].suits(site) else "timeout"
