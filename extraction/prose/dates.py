"""Dates as government pages write them, and in addresses."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

from extraction.prose.text import Words, half_width, once

CHINA = timezone(timedelta(hours=8))
_DIGITS = {"〇": "0", "○": "0", "零": "0", "O": "0"} | dict(
    zip("一二三四五六七八九", "123456789", strict=True)
)

# Year first with inner spaces (2022- 04- 27 was seen), the separator repeated; day first only with dots.
_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s?(?:[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)|年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日)"
)
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?!\d)")
_CHINESE = re.compile(
    r"([一二][〇○零Oo一二三四五六七八九0]{3})\s?年\s?([一二三四五六七八九十]{1,3})\s?月\s?([一二三四五六七八九十]{1,3})\s?日"
)
# The time is never read: impossible hours (42:18) occur and the day is what counts.
_TIME = r"(?:\s?\d{1,2}(?::|时)\d{2}(?:(?::\d{2})|分)?)?"
DATE_LINE = re.compile(
    rf"[(\[【]?\s?(?:{_YEAR_FIRST.pattern}|{_DAY_FIRST.pattern}|{_CHINESE.pattern})\s?{_TIME}\s?[)\]】]?"
)

_URL_DATES = (
    re.compile(r"/t((?:19|20)\d\d)(\d\d)(\d\d)_\d+"),
    re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})/"),
    re.compile(r"/((?:19|20)\d\d)/(\d\d)(\d\d)/"),
    re.compile(r"/((?:19|20)\d\d)(\d\d)(\d\d)/"),
)


def china_today(now: datetime) -> date:
    """The day in China at this instant; an instant without a zone is UTC, as everywhere here."""
    return (now if now.tzinfo else now.replace(tzinfo=UTC)).astimezone(CHINA).date()


def find_date(text: str) -> date | None:
    """The first date written in the text that exists in the calendar."""
    narrow = half_width(text)
    for found in _YEAR_FIRST.finditer(narrow):
        year, month, day = found[1], found[2] or found[4], found[3] or found[5]
        if (value := _calendar(year, month, day)) is not None:
            return value
    for found in _DAY_FIRST.finditer(narrow):
        if (value := _calendar(found[3], found[2], found[1])) is not None:
            return value
    for found in _CHINESE.finditer(narrow):
        year = "".join(_DIGITS.get(character, "0") for character in found[1])
        if (
            value := _calendar(year, str(chinese_number(found[2])), str(chinese_number(found[3])))
        ) is not None:
            return value
    return None


def leading_date(narrow: str) -> date | None:
    """The date a half-width line begins with, brackets before it left out; None for a line that begins with
    none."""
    narrow = narrow[:40].lstrip("[(【 ")
    found = _YEAR_FIRST.match(narrow) or _DAY_FIRST.match(narrow)
    return find_date(found[0]) if found else None


@once
def is_date_line(line: Words) -> bool:
    """True for a line that is one date, with or without brackets or a time, and nothing else."""
    return len(line.text) < 40 and DATE_LINE.fullmatch(line.narrow) is not None


def url_date(url: str) -> date | None:
    """The full date in an address (tYYYYMMDD_, /YYYY/M/D/, /YYYY-MM/DD/ …). It tells when the page was
    made: bulk migration stamps whole columns with one day."""
    for pattern in _URL_DATES:
        for found in pattern.finditer(url):
            if (value := _calendar(*found.groups())) is not None:
                return value
    return None


def chinese_number(text: str) -> int:
    """一 → 1, 十 → 10, 二十三 → 23; 0 for anything else."""
    tens, ten, ones = text.rpartition("十")
    try:
        return (int(_DIGITS[tens]) if tens else 1) * 10 * bool(ten) + (int(_DIGITS[ones]) if ones else 0)
    except KeyError:
        return 0


def _calendar(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
