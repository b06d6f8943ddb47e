"""Reading in a process of its own, with bounds on time and memory: whatever a document does, the server goes on.

`python -m workflow.plans.desk.apart NAME` reads the bytes of its input and writes the draft, or the refusal, as JSON.
"""

import json
import logging
import subprocess
import sys
from typing import Any

from workflow.errors import Refused
from workflow.plans.plain import plain, row
from workflow.plans.reader import read
from workflow.plans.reader.draft import Draft

log = logging.getLogger("duban.reading")
MEMORY = 1024 * 1024 * 1024  # bytes of address space
SECONDS = 90


def read_apart(data: bytes, name: str) -> Draft:
    """Read a document. Raises `Refused`: where it is no plan, or needs more time or memory than a plan does."""
    command = [sys.executable, "-m", "workflow.plans.desk.apart", name]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Refused("reader.too_slow", name=name) from None
    if done.returncode != 0:
        log.warning(
            "reading %s apart ended with %s: %s", name, done.returncode, done.stderr[-2000:].decode("utf-8", "replace")
        )
        raise Refused("reader.too_heavy" if _out_of_bounds(done) else "reader.broken", name=name)
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refusal" in answer:
        raise Refused(answer["refusal"], **answer["facts"])
    return row(Draft, answer["draft"])


def _out_of_bounds(done: subprocess.CompletedProcess[bytes]) -> bool:
    """Killed by its bounds, or out of memory; anything else is a fault."""
    return done.returncode < 0 or b"MemoryError" in done.stderr


def bound() -> None:
    """Bounds of the system's own; Windows has none of this kind, there only the clock of the caller holds."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main() -> None:
    bound()
    try:
        answer: dict[str, Any] = {"draft": plain(read(sys.stdin.buffer.read(), sys.argv[1]))}
    except Refused as refused:
        answer = {"refusal": refused.key, "facts": refused.facts}
    json.dump(answer, sys.stdout, ensure_ascii=True)


if __name__ == "__main__":
    main()
