"""What the three vendors' robots are asked and what they answer, as each vendor's paper has it."""

import base64
import hashlib
import hmac
import json
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote_plus

BUSY = {  # answers after which the same message may be taken later: system busy, too many a minute
    "wecom": frozenset({-1, 45009, 45033}),
    "dingtalk": frozenset({-1, 130101, 410100}),
    "feishu": frozenset({9499, 11232}),
}


class Said(NamedTuple):
    code: int
    words: str
    busy: bool


def asked(kind: str, address: str, secret: str, words: str, *, at: datetime) -> tuple[str, dict[str, Any]]:
    """Address and body of the request; signed where there is a secret."""
    if kind == "feishu":
        return address, {"msg_type": "text", "content": {"text": words}} | (
            _signed_inside(secret, at) if secret else {}
        )
    body = {"msgtype": "text", "text": {"content": words}}
    if kind == "dingtalk" and secret:
        return address + ("&" if "?" in address else "?") + _signed_beside(secret, at), body
    return address, body


def _signed_beside(secret: str, at: datetime) -> str:
    """钉钉: milliseconds and secret, signed with the secret, in the address."""
    stamp = str(int(at.timestamp() * 1000))
    signed = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
    return f"timestamp={stamp}&sign={quote_plus(base64.b64encode(signed))}"


def _signed_inside(secret: str, at: datetime) -> dict[str, str]:
    """飞书: nothing, signed with seconds and secret, in the body."""
    stamp = str(int(at.timestamp()))
    signed = hmac.new(f"{stamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return {"timestamp": stamp, "sign": base64.b64encode(signed).decode()}


def told(kind: str, answer: bytes) -> Said | None:
    """The robot's answer; None when it is none."""
    try:
        given = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, dict):
        return None
    code, words = given.get("errcode"), given.get("errmsg")
    if kind == "feishu":  # older deployments know only StatusCode
        code = given.get("code", given.get("StatusCode"))
        words = given.get("msg", given.get("StatusMessage"))
    if not isinstance(code, int) or isinstance(code, bool):
        return None
    return Said(code, " ".join(str(words or "").split()), code in BUSY[kind])
