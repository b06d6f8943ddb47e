"""One thing beside reports that waits for the head of a department, in words."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Asked:
    """A request that waits, in words."""

    kind: str
    id: int
    version: int
    number: str
    heading: str
    department: str
    what: str
    words: str
    more: str
    by: str
    at: datetime
    paper_id: int = 0  # on whose page it is read, and sent back

    @property
    def key(self) -> str:
        return f"{self.kind}.{self.id}.{self.version}"
