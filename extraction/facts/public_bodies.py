"""The names of public bodies where a report states them: its title, its signature, its lead, its labels."""

import re
from collections.abc import Sequence

from extraction.facts.places import find_places
from extraction.prose.dates import is_date_line
from extraction.prose.text import Words, bare, half_width, squeeze

GOVERNMENT = re.compile(r"(?:人民)?政府$|行政公署$")
DEPARTMENT = re.compile(
    r"(?:[局厅署院委办部]|办公室|中心|[支大总]队|委员会|管委会|公司|所|站)(?:\(.{2,20}\))?$"
)
# A place that the registry does not know: renamed, merged, a zone with a committee of its own.
AREA = re.compile(r"[\u4e00-\u9fff]{2,12}[省市县区旗州盟]")
_BODY_END = "人民政府|街道办事处|办事处|管理委员会|管委会|委员会|办公室|[局厅署院]|分局|支队|大队|总队|中心|[^常]委|工委|政府"
_BODY_NAME = re.compile(rf".{{0,60}}?(?:{_BODY_END})(?:\(.{{2,20}}\))?")
_TITLE_REST = re.compile(
    r"(?:关于)?(?:报送|呈报|上报|印发)?(?:20\d\d|二[〇○零]..)\s?(?:年|-).*|(?:关于)?(?:推进)?(?:法治政府|依法行政|法治建设).*"
)
_TAG = re.compile(r"^[\[【(][^\]】)]{1,12}[\]】)]")
_YEAR_FIRST = re.compile(r"^(?:关于)?20\d\d年度?(.{0,30}?)(?:法治政府|依法行政|法治建设|推进)")
# A title's slot with the whole area (全区, 全省) or a field (交通) names no body.
_NOBODY = re.compile(r"(?:全|我|本)?[省市县区旗州镇乡局]?|推进|全面")
# Words that may precede the place in a body's own name.
_ABOVE_THE_PLACE = re.compile(
    r"(?:国家|中华人民共和国|中国|国网|中共).{0,12}|.{0,10}总局|新疆生产建设兵团.{0,6}"
)
_LEADS_UP = re.compile(
    r"转发|印发|报告|报送|呈报|推出|供应|公布|公开|发布|贯彻|落实|学习|关于|召开|听取|[向对将把的]"
)
_SHORT_NAME = 4
_SIGNATURE_LINES = 8
_ELSEWHERE = re.compile(r"[,。;:、]")
_LEAD_BODY = re.compile(
    r"""
    (?:20\d\d年(?:度|来|以来)?,)?\s?  # 2023年以来,
    ([\u4e00-\u9fff]{2,25}?(?:人民政府|街道办事处|办事处|管委会|委员会|[局厅]))  # the body
    (?=坚持|始终|认真|深入|全面|紧紧|紧扣|围绕|以|按照|切实|持续|严格|在|积极|高度)  # what a sentence about its work goes on with
    """,
    re.VERBOSE,
)


def title_issuer(title: str) -> str:
    """The issuer in a report's title: the words before 关于 or before the year; where the year comes first,
    those between it and the subject. Of Party and government together, the government. "" for none."""
    narrow = _TAG.sub("", half_width(title).strip()).strip("《》")
    slot = squeeze(_TITLE_REST.sub("", narrow, count=1)).removeprefix("关于")
    slot = re.sub(r"^(?:报送|呈报|上报)", "", slot)
    if not slot and (found := _YEAR_FIRST.match(bare(narrow))):
        slot = found[1] if find_places(found[1]) else ""
    name = without_lead_in(_governing(slot))
    return name if _names_a_body(name) else ""


def without_lead_in(name: str) -> str:
    """The name of a body without words that only precede it (转发天水市, 县长向县委报告清水县): words before
    the first run of places are part of the name only if they belong to a body's name
    (国家税务总局慈溪市税务局)."""
    places = find_places(name)
    if not places:
        return name
    first = len(places) - 1
    while first and places[first - 1].end == places[first].start:
        first -= 1
    before = name[: places[first].start]
    return name if not before or _ABOVE_THE_PLACE.fullmatch(before) else name[places[first].start :]


def is_attested(name: str, others: Sequence[str], text: str) -> bool:
    """True if a name is a public body's: it contains a place of the registry; or it ends like a body's name
    and no verb precedes it; or it occurs a second time on the page or in the text (for 云溪县 also 我县). The
    registry has all provinces, 州 and 盟, former ones too, so 大学联盟 is rejected."""
    plain = bare(name)
    if find_places(plain):
        return True
    is_area = AREA.fullmatch(plain) is not None
    if is_area and plain[-1] in "省州盟":
        return False
    if not is_area and not _LEADS_UP.search(plain):
        return True
    if is_area and len(plain) <= _SHORT_NAME and f"我{plain[-1]}" in text:
        return True
    return any(plain in bare(other) for other in others) or plain in text


def _names_a_body(name: str) -> bool:
    """True for a name that ends like a body's or is a place's; false for 全区, 国家卫健委发布 and 交通."""
    if _NOBODY.fullmatch(name) or re.search(r"[《》,。!?]", name):
        return False
    places = find_places(bare(name))
    ends_in_place = bool(places) and places[-1].end == len(bare(name))
    return ends_in_place or bool(
        AREA.fullmatch(name) or _BODY_NAME.fullmatch(name) or re.search(r"(?:镇|乡|苏木|街道|部)$", name)
    )


def signature(lines: list[str]) -> str:
    """The body that signs below the text: the line of a body's name in front of (or after) the sign-off
    date, or the last line. "" for none."""
    tail = lines[-_SIGNATURE_LINES:]
    dates = [at for at, line in enumerate(tail) if is_date_line(Words(line))]
    near = [at + step for at in reversed(dates) for step in (-1, 1, -2)] + [len(tail) - 1]
    for at in near:
        if 0 <= at < len(tail) and 3 <= len(tail[at]) <= 60 and not _ELSEWHERE.search(half_width(tail[at])):
            line = squeeze(half_width(tail[at]).strip("()"))
            if _BODY_NAME.fullmatch(line):
                return _governing(line)
    return ""


def _governing(names: str) -> str:
    """Of several bodies written together the government, else the first; a Party committee alone is no
    issuer."""
    glued = re.match(r"中共.{2,30}?委(?:员会)?(?=[^ ]{2,}政府)", names)
    parts = [names[: glued.end()], names[glued.end() :]] if glued else re.split(r"[ 、\t]+", names)
    parts = [part.strip() for part in parts if part.strip()]
    for part in parts:
        if GOVERNMENT.search(part) and not part.startswith("中共"):
            return part
    own = [part for part in parts if not part.startswith("中共")]
    if len(own) > 1 and not all(_BODY_NAME.fullmatch(part) for part in own):
        return "".join(own)  # one name, written with spaces
    return own[0] if own else ""


def fitting_publisher(publishers: list[str], lines: list[str]) -> str:
    """The publisher that fits the text: a government or its office where the text is about the whole area, a
    department where the text says 我局. "" for none."""
    text = "".join(lines)[:6000]
    for name in publishers:
        government = re.sub(r"办公[室厅]$", "", name)
        if GOVERNMENT.search(government) and not re.search(r"我[局委办厅镇乡街]", text):
            return government
        if DEPARTMENT.search(name) and re.search(r"我[局委办厅]|本[局委办厅]", text):
            return name
    return ""


def lead_body(lines: list[str]) -> str:
    """The department or town whose name the first sentence begins with: 2023年，云溪县水务局坚持…"""
    for line in lines[:3]:
        if found := _LEAD_BODY.match(half_width(line)):
            return found[1] if find_places(found[1]) else ""
    return ""
