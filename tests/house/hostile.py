"""What no page of ours sends, and the names of fields that a page family reads."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any
from urllib.parse import quote

from wtforms import FieldList, FormField
from wtforms.form import BaseForm

NAMED = re.compile(r"""request\.(?:form|args|values|files)\.get(?:list)?\(\s*f?["']([\w-]+)["']""")
NINES = "9" * 5000  # more digits than Python makes a number of
VALUES = (
    NINES,
    "９９９",  # digits of another script
    "²",  # a digit that is no number
    "-1",
    "1e999999999",
    "1e-99999",
    "0e999",
    "NaN",
    "nul\0nul",
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "9999Q4",
    f"d{NINES}.{NINES}:{NINES}|{NINES}",
    '{"rows": [{"line": 1e999, "cells": {"a": "\\ud800"}}]}',  # a lone surrogate, as JSON writes it
    "%ED%A0%80",  # a lone surrogate, as an address carries it
    "%FF%FE",
)
AS_THEY_ARE = frozenset(VALUES[-2:])
MEGABYTE = "x" * 1_000_000


def forms_of(family: str) -> Iterator[type[BaseForm]]:
    """The forms of a page family: a package of workflow.web."""
    for module in _modules(family):
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, BaseForm) and thing.__module__.startswith("workflow."):
                yield thing


@cache
def names_of(family: str) -> list[str]:
    """Every name that its forms and views read."""
    found = {name for form in forms_of(family) for name in fields(form)}
    for module in _modules(family):
        found |= set(NAMED.findall(Path(str(module.__file__)).read_text("utf-8")))
    return sorted(found)


def _modules(family: str) -> list[Any]:
    package = import_module(family)
    return [import_module(f"{family}.{one.name}") for one in iter_modules(package.__path__)]


def fields(form: type[BaseForm], prefix: str = "") -> Iterator[str]:
    """The names of a form's fields; of rows in it the first one, and places that are none."""
    for name in dir(form):
        field: Any = getattr(form, name, None)
        if type(field).__name__ == "UnboundField":
            yield prefix + name
            if issubclass(field.field_class, FieldList):
                yield from (f"{name}-{NINES}-x", f"{name}-²-x")
                row = field.args[0]
                if issubclass(row.field_class, FormField):
                    yield from fields(row.args[0], f"{name}-0-")


def filled(names: Sequence[str], turn: int) -> dict[str, str]:
    """Every field gets a value; in each turn another one."""
    return {name: VALUES[(place + turn) % len(VALUES)] for place, name in enumerate(names)}


def encoded(data: dict[str, str]) -> str:
    """As an address or a form carries it."""
    return "&".join(f"{quote(name)}={value if value in AS_THEY_ARE else quote(value)}" for name, value in data.items())
