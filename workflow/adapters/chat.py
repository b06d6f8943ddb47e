"""Robots of chat groups behind a small face: 企业微信, 钉钉, 飞书.

Only servers that the settings allow are ever called; no redirect is followed and no proxy used. What is said here of a
trouble never holds the address of a robot, which is its secret.
"""

import json
import time
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import parse_qsl, urlsplit

from workflow.adapters.chat_forms import asked, told
from workflow.settings import Chat as ChatSettings

LONGEST = 4096  # of an answer, in bytes; a robot says much less
HIDDEN = "…"


class ChatKind(StrEnum):
    WECOM = "wecom"  # 企业微信
    DINGTALK = "dingtalk"  # 钉钉
    FEISHU = "feishu"  # 飞书


class Reason(StrEnum):
    """Why nothing arrived, where it is not the robot's own answer."""

    NOT_ALLOWED = "not_allowed"
    REDIRECTED = "redirected"
    UNREACHABLE = "unreachable"
    STATUS = "status"
    GARBAGE = "garbage"


class ChatTrouble(Exception):
    """A message that the robot did not take; `reply` begins with a Reason, or is what the robot said."""

    def __init__(self, reply: str) -> None:
        super().__init__(reply)
        self.reply = reply[:500]


class NotNow(ChatTrouble):
    """Not taken, or nobody knows; it may be tried again."""


class TurnedAway(ChatTrouble):
    """The robot will not take it, however often it is tried."""


@dataclass(frozen=True)
class Way:
    """How a robot is reached: `address` holds its token, `secret` signs (not 企业微信)."""

    kind: ChatKind
    address: str
    secret: str = ""


class Chat:
    def __init__(self, settings: ChatSettings) -> None:
        self._settings = settings

    @property
    def hosts(self) -> list[str]:
        """The servers that may be called, as a person writes them."""
        usual = {"https": 443, "http": 80}
        origins = sorted(self._settings.origins)
        return [f"{kind}://{host}" + (f":{port}" if port != usual[kind] else "") for kind, host, port in origins]

    def allows(self, address: str) -> bool:
        """Whether this address belongs to a server that may be called, and holds nothing but an address."""
        try:
            parts = urlsplit(address)
            port = parts.port or (80 if parts.scheme == "http" else 443)
        except ValueError:
            return False
        plain = address.isascii() and address.isprintable() and " " not in address
        bare = "@" not in parts.netloc and "#" not in address
        return plain and bare and (parts.scheme, parts.hostname or "", port) in self._settings.origins

    def post(self, way: Way, words: str, *, at: datetime) -> str:
        """Have a robot say something; returns its answer. Raises a kind of ChatTrouble. `at` is signed with it."""
        if not self.allows(way.address):
            raise TurnedAway(Reason.NOT_ALLOWED)
        address, body = asked(way.kind, way.address, way.secret, words, at=at)
        try:
            status, answer = self._exchange(address, json.dumps(body, ensure_ascii=False).encode())
        except (OSError, HTTPException, UnicodeError) as trouble:
            raise NotNow(f"{Reason.UNREACHABLE}: {type(trouble).__name__}") from None
        return _read(way, status, answer)

    def _exchange(self, address: str, body: bytes) -> tuple[int, bytes]:
        """One request to the server of this address and no other; the answer is cut short, in bytes and in time."""
        parts, limit = urlsplit(address), self._settings.timeout
        opened = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = opened(parts.hostname or "", parts.port, timeout=limit)
        try:
            where = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
            connection.request("POST", where, body, {"Content-Type": "application/json; charset=utf-8"})
            answer = connection.getresponse()
            return answer.status, _beginning(answer, until=time.monotonic() + limit)
        finally:
            connection.close()


def _beginning(answer: HTTPResponse, *, until: float) -> bytes:
    read = b""
    while len(read) < LONGEST and (more := answer.read1(LONGEST - len(read))):
        read += more
        if time.monotonic() > until:
            raise TimeoutError
    return read


def _read(way: Way, status: int, answer: bytes) -> str:
    """What the robot says, if it took the message."""
    if 300 <= status < 400:
        raise TurnedAway(f"{Reason.REDIRECTED}: {status}")
    if status != 200:
        raise (NotNow if status == 429 or status >= 500 else TurnedAway)(f"{Reason.STATUS}: {status}")
    said = told(way.kind, answer)
    if said is None:  # a page of some gateway; whether the robot has spoken, nobody knows
        raise NotNow(Reason.GARBAGE)
    words = _without_secrets(way, f"{said.code} {said.words}".strip())[:500]
    if said.code == 0:
        return words
    raise (NotNow if said.busy else TurnedAway)(words)


def _without_secrets(way: Way, words: str) -> str:
    parts = urlsplit(way.address)
    secrets = [way.secret, parts.path.rpartition("/")[2], *(value for _, value in parse_qsl(parts.query))]
    for secret in secrets:
        words = words.replace(secret, HIDDEN) if len(secret) > 5 else words
    return words
