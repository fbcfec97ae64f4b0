"""Who issued a report, at which level, and of which place.

The body whose name the title or the signature carries. Neither the addressee (the salutation), nor the
source, nor the host is the issuer; the publisher is one only where nothing else names it and it fits.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extraction.facts.confidence import DOUBT, Witness, evidence_for
from extraction.facts.places import Hints, Named, find_places, is_within, resolve
from extraction.facts.public_bodies import (
    AREA,
    DEPARTMENT,
    GOVERNMENT,
    fitting_publisher,
    is_attested,
    lead_body,
    signature,
    title_issuer,
)
from extraction.prose.text import bare, half_width
from records import Evidence, Government, Issue, governments, present_code

_TOWNSHIP = re.compile(r"(?:镇|乡|街道|苏木|嘎查)(?:人民政府|政府|办事处|党工委)?$|街道办事处$")
_ZONE = re.compile(r"(?:开发|新|高新|园|示范|管理|试验|合作|保税|度假|风景名胜)区$")


@dataclass(frozen=True, slots=True)
class Attribution:
    """issuer, its level and its place, each None where the page does not say; evidence per field;
    contradictions are issues: who else the page names."""

    issuer: str | None = None
    issuer_level: str | None = None
    adcode: str | None = None
    evidence: dict[str, Evidence] = field(default_factory=dict)
    contradictions: tuple[Issue, ...] = ()


def attribute(
    title: str | None, body: str, publishers: list[str], hints: Hints, around: str = ""
) -> Attribution:
    """The issuer of a text, its level and its place.

    publishers: the values of labels such as 发布机构. around: the words of the page beside title and text; a
    name that occurs there too is taken for a body's.
    """
    lines = [line for line in body.split("\n") if line]
    context = _context(title, lines, publishers, hints)
    named = _named(title, lines, publishers)
    name = named[0].value if named else ""
    shown = bare("".join(lines))[:20000] + around
    if name and not is_attested(name, [one.value for one in named[1:]], shown):
        # The issuer is unknown: the report is not that of the site's place either.
        return Attribution(
            contradictions=(Issue("issuer_unknown", f"the {named[0].basis} names {name}, nothing else does"),)
        )
    name = _fuller(name, named)
    place, why = _place_of(name, context, hints) if name else (None, "")
    if place is None:
        place, why = _place_of_text(title, lines, publishers, hints)
    contradictions: list[Issue] = []
    evidence: dict[str, Evidence] = {}
    if place is not None and _fits(name, place):
        sure, contradictions = _sureness(place, why, hints)
        if sure.confidence < DOUBT:
            place = None
        else:
            evidence["adcode"] = sure
    else:
        place = None
    full = _full_name(name, place)
    if full:
        evidence["issuer"], disagreeing = _sureness_of_name(full, named)
        contradictions += disagreeing
    level, level_why = _level(full, place, lines)
    if level:
        evidence["issuer_level"] = evidence_for(level, [Witness(level, level_why)])
    return Attribution(full or None, level, place.adcode if place else None, evidence, tuple(contradictions))


def _named(title: str | None, lines: list[str], publishers: list[str]) -> list[Witness[str]]:
    """The names of the issuer, the surest first."""
    found = (
        (title_issuer(title or ""), "title"),
        (signature(lines), "signature line"),
        (fitting_publisher(publishers, lines), "label of the publisher"),
        (lead_body(lines), "lead names the body"),
    )
    return [Witness(name, basis) for name, basis in found if name]


def _fuller(name: str, named: list[Witness[str]]) -> str:
    """The name, in the fuller form of the signature: 邯郸市肥乡区人民政府 for 肥乡区人民政府."""
    signed = next((one.value for one in named if one.basis == "signature line"), "")
    return signed if signed and name and bare(signed).endswith(bare(name)) else name


def _sureness(place: Government, why: str, hints: Hints) -> tuple[Evidence, list[Issue]]:
    """How sure a place is that was found by `why`, and an issue where the site names another one."""
    sites = [one for one in _sites(place.adcode, hints) if one.basis not in why]
    witnesses = [Witness(place.adcode, why), *sites]
    rivals = [f"{one.basis} {one.value}" for one in witnesses if one.value != place.adcode]
    issues = [Issue("place_disagrees", f"{why} {place.adcode}, {', '.join(rivals)}")] if rivals else []
    return evidence_for(place.adcode, witnesses), issues


def _sureness_of_name(full: str, named: list[Witness[str]]) -> tuple[Evidence, list[Issue]]:
    """How sure the full name is, and an issue for each signature of another body."""
    same = [replace(one, value=full) if _same_body(one.value, full) else one for one in named]
    issues = [
        Issue("issuer_disagrees", f"{same[0].basis} {full}, {one.basis} {one.value}")
        for one in same[1:]
        if one.value != full and one.basis == "signature line"
    ]
    return evidence_for(full, same), issues


def _sites(adcode: str, hints: Hints) -> Iterator[Witness[str]]:
    """Compares the place with the site's own: the same place confirms it, an enclosing or enclosed one proves
    nothing (prefectures publish their counties' reports), another one contradicts it."""
    here = present_code(adcode)
    for code, source in hints.codes.items():
        if code == here or not (is_within(code, here) or is_within(here, code)):
            yield Witness(code, source)


def _same_body(name: str, full: str) -> bool:
    """True for a shorter form of a body's name: 廉江市, 廉江市政府 and 司法局 for the whole name."""
    core = re.sub(r"(?:人民)?政府(?:办公[室厅])?$|办事处$", "", bare(name))
    return bool(core) and core in bare(full)


def _place_of(name: str, context: list[Named], hints: Hints) -> tuple[Government | None, str]:
    places = find_places(bare(name))
    place, why = resolve(places, hints)
    if place is None and places:
        place, why = resolve([*context, places[-1]], hints)
    return place, f"issuer's name, {why}" if place else ""


def _context(title: str | None, lines: list[str], publishers: list[str], hints: Hints) -> list[Named]:
    """Place names that the page's own labels and the ends of its text print, to tell places apart."""
    words = [title or "", *publishers, *lines[:2], *lines[-3:]]
    return [place for text in words for place in find_places(bare(text)[:300])]


def _place_of_text(
    title: str | None, lines: list[str], publishers: list[str], hints: Hints
) -> tuple[Government | None, str]:
    for text, source in [(title or "", "title"), *((name, "label of the publisher") for name in publishers)]:
        place, why = resolve(find_places(bare(text)), hints)
        if place is not None:
            return place, f"{source}, {why}"
    for line in lines[:4]:
        if not half_width(line).endswith(":"):  # a salutation names the addressee
            for named in find_places(bare(line)[:60])[:1]:
                place, why = resolve([named], hints)
                if place is not None:
                    return place, f"lead, {why}"
    return _most_named(lines, hints) or _from_site(hints)


def _most_named(lines: list[str], hints: Hints) -> tuple[Government | None, str] | None:
    counts = Counter(named.bearers for line in lines for named in find_places(bare(line)[:20000]))
    ranked = counts.most_common(2)
    if ranked and ranked[0][1] >= 3 and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
        bearers = ranked[0][0]
        place, why = resolve([Named(0, len(bearers[0].name), bearers)], hints)
        if place is not None:
            return place, f"named {ranked[0][1]} times in the text, {why}"
    return None


def _from_site(hints: Hints) -> tuple[Government | None, str]:
    for code, source in hints.codes.items():
        return governments()[code], source
    return None, ""


def _full_name(name: str, place: Government | None) -> str:
    """The body behind a shortened name: 廉江市 → 廉江市人民政府, 掌政镇 → 掌政镇人民政府, 东湖街道 →
    东湖街道办事处, 市水务局 → 广州市水务局; others as they stand, such as 新疆生产建设兵团, which is no
    area."""
    if name.endswith(("镇", "乡", "苏木")):
        return name + "人民政府"
    if name.endswith("街道"):
        return name + "办事处"
    places = find_places(bare(name))
    if places and places[-1].end == len(bare(name)) and not name.endswith("兵团"):
        return (place.full_name if place and bare(name) == place.name else bare(name)) + "人民政府"
    if AREA.fullmatch(name) and not places and not _ZONE.search(name):
        return name + "人民政府"
    if not name or place is None:
        return name
    return place.full_name + name[1:] if _lacks_place(name) else name


def _fits(name: str, place: Government) -> bool:
    """False for a place read from elsewhere that the issuer's own name contradicts: another place in it,
    a city's bureau (市水务局) on a district's site, a ministry."""
    places = find_places(bare(name))
    if places:
        return place in places[-1].bearers
    if re.search(r"..[省市县区旗州](?:人民)?政府$", name) or (
        AREA.fullmatch(name) and not _ZONE.search(name)
    ):  # a place the registry does not know
        return place.name in name
    return not name.endswith("部") and not (_lacks_place(name) and place.name[-1] != name[0])


def _lacks_place(name: str) -> bool:
    """True for 市水务局 or 区卫生健康委, not for 市场监督管理局 or 市政…"""
    return bool(re.match(r"(?:省|市(?![场政容])|区(?!域)|县|旗|州)", name)) and not find_places(name)


def _level(name: str, place: Government | None, lines: list[str]) -> tuple[str | None, str]:
    if name:
        if _TOWNSHIP.search(re.sub(r"(?:人民)?政府$", "", name)) or _TOWNSHIP.search(name):
            return "township", "issuer's name"
        if GOVERNMENT.search(name):
            levels = {bearer.level for named in find_places(bare(name))[-1:] for bearer in named.bearers}
            if place or len(levels) == 1:
                return place.level if place else levels.pop(), "issuer's place in the registry"
            known = {"县": "county", "旗": "county", "区": "county", "省": "province", "盟": "prefecture"}
            return (None if levels else known.get(GOVERNMENT.sub("", name)[-1:])), "issuer's name"
        if DEPARTMENT.search(name):
            return "department", "issuer's name"
        return (place.level, "issuer's place in the registry") if place and name == place.name else (None, "")
    text = "".join(lines)[:6000]
    if place is not None and not re.search(r"我[局委办厅镇乡街]|本[局委办厅镇乡]", text):
        return place.level, "the text speaks of the whole place"
    return None, ""
