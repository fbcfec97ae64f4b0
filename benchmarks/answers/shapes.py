"""Answers as short lines of JSON: small values as they are, long ones as their length and the head of their
digest."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from records import Issue

LONGEST = 60
PLACES = 4


def shape(value: Any) -> Any:
    """A value as JSON. Of records the fields that hold something; of a list the number and the digest of
    all."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return round(value, PLACES)
    if isinstance(value, str):
        return value if len(value) <= LONGEST else digest(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): shape(part) for key, part in value.items()}
    if is_dataclass(value):
        return {
            field.name: shape(part)
            for field in fields(value)
            if (part := getattr(value, field.name)) not in (None, "", (), {}, [])
        }
    parts = [whole(part) for part in value]
    text = "; ".join(parts)
    return text if len(text) <= LONGEST else f"{len(parts)}× {digest(text)}"


def whole(value: Any) -> str:
    """A value as text, nothing left out but the details of issues."""
    if isinstance(value, float):
        return f"{value:.{PLACES}g}"
    if isinstance(value, Issue):  # its detail may be another program's words
        return value.code
    if is_dataclass(value):
        return "(" + ", ".join(whole(getattr(value, field.name)) for field in fields(value)) + ")"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {whole(part)}" for key, part in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(whole, value)) + "]"
    return str(value)


def digest(text: str) -> str:
    return f"{len(text)} {hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"
