"""Frozen dataclasses to plain JSON values and back: days, decimals, stored words, tuples and rows within rows."""

from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def plain(value: Any) -> Any:
    """What `json` can write: rows as dicts, days as ISO, decimals as their digits."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def row(shape: type[T], given: dict[str, Any]) -> T:
    """The dataclass of a plain dict; fields that it does not name keep their defaults, unknown ones are left out."""
    hints = _hints(cast(Hashable, shape))
    return shape(**{name: _value(hints[name], one) for name, one in given.items() if name in hints})


@lru_cache(maxsize=64)
def _hints(shape: Hashable) -> dict[str, Any]:
    return get_type_hints(shape)


def _value(hint: Any, given: Any) -> Any:
    if given is None:
        return None
    origin = get_origin(hint)
    if origin is UnionType:
        return _value(next(one for one in get_args(hint) if one is not type(None)), given)
    if origin is tuple:
        return tuple(_value(get_args(hint)[0], one) for one in given)
    if origin is dict:
        return dict(given)
    if is_dataclass(hint):
        return row(cast(type[Any], hint), given)
    if hint is date:
        return date.fromisoformat(given)
    return hint(given) if hint is Decimal or issubclass(hint, StrEnum) else given
