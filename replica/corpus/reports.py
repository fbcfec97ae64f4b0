"""Composes the reports of a corpus, one government after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from random import Random
from typing import Any

from replica.holdings import text_of, year_of
from replica.prose import Planted, Year, codes_of, plant, told_for
from replica.prose.planted import KINDS
from replica.site import Filing, Site
from replica.zoo.zoo import Zoo

YEARS = range(2018, 2025)
# The codes that a government's report can state.
CODES = codes_of("wordings")


def figures_corpus(
    governments: int = 300,
    years: Sequence[int] = YEARS,
    seed: int = 1,
    contradictions: float = 0.0,
    listed: Path = Zoo.governments,
) -> Iterator[dict[str, Any]]:
    """A report for each government and year, as JSON values, government by government.

    text is the report; figures are all figures of it (code, value, unit, qualifier, scope, period, semantics,
    printed, sentence, char_from, char_to), silent the codes of CODES of which it says nothing, others the
    numbers that are no figure of the year, and why. contradictions is the share of reports with one that is
    planted (replica.prose.planted.KINDS); a report names those of which it is a part, its own or, with
    follows, that of the year before. listed is the CSV of governments, relative to the working directory.
    """
    zoo = Zoo(governments, seed=seed, governments=listed, varied=True)
    for government in zoo.chosen:
        site = zoo.plan(government)
        # Other figures and words with every seed.
        site = replace(site, adcode=f"{seed} {government.adcode}")
        filings = {year: _filing(site, year, government.level) for year in years}
        told, planted = _years(site, filings, contradictions)
        for year, filing in filings.items():
            yield {
                "adcode": government.adcode,
                "name": government.full_name,
                "level": government.level,
                "province": government.province,
                "prefecture": government.prefecture,
                "issuer": site.issuer,
                "year": year,
                "title": filing.title,
                **_text(site, filing, told[year]),
                "contradictions": planted[year],
            }


def _filing(site: Site, year: int, level: str) -> Filing:
    return Filing(
        year=year,
        title=f"{site.issuer}关于{year}年度法治政府建设情况的报告",
        number=year,
        published=f"{year + 1}-02-20 09:00",
        column="",
        level=level,
    )


def _text(site: Site, filing: Filing, year: Year) -> dict[str, Any]:
    text = text_of(site, filing, year)
    return {
        "text": "\n".join(text.lines),
        "figures": [asdict(mention) for mention in text.mentions],
        "silent": sorted(CODES - {mention.code for mention in text.mentions}),
        "others": [asdict(other) for other in text.others],
    }


def _years(
    site: Site, filings: dict[int, Filing], share: float
) -> tuple[dict[int, Year], dict[int, list[dict[str, Any]]]]:
    """What each year tells and which contradictions it is a part of."""
    years = {year: year_of(site, filing) for year, filing in filings.items()}
    found: dict[int, list[dict[str, Any]]] = {year: [] for year in years}
    for number in years:
        if number - 1 in years:
            # What a report tells of the year before is what is in the one before.
            years[number] = replace(years[number], last=years[number - 1].now)
        rng = Random(f"{site.adcode} {number} contradiction")
        if rng.random() >= share or found[number]:
            continue
        for kind in rng.sample(KINDS, len(KINDS)):
            made = plant(kind, years[number], number, rng)
            if made and _fits(made[1], years):
                years[number] = made[0]
                found[number].append(asdict(made[1]) | {"follows": False})
                _beside(made[1], number, years, found)
                break
    return years, found


def _fits(planted: Planted, years: dict[int, Year]) -> bool:
    """Whether the year before is there and tells the figure as it is."""
    if not planted.other_year:
        return True
    before = years.get(planted.other_year)
    return before is not None and not before.required & set(planted.codes)


def _beside(
    planted: Planted, number: int, years: dict[int, Year], found: dict[int, list[dict[str, Any]]]
) -> None:
    """The years around a contradiction across years: the one before tells the figure, in the one after a
    value that was too large falls back."""
    if not planted.other_year:
        return
    before = planted.other_year
    years[before] = told_for(years[before], planted)
    if number + 1 in years:
        years[number + 1] = told_for(years[number + 1], planted)
        if planted.kind == "ten_thousandfold":
            found[number + 1].append(asdict(replace(planted, other_year=number)) | {"follows": True})
