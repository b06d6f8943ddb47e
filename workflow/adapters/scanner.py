"""A virus scanner of the house, where there is one: clamd, spoken to over TCP or a Unix socket."""

import socket
import struct
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

PIECE = 128 * 1024
LONGEST = 4096  # bytes of an answer


class ScannerAway(Exception):
    """The scanner cannot be asked now, or did not answer: nobody knows what is in the file."""


class Scanner(Protocol):
    def scan(self, path: Path) -> str:
        """What was found in a file; "": nothing. Raises ScannerAway."""
        ...


@dataclass(frozen=True)
class Clamd:
    """`address`: host:port, [::1]:port, or the path of a socket. The file goes over in pieces (INSTREAM): the scanner
    needs no leave to read our folders, and may stand on another machine."""

    address: str
    connect: float = 5  # seconds
    patience: float = 120  # for each piece to be taken, and for the answer

    def scan(self, path: Path) -> str:
        try:
            with closing(self._connected()) as line:
                return _finding(_asked(line, path))
        except OSError as error:
            raise ScannerAway(f"{self.address}: {error}") from error

    def _connected(self) -> socket.socket:
        place = place_of(self.address)
        if isinstance(place, str):
            if sys.platform == "win32":
                raise OSError("no Unix sockets here")
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(self.connect)
            try:
                line.connect(place)
            except OSError:
                line.close()
                raise
        else:
            line = socket.create_connection(place, timeout=self.connect)
        line.settimeout(self.patience)
        return line


def place_of(address: str) -> str | tuple[str, int]:
    """A path, or host and port. Raises ValueError."""
    if address.startswith("/"):
        return address
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError("host:port, or the path of a socket")
    return host.strip("[]"), int(port)


def _asked(line: socket.socket, path: Path) -> bytes:
    """The answer. A scanner that has seen enough answers and hangs up while we still send."""
    try:
        line.sendall(b"zINSTREAM\0")
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass
    answer = b""
    while b"\0" not in answer and len(answer) < LONGEST and (piece := line.recv(LONGEST)):
        answer += piece
    return answer


def _finding(answer: bytes) -> str:
    words = answer.rstrip(b"\0\n").decode("utf-8", "replace")
    if words == "stream: OK":
        return ""
    if words.startswith("stream: ") and words.endswith(" FOUND"):
        return words.removeprefix("stream: ").removesuffix(" FOUND") or "?"
    raise ScannerAway(words[:200] or "hung up without an answer")
