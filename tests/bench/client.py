"""The load client, a process of its own: raw keep-alive sockets, a bounded number of requests, one thread each.

Reads a Load as JSON, writes for every target a list of turns: seconds, and the milliseconds of every answer.
Targets take turns (A B A B), so that whatever else the machine does falls on all of them alike.
"""

import json
import socket
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from threading import Thread
from time import perf_counter, process_time
from typing import Any

TIMEOUT = 30  # seconds


@dataclass
class Target:
    """Requests to one port, as bytes in latin-1; used in order, and again from the first when they run out."""

    name: str
    port: int
    requests: list[str]
    status: int = 200


@dataclass
class Load:
    targets: list[Target]
    connections: int = 1
    turns: int = 1
    each: int = 20  # requests of a turn, shared by the connections
    warm: int = 0  # requests before anything is measured

    def text(self) -> str:
        return json.dumps(asdict(self))


@dataclass
class Turn:
    seconds: float = 0.0
    answers: list[float] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


def answer(connection: socket.socket, request: bytes) -> tuple[int, bytes]:
    """One request, one whole answer: its status and its body."""
    connection.sendall(request)
    got = connection.recv(65536)
    while b"\r\n\r\n" not in got:
        got += _more(connection)
    head, _, body = got.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
    parts, count = [body], len(body)
    while count < length:
        parts.append(_more(connection))
        count += len(parts[-1])
    return int(head[9:12]), b"".join(parts)


def _more(connection: socket.socket) -> bytes:
    got = connection.recv(65536)
    if not got:
        raise ConnectionError("the server closed the connection")
    return got


def _ask(connection: socket.socket, target: Target, requests: list[bytes], turn: Turn) -> None:
    for request in requests:
        began = perf_counter()
        try:
            status, body = answer(connection, request)
        except (OSError, ValueError) as error:
            turn.troubles.append(f"{target.name}: {error!r}")
            return
        turn.answers.append((perf_counter() - began) * 1000)
        if status != target.status:
            turn.troubles.append(f"{target.name}: {status} instead of {target.status}: {body[:2000].decode()}")


def one_turn(target: Target, requests: list[bytes], connections: int) -> Turn:
    turn = Turn()
    opened = [socket.create_connection(("127.0.0.1", target.port), TIMEOUT) for _ in range(connections)]
    for connection in opened:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    threads = [
        Thread(target=_ask, args=(connection, target, requests[n::connections], turn))
        for n, connection in enumerate(opened)
    ]
    began = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    turn.seconds = perf_counter() - began
    for connection in opened:
        connection.close()
    return turn


def _supply(target: Target) -> Iterator[bytes]:
    requests = [text.encode("latin-1") for text in target.requests]
    while True:
        yield from requests


def run(load: Load) -> dict[str, Any]:
    supplies = {target.name: _supply(target) for target in load.targets}
    turns: dict[str, list[Turn]] = {target.name: [] for target in load.targets}
    for target in load.targets:
        if load.warm:
            one_turn(target, [next(supplies[target.name]) for _ in range(load.warm)], load.connections)
    began, busy = perf_counter(), process_time()
    for _ in range(load.turns):
        for target in load.targets:
            requests = [next(supplies[target.name]) for _ in range(load.each)]
            turns[target.name].append(one_turn(target, requests, load.connections))
    share = (process_time() - busy) / (perf_counter() - began)
    return {"busy": share, "turns": {name: [asdict(turn) for turn in all_] for name, all_ in turns.items()}}


if __name__ == "__main__":
    given = json.load(sys.stdin)
    json.dump(run(Load(**{**given, "targets": [Target(**target) for target in given["targets"]]})), sys.stdout)
