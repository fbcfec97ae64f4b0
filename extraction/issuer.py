"""Who issued a report, at which level, and of which place.

The body whose name the title or the signature carries. Neither the addressee (the salutation), nor the
source, nor the host is the issuer; the publisher is one only where nothing else names it and it fits.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extraction.confidence import DOUBT, Witness, evidence_for
from extraction.dates import is_date_line
from extraction.places import Hints, Named, find_places, is_within, resolve
from extraction.text import bare, half_width, squeeze
from records import Evidence, Government, Issue, governments

_BODY_END = "人民政府|街道办事处|办事处|管理委员会|管委会|委员会|办公室|[局厅署院]|分局|支队|大队|总队|中心|[^常]委|工委|政府"
_BODY_NAME = re.compile(rf".{{0,60}}?(?:{_BODY_END})(?:\(.{{2,20}}\))?")
_TOWNSHIP = re.compile(r"(?:镇|乡|街道|苏木|嘎查)(?:人民政府|政府|办事处|党工委)?$|街道办事处$")
_DEPARTMENT = re.compile(
    r"(?:[局厅署院委办部]|办公室|中心|[支大总]队|委员会|管委会|公司|所|站)(?:\(.{2,20}\))?$"
)
_GOVERNMENT = re.compile(r"(?:人民)?政府$")
_TITLE_REST = re.compile(
    r"(?:关于)?(?:报送|呈报|上报|印发)?(?:20\d\d|二[〇○零]..)\s?(?:年|-).*|(?:关于)?(?:推进)?(?:法治政府|依法行政|法治建设).*"
)
_TAG = re.compile(r"^[\[【(][^\]】)]{1,12}[\]】)]")
_YEAR_FIRST = re.compile(r"^(?:关于)?20\d\d年度?(.{0,30}?)(?:法治政府|依法行政|法治建设|推进)")
# A title's slot filled with the whole area (全区, 全省) or a field (交通) names nobody.
_NOBODY = re.compile(r"(?:全|我|本)?[省市县区旗州镇乡局]?|推进|全面")
# A place that the registry does not know: renamed, merged, a zone with a committee of its own.
_AREA = re.compile(r"[\u4e00-\u9fff]{2,12}[省市县区旗州盟]")
_ZONE = re.compile(r"(?:开发|新|高新|园|示范|管理|试验|合作|保税|度假|风景名胜)区$")
_SIGNATURE_LINES = 8
_LEAD_BODY = re.compile(
    r"(?:20\d\d年(?:度|来|以来)?,)?\s?([\u4e00-\u9fff]{2,25}?(?:人民政府|街道办事处|办事处|管委会|委员会|[局厅]))"
    r"(?=坚持|始终|认真|深入|全面|紧紧|紧扣|围绕|以|按照|切实|持续|严格|在|积极|高度)"
)
_ELSEWHERE = re.compile(r"[,。;:、]")


@dataclass(frozen=True, slots=True)
class Attribution:
    """issuer, its level and its place, each None where the page does not say; evidence per field;
    contradictions are issues: who else the page names."""

    issuer: str | None = None
    issuer_level: str | None = None
    adcode: str | None = None
    evidence: dict[str, Evidence] = field(default_factory=dict)
    contradictions: tuple[Issue, ...] = ()


def attribute(title: str | None, body: str, publishers: list[str], hints: Hints) -> Attribution:
    """The issuer of a text. publishers are the values of labels such as 发布机构."""
    lines = [line for line in body.split("\n") if line]
    context = _context(title, lines, publishers, hints)
    named = [
        Witness(name, basis)
        for name, basis in (
            (title_issuer(title or ""), "title"),
            (signature(lines), "signature line"),
            (_fitting_publisher(publishers, lines), "label of the publisher"),
            (_lead_body(lines), "lead names the body"),
        )
        if name
    ]
    name = named[0].value if named else ""
    signed = next((one.value for one in named if one.basis == "signature line"), "")
    if signed and name and signed != name and bare(signed).endswith(bare(name)):
        name = signed  # the fuller form: 邯郸市肥乡区人民政府 for 肥乡区人民政府
    place, why = _place_of(name, context, hints) if name else (None, "")
    if place is None:
        place, why = _place_of_text(title, lines, publishers, hints)
    if place is not None and not _fits(name, place):
        place, why = None, ""
    contradictions: list[Issue] = []
    evidence: dict[str, Evidence] = {}
    if place is not None:
        sites = [one for one in _sites(place.adcode, hints) if one.basis not in why]
        witnesses = [Witness(place.adcode, why), *sites]
        sure = evidence_for(place.adcode, witnesses)
        rivals = [f"{one.basis} {one.value}" for one in witnesses if one.value != place.adcode]
        if rivals:
            contradictions.append(Issue("place_disagrees", f"{why} {place.adcode}, {', '.join(rivals)}"))
        if sure.confidence < DOUBT:
            place = None
        else:
            evidence["adcode"] = sure
    full = _full_name(name, place)
    if full:
        same = [replace(one, value=full) if _same_body(one.value, full) else one for one in named]
        evidence["issuer"] = evidence_for(full, same)
        contradictions += [
            Issue("issuer_disagrees", f"{same[0].basis} {full}, {one.basis} {one.value}")
            for one in same[1:]
            if one.value != full and one.basis == "signature line"
        ]
    level, level_why = _level(full, place, lines)
    if level:
        evidence["issuer_level"] = evidence_for(level, [Witness(level, level_why)])
    adcode = place.adcode if place else None
    return Attribution(full or None, level, adcode, evidence, tuple(contradictions))


def _sites(adcode: str, hints: Hints) -> Iterator[Witness[str]]:
    """What the site says of itself: the same place confirms, one around it or within it says nothing
    (prefectures carry their counties' reports), another one contradicts."""
    for code, source in hints.codes.items():
        if code == adcode or not (is_within(code, adcode) or is_within(adcode, code)):
            yield Witness(code, source)


def _same_body(name: str, full: str) -> bool:
    """True for a shorter form of a body's name: 廉江市, 廉江市政府 and 司法局 for the whole name."""
    core = re.sub(r"(?:人民)?政府(?:办公[室厅])?$|办事处$", "", bare(name))
    return bool(core) and core in bare(full)


def _lead_body(lines: list[str]) -> str:
    """The department or town whose name the first sentence begins with: 2023年，云溪县水务局坚持…"""
    for line in lines[:3]:
        if found := _LEAD_BODY.match(half_width(line)):
            return found[1] if find_places(found[1]) else ""
    return ""


def title_issuer(title: str) -> str:
    """The issuer's slot of a report's title: what stands before 关于 or the year, or (year first) between
    the year and the subject. Of Party and government together, the government. "" for none."""
    narrow = _TAG.sub("", half_width(title).strip()).strip("《》")
    slot = squeeze(_TITLE_REST.sub("", narrow, count=1)).removeprefix("关于")
    slot = re.sub(r"^(?:报送|呈报|上报)", "", slot)
    if not slot and (found := _YEAR_FIRST.match(bare(narrow))):
        slot = found[1] if find_places(found[1]) else ""
    name = _governing(slot)
    return name if _names_a_body(name) else ""


def _names_a_body(name: str) -> bool:
    """True for a name that ends like a body's or is a place's; false for 全区, 国家卫健委发布 and 交通."""
    if _NOBODY.fullmatch(name) or re.search(r"[《》,。!?]", name):
        return False
    places = find_places(bare(name))
    ends_in_place = bool(places) and places[-1].end == len(bare(name))
    return ends_in_place or bool(
        _AREA.fullmatch(name) or _BODY_NAME.fullmatch(name) or re.search(r"(?:镇|乡|苏木|街道|部)$", name)
    )


def signature(lines: list[str]) -> str:
    """The body that signs below the text: the line of a body's name in front of (or after) the sign-off
    date, or the last line. "" for none."""
    tail = lines[-_SIGNATURE_LINES:]
    dates = [at for at, line in enumerate(tail) if is_date_line(line)]
    near = [at + step for at in reversed(dates) for step in (-1, 1, -2)] + [len(tail) - 1]
    for at in near:
        if 0 <= at < len(tail) and 3 <= len(tail[at]) <= 60 and not _ELSEWHERE.search(half_width(tail[at])):
            line = squeeze(half_width(tail[at]).strip("()"))
            if _BODY_NAME.fullmatch(line):
                return _governing(line)
    return ""


def _governing(names: str) -> str:
    """Of several bodies written together the government, else the first; a Party committee alone is
    nobody here."""
    glued = re.match(r"中共.{2,30}?委(?:员会)?(?=[^ ]{2,}政府)", names)
    parts = [names[: glued.end()], names[glued.end() :]] if glued else re.split(r"[ 、\t]+", names)
    parts = [part.strip() for part in parts if part.strip()]
    for part in parts:
        if _GOVERNMENT.search(part) and not part.startswith("中共"):
            return part
    own = [part for part in parts if not part.startswith("中共")]
    if len(own) > 1 and not all(_BODY_NAME.fullmatch(part) for part in own):
        return "".join(own)  # one name, written with spaces
    return own[0] if own else ""


def _fitting_publisher(publishers: list[str], lines: list[str]) -> str:
    """The publisher where the text speaks as it: a government('s office) for a text about the whole area,
    a department for a text that says 我局."""
    text = "".join(lines)[:6000]
    for name in publishers:
        government = re.sub(r"办公[室厅]$", "", name)
        if _GOVERNMENT.search(government) and not re.search(r"我[局委办厅镇乡街]", text):
            return government
        if _DEPARTMENT.search(name) and re.search(r"我[局委办厅]|本[局委办厅]", text):
            return name
    return ""


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
    东湖街道办事处, 市水务局 → 广州市水务局; others as they stand."""
    if name.endswith(("镇", "乡", "苏木")):
        return name + "人民政府"
    if name.endswith("街道"):
        return name + "办事处"
    places = find_places(bare(name))
    if places and places[-1].end == len(bare(name)):
        return (place.full_name if place and bare(name) == place.name else bare(name)) + "人民政府"
    if _AREA.fullmatch(name) and not places and not _ZONE.search(name):
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
        _AREA.fullmatch(name) and not _ZONE.search(name)
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
        if _GOVERNMENT.search(name):
            levels = {bearer.level for named in find_places(bare(name))[-1:] for bearer in named.bearers}
            if place or len(levels) == 1:
                return place.level if place else levels.pop(), "issuer's place in the registry"
            known = {"县": "county", "旗": "county", "区": "county", "省": "province", "盟": "prefecture"}
            return (None if levels else known.get(_GOVERNMENT.sub("", name)[-1:])), "issuer's name"
        if _DEPARTMENT.search(name):
            return "department", "issuer's name"
        return None, ""
    text = "".join(lines)[:6000]
    if place is not None and not re.search(r"我[局委办厅镇乡街]|本[局委办厅镇乡]", text):
        return place.level, "the text speaks of the whole place"
    return None, ""
