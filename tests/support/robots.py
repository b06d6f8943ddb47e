"""A chat server on the loopback address that plays the robots of 企业微信, 钉钉 and 飞书, and misbehaves when told."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy.orm import Session

from tests.support.builders import at
from workflow.adapters.chat import ChatKind
from workflow.outbox.robot_models import Robot
from workflow.people.models import Department
from workflow.settings import Chat

ADDED = at(date(2026, 9, 1))
TOKEN, SECRET = "693a91f6-7f9c-token", "SEC-of-the-group"
PATHS = {
    ChatKind.WECOM: f"/cgi-bin/webhook/send?key={TOKEN}",
    ChatKind.DINGTALK: f"/robot/send?access_token={TOKEN}",
    ChatKind.FEISHU: f"/open-apis/bot/v2/hook/{TOKEN}",
}
TAKEN: dict[ChatKind, dict[str, Any]] = {
    ChatKind.WECOM: {"errcode": 0, "errmsg": "ok"},
    ChatKind.DINGTALK: {"errcode": 0, "errmsg": "ok"},
    ChatKind.FEISHU: {"code": 0, "msg": "success", "data": {}, "StatusCode": 0, "StatusMessage": "success"},
}
WRONG_SIGN: dict[ChatKind, dict[str, Any]] = {
    ChatKind.DINGTALK: {"errcode": 310000, "errmsg": "sign not match"},
    ChatKind.FEISHU: {"code": 19021, "msg": "sign match fail or timestamp is not within one hour from current time"},
}
Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Group:
    """What the groups heard, in order, and how the server behaves. `now`: by which signatures are judged."""

    now: datetime
    port: int = 0
    heard: list[str] = field(default_factory=list)
    asked: int = 0
    answer: Answer | None = None  # instead of the robot's own
    secret: str = ""  # groups ask for a signature made with it
    hang: threading.Event | None = None  # nothing is answered before it is set
    drip: bool = False  # the answer comes one sign at a time

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def address(self, kind: ChatKind) -> str:
        return self.url + PATHS[kind]

    def allowed(self, *, timeout: float = 5) -> Chat:
        return Chat(frozenset({("http", "127.0.0.1", self.port)}), timeout)

    def says(self, **words: Any) -> None:
        """What the robot answers from now on."""
        self.answer = (200, {"Content-Type": "application/json"}, json.dumps(words).encode())

    def answers(self, path: str, body: bytes) -> Answer:
        """As the vendor's server would: a message that is not as its paper has it is refused."""
        self.asked += 1
        if self.answer is not None:
            return self.answer
        parts, message = urlsplit(path), json.loads(body)
        kind = next((kind for kind, known in PATHS.items() if urlsplit(known).path == parts.path), None)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if kind is None or TOKEN not in path:
            return 404, {}, b"not found"
        if kind in WRONG_SIGN and self.secret and not self._signed(kind, query, message):
            return 200, {}, json.dumps(WRONG_SIGN[kind]).encode()
        named, held = ("msg_type", "content") if kind == ChatKind.FEISHU else ("msgtype", "text")
        assert message[named] == "text", message
        self.heard.append(message[held]["text" if kind == ChatKind.FEISHU else "content"])
        return 200, {"Content-Type": "application/json"}, json.dumps(TAKEN[kind]).encode()

    def _signed(self, kind: ChatKind, query: dict[str, str], message: dict[str, Any]) -> bool:
        """钉钉: milliseconds and sign in the address; 飞书: seconds and sign in the body. Both within the hour."""
        given = query if kind == ChatKind.DINGTALK else message
        stamp = str(given.get("timestamp", "0"))
        sent = int(stamp) / (1000 if kind == ChatKind.DINGTALK else 1)
        both = f"{stamp}\n{self.secret}".encode()
        key, said = (self.secret.encode(), both) if kind == ChatKind.DINGTALK else (both, b"")
        right = base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
        return given.get("sign") == right and abs(sent - self.now.timestamp()) < 3600


@contextmanager
def a_group(now: datetime) -> Iterator[Group]:
    group = Group(now)

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if group.hang is not None:
                group.hang.wait(20)
                return
            status, headers, answer = group.answers(self.path, body)
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(answer))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self._write(answer)

        def _write(self, answer: bytes) -> None:
            try:
                for sign in answer if group.drip else ():
                    self.wfile.write(bytes([sign]))
                    time.sleep(0.1)
                self.wfile.write(b"" if group.drip else answer)
            except OSError:  # the other side has had enough
                pass

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    group.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield group
    finally:
        if group.hang is not None:
            group.hang.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


@pytest.fixture
def group(clock: Any) -> Iterator[Group]:
    with a_group(clock.now()) as one:
        yield one


def a_robot(session: Session, department: Department, **facts: Any) -> Robot:
    """A robot of 企业微信 in the group of a department, unless facts say otherwise."""
    kind = facts.pop("kind", ChatKind.WECOM)
    given = {"name": "工作群", "address": f"https://chat.city.test{PATHS[kind]}", "added_at": ADDED}
    robot = Robot(department_id=department.id, kind=kind, **(given | facts))
    session.add(robot)
    session.flush()
    return robot
