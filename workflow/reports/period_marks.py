"""The mark that every row of a period's workbook carries, signed, so that it is read back safely: whose row it is, of
which period, and what stood there when the workbook was made."""

import hashlib
import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

MARK = re.compile(
    r"t1\|(\d{1,10})\|(\w{1,20})\|([ds]\d{1,10})\|(\d{1,9})\|(\d{1,10})\|(\d{1,10})\|([0-9a-f]{8})\|([0-9a-f]{16})"
)


@dataclass(frozen=True)
class Mark:
    """`key` is d17 for a deadline, s9 for a share that nobody asked for. `draft` is the draft's version (0: none),
    `own` what an earlier attempt at this report says, `last` what was said last (revisions; 0: nothing), `print_` what
    was written in the row."""

    department_id: int
    occasion: str
    key: str
    draft: int
    own: int
    last: int
    print_: str

    def signed(self, secret: str) -> str:
        said = f"t1|{self.department_id}|{self.occasion}|{self.key}|{self.draft}|{self.own}|{self.last}|{self.print_}"
        return f"{said}|{_signature(said, secret)}"


def mark_of(words: str, secret: str) -> Mark | None:
    """The mark, if it was made here and nobody changed it."""
    found = MARK.fullmatch(words.strip())
    if found is None or not hmac.compare_digest(_signature(words.strip().rpartition("|")[0], secret), found[8]):
        return None
    return Mark(int(found[1]), found[2], found[3], int(found[4]), int(found[5]), int(found[6]), found[7])


def print_of(cells: Sequence[str]) -> str:
    """Changes when an answer of the row changes."""
    said = json.dumps([cell.replace("\r\n", "\n").strip() for cell in cells], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def _signature(said: str, secret: str) -> str:
    return hmac.new(f"period workbook {secret}".encode(), said.encode(), hashlib.sha256).hexdigest()[:16]
