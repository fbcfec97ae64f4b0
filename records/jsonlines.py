"""Records as JSON: dates and instants in ISO form, tuples as lists, null for None.

One record per line is the form in which a crawl hands its work over (captures.jsonl, failures.jsonl).
"""

import dataclasses
import types
import typing
from datetime import date, datetime
from typing import Any, TypeVar

Record = TypeVar("Record")
_PLAIN = frozenset((str, int, float, bool, type(None)))
_NAMES: dict[type[Any], tuple[str, ...]] = {}
_HINTS: dict[type[Any], dict[str, Any]] = {}


def to_json(record: Any) -> Any:
    """The record as plain JSON values (a dict for a dataclass)."""
    kind = type(record)
    if kind in _PLAIN:
        return record
    if names := _field_names(kind):
        values = {name: getattr(record, name) for name in names}
        # Most values are plain: testing here saves a call for each.
        return {name: one if type(one) in _PLAIN else to_json(one) for name, one in values.items()}
    if isinstance(record, (date, datetime)):
        return record.isoformat()
    if isinstance(record, (list, tuple)):
        return [to_json(item) for item in record]
    if isinstance(record, dict):
        return {key: to_json(value) for key, value in record.items()}
    return record


def _field_names(kind: type[Any]) -> tuple[str, ...]:
    """The names of a dataclass's fields in order, looked up once; none for any other type."""
    if kind not in _NAMES:
        fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
        _NAMES[kind] = tuple(one.name for one in fields)
    return _NAMES[kind]


def from_json(kind: type[Record], values: dict[str, Any]) -> Record:
    """Reads a record that to_json wrote.

    Raises KeyError for a missing field without a default and TypeError for an unknown key, so that the log of
    another version is noticed and not read in part.
    """
    hints = _hints(kind)
    unknown = set(values) - set(hints)
    if unknown:
        raise TypeError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
    return kind(**{name: _revive(hints[name], value) for name, value in values.items()})


def _hints(kind: type[Any]) -> dict[str, Any]:
    """The types of a dataclass's fields, looked up once."""
    if kind not in _HINTS:
        _HINTS[kind] = typing.get_type_hints(kind)
    return _HINTS[kind]


def _revive(hint: Any, value: Any) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        inner = [kind for kind in arguments if kind is not type(None)]
        return None if value is None else _revive(inner[0], value)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(_revive(arguments[0], item) for item in value)
        return tuple(_revive(kind, item) for kind, item in zip(arguments, value, strict=True))
    if origin is dict:
        return {key: _revive(arguments[1], item) for key, item in value.items()}
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is date:
        return date.fromisoformat(value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return from_json(hint, value)
    return value
