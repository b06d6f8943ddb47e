"""Looking into a file in a process of its own, with bounds on time and memory: whatever it does, the server goes on.

`python -m workflow.evidence.apart PATH NAME` writes what it sees, a line of JSON after each step, so that what came
before a fault stands: first whether the file is taken, then its words with what is doubtful, then its picture.
"""

import base64
import json
import logging
import mmap
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from workflow.errors import Refused
from workflow.settings import bare_environment

log = logging.getLogger("duban.evidence")
MEMORY = 1024 * 1024 * 1024  # bytes of address space, beside the file itself
SECONDS, GRACE = 60, 15
STEP = 12  # CPU seconds for words, and for a picture


def look(path: Path, name: str) -> dict[str, Any]:
    """What was seen. Raises Refused, also where it could not be found out whether the file may be taken."""
    command = [sys.executable, "-B", "-m", "workflow.evidence.apart", str(path), name]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS + GRACE, env=bare_environment())
        said, fault = done.stdout, done.stderr if done.returncode else b""
    except subprocess.TimeoutExpired as late:
        said, fault = late.stdout or b"", b"too slow"
    lines = said.decode("ascii", "replace").split("\n")[:-1]  # the last one is empty, or was cut
    seen: dict[str, Any] = {key: value for line in lines for key, value in json.loads(line).items()}
    if "refusal" in seen:
        raise Refused(seen["refusal"], **seen["facts"])
    if fault:
        log.warning("looking into %s ended early: %s", name, fault[-1000:].decode("utf-8", "replace"))
    if "taken" not in seen:
        raise Refused("evidence.too_heavy", name=name)
    return seen


def bound(size: int, *, threads: bool = False) -> None:
    """Bounds of the system's own; Windows has none of this kind, there only the clock of the caller holds. The reader
    of HEIC needs a thread, and the system counts threads as it counts programs."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY + 2 * size, MEMORY + 2 * size))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes nothing but its answer
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if not threads:
            resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))  # and starts nothing


def main() -> None:
    from workflow.evidence import rules
    from workflow.evidence.inside import judging
    from workflow.evidence.inside.marks import Mapped

    path, name = Path(sys.argv[1]), sys.argv[2]
    kind = rules.ending(name)
    bound(path.stat().st_size, threads=kind == "heic")
    with path.open("rb") as file, Mapped(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        try:
            judging.judge(data, name, kind=kind)
        except Refused as refused:
            _say({"refusal": refused.key, "facts": refused.facts})
            return
        _say({"taken": True})
        _tell(data, name, kind)


def _tell(data: Any, name: str, kind: str) -> None:
    """Each step may fail alone: then there are no words, or no picture."""
    from workflow.evidence.inside import picturing, reading

    _try(lambda: _say(told(name, reading.words(data, kind), pages=reading.pages(data, kind))))
    _try(lambda: _say(_picture(picturing.picture(data, kind))))


def told(name: str, words: str, *, pages: int | None) -> dict[str, Any]:
    from workflow.evidence.inside.doubting import doubts, folded
    from workflow.evidence.inspecting import WORDS

    return {"words": folded(words, most=WORDS), "doubts": doubts(name, words), "pages": pages}


def _picture(found: bytes | None) -> dict[str, Any]:
    return {} if found is None else {"picture": base64.b64encode(found).decode(), "picture_type": "image/jpeg"}


def _try(step: Callable[[], None]) -> None:
    """Out of its own time a step ends by a signal's exception; out of memory or at a fault it ends too."""
    with suppress(Exception), _timed():
        step()


def _timed() -> Any:
    from contextlib import ExitStack

    stack = ExitStack()
    if sys.platform != "win32":
        import signal

        def late(*_: object) -> None:
            raise TimeoutError

        signal.signal(signal.SIGVTALRM, late)
        signal.setitimer(signal.ITIMER_VIRTUAL, STEP)
        stack.callback(signal.setitimer, signal.ITIMER_VIRTUAL, 0)
    return stack


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=True) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
