"""A mail to one person, and its bytes on the wire."""

import re
from base64 import encodebytes
from dataclasses import dataclass
from datetime import date, datetime
from email.header import Header
from email.utils import format_datetime, formataddr

from workflow.adapters.clock import CITY

SENDER_NAME = "督办 Duban"


@dataclass(frozen=True)
class Letter:
    """A mail to one person. `mail_id` is the Message-ID without brackets; `day` names the file in a folder."""

    mail_id: str
    address: str
    name: str
    subject: str
    text: str
    html: str
    day: date
    written_at: datetime


def as_bytes(letter: Letter, *, sender: str) -> bytes:
    """The letter on the wire, the same bytes every time: a text and an HTML part, both in base64.

    Written out here because the library's generator takes longer than the mail server.
    Raises ValueError for an address that mail cannot carry."""
    boundary = f"=_{re.sub(r'[^0-9A-Za-z]', '_', letter.mail_id)[:60]}"
    head = {
        "Subject": Header(_one_line(letter.subject), "utf-8", header_name="Subject").encode(linesep="\r\n"),
        "From": formataddr((SENDER_NAME, _one_line(sender))),
        "To": formataddr((_one_line(letter.name), _one_line(letter.address))),
        "Date": format_datetime(letter.written_at.astimezone(CITY)),
        "Message-ID": f"<{letter.mail_id}>",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative; boundary="{boundary}"',
    }
    lines = [f"{name}: {value}\r\n" for name, value in head.items()]
    lines += ["\r\n", *_part("plain", letter.text, boundary), *_part("html", letter.html, boundary)]
    return "".join((*lines, f"--{boundary}--\r\n")).encode("ascii")


def _part(subtype: str, words: str, boundary: str) -> tuple[str, ...]:
    body = encodebytes(words.replace("\n", "\r\n").encode("utf-8")).decode("ascii").replace("\n", "\r\n")
    kind = f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return f"--{boundary}\r\n", kind, body, "\r\n"


def _one_line(words: str) -> str:
    """A header's words stay in one header, whatever somebody typed."""
    return " ".join(words.split())
