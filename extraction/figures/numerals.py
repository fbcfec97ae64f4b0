"""Chinese numerals as values."""

from functools import lru_cache

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}


@lru_cache(maxsize=512)
def numeral_value(text: str) -> float | None:
    """What a numeral says: 二十三 → 23, 两万三千 → 23000, 百 → 100, 九十八点六 → 98.6, digits as they are;
    None for what is no number in words (三四, 万一)."""
    if text[0].isdigit():
        return float(text) if "." in text else int(text)
    whole, point, part = text.partition("点")
    if point:
        value = _whole(whole)
        decimals = [_DIGITS.get(digit) for digit in part]
        if value is None or not part or None in decimals:
            return None
        return float(f"{value}.{''.join(map(str, decimals))}")
    return 100 if text == "百" else _whole(text)


def _whole(text: str) -> int | None:
    total = section = 0
    digit: int | None = None
    for character in text:
        if character in _DIGITS:
            if digit:  # 三四 is an estimate, 二〇二三 a year
                return None
            digit = _DIGITS[character]
        elif character in _SMALL:
            if digit is None and character != "十":
                return None
            section += (digit if digit is not None else 1) * _SMALL[character]
            digit = None
        elif character in _LARGE:
            section += digit or 0
            if not section:
                return None
            total = (
                (total + section) * _LARGE[character]
                if character == "亿"
                else total + section * _LARGE[character]
            )
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)
