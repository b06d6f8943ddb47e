"""Files and functions stay small, names are words of the domain, and the clock is read in one place."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support import sources

FILE, FUNCTION, BY_PLACE = 200, 30, 5
HARD = 250
# Longer than FILE, never longer than HARD, each with its reason.
LONGER: dict[str, str] = {"workflow/settings.py": "all that the environment says is read in one file"}

EMPTY_WORDS = {"Manager", "Helper", "Helpers", "Utils", "Util", "Handler", "Data", "Info"}

# Where time may be read beside the clock, each with its reason.
CLOCKS = {"workflow/adapters/clock.py": "the clock itself"}
READS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("func", "now"),
    ("func", "current_date"),
    ("func", "current_timestamp"),
}

MODULES = sources.modules()


def test_files_are_short() -> None:
    lengths = {sources.name(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert not {name: n for name, n in lengths.items() if n > (HARD if name in LONGER else FILE)}


def test_functions_are_short() -> None:
    assert not [f"{where} {n}" for where, function in functions() if (n := _length(function)) > FUNCTION]


def test_functions_take_few_arguments_by_place() -> None:
    assert not [f"{where} {n}" for where, function in functions() if (n := len(_by_place(function))) > BY_PLACE]


def test_names_are_words_of_the_domain() -> None:
    files = [sources.name(path) for path in MODULES if {w.capitalize() for w in path.stem.split("_")} & EMPTY_WORDS]
    classes = [node.name for path in MODULES for node in ast.walk(sources.tree(path)) if isinstance(node, ast.ClassDef)]
    assert not files + [name for name in classes if EMPTY_WORDS & set(re.findall(r"[A-Z][a-z]*", name))]


def test_only_the_clock_reads_the_time() -> None:
    reading = [f"{sources.name(p)}:{node.lineno}" for p in MODULES for node in _reading(p)]
    assert not [where for where in reading if where.partition(":")[0] not in CLOCKS]


def test_exceptions_are_still_needed() -> None:
    long = {sources.name(p) for p in MODULES if len(p.read_text("utf-8").splitlines()) > FILE}
    assert set(LONGER) <= long
    assert set(CLOCKS) <= {sources.name(path) for path in MODULES if _reading(path)}


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in MODULES:
        for function in sources.functions(path):
            yield f"{sources.name(path)}:{function.lineno} {function.name}", function


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, the docstring aside."""
    assert function.end_lineno
    first = function.body[0]
    told = ast.get_docstring(function, clean=False) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if told else 0
    return function.end_lineno - function.lineno + 1 - docstring


def _by_place(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    names = [a.arg for a in [*function.args.posonlyargs, *function.args.args]]
    return [name for name in names if name not in ("self", "cls")]


def _reading(path: Path) -> list[ast.Attribute]:
    return [node for node in ast.walk(sources.tree(path)) if isinstance(node, ast.Attribute) and _reads_time(node)]


def _reads_time(node: ast.Attribute) -> bool:
    if not isinstance(node.value, ast.Name | ast.Attribute):
        return False
    owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
    return (owner, node.attr) in READS
