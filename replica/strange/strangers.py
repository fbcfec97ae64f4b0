"""Reports of another government on this site: invented ones, copies, and notices that speak of them."""

from collections.abc import Sequence
from datetime import timedelta

from replica.strange.parts import part
from replica.strange.prose import Place
from replica.strange.shapes import Entry
from replica.strange.site import StrangeSite

MIRROR = "class: another government's reports on a site"


def _years_without(victim: StrangeSite) -> list[int]:
    """Two years for which the other government has published nothing."""
    return [year for year in range(2017, 2026) if year not in victim.years][:2]


def entries(site: StrangeSite, kind: str, years: Sequence[int], form: str, *, copied: bool) -> list[Entry]:
    victim = site.victim
    if victim is None:
        return []
    found = []
    for at, year in enumerate(years):
        place = Place(victim.place.name, victim.place.seat, victim.place.issuer)
        lines = victim.text(year) if copied else site.text(year, f"invented for {victim.adcode}", place)
        title = form.format(n=victim.place.name, i=victim.place.issuer, y=year)
        number = site.first_number + 700_000 + at * 13
        day = victim.day(year) + timedelta(days=3)
        found.append(Entry(kind, number, title, title, lines, day, year, victim.place.issuer, victim.adcode))
    return found


@part("stranger", "invented_missing", MIRROR)
def invented_missing(site: StrangeSite) -> list[Entry]:
    """invented reports of another government for years in which it published none"""
    victim = site.victim
    years = _years_without(victim) if victim else []
    return entries(site, "foreign", years, "{n}{y}年法治政府建设年度报告", copied=False)


@part("stranger", "invented_same", MIRROR)
def invented_same(site: StrangeSite) -> list[Entry]:
    """invented reports of another government for years in which it published others"""
    victim = site.victim
    return entries(
        site,
        "foreign",
        victim.years[:2] if victim else [],
        "{i}关于{y}年度法治政府建设情况的报告",
        copied=False,
    )


@part("stranger", "copied", MIRROR)
def copied(site: StrangeSite) -> list[Entry]:
    """true copies of another government's reports"""
    victim = site.victim
    return entries(
        site, "copy", victim.years[:2] if victim else [], "{i}关于{y}年度法治政府建设情况的报告", copied=True
    )


@part("stranger", "forwarded", MIRROR)
def forwarded(site: StrangeSite) -> list[Entry]:
    """转发: copies under a title that speaks of passing them on"""
    victim = site.victim
    return entries(
        site, "copy", victim.years[:2] if victim else [], "转发{n}{y}年法治政府建设年度报告", copied=True
    )


@part("stranger", "with_code", MIRROR)
def with_code(site: StrangeSite) -> list[Entry]:
    """invented reports of another government; all pages bear the code of its site"""
    if site.victim:
        site.skin.code, site.skin.has_code = site.victim.code, True
    return invented_missing(site)
