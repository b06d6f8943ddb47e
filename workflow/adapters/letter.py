"""A mail to one person, and its bytes on the wire."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr

from workflow.adapters.clock import CITY

SENDER_NAME = "督办 Duban"
WIRE = compat32.clone(linesep="\r\n")


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
    """The letter on the wire: a text and an HTML part in base64, the same bytes every time."""
    message = MIMEMultipart("alternative", boundary=f"=_{re.sub(r'[^0-9A-Za-z]', '_', letter.mail_id)[:60]}")
    message["Subject"] = Header(letter.subject, "utf-8", header_name="Subject").encode()
    message["From"] = formataddr((SENDER_NAME, sender))
    message["To"] = formataddr((letter.name, letter.address))
    message["Date"] = format_datetime(letter.written_at.astimezone(CITY))
    message["Message-ID"] = f"<{letter.mail_id}>"
    message["Auto-Submitted"] = "auto-generated"
    message.attach(MIMEText(letter.text.replace("\n", "\r\n"), "plain", "utf-8"))
    message.attach(MIMEText(letter.html.replace("\n", "\r\n"), "html", "utf-8"))
    return message.as_bytes(policy=WIRE)
