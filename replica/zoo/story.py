"""The story of one host: what happens to it and to its reports in the nights of a year's end.

Night 1 is FIRST_DAY, and every night is a day later, so that 31 March, the last day in time for the year
before, is passed on the way. A host has a role (it behaves, refuses for some nights, is down, gets a new
layout, is odd) and each of its reports a fate. Everything follows from seed, adcode and the host's place in
the list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from replica.site import Filing, Site
from replica.zoo.governments import Government
from replica.zoo.roles import BLOCKS, DOWN, REDESIGN, ROLES, Episode, episodes

FIRST_DAY = date(2026, 2, 20)
# The report that is due while the story goes on, and by when.
YEAR_DUE = 2025
DUE_DAY = date(2026, 3, 31)
# Numbers grow by so much from year to year.
A_YEAR = 90_000

# Fates of reports and how often of a hundred each is tried.
FATES = (
    (28, ()),
    (6, ("number_changed",)),
    (5, ("wording",)),
    (5, ("punctuation",)),
    (5, ("paragraph_added",)),
    (5, ("paragraph_removed",)),
    (5, ("paragraph_moved",)),
    (4, ("title_changed",)),
    (4, ("date_changed",)),
    (5, ("furniture_only",)),
    (2, ("number_changed", "undone")),
    (2, ("wording", "paragraph_added")),
    (1, ("punctuation", "number_changed")),
    (2, ("removed:404",)),
    (2, ("removed:410",)),
    (2, ("removed:soft_404",)),
    (1, ("wording", "removed:404")),
    (4, ("away",)),
    (4, ("missing_once",)),
    (2, ("moved:404",)),
    (2, ("moved:301",)),
    (1, ("moved:301", "number_changed")),
    (3, ("replaced",)),
)
# Nights between two edits of one report, so that a visitor who comes every few nights can tell them apart.
APART = 9
# So many nights on which the host can be read follow a removal for good, over at least so many days.
NIGHTS_TO_PROVE = 10
# What needs them. The files and the day of a page that has moved are compared with none: they wait for that
# too.
SLOW = ("removed", "moved", "attachment_replaced", "date_changed")
# After a redesign it takes as long until everything is where it was.
NIGHTS_TO_SETTLE = 12
AWAY = 2


@dataclass(frozen=True, slots=True)
class Planned:
    """An edit that is to be done: its night, its kind, which report (its place in Site.filings), how the old
    address answers from then on where that is said."""

    night: int
    kind: str
    report: int
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What happens to one host. redesigned_on is the night of its new layout, 0 for none."""

    role: str
    nights: int
    episodes: tuple[Episode, ...]
    planned: tuple[Planned, ...]

    @property
    def redesigned_on(self) -> int:
        return next((one.since for one in self.episodes if one.misbehaviour == REDESIGN), 0)

    def acting(self, night: int) -> str:
        """The misbehaviour of a night, "" for none; a passing one is in front of a lasting one."""
        on = [one for one in self.episodes if one.covers(night)]
        return min(on, key=lambda one: (not one.until, one.since)).misbehaviour if on else ""

    def so_far(self, night: int) -> tuple[int, bool]:
        """How many edits were made, and whether a page is missing on this night alone."""
        done = sum(one.night <= night for one in self.planned)
        return done, any(one.kind == "missing_once" and one.night == night for one in self.planned)

    def is_open(self, night: int) -> bool:
        """Whether visitors can read the host."""
        return self.acting(night) not in (*BLOCKS, *DOWN)


def day_of(night: int) -> date:
    """The day in China on which a night is played, in its first hours."""
    return FIRST_DAY + timedelta(days=night - 1)


def with_report_due(site: Site, government: Government, seed: int, nights: int) -> Site:
    """The site with the report of YEAR_DUE, published on a day of the story; some never publish it. Nothing
    is published on 1 April itself, about which people may differ. Two of three hosts say when a page was not
    modified: reading each page again each night is not what a story is about."""
    look = replace(site.look, validators=site.look.validators or int(government.adcode) % 3 > 0)
    filings = tuple(_not_on_the_day(_with_annex(site, i)) for i in range(len(site.filings)))
    site = replace(site, filings=filings, look=look)
    night = _due_on(government, seed, nights)
    if not night:
        return site
    own = max((filing for filing in site.filings if not filing.issuer), key=lambda filing: filing.year)
    published = day_of(night) - timedelta(days=1)
    filing = replace(
        own,
        year=YEAR_DUE,
        title=own.title.replace(str(own.year), str(YEAR_DUE)),
        number=own.number + (YEAR_DUE - own.year) * A_YEAR,
        published=f"{published} 10:20",
        signed="",
        index_number="",
        file="",
        annex="",
    )
    return replace(site, filings=(*site.filings, filing))


def _with_annex(site: Site, i: int) -> Filing:
    """Every fourth text has a file beside it."""
    filing = site.filings[i]
    return replace(filing, annex="docx") if i % 4 == 1 and not filing.file else filing


def _not_on_the_day(filing: Filing) -> Filing:
    return replace(filing, published=filing.published.replace("-04-01 ", "-04-02 "))


def _due_on(government: Government, seed: int, nights: int) -> int:
    """The night on which the report of YEAR_DUE is there; 0 for never."""
    rng = Random(f"{seed} {government.adcode} due")
    first_late = (DUE_DAY - FIRST_DAY).days + 3
    late, luck = nights > first_late + 2, rng.random()
    if luck < 0.25:
        return 0
    if luck < 0.6 or not late:
        return rng.randint(2, max(2, min(first_late - 2, nights - 2)))
    return rng.randint(first_late, nights - 2)


def tell(site: Site, government: Government, place: int, seed: int, nights: int) -> Story:
    """The story of the host at this place of the list; site has all its reports."""
    rng = Random(f"{seed} {government.adcode} story")
    role = ROLES[place % len(ROLES)]
    story = Story(role, nights, tuple(episodes(role, place, site, nights, rng)), ())
    due = _due_on(government, seed, nights)
    planned: list[Planned] = []
    for i, filing in enumerate(site.filings):
        first = 1
        if filing.year == YEAR_DUE and not filing.issuer and due:
            first = due
            planned.append(Planned(due, "appeared", i))
        planned += _fate(story, i, filing, first, rng)
    planned.sort(key=lambda one: (one.night, one.report))
    return replace(story, planned=tuple(planned))


def _fate(story: Story, i: int, filing: Filing, first: int, rng: Random) -> Iterator[Planned]:
    """What becomes of one report that is there from the night `first` on."""
    fate: Sequence[str] = rng.choices([kinds for _, kinds in FATES], [share for share, _ in FATES])[0]
    if filing.annex and rng.random() < 0.5:
        fate = ("attachment_replaced",)
    if "replaced" in fate and filing.issuer:
        # A department has too few sentences for two texts that are unlike.
        return
    if "date_changed" in fate and filing.year == YEAR_DUE:
        # Nobody believes a day that is still to come.
        return
    night = first
    for name in fate:
        kind, _, answer = name.partition(":")
        if night + 1 > story.nights:
            return
        nights = [
            n for n in range(night + 1, story.nights + 1) if kind not in SLOW or _can_be_proved(story, n)
        ]
        if not nights:
            return
        # Room for the edits that follow.
        night = rng.choice(nights[: max(1, len(nights) - APART * (len(fate) - 1))])
        yield Planned(night, kind, i, answer)
        if kind == "away" and night + AWAY <= story.nights:
            yield Planned(night + AWAY, "back", i)
        night += APART


def _can_be_proved(story: Story, night: int) -> bool:
    seen = [n for n in range(night, story.nights + 1) if story.is_open(n)]
    # A redesign takes the lists away for some nights as well.
    return len(seen) >= NIGHTS_TO_PROVE and (
        not story.redesigned_on or abs(night - story.redesigned_on) > NIGHTS_TO_SETTLE
    )
