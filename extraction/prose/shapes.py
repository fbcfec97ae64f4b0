"""Texts that their shape alone shows to be no report: lists of titles, models with the names taken out."""

import re

_ITEM = re.compile(r".{6,200}[\t ]?[\[(]?20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\])]?")


def is_list(narrow: str) -> bool:
    """True for a text of hardly more than titles with their days."""
    lines = [line for line in narrow.split("\n") if line.strip()]
    items = sum(_ITEM.fullmatch(line.strip()) is not None for line in lines)
    return items >= 3 and 4 * items >= 3 * len(lines)


def looks_emptied(narrow: str) -> bool:
    """True for model texts on essay sites: places and figures replaced by 某, XX or *."""
    return len(re.findall(r"某[市县区镇乡局]|[Xx×*]{2,4}(?:[市县区镇乡局年万个件]|人次)", narrow)) >= 3
