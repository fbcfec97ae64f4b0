"""How a number is printed: plain, grouped, with 万 or 亿, in Chinese numerals, in full width."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
DIGITS = "零一二三四五六七八九"
WAN, YI = 10_000, 100_000_000
# Of a hundred reports so many group their digits by commas, by spaces, or write them in full width.
COMMAS, SPACES, WIDE = 12, 2, 3
# So often a number is printed with 万 where that loses nothing, and a small one in Chinese numerals.
WITH_WAN, IN_CHINESE = 0.5, 0.06
SMALL = 20


@dataclass(frozen=True, slots=True)
class Hand:
    """How one report writes its numbers."""

    separator: str = ""
    wide: bool = False


def hand_of(rng: Random) -> Hand:
    """The hand of one report."""
    luck = rng.randrange(100)
    if luck < COMMAS:
        return Hand(separator=",")
    if luck < COMMAS + SPACES:
        return Hand(separator=" ")
    return Hand(wide=luck >= 100 - WIDE)


def print_number(value: int | float, unit: str, hand: Hand, rng: Random) -> tuple[str, str]:
    """The printed numeral and the unit behind it (none behind 百分之百)."""
    if unit == "元":
        return _money(int(value), hand), unit
    if unit == "%":
        if value == 100 and rng.random() < IN_CHINESE:
            return "百分之百", ""
        return _written(f"{Decimal(str(value)).normalize():f}", hand), unit
    count = int(value)
    if 0 < count <= SMALL and rng.random() < IN_CHINESE:
        return ("两" if count == 2 else chinese(count)), unit
    if count >= WAN and count % 100 == 0 and rng.random() < WITH_WAN:
        big, word = (YI, "亿") if count >= YI and count % 1_000_000 == 0 else (WAN, "万")
        return _written(f"{(Decimal(count) / big).normalize():f}", hand) + word, unit
    return _written(str(count), hand), unit


def chinese(count: int) -> str:
    """A number from 1 to 99 in Chinese numerals."""
    tens, ones = divmod(count, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")


def _money(value: int, hand: Hand) -> str:
    big, word = (YI, "亿") if value >= YI and value % 1_000_000 == 0 else (WAN, "万")
    return _written(f"{(Decimal(value) / big).normalize():f}", hand) + word


def _written(numeral: str, hand: Hand) -> str:
    whole, point, rest = numeral.partition(".")
    if hand.separator and len(whole) > 3:
        whole = f"{int(whole):,}".replace(",", hand.separator)
    written = whole + point + rest
    return written.translate(FULL_WIDTH) if hand.wide else written
