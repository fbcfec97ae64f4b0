"""What the values of a script come to: sums, differences, products, comparisons. What is not understood is
None."""

Value = str | int | None
_LONGEST_TEXT = 2000
_LARGEST = 10**9


def combined(value: Value, other: Value, sign: str) -> Value:
    """value + other, value - other or value * other; + joins texts."""
    if value is None or other is None:
        return None
    if sign == "+":
        if isinstance(value, int) and isinstance(other, int):
            return value + other
        return f"{value}{other}"[:_LONGEST_TEXT]
    left, right = number(value), number(other)
    if left is None or right is None or max(abs(left), abs(right)) > _LARGEST:
        return None
    return left - right if sign == "-" else left * right


def number(value: Value) -> int | None:
    """The value as a number; None for what is none."""
    if isinstance(value, int):
        return value
    return int(value) if value and value.isdecimal() and len(value) < 10 else None


def holds(left: Value, sign: str, right: Value) -> bool | None:
    """Whether a comparison holds; None for one that is not understood."""
    if left is None or right is None:
        return None
    if sign[0] in "=!":
        return (str(left) == str(right)) is (sign[0] == "=")
    one, other = number(left), number(right)
    if one is None or other is None:
        return None
    return {"<": one < other, ">": one > other, "<=": one <= other, ">=": one >= other}[sign]
