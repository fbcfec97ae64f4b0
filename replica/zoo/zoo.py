"""What defines a zoo: how many hosts of which list, which seed, which of them misbehave and when."""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from replica.misbehaviours import MISBEHAVIOURS, Misbehaviour
from replica.site import Site
from replica.zoo.governments import Government, read_governments
from replica.zoo.plan import FIRST, plan_host
from replica.zoo.story import Story, tell, with_report_due

# As many neighbours as a home page links to.
NEIGHBOURS = 14
# The edition of a host's plan after a redesign.
REDESIGNED = FIRST + 1


@dataclass(frozen=True)
class Zoo:
    """hosts of the list in `governments` (CSV: adcode, name, level, province, prefecture, homepage), drawn by
    seed.

    The path is relative to the working directory. A host's plan depends on seed and adcode alone, so that
    a larger zoo holds every host of a smaller one.

    misbehaving is the share of hosts that misbehave, each in one way, all ways (or those named in `only`)
    taking turns; they do so from night `since` to night `until` (0: for ever), the ways that need a night
    before them from the second night at the earliest. patience is for how many seconds clients are
    expected to wait: answers that never come in time take several times as long.

    edits is how many reports of a host are edited, removed, moved, … a night (replica.zoo.edits); some
    appear late then. With 0 every night is like the first.

    story is how many nights a story has in which hosts and reports meet with everything that there is
    (replica.zoo.story); it takes the place of edits and misbehaving.

    varied: reports tell their figures in many wordings (replica.prose.wordings) in place of one.
    """

    hosts: int
    misbehaving: float = 0.0
    seed: int = 1
    governments: Path = Path("records/governments.csv")
    only: tuple[str, ...] = ()
    since: int = 1
    until: int = 0
    patience: float = 180.0
    edits: float = 0.0
    story: int = 0
    varied: bool = False

    def __post_init__(self) -> None:
        unknown = set(self.only) - set(MISBEHAVIOURS)
        if unknown:
            raise ValueError(f"no such misbehaviour: {', '.join(sorted(unknown))}")

    def arguments(self) -> list[str]:
        """This zoo on the command line of `python -m replica`."""
        named = {
            "zoo": self.hosts,
            "misbehaving": self.misbehaving,
            "seed": self.seed,
            "governments": self.governments,
            "only": ",".join(self.only),
            "since": self.since,
            "until": self.until,
            "patience": self.patience,
            "edits": self.edits,
            "story": self.story,
        }
        words = [word for name, value in named.items() for word in (f"--{name}", str(value))]
        return [*words, "--varied"] if self.varied else words

    @cached_property
    def chosen(self) -> tuple[Government, ...]:
        """The governments whose hosts there are."""
        everyone = sorted(read_governments(self.governments), key=lambda g: self._lot(g, "chosen"))
        return tuple(everyone[: self.hosts])

    def _lot(self, government: Government, purpose: str) -> str:
        return sha256(f"{self.seed} {purpose} {government.adcode}".encode()).hexdigest()

    @cached_property
    def _near(self) -> dict[tuple[str, str], list[Government]]:
        near: dict[tuple[str, str], list[Government]] = defaultdict(list)
        for government in read_governments(self.governments):
            near[government.province, government.prefecture].append(government)
        return near

    def plan(self, government: Government, edition: int = FIRST) -> Site:
        """What is on this government's host when it behaves."""
        near = [g for g in self._near[government.province, government.prefecture] if g is not government]
        site = plan_host(government, self.seed, edition, tuple(near[:NEIGHBOURS]))
        site = replace(site, style=replace(site.style, varied=self.varied))
        if not self.story:
            return site
        if edition != FIRST:
            # The new layout shows the old texts.
            site = replace(site, style=self.plan(government).style)
        return with_report_due(site, government, self.seed, self.story)

    @cached_property
    def _stories(self) -> dict[str, Story]:
        if not self.story:
            return {}
        return {
            government.adcode: tell(self.plan(government), government, place, self.seed, self.story)
            for place, government in enumerate(self.chosen)
        }

    def story_of(self, government: Government) -> Story | None:
        """What happens to a government's host; None in a zoo without a story."""
        return self._stories.get(government.adcode)

    @cached_property
    def misbehaviours(self) -> dict[str, Misbehaviour]:
        """Who misbehaves and how, by adcode."""
        names = self.only or tuple(MISBEHAVIOURS)
        waiting = sorted(self.chosen, key=lambda g: self._lot(g, "misbehaves"))
        found: dict[str, Misbehaviour] = {}
        for turn in range(round(self.misbehaving * len(waiting))):
            misbehaviour = MISBEHAVIOURS[names[turn % len(names)]]
            # The first in line who can; the line is short where few can.
            able = (g for g in waiting if misbehaviour.suits(self.plan(g)))
            if government := next(able, None):
                waiting.remove(government)
                found[government.adcode] = misbehaviour
        return found

    def acting(self, government: Government, night: int) -> Misbehaviour | None:
        """How this government's host misbehaves on a night; None where it behaves."""
        if story := self.story_of(government):
            return MISBEHAVIOURS.get(story.acting(night))
        misbehaviour = self.misbehaviours.get(government.adcode)
        if misbehaviour is None or night < max(self.since, misbehaviour.first_night):
            return None
        return misbehaviour if not self.until or night <= self.until else None
