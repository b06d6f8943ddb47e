"""Mails: real ones, whose attachments are looked into like any other file."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from workflow.errors import Refused
from workflow.evidence import rules
from workflow.evidence.inside.marks import ENDINGS, Bytes

LARGEST, PARTS = 100 * 1024**2, 1000
USUAL = ("from", "to", "subject", "date", "received", "message-id", "mime-version")


def read(data: Bytes) -> EmailMessage:
    return message_from_bytes(bytes(data), policy=policy.default)


def judge(data: Bytes, name: str, depth: int) -> None:
    from workflow.evidence.inside.judging import DEPTH, judge_inner

    if depth > DEPTH:
        raise Refused("evidence.too_deep", name=name, limit=DEPTH)
    if len(data) > LARGEST:
        raise Refused("evidence.inner_too_large", name=name, limit=LARGEST // 1024**2)
    mail = read(data)
    if not any(head in mail for head in USUAL):
        raise Refused("evidence.disguised", name=name)
    for count, part in enumerate(mail.walk()):
        if count > PARTS:
            raise Refused("evidence.too_many_inside", name=name, limit=PARTS)
        called = part.get_filename() or ""
        if rules.ending(called.rstrip(". ")) in ENDINGS:
            raise Refused("evidence.program", name=f"{name} › {called}")
        if not part.is_multipart() and (called or part.get_content_maintype() != "text"):
            content = part.get_payload(decode=True)
            judge_inner(content if isinstance(content, bytes) else b"", name, called, depth=depth)
