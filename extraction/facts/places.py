"""Names of governments' places in text, and which of several places of one name is meant."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from extraction.markup.page import Page
from extraction.markup.watched_words import watched
from records import Government, former_governments, governments, present_code

_END = re.compile("[省市区县旗州盟团]")
_LONGEST = 15
# A character of a name, but none that ends a place above it or only leads to a name.
_HAN = re.compile("(?![于在对和与及由向从是共省市区县州盟旗])[\u4e00-\u9fff]")
# 恩施土家族苗族自治州 → 恩施州, 彭水苗族土家族自治县 → 彭水县: how people shorten such names.
_PEOPLES = re.compile(
    r"""
    (?:
    蒙古族?|回族?|藏族|维吾尔族?|哈萨克族?|柯尔克孜族?  # peoples of the autonomous regions
    |苗族|彝族|壮族?|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|傣族|黎族|傈僳族|佤族  # of autonomous prefectures and counties
    |畲族|拉祜族|水族|东乡族|纳西族|景颇族|土族|达斡尔族?|仫佬族|羌族|布朗族|撒拉族|毛南族  # of autonomous counties
    |仡佬族|锡伯族?|普米族|塔吉克族?|怒族|鄂温克族?|德昂族|保安族|裕固族|独龙族|鄂伦春族?
    |各族|多民族  # several at once
    ){1,9}+自治(?=[州县旗])  # any number of them before 自治
    """,
    re.VERBOSE,
)
# 新疆生产建设兵团 has cities of its own, under the codes of counties directly below 新疆.
_CORPS, _CITIES_OF_THE_CORPS = "660000", "6590"
_PRINTED_CODE = re.compile(r"标识码\s{0,3}[:：]?\s{0,3}(\d{6})\d{4}")
_PRINTS_CODE = watched(("标识码",))


@dataclass(frozen=True, slots=True)
class Named:
    """A place name in a text: start and end in characters, and all governments of this name."""

    start: int
    end: int
    bearers: tuple[Government, ...]


@dataclass(frozen=True, slots=True)
class Hints:
    """Division codes that a page carries beside its text. They choose between places of one name.

    They are evidence only: templates are copied with the codes of other sites. A former code counts as that
    of its successor. year is the year reported on: a place abolished before it is not meant.
    """

    codes: Mapping[str, str]  # adcode → its source
    year: int | None = None


def find_places(text: str) -> list[Named]:
    """The names of places in the text, longest first at each position, not overlapping."""
    names, endings = _bearers(), _endings()
    found: list[Named] = []
    at = 0
    for last in _END.finditer(text):
        end = last.end()
        if text[max(end - 2, 0) : end] not in endings:  # as most 区 and 市 of running text
            continue
        for start in range(max(at, end - _LONGEST), end - 1):
            bearers = names.get(text[start:end])
            if bearers and not (end - start == 2 and _is_longer(text[at:start], bearers)):
                if end < len(text) and text[start : end + 1] in names:  # 梅县区, not 梅县
                    end += 1
                    bearers = names[text[start:end]]
                found.append(Named(start, end, bearers))
                at = end
                break
    return found


def _is_longer(before: str, bearers: tuple[Government, ...]) -> bool:
    """True where a name of two characters may be the end of another one: 松岚县 is not 岚县, 山西岚县 is."""
    if not _HAN.match(before[-1:]):
        return False
    above = {name for one in bearers for name in (one.province, one.prefecture) if name}
    return not any(before.endswith(name[:length]) for name in above for length in (2, 3))


def resolve(places: list[Named], hints: Hints) -> tuple[Government | None, str]:
    """The government that a run of names ends at (浙江省宁波市慈溪市 → 慈溪市) and what settled it.

    A name borne by several, or of two characters (东区 is also part of longer names), needs the name of
    its prefecture or province before it, or a hint. None rather than a guess.
    """
    if not places:
        return None, ""
    last = _in_its_time(places[-1], hints)
    if last is None:
        return None, ""
    above = {bearer.name for place in places[:-1] for bearer in place.bearers}
    named = [one for one in last.bearers if above & {one.prefecture, one.province}]
    if len(named) == 1:
        return named[0], "with its prefecture or province"
    hinted = [one for one in (named or last.bearers) if present_code(one.adcode) in hints.codes]
    if len(hinted) == 1:
        return hinted[0], f"confirmed by {hints.codes[present_code(hinted[0].adcode)]}"
    below = [
        one for one in last.bearers if any(is_within(present_code(one.adcode), code) for code in hints.codes)
    ]
    if len(below) == 1 and len(last.bearers) > 1:
        return below[0], "confirmed by the site's place"
    if len(last.bearers) == 1 and (last.end - last.start > 2 or last.bearers[0].level != "county"):
        return last.bearers[0], "the only one of this name"
    if len(last.bearers) == 1 and last.bearers[0].name[-1] == "县":
        return last.bearers[0], "the only one of this name"
    return None, ""


def _in_its_time(named: Named, hints: Hints) -> Named | None:
    """The name without places abolished before the reported year; if the year is unknown, without former
    places that share their name with a present one."""
    living = tuple(one for one in named.bearers if one.abolished is None)
    if hints.year is not None:
        living += tuple(one for one in named.bearers if one.abolished and one.abolished >= hints.year)
    bearers = living or (named.bearers if hints.year is None else ())
    return Named(named.start, named.end, bearers) if bearers else None


def read_hints(page: Page, index_numbers: Iterable[str]) -> Hints:
    """Division codes from the site's code (meta SiteIDCode or 网站标识码), the index number (its first part
    is the publisher's 18-character credit code) and the host."""
    codes: dict[str, str] = {}
    for number in index_numbers:
        if found := re.match(r"1[12](\d{6})[0-9A-Z]{9,10}", number):
            codes.setdefault(found[1], "the index number")
    if page.is_html:
        printed = _PRINTED_CODE.search(page.text) if page.holds(_PRINTS_CODE) else None
        for code in (page.meta("SiteIDCode")[:6], printed[1] if printed else ""):
            if code:
                codes.setdefault(code, "the site's identification code")
    if homepage := _by_host().get(_site_name(page.url)):
        codes.setdefault(homepage.adcode, "the site's host")
    present = {present_code(code): source for code, source in codes.items()}
    return Hints({code: source for code, source in present.items() if code in governments()})


def is_within(code: str, around: str) -> bool:
    """True for a division code inside the area of another, shorter one (province, prefecture)."""
    prefix = _CITIES_OF_THE_CORPS if around == _CORPS else around.removesuffix("00").removesuffix("00")
    return len(prefix) < 6 and code.startswith(prefix)


@lru_cache(maxsize=1)
def _bearers() -> dict[str, tuple[Government, ...]]:
    names: dict[str, tuple[Government, ...]] = {}
    for one in governments().values():
        for name in {one.name, _PEOPLES.sub("", one.name)}:
            names[name] = (*names.get(name, ()), one)
    for one in former_governments():
        # A unit that only changed its code is found by its present one.
        if all(other.adcode != one.successor for other in names.get(one.name, ())):
            names[one.name] = (*names.get(one.name, ()), one)
    return names


@lru_cache(maxsize=1)
def _endings() -> frozenset[str]:
    """The last two characters of all names."""
    return frozenset(name[-2:] for name in _bearers())


@lru_cache(maxsize=1)
def _by_host() -> dict[str, Government]:
    return {_site_name(one.homepage): one for one in governments().values() if one.homepage}


def _site_name(url: str) -> str:
    """The host without www: xxgk.cixi.gov.cn and www.cixi.gov.cn belong to one site, but sub-domains of a
    prefecture belong to its districts too, so only the exact host counts."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
