"""A virus scanner beside the application, where there is one."""

from pathlib import Path
from typing import Protocol


class ScannerAway(Exception):
    """The scanner does not answer."""


class Scanner(Protocol):
    def scan(self, path: Path) -> str:
        """What was found in a file; "": nothing. Raises ScannerAway."""
        ...
