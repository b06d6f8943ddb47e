"""The house's own files, for the tests that read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "workflow"
TEMPLATES = ROOT / "templates"
BINARY = frozenset(
    {".mo", ".png", ".jpg", ".xlsx", ".docx", ".pdf", ".zip", ".ico", ".woff2", ".gz", ".ofd", ".doc", ".xls", ".heic"}
)


def modules() -> list[Path]:
    """Every Python file of the application; the migrations' numbered files are written once and kept."""
    return sorted(p for p in PACKAGE.rglob("*.py") if "versions" not in p.parts)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def tracked() -> list[Path]:
    """The files of the repository, and the new ones that are not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted(p for line in listed.split("\0") if line and (p := ROOT / line).is_file())
