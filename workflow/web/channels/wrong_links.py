"""Links that were wrong, counted by the address that asked. In memory, for looking writes nothing; no link of so many
signs can be guessed, and this only keeps a guesser from keeping the house busy."""

import threading
from datetime import datetime

from workflow.people.signing_in import PER_ADDRESS, WINDOW

ADDRESSES = 2000  # remembered at once


class WrongLinks:
    """The same wrong link counts once: a telephone that goes on asking by a revoked one shuts nobody out."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[str, dict[str, datetime]] = {}

    def too_many(self, address: str, *, at: datetime) -> bool:
        """Whether this address has asked by as many wrong links as sign-ins may fail."""
        with self._lock:
            return len(self._lately(address, at)) >= PER_ADDRESS

    def note(self, address: str, digest: str, *, at: datetime) -> None:
        with self._lock:
            lately = self._lately(address, at)
            lately.setdefault(digest, at)
            self._seen.pop(address, None)
            self._seen[address] = lately  # the last one to be forgotten
            if len(self._seen) > ADDRESSES:
                self._seen.pop(next(iter(self._seen)))

    def _lately(self, address: str, at: datetime) -> dict[str, datetime]:
        return {key: when for key, when in self._seen.get(address, {}).items() if when > at - WINDOW}
