"""Identifiers as platforms give them out: 32 hexadecimal digits, UUIDs, snowflake numbers; made from
names."""

from datetime import date
from hashlib import md5

# Snowflake ids count milliseconds from about here, in steps of 2^22.
SNOWFLAKE_EPOCH = date(2010, 11, 4)


def hexadecimal(*names: object) -> str:
    """32 hexadecimal digits."""
    return md5(" ".join(map(str, names)).encode(), usedforsecurity=False).hexdigest()


def uuid(*names: object) -> str:
    digits = hexadecimal(*names)
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def snowflake(day: date, number: int) -> int:
    """Nineteen digits that grow with the day."""
    return ((day - SNOWFLAKE_EPOCH).days * 86_400_000 << 22) + number + 10**18
