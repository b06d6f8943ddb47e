"""Starting and ending the processes of a run: servers that wait for a port, scripts that answer in JSON."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

HERE = Path(__file__).parent
PATIENCE = 60  # seconds until a server must answer


def command(script: str, *words: object) -> list[str]:
    return [sys.executable, str(HERE / script), *(str(word) for word in words)]


def answer_of(script: str, *words: object, given: str = "", seconds: int = 600) -> Any:
    """Run a script to its end and read the JSON that it prints."""
    done = subprocess.run(command(script, *words), input=given, capture_output=True, text=True, timeout=seconds)
    if done.returncode:
        raise RuntimeError(f"{script} failed:\n{done.stderr[-4000:]}")
    return json.loads(done.stdout)


def free_port(wanted: int) -> int:
    """The port wanted, or the next one that is free."""
    for port in range(wanted, wanted + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"no free port from {wanted} on")


@contextmanager
def serving(what: str, url: str, port: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A server process, from its first answer to its end."""
    with (folder / f"{what}-{port}.log").open("w") as log:
        process = subprocess.Popen(command("served.py", what, url, port, folder), stdout=log, stderr=log)
        try:
            _wait_for(port, process)
            yield process
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = monotonic() + PATIENCE
    while monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            sleep(0.05)
    raise RuntimeError(f"no server on port {port}; see its log")


class Sink:
    """The SMTP server beside us."""

    def __init__(self, port: int) -> None:
        self.process = subprocess.Popen(
            command("sink.py", port), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self._read()

    def _read(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()

    def counts(self) -> dict[str, int]:
        """What came since this was last asked."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        found: dict[str, int] = json.loads(self._read())
        return found

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(10)
